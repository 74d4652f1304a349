// Schedule, order and message; for a viewer all settings to read.
import { definitions, h } from '../dom.js';
import { t } from '../language.js';
import { settingName, settingText } from '../settings.js';
import { MessageForm } from './message-form.js';
import { ScheduleForm } from './schedule-form.js';

const ALL = ['mode', 'admissions_per_second', 'burst', 'maximum_shoppers', 'order', 'gather_at', 'draw_at', 'opens_at', 'closes_at', 'message'];

export class SettingsView {
  #schedule;
  #message;
  #list = h('div', {});
  #shown = '';

  constructor(context) {
    if (context.me.can_change) [this.#schedule, this.#message] = [new ScheduleForm(context), new MessageForm(context)];
    this.node = h('div', { class: 'columns even' },
      this.#schedule?.node,
      h('div', { class: 'stack' },
        this.#message?.node,
        h('section', { class: 'panel', 'aria-labelledby': 'in-force-title' }, h('h2', { id: 'in-force-title' }, t('settings.inForce')), this.#list)));
  }

  update(event) {
    this.#schedule?.update(event);
    this.#message?.update(event);
    const shown = JSON.stringify(event.settings);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const changed = event.settings.changed ?? [];
    this.#list.replaceChildren(definitions(ALL.map(name =>
      [settingName(name), settingText(name, event.settings[name]), changed.includes(name) && h('small', { class: 'tag' }, t('settings.changed'))]), 'facts rows'));
  }
}
