// One document of the catalogue. A row stays the same element while its document changes.
import { el, setText } from './dom.js';
import { bytes, count, duration, nameOf, plural } from './format.js';
import { ageOf, setAge } from './ages.js';
import { STATES } from './words.js';
import { detailsOf } from './details.js';
import { journeyOf } from './journey.js';

let rows = 0;

export function rowOf(first, { onDelete }) {
  let shown = '';
  let current = first;
  const part = (name, text) => el('span', { class: name }, text);
  const parts = {
    name: part('row-name'),
    id: part('row-id'),
    state: part('row-state'),
    version: part('row-version'),
    passages: part('row-passages'),
    freshness: part('row-freshness'),
    size: part('row-size'),
  };
  const age = ageOf(first.recordedAt);
  const panelId = `row-${++rows}`;
  const open = el(
    'button',
    { type: 'button', class: 'row-open', 'aria-expanded': 'false', 'aria-controls': panelId },
    el('span', { class: 'dot', 'aria-hidden': 'true' }),
    el('span', { class: 'row-title' }, parts.name, parts.id),
    parts.state,
    parts.version,
    parts.passages,
    parts.freshness,
    parts.size,
    age,
  );
  const remove = el('button', { type: 'button', class: 'row-delete' }, el('span', { 'aria-hidden': 'true' }, '×'));
  const panel = el('div', { class: 'row-panel', id: panelId, hidden: true });
  const element = el('li', { class: 'row' }, el('div', { class: 'row-line' }, open, remove), panel);

  open.addEventListener('click', () => {
    const opened = panel.hidden;
    panel.hidden = !opened;
    open.setAttribute('aria-expanded', String(opened));
    if (opened) fill();
  });
  remove.addEventListener('click', () => onDelete(current));

  function fill() {
    panel.replaceChildren(...detailsOf(current), journeyOf(current.id, current.source));
  }

  function update(doc) {
    const state = JSON.stringify(doc);
    if (state === shown) return;
    shown = state;
    current = doc;
    element.dataset.state = doc.state;
    element.dataset.id = doc.id;
    setText(parts.name, nameOf(doc));
    setText(parts.id, doc.id === nameOf(doc) ? doc.source : doc.id);
    setText(parts.state, doc.standing ? `${STATES[doc.state] ?? doc.state}, older stands` : (STATES[doc.state] ?? doc.state));
    setText(parts.version, doc.version);
    const gone = doc.state === 'deleted';
    setText(parts.passages, doc.passages && !gone ? plural(doc.passages, 'passage') : '');
    parts.passages.title = doc.passages ? `${count(doc.embedded ?? 0)} embedded, ${count(doc.reused ?? 0)} reused` : '';
    setText(parts.freshness, typeof doc.freshnessMs === 'number' && !gone ? duration(doc.freshnessMs) : '');
    parts.freshness.title = 'from publishing to retrievable';
    setText(parts.size, doc.bytes && !gone ? bytes(doc.bytes) : '');
    setAge(age, doc.recordedAt);
    remove.hidden = gone;
    remove.setAttribute('aria-label', `Delete ${nameOf(doc)}`);
    remove.title = 'Delete';
    if (!panel.hidden) fill();
  }

  update(first);
  return { element, open, update, document: () => current };
}
