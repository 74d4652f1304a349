// Asks once before something is changed: old and new, what it would do, and for what holds for everybody the event's name, typed.
import { field, h, newId, table } from './dom.js';
import { t } from './language.js';
import { sentenceOf } from './problems.js';

/**
 * Shows the question, runs what was asked, and closes when that is done.
 * @param title the question; @param rows of { name, old, next }; @param notes texts or nodes; @param typed what has to be typed, or null;
 * @param action the button's text; @param run does it: an error is shown and the question stays.
 * @returns what `run` gave, or null if it was cancelled.
 */
export function confirm({ title, rows = [], notes = [], typed = null, action, isDangerous = false, run }) {
  return new Promise(resolve => {
    const titleId = newId('question');
    const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
    const name = typed && h('input', { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', oninput: () => { go.disabled = name.value !== typed; } });
    const go = h('button', { class: isDangerous ? 'danger' : 'primary', disabled: Boolean(typed), autofocus: !typed }, action);
    const cancel = h('button', { type: 'button', onclick: () => dialog.close() }, t('confirm.cancel'));
    if (name) name.setAttribute('autofocus', '');
    let result = null;
    const form = h('form', {
      method: 'dialog',
      onsubmit: async event => {
        event.preventDefault();
        if (go.disabled) return;
        go.disabled = true;
        problem.hidden = true;
        try {
          result = (await run()) ?? true;
          dialog.close();
        } catch (error) {
          problem.textContent = sentenceOf(error);
          problem.hidden = false;
          go.disabled = false;
        }
      },
    },
    h('h2', { id: titleId }, title),
    rows.length > 0 && changes(rows),
    notes.map(note => (typeof note === 'string' ? h('p', {}, note) : note)),
    name && field(t('confirm.type', { typed }), name),
    problem,
    h('div', { class: 'buttons' }, go, cancel));
    const dialog = h('dialog', { 'aria-labelledby': titleId, onclose: () => { dialog.remove(); resolve(result); } }, form);
    document.body.append(dialog);
    dialog.showModal();
  });
}

const changes = rows => table(t('confirm.rows'), [t('confirm.setting'), t('confirm.old'), t('confirm.new')],
  rows.map(({ name, old, next }) => [name, h('span', { class: 'old' }, old), h('strong', {}, next)]));
