// A shop that is not .NET and knows no waiting room. It answers every request with what it got, counts those that reach the protected
// pages, and sells: POST /buy takes the last step of a purchase. Prints its address when it listens.
import { createServer } from 'node:http';

const seen = { requests: 0, shop: 0, sold: 0 };

const page = (body) => `<!doctype html><html><body>${body}</body></html>`;

const server = createServer((request, response) => {
  request.resume();
  if (request.url === '/-/seen') return response.end(JSON.stringify(seen));
  seen.requests++;
  response.setHeader('X-Shop', 'node');
  response.setHeader('Set-Cookie', ['basket=1; Path=/', '__Host-wr-session-0=forged; Path=/; Secure']);
  if (/^\/shop(\/|\?|$)/.test(request.url)) {
    seen.shop++;
    response.setHeader('Content-Type', 'text/html');
    return response.end(page('<h1>Tickets</h1><form method="post" action="/buy"><button>Buy</button></form>'));
  }
  if (request.url === '/buy' && request.method === 'POST') {
    seen.sold++;
    response.setHeader('Waiting-Room', 'release');
    response.setHeader('Content-Type', 'text/html');
    return response.end(page('<h1>Sold</h1>'));
  }
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers }));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
