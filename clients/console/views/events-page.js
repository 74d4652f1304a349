// Every event, the ones in trouble first.
import { alertSummary, isCritical, showTitle, troubleOf } from '../alerts.js';
import { field, h, setFill, setHidden, setText } from '../dom.js';
import { count, duration, rate } from '../format.js';
import { t } from '../language.js';
import { Live } from '../live.js';
import { addressOf } from './event-page.js';
import { badge } from './states.js';

const PHASES = ['open', 'gathering', 'scheduled', 'closed'];

/** Trouble, then what is going on, then how many wait. */
const byTrouble = (one, other) =>
  troubleOf(other) - troubleOf(one) || PHASES.indexOf(one.phase) - PHASES.indexOf(other.phase) || other.length - one.length || one.event_id.localeCompare(other.event_id);

export class EventsPage {
  #app;
  #rows = new Map();
  #events = [];
  #filter = h('input', { type: 'search', autocomplete: 'off', spellcheck: 'false', oninput: () => this.#arrange() });
  #body = h('tbody', {});
  #summary = h('p', { class: 'soft' });
  #empty = h('p', { hidden: true }, t('events.none'));

  constructor(app) {
    this.#app = app;
    this.live = new Live(app.api, '/events', 'events', ({ events }) => this.#receive(events));
    const heads = ['event', 'state', 'trouble', 'waiting', 'rate', 'shoppers', 'wait'].map(name => h('th', { scope: 'col', class: ['waiting', 'rate', 'shoppers', 'wait'].includes(name) ? 'number' : null }, t(`events.${name}`)));
    this.node = h('div', { class: 'events' },
      h('div', { class: 'heading' }, h('h1', { tabindex: -1 }, t('events.title')), this.#summary, field(t('events.filter'), this.#filter)),
      this.#empty,
      h('table', { class: 'event-list' }, h('caption', { class: 'unseen' }, t('events.caption')), h('thead', {}, h('tr', {}, heads)), this.#body));
    // Rows stay where they are while somebody is about to choose one.
    for (const name of ['pointerleave', 'focusout']) this.#body.addEventListener(name, () => setTimeout(() => this.#arrange()));
  }

  show() {}

  get alerts() {
    return this.#events.flatMap(event => event.alerts);
  }

  updateTitle(extra) {
    showTitle([...this.alerts, ...extra]);
  }

  dispose() {
    this.live.stop();
  }

  #receive(events) {
    this.#events = events;
    const known = new Set(events.map(event => event.event_id));
    for (const [id, row] of this.#rows) {
      if (known.has(id)) continue;
      row.node.remove();
      this.#rows.delete(id);
    }

    for (const event of events) {
      if (!this.#rows.has(event.event_id)) this.#rows.set(event.event_id, new EventRow(event.event_id));
      this.#rows.get(event.event_id).update(event);
    }

    const troubled = events.filter(event => event.alerts.length > 0).length;
    setText(this.#summary, t('events.summary', { count: events.length, number: count(events.length), troubled: count(troubled) }));
    setHidden(this.#empty, events.length > 0);
    this.#arrange();
    this.#app.tick();
  }

  #arrange() {
    const text = this.#filter.value.trim().toLowerCase();
    const nodes = this.#events.toSorted(byTrouble).filter(event => event.event_id.toLowerCase().includes(text)).map(event => this.#rows.get(event.event_id).node);
    const shown = [...this.#body.children];
    const isSame = shown.length === nodes.length && shown.every((node, index) => node === nodes[index]);
    const isUsed = shown.length > 0 && (this.#body.matches(':hover') || this.#body.contains(document.activeElement));
    const isNew = nodes.length !== shown.length;
    if (!isSame && (isNew || !isUsed)) this.#body.replaceChildren(...nodes);
  }
}

class EventRow {
  #cells = {};
  #fill = h('span', {});
  #alerts = '';
  #state = '';

  constructor(eventId) {
    for (const name of ['state', 'trouble', 'waiting', 'rate', 'shoppers', 'wait'])
      this.#cells[name] = h('td', { 'data-label': t(`events.${name}`), class: ['waiting', 'rate', 'shoppers', 'wait'].includes(name) ? 'number' : null });
    this.node = h('tr', { 'data-event': eventId }, h('th', { scope: 'row' }, h('a', { href: addressOf(eventId) }, eventId)), Object.values(this.#cells));
    this.rate = h('span', {});
    this.#cells.rate.append(this.rate, h('div', { class: 'bar', 'aria-hidden': 'true' }, this.#fill));
  }

  update(event) {
    const state = `${event.phase} ${event.mode}`;
    if (state !== this.#state) this.#cells.state.replaceChildren(...badge(event));
    this.#state = state;
    const alerts = JSON.stringify(event.alerts);
    if (alerts !== this.#alerts) this.#cells.trouble.replaceChildren(alertSummary(event.alerts));
    this.#alerts = alerts;
    this.node.className = isCritical(event) ? 'critical' : event.alerts.length > 0 ? 'warning' : '';
    setText(this.#cells.waiting, count(event.length));
    setText(this.rate, t('events.rateValue', { now: rate(event.rate_now), rate: rate(event.admissions_per_second) }));
    setFill(this.#fill, event.rate_now / event.admissions_per_second);
    setText(this.#cells.shoppers, event.maximum_shoppers > 0 ? t('events.shoppersValue', { now: count(event.shoppers), maximum: count(event.maximum_shoppers) }) : count(event.shoppers));
    setText(this.#cells.wait, duration(event.wait_p50_seconds));
  }
}
