// What the scripts share: the gateway's address, its calls, and what counts as a failure.
import http from 'k6/http';
import { check, sleep } from 'k6';
import { Counter, Trend } from 'k6/metrics';

const base = (__ENV.BASE_URL || 'http://localhost:8000') + '/api/v1';

/** The sale. A new one for each run, so that no run stands behind the last. */
export const eventId = __ENV.EVENT_ID || `load-${Date.now()}`;

export const entered = new Counter('queue_entered');
export const gone = new Counter('queue_places_gone');
export const waited = new Trend('queue_wait', true);

/** Who this iteration is. */
export const buyer = () => `buyer-${__VU}-${__ITER}`;

const attempts = 3;

/**
 * Sends a request, and again if it has an Idempotency-Key and a service behind the gateway was late: what is done is not done twice.
 * @param {string} path
 * @param {object} body
 * @param {Record<string, string>} [headers]
 */
export function post(path, body, headers = {}) {
  const params = { headers: { 'Content-Type': 'application/json', ...headers }, tags: { name: path.replace(/rsv_\w+|[0-9a-f-]{32,}/, '{id}') } };
  let response = http.post(base + path, JSON.stringify(body), params);
  for (let attempt = 1; attempt < attempts && headers['Idempotency-Key'] && response.status >= 500; attempt++) {
    sleep(Number(response.headers['Retry-After'] || 1));
    response = http.post(base + path, JSON.stringify(body), params);
  }
  return response;
}

/**
 * @param {string} path
 * @param {string} name
 * @param {Record<string, string>} [headers]
 */
export function get(path, name, headers = {}) {
  return http.get(base + path, { headers, tags: { name } });
}

/**
 * The body's field as text, or '' if there is none.
 * @param {import('k6/http').RefinedResponse<any>} response
 * @param {string} field
 */
export function text(response, field) {
  try {
    return String(response.json(field) ?? '');
  } catch {
    return ''; // no JSON
  }
}

/**
 * Takes a place, and answers its token.
 * @param {Record<string, string>} [headers]
 */
export function join(headers = {}) {
  const joined = post('/queue/join', { event_id: eventId, user_id: buyer() }, headers);
  check(joined, { 'join is 202': response => response.status === 202 });
  return text(joined, 'waiting_token');
}

/**
 * Asks for the status once, as told.
 * @param {string} token
 * @returns {string} the status
 */
export function poll(token) {
  const status = get('/queue/status', '/queue/status', { 'X-Waiting-Token': token });
  check(status, { 'status is 200': response => response.status === 200 });
  const name = text(status, 'status');
  if (name === 'waiting') {
    sleep(Number(text(status, 'poll_after_ms') || 2000) / 1000);
  }
  return name;
}

/**
 * Waits until it is this visitor's turn. False if the place is gone.
 * @param {string} token
 */
export function wait(token) {
  const start = Date.now();
  for (;;) {
    const name = poll(token);
    if (name === 'ready' || name === 'admitted') {
      waited.add(Date.now() - start);
      return true;
    }
    if (name !== 'waiting') {
      gone.add(1);
      return false;
    }
  }
}

/**
 * Enters, and answers the reservation token.
 * @param {string} token
 * @param {Record<string, string>} [headers]
 */
export function enter(token, headers = {}) {
  const admission = post('/queue/enter', { waiting_token: token }, headers);
  if (check(admission, { 'enter is 200': response => response.status === 200 })) {
    entered.add(1);
  }
  return text(admission, 'reservation_token');
}
