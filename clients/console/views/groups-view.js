// The ten largest networks among those who wait, and the removal of one.
import { eventPath } from '../api.js';
import { confirm } from '../confirm.js';
import { h, setHidden, table } from '../dom.js';
import { count, percent } from '../format.js';
import { t } from '../language.js';
import { sentenceOf } from '../problems.js';
import { showRemoval } from './removal.js';

export class GroupsView {
  #context;
  #list = h('div', {});
  #problem = h('p', { class: 'problem', role: 'alert', hidden: true });

  constructor(context) {
    this.#context = context;
    this.node = h('section', { class: 'panel', 'aria-labelledby': 'groups-title' },
      h('div', { class: 'heading' }, h('h2', { id: 'groups-title' }, t('groups.title')), h('button', { type: 'button', onclick: () => this.#load() }, t('refresh'))),
      h('p', { class: 'soft' }, t('groups.hint')), this.#problem, this.#list);
  }

  update() {}

  shown() {
    this.#load();
  }

  async #load() {
    const { api, eventId, event } = this.#context;
    try {
      const { groups, is_sampled: isSampled } = await api.get(eventPath(eventId, '/groups'));
      setHidden(this.#problem, true);
      const heads = [t('groups.name'), t('groups.count'), t('groups.share'), ...(this.#context.me.can_change ? [t('groups.action')] : [])];
      this.#list.replaceChildren(...(groups.length === 0 ? [h('p', {}, t('groups.none'))] : [
        table(t('groups.title'), heads, groups.map(group => this.#row(group, event.length)), [1, 2]),
        ...(isSampled ? [h('p', { class: 'soft' }, t('groups.sampled'))] : []),
      ]));
    } catch (error) {
      this.#problem.textContent = sentenceOf(error);
      setHidden(this.#problem, false);
    }
  }

  #row(group, length) {
    const name = nameOf(group);
    const cells = [h('span', { class: 'code' }, name), count(group.count), length > 0 ? percent(Math.min(1, group.count / length)) : '–'];
    if (this.#context.me.can_change)
      cells.push(h('button', { type: 'button', class: 'danger', 'aria-label': t('groups.removeLabel', { group: name }), onclick: () => this.#remove(group) }, t('groups.remove')));
    return cells;
  }

  async #remove(group) {
    const { api, eventId } = this.#context;
    const { id, count: shown } = group;
    const done = await confirm({
      title: t('groups.question', { count: shown, number: count(shown) }),
      rows: [{ name: nameOf(group), old: count(shown), next: count(0) }],
      notes: [t('removal.undoNote')],
      action: t('groups.remove'),
      isDangerous: true,
      run: () => api.post(eventPath(eventId, '/groups/remove'), { id, count: shown }),
    });
    if (done) showRemoval(this.#context, done, () => this.#load());
    await this.#load();
  }
}

/** The store keeps no names: one that this gateway never heard has none. */
const nameOf = ({ id, group }) => group ?? t('groups.unnamed', { id: String(id).slice(0, 8) });
