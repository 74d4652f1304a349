// Numbers and times as the reader's language and time zone write them.
import { language, t } from './language.js';

const NONE = '–';
const cache = new Map();

function formatter(kind, options) {
  const key = kind.name + JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, new kind(language, options));
  return cache.get(key);
}

const isNumber = value => typeof value === 'number' && Number.isFinite(value);

export const count = value => (isNumber(value) ? formatter(Intl.NumberFormat, { maximumFractionDigits: 0 }).format(value) : NONE);

/** A short form for axes: 12K, 1.2만. */
export const short = value => formatter(Intl.NumberFormat, { notation: 'compact', maximumFractionDigits: 1 }).format(value);

/** A rate's number: small ones with more digits. */
export function rate(value) {
  if (!isNumber(value)) return NONE;
  const size = Math.abs(value);
  return formatter(Intl.NumberFormat, size >= 1 ? { maximumFractionDigits: size >= 100 ? 0 : size >= 10 ? 1 : 2 } : { maximumSignificantDigits: 2 }).format(value);
}

/** A setting's number, exactly. */
export const exact = value => formatter(Intl.NumberFormat, { maximumFractionDigits: 6 }).format(value);

export const percent = value => (isNumber(value) ? formatter(Intl.NumberFormat, { style: 'percent', maximumFractionDigits: 0 }).format(value) : NONE);

const time = (at, options) => (at ? formatter(Intl.DateTimeFormat, { hourCycle: 'h23', ...options }).format(new Date(at)) : NONE);

export const isToday = at => new Date(at).toDateString() === new Date().toDateString();

/** 20:41, with the day where it is another one. */
export const clock = at => time(at, { hour: '2-digit', minute: '2-digit', ...(at && !isToday(at) && { month: 'short', day: 'numeric' }) });

/** 20:41 alone, where the day stands beside it. */
export const hourMinute = at => time(at, { hour: '2-digit', minute: '2-digit' });

/** 20:41:07, with the day where it is another one. */
export const clockSeconds = at => time(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', ...(at && !isToday(at) && { month: 'short', day: 'numeric' }) });

/** 2026-12-24-204107, for the name of a file. */
export function fileTime(at) {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString();
  return `${local.slice(0, 10)}-${local.slice(11, 19).replaceAll(':', '')}`;
}

/** Day and time. */
export const moment = at => time(at, { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' });

const unit = (value, name) => formatter(Intl.NumberFormat, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 0 }).format(value);

/** 45 sec, 2 min 5 sec, 12 min, 1 hr 5 min. */
export function duration(seconds) {
  if (!isNumber(seconds)) return NONE;
  const whole = Math.round(seconds);
  if (whole < 60) return unit(whole, 'second');
  if (whole < 180) return whole % 60 === 0 ? unit(whole / 60, 'minute') : `${unit(Math.floor(whole / 60), 'minute')} ${unit(whole % 60, 'second')}`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return unit(minutes, 'minute');
  if (minutes < 2880) return `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
  return `${unit(Math.floor(minutes / 1440), 'day')} ${unit(Math.floor((minutes % 1440) / 60), 'hour')}`;
}

/** The time zone that times are in, for example GMT+9. */
export const zone = () =>
  formatter(Intl.DateTimeFormat, { timeZoneName: 'short' }).formatToParts(new Date()).find(part => part.type === 'timeZoneName')?.value ?? '';

/** The range of a forecast: 20:36–20:52, with the days where they are not that of the median. */
export function range({ p10_at: from, p50_at: median, p90_at: to }) {
  const day = at => new Date(at).toDateString();
  const form = day(from) === day(median) && day(to) === day(median) ? hourMinute : clock;
  return t('range', { from: form(from), to: form(to) });
}
