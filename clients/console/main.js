// The operator's page: who looks, what is shown, and how old it is.
import { Age } from './alerts.js';
import { Api } from './api.js';
import { h } from './dom.js';
import { changeLanguage, language, LANGUAGES, loadTexts, t } from './language.js';
import { Notices } from './notices.js';
import { sentenceOf } from './problems.js';
import { SessionNotice } from './session.js';
import { EventPage } from './views/event-page.js';
import { EventsPage } from './views/events-page.js';

const ASK_AGAIN = 3_000;

/** A stream renews no log-in: whoever looks at one for half an hour is still there. */
const RENEW = 300_000;

class App {
  #root = document.getElementById('console');
  #main = h('main', { id: 'main' });
  #session = new SessionNotice();
  #age = new Age();
  #page = null;

  async start() {
    this.api = new Api(document.documentElement.dataset.api, status => this.#session.hear(status));
    this.#session.onRetry(() => this.api.get('/me').catch(() => {}));
    this.notices = new Notices();
    this.me = await this.#findOut();
    this.#root.replaceChildren(h('a', { class: 'skip', href: '#main', onclick: event => this.#skip(event) }, t('skip')), this.#head(), this.#session.node, this.#age.banner, this.#main, this.notices.node);
    addEventListener('hashchange', () => this.#route(true));
    this.#route(false);
    setInterval(() => this.tick(), 1000);
    setInterval(() => this.api.get('/me').catch(() => {}), RENEW);
  }

  /** Who looks; asks again until it is answered. */
  async #findOut() {
    for (;;) {
      try {
        return await this.api.get('/me');
      } catch (problem) {
        this.#root.replaceChildren(this.#session.node, h('main', { class: 'plain' }, h('h1', {}, t('title')), problem.status !== 401 && h('p', { role: 'alert' }, sentenceOf(problem))));
        await new Promise(resolve => setTimeout(resolve, ASK_AGAIN));
      }
    }
  }

  #head() {
    const choice = h('select', { 'aria-label': t('language'), oninput: () => changeLanguage(choice.value) },
      Object.entries(LANGUAGES).map(([code, name]) => h('option', { value: code, lang: code, selected: code === language }, name)));
    return h('header', { class: 'top' },
      h('a', { class: 'brand', href: '#/' }, h('span', { class: 'mark', 'aria-hidden': 'true' }, h('i', {}), h('i', {}), h('i', {})), t('title')),
      h('nav', { 'aria-label': t('nav.label') }, h('a', { href: '#/' }, t('events.title'))),
      this.#age.node,
      h('div', { class: 'who' },
        h('span', {}, this.me.name), !this.me.can_change && h('span', { class: 'tag' }, t('viewer')),
        choice,
        this.me.sign_out_path && h('button', { type: 'button', onclick: () => this.#signOut() }, t('signOut'))));
  }

  async #signOut() {
    try {
      const answer = await fetch(this.me.sign_out_path, { method: 'POST', headers: { 'X-Operator': '1' }, credentials: 'same-origin' });
      if (!answer.ok) throw new Error(String(answer.status));
      location.assign(location.pathname);
    } catch {
      this.notices.show({ lines: [t('signOut.failed')], kind: 'warning' });
    }
  }

  /** `#/` is the list, `#/events/{id}/{view}` one event. */
  #route(isMove) {
    const [, kind, id, view] = location.hash.split('/');
    const eventId = kind === 'events' && id ? decodeURIComponent(id) : null;
    if (!this.#page || this.#page.eventId !== (eventId ?? undefined)) {
      this.#page?.dispose();
      this.#page = eventId ? new EventPage(this, eventId) : new EventsPage(this);
      this.#main.replaceChildren(this.#page.node);
      this.#age.watch(this.#page.live);
      this.#page.live.start();
      if (isMove) this.#page.node.querySelector('h1').focus();
    }

    this.#page.show(view);
    this.tick();
  }

  #skip(event) {
    event.preventDefault();
    this.#main.querySelector('h1').focus();
  }

  /** Once a second and with each answer: the age, and the title. */
  tick() {
    this.#age.tick();
    this.#page?.updateTitle(this.#age.isStale ? [{ code: 'stale', severity: 'critical' }] : []);
  }
}

await loadTexts();
await new App().start();
