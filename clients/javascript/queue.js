// Waits in the queue of an event until it is the visitor's turn. An ES module without dependencies; docs/front-end.md describes it.
//
//   import { waitForTurn } from './queue.js';
//   const { reservationToken } = await waitForTurn({ eventId: 'concert', onStatus: place => show(place) });

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;
const ANSWER_TIMEOUT_MS = 10_000;

/** Statuses that say nothing of the request: a gateway that starts, a limit, a proxy without a gateway. */
const TRY_AGAIN = new Set([408, 425, 429, 500, 502, 503, 504]);

/** The gateway refused, and asking again would not help. */
export class QueueError extends Error {
  /**
   * @param {number} status
   * @param {{ code?: string, message?: string, trace_id?: string }} [error]
   */
  constructor(status, error = {}) {
    super(error.message ?? `The queue answered ${status}.`);
    this.name = 'QueueError';
    this.status = status;
    this.code = error.code ?? '';
    this.traceId = error.trace_id ?? '';
  }
}

/**
 * Joins, waits and enters. It goes on through everything that passes by itself: a network that is away, a gateway that restarts, a proxy
 * that answers with a page, a turn that passed, a page that was frozen. It throws a QueueError for what does not (a log-in that is over,
 * an event that does not exist), and the signal's reason if that aborts it.
 *
 * @param {object} options
 * @param {string} options.eventId the event
 * @param {string} [options.api] the address of the queue; '/api/v1/queue' is that of the gateway
 * @param {(place: any) => void} [options.onStatus] is told each status
 * @param {(reason: string) => void} [options.onTrouble] is told why it tries again: 'offline', or what went wrong
 * @param {() => Record<string, string> | Promise<Record<string, string>>} [options.login] the headers of the visitor's log-in, asked for
 *   before each join and enter
 * @param {AbortSignal} [options.signal] ends the wait
 * @returns {Promise<{ reservationToken: string, ttlSec: number }>} send the token as X-Reservation-Token within its seconds
 */
export async function waitForTurn({ eventId, api = '/api/v1/queue', onStatus = () => {}, onTrouble = () => {}, login = () => ({}), signal }) {
  const [keyName, tokenName] = [`queue:${eventId}`, `queue-token:${eventId}`];
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
        const pass = await enter();
        if (pass) return pass;
      }
      await pause(place?.poll_after_ms ?? FIRST_PAUSE_MS, signal);
    }
  } finally {
    removeEventListener('pagehide', leave);
  }

  /** The newest token of a place tells best how fresh it is, if the gateways lose their store. */
  function hold(newest) {
    token = newest;
    keep(tokenName, newest);
  }

  /** With the token of before, the place survives a log-in, which makes another visitor of the same key. */
  async function join() {
    const before = kept(tokenName);
    const answer = await call('/join', async () => ({
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': kept(keyName) ?? keep(keyName, randomKey()),
        ...before && { 'X-Waiting-Token': before },
        ...await login(),
      },
      body: JSON.stringify({ event_id: eventId }),
    }));
    // 409 DUPLICATE_REQUEST has the token, too, where a gateway refuses a second join.
    if (answer.body.waiting_token) return answer.body.waiting_token;
    throw new QueueError(answer.status, answer.body.error);
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
    onStatus(body);
    return body;
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

  /** Repeats a request until the gateway itself answers it. All calls of the queue are safe to repeat. */
  async function call(path, request) {
    for (let failures = 0; ; failures++) {
      signal?.throwIfAborted();
      let wait = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
      try {
        const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
        const response = await fetch(api + path, { ...await request(), cache: 'no-store', signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
        const body = await response.json(); // throws for a page of a proxy
        if (!TRY_AGAIN.has(response.status) && body && typeof body === 'object') return { status: response.status, body };
        onTrouble(body?.error?.code ?? `HTTP ${response.status}`);
        wait = 1000 * Number(response.headers.get('Retry-After')) || wait;
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof QueueError) throw error;
        onTrouble(navigator.onLine ? 'no answer' : 'offline');
      }
      // A crowd that lost its gateway must not come back in step.
      await pause(wait * (0.75 + Math.random() / 2), signal);
    }
  }
}

const inMemory = {};

/** What a reload of the page finds. */
function kept(name) {
  try {
    return sessionStorage[name] ?? inMemory[name];
  } catch {
    return inMemory[name]; // storage is forbidden
  }
}

function keep(name, value) {
  try {
    return sessionStorage[name] = value;
  } catch {
    return inMemory[name] = value;
  }
}

/** crypto.randomUUID() exists on pages of https:// alone. */
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Waits, but no longer than until somebody looks at the page again, or the network is back. */
function pause(ms, signal) {
  return new Promise((done, stop) => {
    const timer = setTimeout(end, ms);
    const look = () => { if (document.visibilityState === 'visible') end(); };
    const abort = () => { stop(signal.reason); end(); };
    document.addEventListener('visibilitychange', look);
    addEventListener('online', end);
    addEventListener('pageshow', end);
    signal?.addEventListener('abort', abort);

    function end() {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
      removeEventListener('online', end);
      removeEventListener('pageshow', end);
      signal?.removeEventListener('abort', abort);
      done();
    }
  });
}
