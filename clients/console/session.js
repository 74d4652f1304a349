// Says so when the log-in ended, and notices when it is back. Nothing on the page is touched: what was typed stays.
import { h, setHidden } from './dom.js';
import { t } from './language.js';

const ASK_AGAIN = 5_000;

export class SessionNotice {
  #page;
  #isOut = false;
  #retry = () => {};

  constructor() {
    this.#page = location.pathname;
    this.node = h('div', { class: 'banner critical', role: 'alert', hidden: true });
    addEventListener('focus', () => this.#isOut && this.#retry());
    setInterval(() => this.#isOut && this.#retry(), ASK_AGAIN);
  }

  /** @param retry makes a call whose answer comes back to {@link hear}. */
  onRetry(retry) {
    this.#retry = retry;
  }

  /** Hears the status of each answer. */
  hear(status) {
    if (status === 401 && !this.#isOut) {
      this.#isOut = true;
      this.node.replaceChildren(
        h('p', {}, t('session.out'), ' ', h('a', { href: this.#page, target: '_blank', rel: 'noopener' }, t('session.signIn'))));
      setHidden(this.node, false);
    } else if (status >= 200 && status < 300 && this.#isOut) {
      this.#isOut = false;
      setHidden(this.node, true);
    }
  }
}
