// Values in their units, and where an axis is marked.
import { bytes, count, duration } from './format.js';

const STEPS = [1, 2, 5, 10];
const TIME_STEPS = [60, 120, 300, 600, 1800, 3600, 7200];
const MARKS = 3;
// How high an axis is where there is nothing but zeros.
const SMALL = { bytes: 1e6, seconds: 0.01, share: 0.1 };
const MINUTE = 60;
const MINUTE_MS = 60_000;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const hour = (time) => clock.format(time);
export const moment = (time) => exact.format(time);

/** A value as people read it. */
export function figure(value, unit) {
  if (value === null || value === undefined) return '–';
  if (unit === 'seconds' && value >= MINUTE && value < 60 * MINUTE) return `${short(value / MINUTE)} min`;
  if (unit === 'seconds') return value === 0 ? '0 s' : trimmed(duration(value * 1000));
  if (unit === 'bytes') return bytes(value);
  if (unit === 'share') return `${short(100 * value)} %`;
  if (unit === 'per-second') return `${short(value)}/s`;
  return short(value);
}

/** Without zeros at the end: 0.5 s, 2 s. */
const trimmed = (text) => text.replace(/(\.\d*?)0+(?= )/, '$1').replace(/\.(?= )/, '');

function short(value) {
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return count(Math.round(value));
  return String(Number(value.toPrecision(value < 1 ? 2 : 3)));
}

/** What an axis measures. */
export const WORDS = {
  seconds: 'time',
  bytes: 'bytes',
  share: 'per cent',
  count: 'number',
  each: 'in each interval',
  'per-second': 'a second',
};

/** Lowest and highest value of an axis, and its marks, for the values that are shown. */
export function axis(values, unit, limit) {
  let least = Math.min(0, ...values);
  let most = Math.max(0, ...values);
  if (limit?.side === 'below') {
    least = Math.min(limit.value > 0 ? limit.value - (1 - limit.value) : 0, ...values);
    most = Math.max(1, ...values);
  } else if (limit && most > limit.value / 3) {
    most = Math.max(most, limit.value * 1.15);
  }
  if (most === least) most = least + (SMALL[unit] ?? 1);
  const step = stepFor((most - least) / MARKS, unit);
  const low = Math.floor(least / step + 1e-9) * step;
  const high = limit?.side === 'below' ? most : Math.ceil(most / step - 1e-9) * step;
  const marks = [];
  for (let i = 0; low + i * step <= high + step * 1e-6; i++) marks.push(Number((low + i * step).toPrecision(12)));
  return { low, high, marks };
}

function stepFor(about, unit) {
  if (unit === 'seconds' && about > 20) return TIME_STEPS.find((step) => step >= about) ?? 3600 * Math.ceil(about / 3600);
  const whole = unit === 'count' || unit === 'each';
  const power = 10 ** Math.floor(Math.log10(about));
  const step = power * STEPS.find((each) => each * power >= about * 0.999);
  return whole ? Math.max(1, step) : step;
}

/** Whole minutes within a span, not more than five. */
export function minutesBetween(from, to) {
  const every = [1, 3, 5, 15, 30].find((minutes) => (to - from) / (minutes * MINUTE_MS) <= 5.01) * MINUTE_MS;
  const marks = [];
  for (let time = Math.ceil(from / every) * every; time <= to; time += every) marks.push(time);
  return marks;
}

/** Whether a value is on the wrong side of a limit. */
export const breaks = (limit, value) =>
  limit !== undefined && value !== null && (limit.side === 'above' ? value > limit.value : value < limit.value);
