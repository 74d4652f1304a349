// One plot by uPlot, with a summary in words and a table that can be opened: a canvas says nothing to a screen reader.
import uPlot from './vendor/uplot.js';
import { h, setText, table } from './dom.js';
import { clock, clockSeconds, hourMinute, short } from './format.js';
import { t } from './language.js';

const HEIGHT = 170;
const MOST_ROWS = 60;

const color = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export class Chart {
  #series;
  #summarize;
  #plot = null;
  #data = [[]];
  #canvas = h('div', { class: 'canvas', role: 'img' });
  #legend;
  #values = [];
  #summary = h('p', { class: 'summary' });
  #details;
  #schemes = [matchMedia('(prefers-color-scheme: dark)'), matchMedia('(forced-colors: active)')];

  /**
   * @param title of the plot; @param series { label, color, format, stepped?, filled?, dashed? };
   * @param summarize(times, columns) says the plot in a sentence.
   */
  constructor(title, series, summarize) {
    this.#series = series;
    this.#summarize = summarize;
    this.title = title;
    this.#legend = h('p', { class: 'legend', 'aria-hidden': 'true' }, series.map(one => {
      const value = h('b', {});
      this.#values.push(value);
      return h('span', {}, h('i', { class: `key ${one.color}${one.dashed ? ' dashed' : ''}` }), one.label, ' ', value);
    }));
    this.#details = h('details', { ontoggle: () => this.#fillTable() }, h('summary', {}, t('chart.table'), h('span', { class: 'unseen' }, ` ${title}`)), h('div', {}));
    this.node = h('figure', { class: 'chart' }, h('figcaption', {}, h('h3', {}, title), this.#legend), this.#canvas, this.#summary, this.#details);
    this.resize = new ResizeObserver(() => this.#fit());
    this.resize.observe(this.#canvas);
    this.redraw = () => this.#draw();
    for (const scheme of this.#schemes) scheme.addEventListener('change', this.redraw);
  }

  /** @param times in seconds; @param columns one array of numbers or nulls for each series. */
  update(times, columns) {
    this.#data = [times, ...columns];
    if (this.#plot) this.#plot.setData(this.#data);
    else if (times.length > 1) this.#draw();
    setText(this.#summary, times.length > 0 ? this.#summarize(times, columns) : t('chart.empty'));
    this.#canvas.setAttribute('aria-label', `${this.title}. ${this.#summary.textContent}`);
    this.#showValues(times.length - 1);
    if (this.#details.open) this.#fillTable();
  }

  dispose() {
    this.resize.disconnect();
    for (const scheme of this.#schemes) scheme.removeEventListener('change', this.redraw);
    this.#plot?.destroy();
  }

  #draw() {
    this.#plot?.destroy();
    this.#plot = null;
    if (this.#data[0].length < 2 || this.#canvas.clientWidth === 0) return;
    const [text, line] = [color('soft'), color('line')];
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis = { stroke: text, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
    this.#plot = new uPlot({
      width: this.#canvas.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      padding: [8, 20, 0, 0],
      cursor: { sync: { key: 'console' }, drag: { x: false, y: false }, points: { size: 7 } },
      scales: { y: { range: (_, low, high) => [Math.min(0, low ?? 0), high > 0 ? high * 1.12 : 1] } },
      axes: [
        { ...axis, grid: { show: false }, space: 70, size: 28, gap: 4, values: (_, splits) => splits.map(at => hourMinute(at * 1000)) },
        { ...axis, size: 46, space: 32, values: (_, splits) => splits.map(short) },
      ],
      series: [{}, ...this.#series.map(one => ({
        label: one.label,
        stroke: color(one.color),
        width: one.dashed ? 1.5 : 2,
        dash: one.dashed ? [5, 4] : undefined,
        fill: one.filled ? `color-mix(in srgb, ${color(one.color)} 16%, transparent)` : undefined,
        paths: one.stepped ? uPlot.paths.stepped({ align: 1 }) : undefined,
        points: { show: false },
        spanGaps: false,
      }))],
      hooks: { setCursor: [plot => this.#showValues(plot.cursor.idx ?? this.#data[0].length - 1)] },
    }, this.#data, this.#canvas);
  }

  #fit() {
    const width = this.#canvas.clientWidth;
    if (!this.#plot) this.#draw();
    else if (width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: HEIGHT });
  }

  #showValues(index) {
    this.#values.forEach((value, column) => setText(value, index >= 0 ? this.#series[column].format(this.#data[column + 1][index]) : ''));
  }

  /** About sixty rows, the newest first. */
  #fillTable() {
    if (!this.#details.open) return;
    const [times, ...columns] = this.#data;
    const step = Math.max(1, Math.ceil(times.length / MOST_ROWS));
    const rows = [];
    for (let index = times.length - 1; index >= 0; index -= step)
      rows.push([(step > 6 ? clock : clockSeconds)(times[index] * 1000), ...columns.map((column, at) => this.#series[at].format(column[index]))]);
    this.#details.lastElementChild.replaceChildren(
      table(this.title, [t('chart.time'), ...this.#series.map(one => one.label)], rows, columns.map((_, column) => column + 1)));
  }
}
