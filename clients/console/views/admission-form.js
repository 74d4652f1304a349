// Rate, burst and the shoppers' maximum: typed together, with what it would do, and done together.
import { field, h, setHidden, setText } from '../dom.js';
import { ForecastLine } from '../forecast.js';
import { t } from '../language.js';
import { changeSettings, settingName, settingText } from '../settings.js';
import { ResetButton } from './reset-button.js';

const FIELDS = {
  admissions_per_second: { min: 0.001, max: 1_000_000, step: 'any', isEstimated: true },
  burst: { min: 1, max: 1_000_000, step: 1 },
  maximum_shoppers: { min: 0, max: 10_000_000, step: 1, isEstimated: true },
};

export class AdmissionForm {
  #context;
  #inputs = new Map();
  #forecast;
  #submit = h('button', { class: 'primary', disabled: true }, t('change.button'));
  #discard = h('button', { type: 'button', onclick: () => this.#clear() }, t('change.discard'));

  constructor(context) {
    this.#context = context;
    this.#forecast = new ForecastLine(context);
    const rows = Object.entries(FIELDS).map(([name, { min, max, step }]) => {
      const input = h('input', { type: 'number', name, min, max, step, inputmode: 'decimal', autocomplete: 'off', oninput: () => this.#typed() });
      const now = h('span', { class: 'now' });
      const reset = new ResetButton(context, name);
      this.#inputs.set(name, { input, now, reset });
      return h('div', { class: 'setting' }, field(settingName(name), input), h('p', { class: 'soft' }, now, ' ', reset.node));
    });
    this.node = h('section', { class: 'panel', 'aria-labelledby': 'admission-title' },
      h('h2', { id: 'admission-title' }, t('admission.title')),
      h('form', { onsubmit: event => { event.preventDefault(); this.#ask(); } }, rows, this.#forecast.node, h('div', { class: 'buttons' }, this.#submit, this.#discard)));
    setHidden(this.#discard, true);
  }

  update({ settings }) {
    for (const [name, { input, now, reset }] of this.#inputs) {
      setText(now, t('change.now', { value: settingText(name, settings[name]) }));
      input.placeholder = String(settings[name]);
      reset.update(settings);
    }
    this.#typed();
  }

  /** What was typed and differs from what is in force. */
  get #change() {
    const { settings } = this.#context.event;
    return Object.fromEntries([...this.#inputs].filter(([name, { input }]) => input.value !== '' && input.validity.valid && Number(input.value) !== settings[name])
      .map(([name, { input }]) => [name, Number(input.value)]));
  }

  #typed() {
    const change = this.#change;
    const hasInvalid = [...this.#inputs.values()].some(({ input }) => !input.validity.valid);
    this.#submit.disabled = hasInvalid || Object.keys(change).length === 0;
    setHidden(this.#discard, [...this.#inputs.values()].every(({ input }) => input.value === '' && input.validity.valid));
    for (const { input } of this.#inputs.values()) input.setAttribute('aria-invalid', String(!input.validity.valid));
    this.#forecast.ask(Object.fromEntries(Object.entries(change).filter(([name]) => FIELDS[name].isEstimated)));
  }

  async #ask() {
    const notes = this.#forecast.text ? [h('p', { class: 'forecast' }, this.#forecast.text)] : [];
    if (await changeSettings(this.#context, this.#change, { notes })) this.#clear();
  }

  #clear() {
    for (const { input } of this.#inputs.values()) input.value = '';
    this.#typed();
  }
}
