// Phase and mode as badges, and the schedule in a sentence.
import { h } from '../dom.js';
import { clock } from '../format.js';
import { t } from '../language.js';
import { modeName } from '../settings.js';

const KIND = { normal: 'good', paused: 'critical', recovering: 'warning', draining: 'warning', passthrough: 'critical', off: 'critical', maintenance: 'critical' };

/** The phase, and the mode where it is not the usual one. */
export const badge = ({ phase, mode }) => [
  h('span', { class: `badge ${phase === 'open' && mode === 'normal' ? 'good' : 'neutral'}`, 'data-phase': phase }, t(`phase.${phase}`)),
  ...(mode === 'normal' ? [] : [' ', h('span', { class: `badge ${KIND[mode] ?? 'warning'}` }, modeName(mode))]),
];

/** What comes next. */
export function scheduleSentence({ phase, settings }) {
  const { gather_at: gathers, opens_at: opens, closes_at: closes, draw_at: draws, order } = settings;
  if (phase === 'scheduled' && gathers) return t('schedule.gathers', { time: clock(gathers) });
  if (phase === 'gathering' && order === 'draw' && draws && Date.parse(draws) > Date.now()) return t('schedule.draws', { time: clock(draws) });
  if ((phase === 'gathering' || phase === 'scheduled') && opens) return t('schedule.opens', { time: clock(opens) });
  if (phase === 'open' && closes) return t('schedule.closes', { time: clock(closes) });
  return '';
}
