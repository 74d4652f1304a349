// What happens now, and the changes that are made while one looks.
import { h } from '../dom.js';
import { AdmissionForm } from './admission-form.js';
import { ModePanel } from './mode-panel.js';
import { Plots } from './plots.js';
import { Tiles } from './tiles.js';

export class NowView {
  #tiles = new Tiles();
  #plots;
  #controls;

  constructor(context) {
    this.#plots = new Plots(context);
    this.#controls = context.me.can_change ? [new ModePanel(context), new AdmissionForm(context)] : [];
    this.node = h('div', {},
      this.#tiles.node,
      h('div', { class: this.#controls.length > 0 ? 'columns' : 'stack' },
        this.#controls.length > 0 && h('div', { class: 'side' }, this.#controls.map(control => control.node)),
        h('div', { class: 'wide' }, this.#plots.node, this.#tiles.counts)));
  }

  update(event) {
    this.#tiles.update(event);
    for (const control of this.#controls) control.update(event);
  }

  shown() {
    this.#plots.start();
  }

  hidden() {
    this.#plots.stop();
  }

  dispose() {
    this.#plots.dispose();
  }
}
