// What the event does: pause and go on at hand, what holds for everybody at once behind one more step.
import { eventPath } from '../api.js';
import { h, setText } from '../dom.js';
import { forecastSentence } from '../forecast.js';
import { t } from '../language.js';
import { changeSettings, modeName, WIDE_MODES } from '../settings.js';
import { ResetButton } from './reset-button.js';

export class ModePanel {
  #context;
  #buttons = new Map();
  #now = h('strong', { 'data-mode': true });
  #explained = h('p', { class: 'soft' });
  #reset;

  constructor(context) {
    this.#context = context;
    this.#reset = new ResetButton(context, 'mode');
    const button = (mode, name) => {
      const element = h('button', { type: 'button', class: name, 'data-set-mode': mode, onclick: () => this.#ask(mode) }, t(`mode.do.${mode}`));
      this.#buttons.set(mode, element);
      return element;
    };
    this.node = h('section', { class: 'panel', 'aria-labelledby': 'mode-title' },
      h('h2', { id: 'mode-title' }, t('mode.title')),
      h('p', {}, this.#now, ' ', this.#reset.node),
      this.#explained,
      h('div', { class: 'buttons' }, button('normal', 'primary'), button('paused', 'strong'), button('draining', '')),
      h('details', {}, h('summary', {}, t('mode.wide')), h('p', { class: 'soft' }, t('mode.wideHint')), h('div', { class: 'buttons' }, WIDE_MODES.map(mode => button(mode, 'danger')))));
  }

  update({ settings, mode }) {
    setText(this.#now, modeName(mode));
    setText(this.#explained, t(`mode.explained.${mode}`));
    for (const [name, button] of this.#buttons) button.hidden = name === settings.mode;
    this.#reset.update(settings);
  }

  async #ask(mode) {
    const note = h('p', { class: 'forecast' });
    this.#forecast(mode, note);
    await changeSettings(this.#context, { mode }, { title: t('mode.question', { mode: modeName(mode) }), notes: [t(`mode.explained.${mode}`), note] });
  }

  async #forecast(mode, note) {
    const { api, eventId } = this.#context;
    try {
      const { then, reason } = await api.get(eventPath(eventId, `/forecast?mode=${mode}`));
      setText(note, forecastSentence(then, reason, this.#context.event.length));
    } catch {
      setText(note, '');
    }
  }
}
