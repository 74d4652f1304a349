// "Changed by an operator", with the way back to what is configured; nothing where nobody changed it.
import { h, setHidden } from '../dom.js';
import { t } from '../language.js';
import { changeSettings, settingName } from '../settings.js';

export class ResetButton {
  constructor(context, name) {
    this.name = name;
    this.node = h('button', {
      type: 'button',
      class: 'link',
      hidden: true,
      title: t('reset.title'),
      'aria-label': t('reset.label', { name: settingName(name) }),
      onclick: () => changeSettings(context, { reset: [name] }, { title: t('reset.question', { name: settingName(name) }) }),
    }, t('reset.button'));
  }

  update(settings) {
    setHidden(this.node, !(settings.changed ?? []).includes(this.name));
  }
}
