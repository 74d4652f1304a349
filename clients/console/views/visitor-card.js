// Where a visitor stands and what happened to them, in words with times; and what can be done for them.
import { eventPath } from '../api.js';
import { confirm } from '../confirm.js';
import { definitions, h } from '../dom.js';
import { clockSeconds, count, duration } from '../format.js';
import { hasText, t } from '../language.js';
import { kindName } from './tiles.js';
import { showRemoval, undoRemoval } from './removal.js';

export class VisitorCard {
  #context;
  #visitor;
  #query;
  #reload;

  /** @param query by what they were found, null where that was a number; @param reload looks again. */
  constructor(context, visitor, query, reload) {
    this.#context = context;
    this.#visitor = visitor;
    this.#query = query;
    this.#reload = reload;
    this.node = h('section', { class: 'panel visitor', 'aria-labelledby': 'visitor-title' },
      h('div', { class: 'heading' },
        h('h2', { id: 'visitor-title' }, t('visitor.one', { code: visitor.support_code })),
        h('button', { type: 'button', onclick: () => reload() }, t('visitor.again'))),
      h('p', { class: 'standing' }, h('strong', { class: `badge ${visitor.standing}` }, t(`standing.${visitor.standing}`)), ' ', this.#place()),
      this.#facts(),
      this.#actions(),
      this.#journal());
  }

  #place() {
    const { standing, position, draw_number: drawn } = this.#visitor;
    return [standing === 'waiting' && position > 0 && t('visitor.position', { position: count(position), ahead: count(position - 1) }), drawn && t('visitor.drawn', { number: count(drawn) })]
      .filter(Boolean).join(' ');
  }

  #facts() {
    const visitor = this.#visitor;
    return definitions([
      visitor.joined_at && [t('visitor.joined'), clockSeconds(visitor.joined_at)],
      visitor.last_heard_seconds !== null && [t('visitor.heard'), t('ago', { time: duration(visitor.last_heard_seconds) })],
      visitor.turn_for_seconds !== null && [t('visitor.turn'), duration(visitor.turn_for_seconds)],
      visitor.remembered_for_seconds !== null && [t('visitor.remembered'), duration(visitor.remembered_for_seconds)],
      visitor.silent_turns > 0 && [t('visitor.silentTurns'), count(visitor.silent_turns)],
      visitor.lingered_turns > 0 && [t('visitor.lingeredTurns'), count(visitor.lingered_turns)],
    ]);
  }

  #actions() {
    if (!this.#context.me.can_change) return null;
    if (!this.#query) return h('p', { class: 'soft' }, t('visitor.readOnly'));
    const { standing, undo_id: undoId } = this.#visitor;
    return h('div', { class: 'buttons' },
      undoId && h('button', { type: 'button', class: 'primary', 'data-action': 'give-back', onclick: () => this.#giveBack(undoId) }, t('visitor.giveBack')),
      standing !== 'admitted' && standing !== 'gone' && h('button', { type: 'button', class: 'primary', 'data-action': 'admit', onclick: () => this.#admit() }, t('visitor.admit')),
      (standing === 'waiting' || standing === 'remembered') && h('button', { type: 'button', class: 'danger', 'data-action': 'remove', onclick: () => this.#remove() }, t('visitor.remove')));
  }

  #journal() {
    const { journal, is_journal_cut: isCut } = this.#visitor;
    return [
      h('h3', {}, t('visitor.journal')),
      isCut && h('p', { class: 'soft' }, t('visitor.cut')),
      journal.length === 0 ? h('p', { class: 'soft' }, t('visitor.noJournal')) : h('ol', { class: 'journal' }, journal.map(({ at, kind, detail }) =>
        h('li', { 'data-kind': kind }, h('time', { datetime: at }, clockSeconds(at)), ' ', h('span', {}, kindName(kind)), !hasText(`kind.${kind}`) && detail && h('small', { class: 'soft' }, detail)))),
    ];
  }

  async #admit() {
    const { api, eventId, notices } = this.#context;
    const done = await confirm({
      title: t('visitor.admitQuestion', { code: this.#visitor.support_code }),
      notes: [t('visitor.admitNote')],
      action: t('visitor.admit'),
      run: () => api.post(eventPath(eventId, '/visitors/admit-next'), this.#query),
    });
    if (!done) return;
    const key = `admitNext.${done.outcome}`;
    notices.show({ lines: [hasText(key) ? t(key, { position: count(done.position) }) : done.outcome], kind: done.outcome === 'done' ? 'good' : 'warning' });
    await this.#reload();
  }

  async #giveBack(undoId) {
    const done = await confirm({
      title: t('visitor.giveBackQuestion', { code: this.#visitor.support_code }),
      notes: [t('visitor.giveBackNote')],
      action: t('visitor.giveBack'),
      run: () => undoRemoval(this.#context, undoId),
    });
    if (done) await this.#reload();
  }

  async #remove() {
    const { api, eventId } = this.#context;
    const done = await confirm({
      title: t('visitor.removeQuestion', { code: this.#visitor.support_code }),
      notes: [t('removal.undoNote')],
      action: t('visitor.remove'),
      isDangerous: true,
      run: () => api.post(eventPath(eventId, '/visitors/remove'), this.#query),
    });
    if (!done) return;
    showRemoval(this.#context, done, () => this.#reload());
    await this.#reload();
  }
}
