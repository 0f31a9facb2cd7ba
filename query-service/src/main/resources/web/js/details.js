// What an opened document shows: why it failed, how its time was spent, what is known of it.
import { el, setText } from './dom.js';
import { bytes, count, duration, plural, webLink } from './format.js';
import { messageOf, reasonOf, signalOf } from './words.js';
import * as api from './api.js';

export function detailsOf(doc) {
  return [failureOf(doc), ...noticesOf(doc), timelineOf(doc), factsOf(doc)].filter(Boolean);
}

function failureOf({ failure, standing, version }) {
  if (!failure) return null;
  return el(
    'div',
    { class: 'failure' },
    el('p', {}, `Version ${version} was not read: ${reasonOf(failure)}.`),
    messageOf(failure) && el('p', { class: 'message' }, messageOf(failure)),
    standing &&
      el('p', {}, `The older version ${standing.version} still stands, with ${plural(standing.passages, 'passage')}.`),
  );
}

function noticesOf({ notices }) {
  return (notices ?? []).map((notice) =>
    el('p', { class: 'remark' }, typeof notice === 'string' ? notice : (notice.message ?? JSON.stringify(notice))),
  );
}

/** The stages on one scale: where each began and how long it took. */
function timelineOf({ stages: all, freshnessMs }) {
  // A document that died or is gone passes the later stages without work.
  const stages = (all ?? []).filter((stage) => stage.endMicros > stage.startMicros);
  if (!stages.length) return null;
  const begin = Math.min(...stages.map((stage) => stage.startMicros));
  const end = Math.max(...stages.map((stage) => stage.endMicros));
  const whole = Math.max(1, end - begin);
  const lines = stages.map((stage) => {
    const piece = el('i', { class: 'piece', 'data-stage': stage.stage });
    piece.style.left = `${Math.min(99, (100 * (stage.startMicros - begin)) / whole)}%`;
    piece.style.width = `${Math.max(0.8, (100 * (stage.endMicros - stage.startMicros)) / whole)}%`;
    const ms = stage.ms ?? (stage.endMicros - stage.startMicros) / 1000;
    return el(
      'li',
      {},
      el('span', { class: 'lane-name' }, stage.stage),
      el('span', { class: 'lane', 'aria-hidden': 'true' }, piece),
      el('span', { class: 'lane-time' }, duration(ms)),
    );
  });
  const total = typeof freshnessMs === 'number' ? `Retrievable after ${duration(freshnessMs)}` : `Took ${duration(whole / 1000)}`;
  return el('div', { class: 'timeline' }, el('h3', {}, total), el('ol', {}, lines));
}

function qualityOf(signal) {
  const [name, measured] = signalOf(signal);
  return [name, signal.flagged ? `${measured}, flagged` : measured];
}

/** Documents of nearly the same wording: only a document asked for by itself is told with them. */
function nearDuplicatesOf({ id, source }) {
  const told = el('dd', {});
  const fact = el('div', { hidden: true }, el('dt', {}, 'Nearly the same'), told);
  const show = (text) => {
    setText(told, text);
    fact.hidden = text === '';
  };
  api.document(id, source).then(
    ({ nearDuplicates }) => show((nearDuplicates ?? []).map(twinOf).join(', ')),
    (failure) => show(failure.message),
  );
  return fact;
}

const twinOf = ({ id, similarity }) => `${id} (${Math.round(similarity * 100)} %)`;

function factsOf(doc) {
  const link = webLink(doc.sourceUri);
  const meta = Object.entries(doc.meta ?? {}).map(([name, value]) => [`meta.${name}`, String(value)]);
  const facts = [
    ['Id', doc.id],
    ['Topic', doc.source],
    ['File', doc.filename],
    ['Kind', doc.contentType],
    ['Size', doc.bytes ? bytes(doc.bytes) : null],
    ['Passages', doc.passages ? `${count(doc.passages)} (${count(doc.embedded ?? 0)} embedded, ${count(doc.reused ?? 0)} reused)` : null],
    ['Dated', doc.publishedAt ? new Date(doc.publishedAt).toLocaleString() : null],
    [doc.state === 'deleted' ? 'Expired' : 'Expires', doc.expiresAt ? new Date(doc.expiresAt).toLocaleString() : null],
    ['Recorded', doc.recordedAt ? new Date(doc.recordedAt).toLocaleString() : null],
    ['Source', link ? el('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, link) : doc.sourceUri],
    ...(doc.signals ?? []).map(qualityOf),
    ...meta,
  ].filter(([, value]) => value);
  return el('dl', { class: 'facts' }, facts.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))), nearDuplicatesOf(doc));
}
