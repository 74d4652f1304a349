// The times of an event, and by what the queue is sorted.
import { field, h, setHidden, setText } from '../dom.js';
import { zone } from '../format.js';
import { t } from '../language.js';
import { changeSettings, settingName, settingText } from '../settings.js';
import { ResetButton } from './reset-button.js';

const TIMES = ['gather_at', 'draw_at', 'opens_at', 'closes_at'];
const NAMES = [...TIMES, 'order'];

export class ScheduleForm {
  #context;
  #rows = new Map();
  #submit = h('button', { class: 'primary', disabled: true }, t('change.button'));
  #discard = h('button', { type: 'button', hidden: true, onclick: () => this.#clear() }, t('change.discard'));

  constructor(context) {
    this.#context = context;
    const order = h('select', { name: 'order', oninput: () => this.#typed() }, ['arrival', 'draw'].map(value => h('option', { value }, t(`order.${value}`))));
    const row = (name, input) => {
      const now = h('span', { class: 'now' });
      const reset = new ResetButton(context, name);
      this.#rows.set(name, { input, now, reset, inForce: null });
      return h('div', { class: 'setting' }, field(settingName(name), input, t(`schedule.hint.${name}`)), h('p', { class: 'soft' }, now, ' ', reset.node));
    };
    this.node = h('section', { class: 'panel', 'aria-labelledby': 'schedule-title' },
      h('h2', { id: 'schedule-title' }, t('schedule.title')),
      h('p', { class: 'soft' }, t('schedule.zone', { zone: zone() })),
      h('form', { onsubmit: event => { event.preventDefault(); this.#ask(); } },
        h('div', { class: 'fields' },
          TIMES.map(name => row(name, h('input', { type: 'datetime-local', name, step: 1, oninput: () => this.#typed() }))),
          row('order', order)),
        h('div', { class: 'buttons' }, this.#submit, this.#discard)));
  }

  /** Each field follows what is in force until somebody types another value. */
  update({ settings }) {
    for (const [name, row] of this.#rows) {
      setText(row.now, t('change.now', { value: settingText(name, settings[name]) }));
      row.reset.update(settings);
      const inForce = valueOf(name, settings[name]);
      if (row.inForce === null || row.input.value === row.inForce) row.input.value = inForce;
      row.inForce = inForce;
    }
    this.#typed();
  }

  /** An empty time is no change: to be rid of one is to go back to what is configured. */
  get #change() {
    const changed = NAMES.filter(name => {
      const { input, inForce } = this.#rows.get(name);
      return input.value !== '' && input.value !== inForce;
    });
    return Object.fromEntries(changed.map(name => {
      const { value } = this.#rows.get(name).input;
      return [name, name === 'order' ? value : new Date(value).toISOString()];
    }));
  }

  #typed() {
    this.#submit.disabled = Object.keys(this.#change).length === 0;
    setHidden(this.#discard, [...this.#rows.values()].every(({ input, inForce }) => input.value === inForce));
  }

  async #ask() {
    await changeSettings(this.#context, this.#change, { notes: 'order' in this.#change ? [t('schedule.orderNote')] : [] });
  }

  #clear() {
    for (const { input, inForce } of this.#rows.values()) input.value = inForce;
    this.#typed();
  }
}

/** A setting as its field holds it: a time without an offset, in the reader's time zone. */
function valueOf(name, value) {
  if (name === 'order') return value;
  if (!value) return '';
  const time = new Date(value);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace(/:00$/, '');
}
