// The times of an event, and by what the queue is sorted.
import { field, h, setHidden, setText } from '../dom.js';
import { zone } from '../format.js';
import { t } from '../language.js';
import { changeSettings, settingName, settingText } from '../settings.js';
import { ResetButton } from './reset-button.js';

const TIMES = ['gather_at', 'draw_at', 'opens_at', 'closes_at'];

export class ScheduleForm {
  #context;
  #rows = new Map();
  #order = h('select', { name: 'order', oninput: () => this.#typed() },
    h('option', { value: '' }, t('schedule.unchanged')), ['arrival', 'draw'].map(order => h('option', { value: order }, t(`order.${order}`))));
  #submit = h('button', { class: 'primary', disabled: true }, t('change.button'));
  #discard = h('button', { type: 'button', hidden: true, onclick: () => this.#clear() }, t('change.discard'));

  constructor(context) {
    this.#context = context;
    const row = (name, input) => {
      const now = h('span', { class: 'now' });
      const reset = new ResetButton(context, name);
      this.#rows.set(name, { input, now, reset });
      return h('div', { class: 'setting' }, field(settingName(name), input, t(`schedule.hint.${name}`)), h('p', { class: 'soft' }, now, ' ', reset.node));
    };
    this.node = h('section', { class: 'panel', 'aria-labelledby': 'schedule-title' },
      h('h2', { id: 'schedule-title' }, t('schedule.title')),
      h('p', { class: 'soft' }, t('schedule.zone', { zone: zone() })),
      h('form', { onsubmit: event => { event.preventDefault(); this.#ask(); } },
        h('div', { class: 'fields' },
          TIMES.map(name => row(name, h('input', { type: 'datetime-local', name, step: 1, oninput: () => this.#typed() }))),
          row('order', this.#order)),
        h('div', { class: 'buttons' }, this.#submit, this.#discard)));
  }

  update({ settings }) {
    for (const [name, { now, reset }] of this.#rows) {
      setText(now, t('change.now', { value: settingText(name, settings[name]) }));
      reset.update(settings);
    }
    this.#typed();
  }

  get #change() {
    const { settings } = this.#context.event;
    const change = {};
    for (const name of TIMES) {
      const { value } = this.#rows.get(name).input;
      if (value !== '' && Date.parse(value) !== Date.parse(settings[name] ?? '')) change[name] = new Date(value).toISOString();
    }

    if (this.#order.value !== '' && this.#order.value !== settings.order) change.order = this.#order.value;
    return change;
  }

  #typed() {
    this.#submit.disabled = Object.keys(this.#change).length === 0;
    setHidden(this.#discard, [...this.#rows.values()].every(({ input }) => input.value === ''));
  }

  async #ask() {
    if (await changeSettings(this.#context, this.#change, { notes: 'order' in this.#change ? [t('schedule.orderNote')] : [] })) this.#clear();
  }

  #clear() {
    for (const { input } of this.#rows.values()) input.value = '';
    this.#typed();
  }
}
