// Waits in the queue of an event until it is the visitor's turn. An ES module without dependencies; docs/front-end.md describes it.
//
//   import { waitForTurn } from '/_waiting-room/client.js';
//   const { reservationToken } = await waitForTurn({ event: 'concert', onUpdate: place => show(place) });

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;
const LONGEST_RETRY_AFTER_MS = 300_000;
const ANSWER_TIMEOUT_MS = 10_000;
const LONGEST_EARLY_MS = 60_000;

/** Statuses that say nothing of the request: a server that starts, a limit, a proxy without a server. */
const TRY_AGAIN = new Set([408, 425, 429, 500, 502, 503, 504]);

/** The queue refused, and asking again would not help. */
export class QueueError extends Error {
  constructor(status, error = {}) {
    super(error.message ?? `The queue answered ${status}.`);
    this.name = 'QueueError';
    this.status = status;
    this.code = error.code ?? '';
    this.traceId = error.trace_id ?? '';
  }
}

/**
 * Joins, waits and enters. It goes on through everything that passes by itself: a network that is away, a server that restarts, a proxy
 * that answers with a page, a sale that has not begun, a turn that passed, a page that was frozen. It throws a QueueError for what does not (a log-in that is over,
 * an event that does not exist), and the signal's reason if that aborts it. client.d.ts describes options and result.
 */
export async function waitForTurn({
  event, api = '/_waiting-room/queue', session = false, credentials = 'same-origin',
  onUpdate = () => {}, onTrouble = () => {}, login = () => ({}), signal,
}) {
  const [keyName, tokenName] = [`queue:${event}`, `queue-token:${event}`];
  let token = '';
  const leave = () => { if (token) navigator.sendBeacon(`${api}/leave?token=${encodeURIComponent(token)}`); };
  // A page that comes back, also one that was only frozen, takes the place back with its next status.
  addEventListener('pagehide', leave);
  try {
    for (;;) {
      signal?.throwIfAborted();
      if (!token) hold(await join());
      const place = await ask();
      if (place && place.status !== 'waiting') {
        const turn = admitted(place) ?? await enter();
        if (turn) return session && turn.reservationToken ? await open(turn.reservationToken) : turn;
      }
      await pause(place?.poll_after_ms ?? FIRST_PAUSE_MS, signal);
    }
  } finally {
    removeEventListener('pagehide', leave);
  }

  /** The newest token of a place tells best how fresh it is, if the servers lose their store. */
  function hold(newest) {
    token = newest;
    keep(tokenName, newest);
  }

  /** With the token of before, the place survives a log-in, which makes another visitor of the same key. */
  async function join() {
    const before = kept(tokenName);
    for (;;) {
      const answer = await call('/join', async () => ({
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Idempotency-Key': kept(keyName) ?? keep(keyName, randomKey()),
          ...before && { 'X-Waiting-Token': before },
          ...await login(),
        },
        body: JSON.stringify({ event_id: event }),
      }));
      const { status, body } = answer;
      // 409 DUPLICATE_REQUEST has the token, too, where a server refuses a second join.
      if (body.waiting_token) return body.waiting_token;
      if (body.error?.code !== 'EVENT_NOT_OPEN') throw new QueueError(status, body.error);
      onTrouble(body.error.code, body);
      await pause(Math.max(retryDelay(answer, 2), Math.min(untilGathering(answer), LONGEST_EARLY_MS)), signal);
    }
  }

  /** The place; null if it is gone and has to be taken again. */
  async function ask() {
    const hidden = document.visibilityState === 'hidden' ? '?hidden=true' : '';
    const { status, body } = await call('/status' + hidden, async () => ({ headers: { 'X-Waiting-Token': token } }));
    if (status === 404 || body.status === 'expired') {
      token = '';
      return null;
    }
    if (status !== 200) throw new QueueError(status, body.error);
    if (body.waiting_token) hold(body.waiting_token);
    onUpdate(body);
    return body;
  }

  /** The turn of who is in already: the answer of enter was lost, or another tab entered. */
  function admitted(place) {
    if (place.session_token) return { sessionToken: place.session_token, expiresInSec: place.expires_in_sec };
    return place.reservation_token ? { reservationToken: place.reservation_token, ttlSec: place.ttl_sec } : null;
  }

  /** The pass; null if the turn has passed, or the place is gone. */
  async function enter() {
    const { status, body } = await call('/enter', async () => ({
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...await login() },
      body: JSON.stringify({ waiting_token: token }),
    }));
    if (body.reservation_token) return { reservationToken: body.reservation_token, ttlSec: body.ttl_sec };
    if (status === 404) token = '';
    else if (body.error?.code !== 'NOT_READY') throw new QueueError(status, body.error);
    return null;
  }

  /** Turns the pass into a session. */
  async function open(reservationToken) {
    const { status, body } = await call('/session', async () => ({
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...await login() },
      body: JSON.stringify({ reservation_token: reservationToken }),
    }));
    if (!body.session_token) throw new QueueError(status, body.error);
    return { sessionToken: body.session_token, sessionId: body.session_id, expiresInSec: body.expires_in_sec, extendableUntil: body.extendable_until };
  }

  /** Repeats a request until the queue itself answers it. All calls of the queue are safe to repeat. */
  async function call(path, request) {
    for (let failures = 0; ; failures++) {
      signal?.throwIfAborted();
      const answer = await send(api + path, { credentials, ...await request() }, signal);
      if (answer.body && !TRY_AGAIN.has(answer.status)) return answer;
      onTrouble(answer.body?.error?.code ?? (answer.status ? `HTTP ${answer.status}` : answer.trouble));
      await pause(retryDelay(answer, failures), signal);
    }
  }
}

