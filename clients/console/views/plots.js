// The last minutes to hours of an event as four plots.
import { eventPath } from '../api.js';
import { Chart } from '../chart.js';
import { h } from '../dom.js';
import { clock, count, rate } from '../format.js';
import { t } from '../language.js';

const SPANS = [15, 60, 240, 1440];
const EVERY = 10_000;

export class Plots {
  #context;
  #minutes = 60;
  #timer = 0;
  #charts;

  constructor(context) {
    this.#context = context;
    const peak = (times, [values]) => {
      const highest = values.reduce((best, value, index) => (value > (values[best] ?? -1) ? index : best), 0);
      return { now: values.at(-1), peak: values[highest], time: clock(times[highest] * 1000) };
    };
    this.#charts = [
      new Chart(t('chart.length'), [{ label: t('chart.waiting'), color: 'series-1', format: count, filled: true }], (times, columns) => {
        const { now, peak: most, time } = peak(times, columns);
        return t('chart.lengthSummary', { now: count(now), peak: count(most), time });
      }),
      new Chart(t('chart.admissions'), [
        { label: t('chart.letIn'), color: 'series-2', format: rate },
        { label: t('chart.rate'), color: 'series-4', format: rate, stepped: true, dashed: true },
      ], (_, [admitted, configured]) => t('chart.admissionsSummary', { now: rate(admitted.at(-1)), rate: rate(configured.at(-1)) })),
      new Chart(t('chart.departures'), [{ label: t('chart.departed'), color: 'series-3', format: rate, filled: true }], (times, columns) => {
        const { now, peak: most, time } = peak(times, columns);
        return t('chart.departuresSummary', { now: rate(now), peak: rate(most), time });
      }),
      new Chart(t('chart.shoppers'), [
        { label: t('chart.inside'), color: 'series-1', format: count, filled: true },
        { label: t('chart.maximum'), color: 'series-4', format: count, dashed: true },
      ], (_, [inside, maximum]) => (inside.at(-1) === null ? t('chart.unknown') : maximum.at(-1)
        ? t('chart.shoppersSummary', { now: count(inside.at(-1)), maximum: count(maximum.at(-1)) })
        : t('chart.shoppersNoMaximum', { now: count(inside.at(-1)) }))),
    ];
    const spans = h('fieldset', { class: 'spans' }, h('legend', { class: 'unseen' }, t('chart.span')), SPANS.map(minutes => h('label', {},
      h('input', { type: 'radio', name: 'span', class: 'unseen', checked: minutes === this.#minutes, onchange: () => this.#choose(minutes) }), h('span', {}, t(`chart.span.${minutes}`)))));
    this.node = h('section', { class: 'plots', 'aria-labelledby': 'plots-title' },
      h('div', { class: 'heading' }, h('h2', { id: 'plots-title' }, t('chart.title')), spans),
      h('div', { class: 'grid' }, this.#charts.map(chart => chart.node)));
  }

  start() {
    this.#load();
    this.#timer ||= setInterval(() => this.#load(), EVERY);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  dispose() {
    this.stop();
    for (const chart of this.#charts) chart.dispose();
  }

  #choose(minutes) {
    this.#minutes = minutes;
    this.#load();
  }

  async #load() {
    const { api, eventId } = this.#context;
    const minutes = this.#minutes;
    try {
      const { moments } = await api.get(eventPath(eventId, `/history?minutes=${minutes}`));
      if (minutes === this.#minutes) this.#show(moments);
    } catch {
      // The plots stay as they are; the age beside them says so.
    }
  }

  #show(moments) {
    const times = moments.map(moment => Date.parse(moment.at) / 1000);
    const perSecond = name => moments.map((moment, index) => {
      const before = moments[index - 1];
      // Counts begin anew with another event of this name.
      return before ? Math.max(0, moment[name] - before[name]) / Math.max(1, times[index] - times[index - 1]) : null;
    });
    const maximum = this.#context.event.maximum_shoppers;
    const [length, admissions, departures, shoppers] = this.#charts;
    length.update(times, [moments.map(moment => moment.length)]);
    admissions.update(times, [perSecond('admitted'), moments.map(moment => moment.admissions_per_second)]);
    departures.update(times, [perSecond('departed')]);
    shoppers.update(times, [moments.map(moment => moment.shoppers ?? null), times.map(() => (maximum > 0 ? maximum : null))]);
    shoppers.node.hidden = moments.length > 0 && moments.every(moment => (moment.shoppers ?? null) === null);
  }
}
