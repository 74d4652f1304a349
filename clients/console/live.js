// What is shown, kept up to date: server-sent events, and polling where they do not come through.

const SILENCE = 6_000;
const POLL = 2_000;
const REOPEN = 30_000;

export class Live {
  #api;
  #path;
  #name;
  #onData;
  #source = null;
  #openedAt = 0;
  #heardAt = -Infinity;
  #polledAt = 0;
  #isPolling = false;
  #timer = 0;
  #lastAt = null;

  /** How the data comes: `stream`, `poll`, or `none`. */
  way = 'none';

  /** When the newest state was received that the store had not told before, by performance.now(). */
  changedAt = performance.now();

  /** @param path of the state; its stream is `{path}/stream`. @param name of the stream's event. */
  constructor(api, path, name, onData) {
    this.#api = api;
    this.#path = path;
    this.#name = name;
    this.#onData = onData;
  }

  start() {
    this.#open();
    this.#poll();
    this.#timer = setInterval(() => this.#tick(), 500);
  }

  stop() {
    clearInterval(this.#timer);
    this.#source?.close();
    this.#timer = 0;
  }

  /** Asks at once, for example after a change. */
  refresh() {
    return this.#poll();
  }

  /** Seconds since the shown state was new. */
  get age() {
    return (performance.now() - this.changedAt) / 1000;
  }

  #open() {
    this.#source?.close();
    this.#openedAt = performance.now();
    const source = new EventSource(this.#api.address(`${this.#path}/stream`));
    source.addEventListener(this.#name, message => {
      this.#heardAt = performance.now();
      this.#receive(JSON.parse(message.data), 'stream');
    });
    // The rights may have ended: an ordinary request says what it is.
    source.addEventListener('ended', () => {
      source.close();
      this.#heardAt = -Infinity;
      this.#poll();
    });
    this.#source = source;
  }

  #tick() {
    const now = performance.now();
    if (now - this.#heardAt < SILENCE) return;
    if (now - this.#polledAt >= POLL) this.#poll();
    if (this.#source.readyState === EventSource.CLOSED && now - this.#openedAt > REOPEN) this.#open();
  }

  async #poll() {
    if (this.#isPolling) return;
    this.#isPolling = true;
    this.#polledAt = performance.now();
    try {
      this.#receive(await this.#api.get(this.#path), 'poll');
    } catch {
      // Whoever answers is heard by the Api; the age tells the rest.
    } finally {
      this.#isPolling = false;
    }
  }

  #receive(data, way) {
    if (!this.#timer) return;
    // An answer may overtake another one.
    if (this.#lastAt !== null && Date.parse(data.at) < Date.parse(this.#lastAt)) return;
    if (data.at !== this.#lastAt) this.changedAt = performance.now();
    this.#lastAt = data.at;
    this.way = performance.now() - this.#heardAt < SILENCE ? 'stream' : way;
    this.#onData(data);
  }
}
