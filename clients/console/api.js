// The console's own API: JSON, errors as ApiProblem, and what is to be done when the log-in has ended.

const TIMEOUT = 10_000;

/** An answer that is an error, or none at all (status 0). */
export class ApiProblem extends Error {
  constructor(status, body = null, retryAfter = null) {
    super(body?.error?.message ?? `HTTP ${status}`);
    this.status = status;
    this.code = body?.error?.code ?? null;
    this.traceId = body?.error?.trace_id ?? null;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

export class Api {
  #onAnswer;

  /** @param root where the API is; @param onAnswer hears the status of each answer. */
  constructor(root, onAnswer) {
    this.root = root;
    this.#onAnswer = onAnswer;
  }

  /** The address of something below the API. */
  address(path) {
    return this.root + path;
  }

  get(path, signal = null) {
    return this.#call(path, { headers: { Accept: 'application/json' } }, signal);
  }

  /** A file to keep, as a Blob. */
  file(path) {
    return this.#call(path, {}, null, response => response.blob());
  }

  /** A call with a body: the header X-Operator stands on no CORS list, so no other origin can make it. */
  send(method, path, body = {}) {
    const headers = { Accept: 'application/json', 'Content-Type': 'application/json', 'X-Operator': '1' };
    return this.#call(path, { method, headers, body: JSON.stringify(body) });
  }

  post(path, body) {
    return this.send('POST', path, body);
  }

  async #call(path, options, signal = null, read = readJson) {
    let response;
    const timeout = AbortSignal.timeout(TIMEOUT);
    try {
      const ends = signal ? AbortSignal.any([signal, timeout]) : timeout;
      response = await fetch(this.root + path, { ...options, cache: 'no-store', credentials: 'same-origin', redirect: 'manual', signal: ends });
    } catch (error) {
      if (signal?.aborted) throw error;
      this.#onAnswer(0);
      throw new ApiProblem(0);
    }
    // A proxy that redirects to a log-in of its own says the same as a 401.
    const status = response.type === 'opaqueredirect' ? 401 : response.status;
    this.#onAnswer(status);
    if (status < 200 || status > 299) throw new ApiProblem(status, await readJson(response), Number(response.headers.get('Retry-After')) || null);
    return read(response);
  }
}

async function readJson(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

/** The path of an event, and of something below it. */
export const eventPath = (eventId, rest = '') => `/events/${encodeURIComponent(eventId)}${rest}`;
