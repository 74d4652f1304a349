// What was done, with its undo: cards at the bottom that stay until they are closed.
import { h } from './dom.js';
import { t } from './language.js';
import { clockSeconds } from './format.js';
import { sentenceOf } from './problems.js';

const MOST = 3;

export class Notices {
  node = h('section', { class: 'notices', 'aria-label': t('notice.label') });
  // What is read out stands apart: a live region with buttons in it would be read again and again.
  #said = h('p', { class: 'unseen', role: 'status' });

  constructor() {
    this.node.append(this.#said);
  }

  /** @param lines texts of what was done; @param undo does it back, and gives the lines of that, or null; @param until its end. */
  show({ lines, undo = null, until = null, kind = 'good' }) {
    const card = h('div', { class: `notice ${kind}` });
    const problem = h('p', { class: 'problem', hidden: true });
    const close = () => {
      clearTimeout(end);
      card.remove();
    };
    const button = undo && h('button', { type: 'button', class: 'strong', onclick: () => run() }, t('notice.undo'));
    const end = undo && until ? setTimeout(() => button.remove(), Math.max(0, Date.parse(until) - Date.now())) : 0;
    const run = async () => {
      button.disabled = true;
      try {
        await undo();
        close();
      } catch (error) {
        problem.textContent = sentenceOf(error);
        problem.hidden = false;
        button.disabled = false;
      }
    };
    card.append(
      h('div', {}, lines.map(line => h('p', {}, line)), h('p', { class: 'soft' }, t('notice.at', { time: clockSeconds(new Date()) })), problem),
      h('div', { class: 'buttons' }, button, h('button', { type: 'button', onclick: close }, t('notice.close'))));
    this.node.append(card);
    const cards = this.node.querySelectorAll('.notice');
    if (cards.length > MOST) cards[0].remove();
    this.say(lines.join('. '));
  }

  /** Reads out. */
  say(text) {
    this.#said.textContent = text;
  }
}
