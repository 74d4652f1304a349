// What everybody who waits reads, by language.
import { field, h, newId, setHidden, setText } from '../dom.js';
import { language, t } from '../language.js';
import { changeSettings } from '../settings.js';
import { ResetButton } from './reset-button.js';

const MOST = 280;
const FIRST = ['default', 'ko', 'en'];
const OTHERS = ['ja', 'zh-Hans', 'es', 'ar'];

export class MessageForm {
  #context;
  #texts = new Map();
  #fields = h('div', { class: 'fields' });
  #add;
  #reset;
  #inForce = '';
  #submit = h('button', { class: 'primary', disabled: true }, t('message.button'));
  #remove = h('button', { type: 'button', hidden: true, onclick: () => this.#clear() }, t('message.remove'));

  constructor(context) {
    this.#context = context;
    this.#reset = new ResetButton(context, 'message');
    this.#add = h('select', { oninput: () => this.#addLanguage(this.#add.value) },
      h('option', { value: '' }, t('message.choose')), OTHERS.map(code => h('option', { value: code }, nameOf(code))));
    this.node = h('section', { class: 'panel', 'aria-labelledby': 'message-title' },
      h('h2', { id: 'message-title' }, t('message.title')),
      h('p', { class: 'soft' }, t('message.hint'), ' ', this.#reset.node),
      h('form', { onsubmit: event => { event.preventDefault(); this.#ask(); } },
        this.#fields, field(t('message.add'), this.#add), h('div', { class: 'buttons' }, this.#submit, this.#remove)));
    for (const code of FIRST) this.#addField(code);
  }

  /** Follows what is in force, unless somebody is typing something else. */
  update({ settings }) {
    const message = settings.message ?? {};
    const inForce = JSON.stringify(message);
    if (inForce !== this.#inForce) {
      const wasTyped = this.#isTyped;
      this.#inForce = inForce;
      for (const code of Object.keys(message)) this.#addField(code);
      if (!wasTyped) for (const [code, { input }] of this.#texts) input.value = message[code] ?? '';
    }

    setHidden(this.#remove, Object.values(message).every(text => !text));
    this.#reset.update(settings);
    this.#typed();
  }

  get #message() {
    return Object.fromEntries([...this.#texts].map(([code, { input }]) => [code, input.value.trim()]).filter(([, text]) => text !== ''));
  }

  get #isTyped() {
    const before = JSON.parse(this.#inForce || '{}');
    return [...this.#texts].some(([code, { input }]) => input.value.trim() !== (before[code] ?? ''));
  }

  #addLanguage(code) {
    if (!code) return;
    this.#addField(code).focus();
    this.#add.value = '';
  }

  #addField(code) {
    if (this.#texts.has(code)) return this.#texts.get(code).input;
    const left = h('small', { id: newId('left') });
    const input = h('textarea', { rows: 2, maxlength: MOST, name: `message-${code}`, lang: code === 'default' ? null : code, dir: 'auto', 'aria-describedby': left.id, oninput: () => this.#typed() });
    this.#texts.set(code, { input, left });
    this.#fields.append(h('div', {}, field(nameOf(code), input), left));
    for (const option of this.#add.options) if (option.value === code) option.remove();
    return input;
  }

  #typed() {
    for (const { input, left } of this.#texts.values()) setText(left, input.value === '' ? '' : t('message.left', { count: MOST - input.value.length }));
    this.#submit.disabled = !this.#isTyped;
  }

  #ask() {
    return changeSettings(this.#context, { message: this.#message }, { title: t('message.question'), notes: [t('message.note')] });
  }

  #clear() {
    return changeSettings(this.#context, { message: {} }, { title: t('message.removeQuestion') });
  }
}

const nameOf = code => (code === 'default' ? t('message.default') : new Intl.DisplayNames(language, { type: 'language' }).of(code));
