// One visitor: found by what they can prove, or by a number to read only.
import { eventPath } from '../api.js';
import { field, h, setHidden } from '../dom.js';
import { t } from '../language.js';
import { sentenceOf } from '../problems.js';
import { VisitorCard } from './visitor-card.js';

const KINDS = ['support_code', 'user', 'token', 'idempotency_key', 'position', 'draw_number'];
const NUMBERS = ['position', 'draw_number'];

export class VisitorView {
  #context;
  #kind = h('select', { name: 'kind', oninput: () => this.#chosen() }, KINDS.map(kind => h('option', { value: kind }, t(`visitor.by.${kind}`))));
  #value = h('input', { type: 'search', name: 'value', required: true, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' });
  #hint = h('p', { class: 'soft' });
  #find = h('button', { class: 'primary' }, t('visitor.find'));
  #problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  #busy = h('p', { class: 'soft', role: 'status' });
  #result = h('div', {});

  constructor(context) {
    this.#context = context;
    this.node = h('div', { class: 'stack' },
      h('section', { class: 'panel', 'aria-labelledby': 'find-title' },
        h('h2', { id: 'find-title' }, t('visitor.title')),
        h('form', { class: 'search', role: 'search', onsubmit: event => { event.preventDefault(); this.#search(); } },
          field(t('visitor.kind'), this.#kind), field(t('visitor.value'), this.#value), this.#find),
        this.#hint, this.#busy, this.#problem),
      this.#result);
    this.#chosen();
  }

  update() {}

  #chosen() {
    const isNumber = NUMBERS.includes(this.#kind.value);
    this.#value.inputMode = isNumber ? 'numeric' : 'text';
    this.#hint.textContent = t(`visitor.hint.${isNumber ? 'number' : this.#kind.value}`);
  }

  get #query() {
    const kind = this.#kind.value;
    const text = this.#value.value.trim();
    // People say "1,207".
    return { [kind]: NUMBERS.includes(kind) ? Number(text.replace(/[\s,.']/g, '')) : text };
  }

  async #search() {
    const query = this.#query;
    this.#find.disabled = true;
    setHidden(this.#problem, true);
    this.#busy.textContent = t('visitor.searching');
    try {
      await this.#show(query);
    } catch (error) {
      this.#result.replaceChildren();
      this.#problem.textContent = error.status === 404 ? t('visitor.unknown') : sentenceOf(error);
      setHidden(this.#problem, false);
    } finally {
      this.#busy.textContent = '';
      this.#find.disabled = false;
    }
  }

  async #show(query) {
    const { api, eventId } = this.#context;
    const visitor = await api.post(eventPath(eventId, '/visitors/find'), query);
    const isNumber = NUMBERS.some(kind => kind in query);
    const card = new VisitorCard(this.#context, visitor, isNumber ? null : query, () => this.#show(query));
    this.#result.replaceChildren(card.node);
  }
}
