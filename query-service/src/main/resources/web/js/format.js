// Numbers, sizes and times as people read them.

const whole = new Intl.NumberFormat('en');

export const count = (n) => whole.format(n);

export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** Milliseconds, in the unit that reads best: 8 ms, 0.12 s, 3.4 s, 2 min. */
export function duration(ms) {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return '–';
  if (ms < 0.05) return '0 ms';
  if (ms < 1) return `${ms.toFixed(1)} ms`;
  if (ms < 100) return `${Math.round(ms)} ms`;
  if (ms < 1000) return `${(ms / 1000).toFixed(2)} s`;
  if (ms < 59_500) return `${(ms / 1000).toFixed(1)} s`;
  return span(ms / 1000);
}

/** Seconds, coarsely: 3 s, 5 min, 2 h, 4 d. */
export function span(seconds) {
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  if (seconds < 86_400 * 365) return `${Math.floor(seconds / 86_400)} d`;
  return `${(seconds / (86_400 * 365)).toFixed(1)} y`;
}

export function age(instant, now = Date.now()) {
  const seconds = (now - Date.parse(instant)) / 1000;
  if (Number.isNaN(seconds)) return '';
  return seconds < 1 ? 'now' : `${span(seconds)} ago`;
}

export function bytes(n) {
  if (n === null || n === undefined) return '–';
  if (n < 1000) return `${n} B`;
  if (n < 999_500) return `${(n / 1e3).toFixed(n < 10_000 ? 1 : 0)} kB`;
  return `${(n / 1e6).toFixed(n < 10_000_000 ? 1 : 0)} MB`;
}

/** What a document is called: its title, else its file's name, else its id. */
export const nameOf = (document) => document.title || document.filename || document.id;

/** A link only to where a browser may safely go. */
export function webLink(uri) {
  try {
    const url = new URL(uri);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}
