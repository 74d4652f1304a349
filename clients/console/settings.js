// The settings of an event as texts, what differs between two of them, and the way of a change: asked once, done, undone by one click.
import { confirm } from './confirm.js';
import { h } from './dom.js';
import { eventPath } from './api.js';
import { count, exact, moment } from './format.js';
import { hasText, t } from './language.js';

/** Modes that hold for everybody at once, beyond rate and places: the event's name is typed. */
export const WIDE_MODES = ['passthrough', 'off', 'maintenance'];

export const settingName = name => t(`setting.${name}`);

export const modeName = mode => (hasText(`mode.${mode}`) ? t(`mode.${mode}`) : mode);

/** The value of a setting as a text. */
export function settingText(name, value) {
  switch (name) {
    case 'admissions_per_second': return t('perSecond', { rate: exact(value) });
    case 'burst': return count(value);
    case 'maximum_shoppers': return value === 0 ? t('setting.noMaximum') : count(value);
    case 'mode': return modeName(value);
    case 'order': return t(`order.${value}`);
    case 'message': return messageText(value);
    default: return value ? moment(value) : t('setting.noTime');
  }
}

function messageText(message) {
  const lines = Object.entries(message ?? {}).filter(([, text]) => text).map(([language, text]) => (language === 'default' ? text : `${language}: ${text}`));
  return lines.length > 0 ? lines.join('\n') : t('setting.noMessage');
}

const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

const NAMES = ['admissions_per_second', 'burst', 'maximum_shoppers', 'mode', 'order', 'gather_at', 'draw_at', 'opens_at', 'closes_at', 'message'];

/** What differs: { name, old, next } as texts. */
export const differences = (before, after) =>
  NAMES.filter(name => name in after && !same(before[name], after[name]))
    .map(name => ({ name: settingName(name), old: settingText(name, before[name]), next: settingText(name, after[name]) }));

/**
 * Changes settings: asks, does, and shows what was done with its undo.
 * @param context of the event's page; @param change the new values, and `reset`, the names that go back to what is configured.
 * @returns whether it was done.
 */
export async function changeSettings(context, change, { title = null, notes = [] } = {}) {
  const { settings } = context.event;
  const { reset = [], ...values } = change;
  const wide = WIDE_MODES.includes(values.mode) ? context.eventId : null;
  const rows = [
    ...differences(settings, { ...values }),
    ...reset.map(name => ({ name: settingName(name), old: settingText(name, settings[name]), next: t('setting.configured') })),
  ];
  const result = await confirm({
    title: title ?? t('change.title', { event: context.eventId }),
    rows,
    notes: [...notes, h('p', { class: 'soft' }, t('change.everywhere'))],
    typed: wide,
    action: t('change.action'),
    isDangerous: Boolean(wide),
    // What was decided is about the settings that the question showed: if another operator was faster, nothing is changed.
    run: () => context.api.send('PATCH', eventPath(context.eventId, '/settings'), { ...change, version: settings.version, ...(wide && { confirm: wide }) }),
  });
  if (!result) return false;
  showChange(context, result, 'change.done');
  return true;
}

function showChange(context, { before, after, undo }, key) {
  const rows = differences(before, after);
  const lines = rows.length > 0 ? rows.map(({ name, old, next }) => t(key, { name, old, next })) : [t('change.same')];
  context.notices.show({
    lines,
    undo: undo && rows.length > 0 ? async () => showChange(context, await put(context, { ...undo, version: after.version }), 'change.undone') : null,
  });
  context.settingsChanged();
}

/** One click, so that the name is not asked for again: it was typed for what is undone, or the mode was in force before. */
const put = (context, body) =>
  context.api.send('PATCH', eventPath(context.eventId, '/settings'), WIDE_MODES.includes(body.mode) ? { ...body, confirm: context.eventId } : body);