/** Sends a request once. `body` is the JSON object that came back, and null for everything else; without an answer `status` is 0. */
export async function send(url, init, signal) {
  const ended = new AbortController();
  const end = () => ended.abort();
  const timer = setTimeout(end, ANSWER_TIMEOUT_MS);
  signal?.addEventListener('abort', end);
  try {
    const response = await fetch(url, { cache: 'no-store', ...init, signal: ended.signal });
    const text = await response.text();
    return { status: response.status, type: response.type, headers: response.headers, body: parse(text) };
  } catch {
    signal?.throwIfAborted();
    return { status: 0, body: null, trouble: navigator.onLine === false ? 'offline' : 'no answer' };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

function parse(text) {
  try {
    const value = JSON.parse(text); // throws for a page of a proxy
    return value && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** How long until people may join, by the server's clock where it can be read: a visitor's may be wrong. */
function untilGathering({ headers, body }) {
  return Date.parse(body.gather_at) - (Date.parse(headers.get('Date')) || Date.now()) || 0;
}

/** How long to wait after a failure: what the server asks for, or longer each time. A crowd that lost its server must not come back in step. */
export function retryDelay({ headers }, failures) {
  const wish = headers?.get('Retry-After');
  const asked = wish ? 1000 * Number(wish) || Date.parse(wish) - Date.now() : 0;
  if (asked > 0) return Math.min(asked, LONGEST_RETRY_AFTER_MS) * (1 + Math.random() / 4);
  return Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS) * (0.75 + Math.random() / 2);
}

/** Waits, but after a second no longer than until somebody looks at the page again, or the network is back. */
export function pause(ms, signal) {
  return new Promise((done, stop) => {
    const earliest = Date.now() + FIRST_PAUSE_MS;
    let timer = setTimeout(end, ms);
    const wake = () => {
      clearTimeout(timer);
      timer = setTimeout(end, Math.min(ms, Math.max(0, earliest - Date.now())));
    };
    const look = () => { if (document.visibilityState === 'visible') wake(); };
    const show = shown => { if (shown.persisted) wake(); };
    const abort = () => { stop(signal.reason); end(); };
    document.addEventListener('visibilitychange', look);
    addEventListener('online', wake);
    addEventListener('pageshow', show);
    signal?.addEventListener('abort', abort);

    function end() {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
      removeEventListener('online', wake);
      removeEventListener('pageshow', show);
      signal?.removeEventListener('abort', abort);
      done();
    }
  });
}

const inMemory = {};

/** What a reload and another tab find. */
function kept(name) {
  try {
    return localStorage[name] ?? inMemory[name];
  } catch {
    return inMemory[name]; // storage is forbidden
  }
}

function keep(name, value) {
  inMemory[name] = value;
  try {
    localStorage[name] = value;
  } catch { /* storage is forbidden, or full */ }
  return value;
}

/** crypto.randomUUID() exists on pages of https:// alone. */
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
