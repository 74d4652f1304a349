// Stands in for the module k6/http, whose calls are synchronous: curl does them.
import { spawnSync } from 'node:child_process';

function request(method, url, body, params = {}) {
  const headers = Object.entries(params.headers ?? {}).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const data = body == null ? [] : ['--data-binary', body];
  const curl = spawnSync('curl', ['-sS', '--noproxy', '*', '-X', method, ...headers, ...data, '-w', '\n%{http_code}', url], { encoding: 'utf8' });
  const end = curl.stdout.lastIndexOf('\n');
  const text = curl.stdout.slice(0, end);
  return {
    status: Number(curl.stdout.slice(end + 1)),
    body: text,
    headers: {},
    json: path => (path ?? '').split('.').reduce((value, field) => (field ? value?.[field] : value), JSON.parse(text)),
  };
}

export default {
  get: (url, params) => request('GET', url, null, params),
  post: (url, body, params) => request('POST', url, body, params),
};
