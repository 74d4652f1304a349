// By when all who wait are in: as it is, and as it would be with what is being typed.
import { eventPath } from './api.js';
import { h, setText } from './dom.js';
import { clock, range } from './format.js';
import { hasText, t } from './language.js';

const PAUSE = 300;

/** "everybody now waiting is in by 20:41 (20:36–20:52)", or why it cannot be told. */
export function forecastSentence(forecast, reason, length) {
  if (forecast) return t('forecast.by', { time: clock(forecast.p50_at), range: range(forecast) });
  if (length === 0) return t('forecast.nobody');
  return reason && hasText(`forecast.reason.${reason}`) ? t(`forecast.reason.${reason}`) : t('forecast.unknown');
}

/** A line that says what a change would do, while it is typed. */
export class ForecastLine {
  #context;
  #timer = 0;
  #abort = null;
  #asked = '';

  node = h('p', { class: 'forecast', 'aria-live': 'polite' });

  constructor(context) {
    this.#context = context;
  }

  /** @param change the values that are typed and that the estimate depends on; empty shows nothing. */
  ask(change) {
    const query = new URLSearchParams(change).toString();
    if (query === this.#asked) return;
    this.#asked = query;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    if (query === '') setText(this.node, '');
    else this.#timer = setTimeout(() => this.#fetch(query), PAUSE);
  }

  get text() {
    return this.node.textContent;
  }

  async #fetch(query) {
    this.#abort = new AbortController();
    const { api, eventId } = this.#context;
    try {
      const { now, then, reason } = await api.get(eventPath(eventId, `/forecast?${query}`), this.#abort.signal);
      if (query !== this.#asked) return;
      const { length } = this.#context.event;
      const next = then ? t('forecast.then', { time: clock(then.p50_at), range: range(then) }) : forecastSentence(null, reason, length);
      setText(this.node, now && then ? `${next} ${t('forecast.now', { time: clock(now.p50_at) })}` : next);
    } catch {
      if (query === this.#asked) setText(this.node, t('forecast.failed'));
    }
  }
}
