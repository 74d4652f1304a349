// One event: what it is, what is wrong, and its views, which keep what was typed while another one is shown.
import { eventPath } from '../api.js';
import { AlertList, showTitle } from '../alerts.js';
import { h, setHidden, setText } from '../dom.js';
import { t } from '../language.js';
import { Live } from '../live.js';
import { AuditView } from './audit-view.js';
import { DrawView } from './draw-view.js';
import { FinishView } from './finish-view.js';
import { GroupsView } from './groups-view.js';
import { NowView } from './now-view.js';
import { SettingsView } from './settings-view.js';
import { badge, scheduleSentence } from './states.js';
import { VisitorView } from './visitor-view.js';

const VIEWS = { now: NowView, settings: SettingsView, visitor: VisitorView, groups: GroupsView, draw: DrawView, audit: AuditView, report: FinishView };

export class EventPage {
  #app;
  #context;
  #views = new Map();
  #shown = null;
  #badges = h('p', { class: 'badges' });
  #schedule = h('p', { class: 'soft' });
  #alerts = new AlertList();
  #tabs = new Map();
  #place = h('div', { class: 'view' });
  #loading = h('p', { class: 'soft' }, t('loading'));

  constructor(app, eventId) {
    this.#app = app;
    this.eventId = eventId;
    this.live = new Live(app.api, eventPath(eventId), 'event', event => this.#receive(event));
    this.#context = {
      api: app.api, me: app.me, notices: app.notices, eventId, event: null,
      refresh: () => this.live.refresh(),
      settingsChanged: () => this.live.refresh(),
    };
    const tab = name => {
      const link = h('a', { href: addressOf(eventId, name) }, t(`view.${name}`));
      this.#tabs.set(name, link);
      return h('li', {}, link);
    };
    this.node = h('div', { class: 'event' },
      h('header', { class: 'event-head' }, h('h1', { tabindex: -1 }, eventId), this.#badges, this.#schedule),
      this.#alerts.node,
      h('nav', { class: 'tabs', 'aria-label': t('view.label') }, h('ul', {}, Object.keys(VIEWS).map(tab))),
      this.#loading, this.#place);
  }

  /** Shows one of the views. */
  show(name) {
    const wanted = name in VIEWS ? name : 'now';
    for (const [tab, link] of this.#tabs) {
      if (tab === wanted) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }

    this.#views.get(this.#shown)?.hidden?.();
    this.#shown = wanted;
    this.#showView();
  }

  get alerts() {
    return this.#context.event?.alerts ?? [];
  }

  updateTitle(extra) {
    showTitle([...this.alerts, ...extra], this.eventId);
  }

  dispose() {
    this.live.stop();
    for (const view of this.#views.values()) view.dispose?.();
  }

  #showView() {
    if (!this.#context.event || !this.#shown) return;
    let view = this.#views.get(this.#shown);
    if (!view) {
      view = new VIEWS[this.#shown](this.#context);
      this.#views.set(this.#shown, view);
      this.#place.append(view.node);
    }

    for (const [name, other] of this.#views) setHidden(other.node, name !== this.#shown);
    view.update(this.#context.event);
    view.shown?.();
  }

  #receive(event) {
    const isFirst = this.#context.event === null;
    this.#context.event = event;
    setHidden(this.#loading, true);
    this.#badges.replaceChildren(...badge(event));
    setText(this.#schedule, scheduleSentence(event));
    this.#alerts.update(event.alerts);
    if (isFirst) this.#showView();
    else this.#views.get(this.#shown)?.update(event);
    this.#app.tick();
  }
}

/** The address of a view. */
export const addressOf = (eventId, view = 'now') => `#/events/${encodeURIComponent(eventId)}/${view}`;
