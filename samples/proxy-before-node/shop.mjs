// A shop in another language, which knows nothing of the waiting room but the header that frees a seat: node shop.mjs
import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? 5001);
let left = 100;

const page = (title, body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><link rel="stylesheet" href="/site.css"><h1>${title}</h1>${body}</html>`;

const routes = {
  'GET /': () => page('Winter concert', '<p><a href="/checkout">Buy a ticket</a></p>'),
  'GET /checkout': () => page('Checkout', `<p>${left} tickets are left.</p><form method="post" action="/checkout/pay"><button>Pay</button></form>`),
  'POST /checkout/pay': response => {
    left--;
    response.setHeader('Waiting-Room', 'release'); // the order is paid: the next visitor may come in
    return page('Thank you', '<p>Your ticket is on its way.</p>');
  },
  'GET /site.css': response => {
    response.setHeader('Content-Type', 'text/css');
    return 'body { font: 1.1rem system-ui; margin: 3rem auto; max-width: 30rem }';
  },
};

const server = createServer((request, response) => {
  request.resume(); // no form of this shop has anything to read
  const { pathname } = new URL(request.url, 'http://shop');
  const route = routes[`${request.method} ${pathname}`];
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  if (!route) response.statusCode = 404;
  response.end(route ? route(response) : page('Not found', '<p><a href="/">Home</a></p>'));
});

// Loopback: whoever reaches the shop without the proxy passes by the waiting room.
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
