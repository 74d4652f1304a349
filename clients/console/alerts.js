// What is wrong, in sentences, by how bad it is; and in the page's title.
import { h, setHidden, setText } from './dom.js';
import { clock } from './format.js';
import { hasText, t } from './language.js';

const weight = alert => (alert.severity === 'critical' ? 100 : 1);

/** How much trouble an event is in: critical alerts before warnings, then more before fewer. */
export const troubleOf = row => row.alerts.reduce((sum, alert) => sum + weight(alert), 0);

export const isCritical = row => row.alerts.some(alert => alert.severity === 'critical');

export function alertSentence({ code, since }) {
  const sentence = hasText(`alert.${code}`) ? t(`alert.${code}`) : code.replaceAll('_', ' ');
  return since ? `${sentence} ${t('alert.since', { time: clock(since) })}` : sentence;
}

const severity = alert => t(alert.severity === 'critical' ? 'alert.critical' : 'alert.warning');

/** The alerts of one event, read out when another one comes. */
export class AlertList {
  #shown = '';
  #list = h('ul', {});

  node = h('section', { class: 'alerts', 'aria-label': t('alert.label'), 'aria-live': 'polite', hidden: true }, this.#list);

  update(alerts) {
    const sorted = alerts.toSorted((one, other) => weight(other) - weight(one));
    const shown = JSON.stringify(sorted);
    if (shown === this.#shown) return;
    this.#shown = shown;
    setHidden(this.node, sorted.length === 0);
    this.#list.replaceChildren(...sorted.map(alert => h('li', { class: alert.severity, 'data-alert': alert.code }, h('strong', {}, severity(alert)), ' ', alertSentence(alert))));
  }
}

/** The short form for the list: how many of which kind, and the worst in words. */
export function alertSummary(alerts) {
  if (alerts.length === 0) return h('span', { class: 'soft' }, t('alert.none'));
  const [worst, ...others] = alerts.toSorted((one, other) => weight(other) - weight(one));
  return h('span', { class: `alert ${worst.severity}` }, h('strong', {}, severity(worst)), ' ', alertSentence(worst), others.length > 0 ? ` ${t('alert.more', { count: others.length })}` : '');
}

/** The title of the window: how many alerts, then what is shown. */
export function showTitle(alerts, name = null) {
  const critical = alerts.filter(alert => alert.severity === 'critical').length;
  const mark = critical > 0 ? t('title.critical', { count: critical }) : alerts.length > 0 ? t('title.warning', { count: alerts.length }) : '';
  const title = [mark, name, t('title')].filter(Boolean).join(' · ');
  if (document.title !== title) document.title = title;
}

/** How old what is shown is; an alert when it is too old. */
export class Age {
  static STALE = 15;

  #live;
  #dot = h('span', { class: 'dot', 'aria-hidden': 'true' });
  #text = h('span', {});
  #stale = h('div', { class: 'banner critical', role: 'alert', hidden: true });

  node = h('p', { class: 'age' }, this.#dot, this.#text);

  get banner() {
    return this.#stale;
  }

  watch(live) {
    this.#live = live;
  }

  get isStale() {
    return this.#live !== undefined && this.#live.age > Age.STALE;
  }

  tick() {
    if (!this.#live) return;
    const age = Math.round(this.#live.age);
    setText(this.#text, age < 4 ? t(this.#live.way === 'poll' ? 'age.polling' : 'age.live') : t('age.old', { count: age }));
    this.#dot.className = `dot ${this.isStale ? 'critical' : age >= 6 ? 'warning' : 'good'}`;
    setHidden(this.#stale, !this.isStale);
    if (this.isStale) setText(this.#stale, t('age.stale'));
  }
}
