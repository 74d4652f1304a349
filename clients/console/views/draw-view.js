// The draw of an event: how far it is, its papers, and what an operator may do.
import { eventPath } from '../api.js';
import { confirm } from '../confirm.js';
import { definitions, field, h, setHidden } from '../dom.js';
import { count, moment } from '../format.js';
import { t } from '../language.js';

const STAGES = ['announced', 'frozen', 'rooted', 'seeded', 'ranked'];
const MOST = 280;

export class DrawView {
  #context;
  #shown = '';
  #stage = h('div', { class: 'stack' });
  #beacon = h('form', { onsubmit: event => { event.preventDefault(); this.#supply(); } });
  #signature = h('input', { type: 'text', name: 'signature', required: true, pattern: '[0-9a-fA-F]{96}|[0-9a-fA-F]{192}', autocomplete: 'off', spellcheck: 'false' });
  #round = h('input', { type: 'text', name: 'round', required: true, pattern: '[0-9]+', inputmode: 'numeric', autocomplete: 'off' });
  #abandon = h('form', { onsubmit: event => { event.preventDefault(); this.#end(); } });
  #reason = h('textarea', { name: 'reason', rows: 2, required: true, maxlength: MOST, dir: 'auto' });

  constructor(context) {
    this.#context = context;
    this.#beacon.append(h('h3', {}, t('draw.beacon')), h('p', { class: 'soft' }, t('draw.beaconHint')),
      field(t('draw.round'), this.#round), field(t('draw.signature'), this.#signature, t('draw.signatureHint')), h('div', { class: 'buttons' }, h('button', { class: 'primary' }, t('draw.supply'))));
    this.#abandon.append(h('h3', {}, t('draw.abandon')), h('p', { class: 'soft' }, t('draw.abandonHint')),
      field(t('draw.reason'), this.#reason), h('div', { class: 'buttons' }, h('button', { class: 'danger' }, t('draw.abandonButton'))));
    this.node = h('section', { class: 'panel', 'aria-labelledby': 'draw-title' }, h('h2', { id: 'draw-title' }, t('draw.title')), this.#stage, context.me.can_change && [this.#beacon, this.#abandon]);
  }

  update(event) {
    const { draw } = event;
    const isOpen = draw && ['announced', 'frozen', 'rooted'].includes(draw.stage);
    setHidden(this.#beacon, draw?.stage !== 'rooted' || !draw.round);
    setHidden(this.#abandon, !isOpen);
    const shown = JSON.stringify(draw ?? null);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#stage.replaceChildren(...(draw ? this.#show(draw) : [h('p', {}, t(event.settings.order === 'draw' ? 'draw.notAnnounced' : 'draw.none'))]));
  }

  #show(draw) {
    const { api, eventId } = this.#context;
    const reached = STAGES.indexOf(draw.stage);
    const steps = draw.stage === 'abandoned' ? h('p', { class: 'badge critical' }, t('draw.stage.abandoned')) : h('ol', { class: 'steps' }, STAGES.map((stage, index) =>
      h('li', { class: index <= reached ? 'done' : null, 'aria-current': index === reached ? 'step' : null }, h('strong', {}, t(`draw.stage.${stage}`)), h('small', {}, t(`draw.explained.${stage}`)))));
    return [
      steps,
      definitions([
        [t('setting.draw_at'), moment(draw.draw_at)],
        draw.entries !== null && [t('draw.entries'), count(draw.entries)],
        draw.round && [t('draw.round'), String(draw.round)],
        draw.round_at && [t('draw.roundAt'), moment(draw.round_at)],
        draw.abandoned_for && [t('draw.reason'), draw.abandoned_for],
      ]),
      h('p', {}, h('a', { href: api.address(eventPath(eventId, '/draw/papers')), target: '_blank', rel: 'noopener' }, t('draw.papers')), ' ', h('span', { class: 'soft' }, t('draw.papersHint'))),
    ];
  }

  async #supply() {
    const [round, signature] = [this.#round.value.trim(), this.#signature.value.trim().toLowerCase()];
    const done = await this.#ask(t('draw.beaconQuestion', { round }), t('draw.forEver'), t('draw.supply'), '/draw/beacon', { round: Number(round), signature });
    if (!done) return;
    this.#signature.value = '';
    this.#context.notices.show({ lines: [t('draw.supplied', { round }), t(`draw.outcome.${done.outcome}`)], kind: done.outcome === 'decided_otherwise' ? 'warning' : 'good' });
  }

  async #end() {
    const reason = this.#reason.value.trim();
    if (await this.#ask(t('draw.abandonQuestion'), t('draw.abandonNote', { reason }), t('draw.abandonButton'), '/draw/abandon', { reason })) {
      this.#reason.value = '';
      this.#context.notices.show({ lines: [t('draw.abandonDone')] });
    }
  }

  /** There is no way back from either, so the event's name is typed. */
  async #ask(title, note, action, path, body) {
    const { api, eventId, refresh } = this.#context;
    const done = await confirm({ title, notes: [note], typed: eventId, action, isDangerous: true, run: () => api.post(eventPath(eventId, path), body) });
    if (done) refresh();
    return done;
  }
}
