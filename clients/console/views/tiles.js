// The numbers that are read from two metres, and the smaller ones below them.
import { h, setClass, setFill, setHidden, setText } from '../dom.js';
import { clock, count, duration, percent, range, rate } from '../format.js';
import { hasText, t } from '../language.js';
import { forecastSentence } from '../forecast.js';

class Tile {
  #value = h('p', { class: 'value' });
  #more = h('p', { class: 'more' });
  #fill = h('span', {});
  #bar = h('div', { class: 'bar', 'aria-hidden': 'true', hidden: true }, this.#fill);

  constructor(name, label) {
    this.node = h('div', { class: 'tile', 'data-tile': name }, h('h2', {}, label), this.#value, this.#bar, this.#more);
  }

  show(value, more, { share = null, kind = '' } = {}) {
    setText(this.#value, value);
    setText(this.#more, more);
    setHidden(this.#bar, share === null);
    if (share !== null) setFill(this.#fill, share);
    for (const name of ['critical', 'warning']) setClass(this.node, name, kind === name);
    setClass(this.node, 'long', value.length > 7);
  }
}

export class Tiles {
  #waiting = new Tile('waiting', t('tile.waiting'));
  #allIn = new Tile('all-in', t('tile.allIn'));
  #rate = new Tile('rate', t('tile.rate'));
  #shoppers = new Tile('shoppers', t('tile.shoppers'));
  #sentence = h('p', { class: 'sentence', 'data-forecast': true });
  #small = new Map();
  #counts = h('dl', { class: 'facts' });
  #countsText = '';

  constructor() {
    const small = name => {
      const value = h('dd', {});
      this.#small.set(name, value);
      return h('div', { 'data-fact': name }, h('dt', {}, t(`fact.${name}`)), value);
    };
    this.node = h('section', { class: 'numbers', 'aria-label': t('tile.label') },
      h('div', { class: 'tiles' }, this.#waiting.node, this.#allIn.node, this.#rate.node, this.#shoppers.node),
      this.#sentence,
      h('dl', { class: 'facts dense' }, ['wait', 'minute', 'fiveMinutes', 'fifteenMinutes', 'bucket', 'remembered', 'passes', 'error'].map(small)));
    this.counts = h('section', { class: 'panel', 'aria-labelledby': 'counts-title' }, h('h2', { id: 'counts-title' }, t('counts.title')), this.#counts);
  }

  update(event) {
    const codes = new Map(event.alerts.map(alert => [alert.code, alert.severity]));
    const { length, all_in: allIn, settings, shoppers, maximum_shoppers: maximum } = event;
    this.#waiting.show(count(length), t('tile.waitingMore', { count: count(event.remembered) }), { kind: codes.get('departures_high') });
    this.#allIn.show(allIn ? clock(allIn.p50_at) : '–', allIn ? range(allIn) : t(length === 0 ? 'tile.nobodyWaits' : 'tile.cannotTell'));
    this.#rate.show(rate(event.rate_now), t('tile.rateMore', { rate: rate(event.admissions_per_second) }),
      { share: event.rate_now / event.admissions_per_second, kind: codes.get('rate_unused') ?? codes.get('no_admissions') ?? codes.get('paused') });
    this.#shoppers.show(count(shoppers), maximum > 0 ? t('tile.shoppersMore', { maximum: count(maximum) }) : t('tile.noMaximum'),
      { share: maximum > 0 ? shoppers / maximum : null, kind: codes.get('bound_full') ?? codes.get('shoppers_silent') });
    setText(this.#sentence, forecastSentence(allIn, event.all_in_reason, length));
    const fact = (name, text) => setText(this.#small.get(name), text);
    fact('wait', t('fact.waitValue', { p50: duration(event.wait_p50_seconds), p95: duration(event.wait_p95_seconds) }));
    fact('minute', count(event.admissions_last_minute));
    fact('fiveMinutes', count(event.admissions_last_5_minutes));
    fact('fifteenMinutes', count(event.admissions_last_15_minutes));
    fact('bucket', t('fact.bucketValue', { level: count(Math.floor(event.level)), burst: count(settings.burst) }));
    fact('remembered', count(event.remembered));
    fact('passes', count(event.admitted));
    fact('error', percent(event.estimate_error));
    this.#showCounts(event.counts);
  }

  #showCounts(counts) {
    const text = JSON.stringify(counts);
    if (text === this.#countsText) return;
    this.#countsText = text;
    this.#counts.replaceChildren(...Object.entries(counts).filter(([, value]) => value > 0).map(([kind, value]) =>
      h('div', { 'data-count': kind }, h('dt', {}, countName(kind)), h('dd', {}, count(value)))));
  }
}

const countName = kind => (hasText(`count.${kind}`) ? t(`count.${kind}`) : kindName(kind));

/** What the journal calls it, in words. */
export const kindName = kind => (hasText(`kind.${kind}`) ? t(`kind.${kind}`) : kind.replaceAll('_', ' '));
