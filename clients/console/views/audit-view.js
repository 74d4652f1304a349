// Who did what.
import { eventPath } from '../api.js';
import { confirm } from '../confirm.js';
import { h, setHidden, table } from '../dom.js';
import { clockSeconds } from '../format.js';
import { hasText, t } from '../language.js';
import { sentenceOf } from '../problems.js';
import { settingText } from '../settings.js';
import { undoRemoval } from './removal.js';

const EVERY = 10_000;
const LIMIT = 200;

export class AuditView {
  #context;
  #timer = 0;
  #shown = '';
  #list = h('div', {});
  #problem = h('p', { class: 'problem', role: 'alert', hidden: true });

  constructor(context) {
    this.#context = context;
    this.node = h('section', { class: 'panel', 'aria-labelledby': 'audit-title' },
      h('div', { class: 'heading' }, h('h2', { id: 'audit-title' }, t('audit.title')), h('button', { type: 'button', onclick: () => this.#load() }, t('refresh'))),
      h('p', { class: 'soft' }, t('audit.hint')), this.#problem, this.#list);
  }

  update() {}

  shown() {
    this.#load();
    this.#timer ||= setInterval(() => this.#load(), EVERY);
  }

  hidden() {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  dispose() {
    this.hidden();
  }

  async #load() {
    const { api, eventId } = this.#context;
    try {
      const { entries } = await api.get(eventPath(eventId, `/audit?limit=${LIMIT}`));
      setHidden(this.#problem, true);
      const shown = JSON.stringify(entries);
      if (shown === this.#shown) return;
      this.#shown = shown;
      this.#list.replaceChildren(entries.length === 0 ? h('p', {}, t('audit.none')) : table(t('audit.title'),
        [t('audit.at'), t('audit.who'), t('audit.what'), t('audit.detail')],
        entries.map(({ at, who, what, detail, undo_id: undoId }) =>
          [h('time', { datetime: at }, clockSeconds(at)), who, whatText(what), [detailText(what, detail), undoId && this.#undo(whatText(what), undoId)].flat()])));
    } catch (error) {
      this.#problem.textContent = sentenceOf(error);
      setHidden(this.#problem, false);
    }
  }

  /** Also of what another operator removed; nothing for a viewer. */
  #undo(what, undoId) {
    if (!this.#context.me.can_change) return null;
    const ask = async () => {
      const done = await confirm({ title: t('audit.undoQuestion'), notes: [t('visitor.giveBackNote')], action: t('notice.undo'), run: () => undoRemoval(this.#context, undoId) });
      if (done) await this.#load();
    };
    return [' ', h('button', { type: 'button', class: 'link', 'aria-label': t('audit.undoLabel', { what }), onclick: ask }, t('notice.undo'))];
  }
}

/** "set admissions_per_second" is a setting's change; the others are one word. */
function whatText(what) {
  const [verb, name] = what.split(' ');
  if (verb === 'set' && name) return hasText(`setting.${name}`) ? t('audit.set', { name: t(`setting.${name}`) }) : t('audit.set', { name });
  return hasText(`audit.did.${what}`) ? t(`audit.did.${what}`) : what.replaceAll('_', ' ');
}

/** A change has the old value in the first line and the new one behind it. */
function detailText(what, detail) {
  if (!what.startsWith('set ')) return detail;
  const name = what.slice('set '.length);
  const [old, ...next] = detail.split('\n');
  return [h('span', { class: 'old' }, valueText(name, old)), ' → ', h('strong', {}, valueText(name, next.join('\n')))];
}

/** A value as the store keeps it: times in microseconds, an order as its number, a message as JSON. */
function valueText(name, text) {
  if (text === '') return t('setting.configured');
  if (/^\d+$/.test(text) && name.endsWith('_at')) return settingText(name, Number(text) / 1000);
  if (name === 'order') return settingText(name, text === '1' ? 'draw' : 'arrival');
  if (name !== 'message') return settingText(name, Number.isNaN(Number(text)) ? text : Number(text));
  try {
    const { '': all, ...others } = JSON.parse(text);
    return settingText(name, { default: all, ...others });
  } catch {
    return text;
  }
}
