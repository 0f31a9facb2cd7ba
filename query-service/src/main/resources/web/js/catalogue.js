// The documents, latest first. Refreshes in place: rows keep their element, focus and openness.
import { byId, el, setText, blank, announce } from './dom.js';
import { count, nameOf } from './format.js';
import { STATES, SIGNALS } from './words.js';
import { rowOf } from './row.js';
import { journeyOf } from './journey.js';
import { confirmed } from './confirm.js';
import { arrowsIn } from './keyboard.js';
import { poll } from './poll.js';
import * as api from './api.js';

const EVERY_MS = 3000;
const PAGE = 50;
const TYPING_MS = 200;
const CHIPS = ['', 'indexed', 'deferred', 'dead', 'deleted'];

const keyOf = (doc) => `${doc.source}/${doc.id}`;

/** `died` is called when there are more or fewer documents than before that were not read. */
export function startCatalogue({ died }) {
  const list = el('ul', { class: 'rows' });
  const more = el('button', { type: 'button', class: 'quiet more' }, 'Older documents');
  const body = byId('catalogue-body');
  const filter = byId('catalogue-filter');
  const quality = byId('catalogue-signal');
  const wanted = { state: '', signal: '', q: '' };
  let rows = new Map();
  let next = null;
  let asked = 0;
  let dead = null;
  let none = { filtered: null, box: null };

  const chips = chipsIn(byId('chips'), (state) => {
    wanted.state = state;
    reset();
  });
  quality.append(
    el('option', { value: '' }, 'Any quality'),
    ...Object.entries(SIGNALS).map(([signal, name]) => el('option', { value: signal }, name)),
  );
  quality.addEventListener('change', () => {
    wanted.signal = quality.value;
    reset();
  });
  body.append(el('p', { class: 'loading' }, 'Looking…'));

  const refresh = poll(async () => {
    const turn = asked;
    try {
      const page = await api.documents({ ...wanted, limit: PAGE });
      if (turn === asked) show(page);
    } catch (failure) {
      if (rows.size === 0) troubled(failure);
      throw failure;
    }
  }, EVERY_MS);

  function reset() {
    asked += 1;
    rows = new Map();
    next = null;
    list.replaceChildren();
    refresh();
  }

  function show({ documents, counts, next: cursor }) {
    chips.show(counts ?? {}, wanted.state);
    const nowDead = counts?.dead ?? 0;
    if (dead !== null && dead !== nowDead) died();
    dead = nowDead;
    const latest = new Map(documents.map((doc) => [keyOf(doc), rowFor(doc)]));
    const oldest = documents.at(-1)?.recordedAt;
    // Without a further page there is nothing beyond; else only what is older than this page stays.
    for (const [key, row] of rows) {
      const older = oldest === undefined || row.document().recordedAt < oldest;
      if (!latest.has(key) && cursor && older) latest.set(key, row);
    }
    if (rows.size <= documents.length) next = cursor;
    rows = latest;
    lay();
  }

  function rowFor(doc) {
    const row = rows.get(keyOf(doc)) ?? rowOf(doc, { onDelete });
    row.update(doc);
    return row;
  }

  function lay() {
    if (rows.size === 0) {
      const box = wanted.state || wanted.signal || wanted.q ? nothing() : invitation();
      // A page of near-duplicates may hold none and yet have a next one.
      more.hidden = !next;
      if (box.parentNode !== body) body.replaceChildren(box, more);
      return;
    }
    const focused = document.activeElement;
    let before = list.firstElementChild;
    for (const { element } of rows.values()) {
      if (element === before) before = before.nextElementSibling;
      else list.insertBefore(element, before);
    }
    const keep = new Set([...rows.values()].map((row) => row.element));
    for (const child of [...list.children]) if (!keep.has(child)) child.remove();
    if (list.parentNode !== body) body.replaceChildren(list, more);
    if (focused !== document.activeElement && list.contains(focused)) focused.focus({ preventScroll: true });
    more.hidden = next === null || next === undefined;
  }

  /**
   * What is under way for the first time is not listed yet, but it can be traced by its id. The same
   * box as long as the filter is the same: what was traced in it stays.
   */
  function nothing() {
    const filtered = JSON.stringify({ ...wanted, more: Boolean(next) });
    if (none.filtered !== filtered) none = { filtered, box: emptyBox() };
    return none.box;
  }

  function emptyBox() {
    const text = next ? 'None of the latest matches this filter.' : 'None matches this filter.';
    const box = blank('No such document', text);
    if (!wanted.q) return box;
    const id = wanted.q;
    const trace = el('button', { type: 'button', class: 'quiet' }, `Trace ${id}`);
    trace.addEventListener('click', () => trace.replaceWith(journeyOf(id)));
    box.append(trace);
    return box;
  }

  function troubled(failure) {
    if (failure instanceof api.Problem && failure.status === 401) {
      body.replaceChildren(blank('Locked', 'The documents appear once the service knows your key.'));
      return;
    }
    const box = blank('The documents are not to be had', failure.message);
    box.classList.add('bad');
    body.replaceChildren(box);
  }

  more.addEventListener('click', async () => {
    more.disabled = true;
    const turn = asked;
    try {
      let page;
      do {
        page = await api.documents({ ...wanted, cursor: page?.next ?? next, limit: PAGE });
        if (turn !== asked) return;
      } while (page.documents.length === 0 && page.next);
      for (const doc of page.documents) rows.set(keyOf(doc), rowFor(doc));
      next = page.next;
      lay();
    } catch (failure) {
      announce(failure.message);
    } finally {
      more.disabled = false;
    }
  });

  async function onDelete(doc) {
    const sure = await confirmed(`Delete ${nameOf(doc)}?`, 'Its passages are no longer found. Publishing it again brings it back.');
    if (!sure) return;
    try {
      await api.remove(doc.id, doc.source);
      announce(`${nameOf(doc)} is being deleted.`);
      refresh();
    } catch (failure) {
      announce(`Not deleted: ${failure.message}`);
      rows.get(keyOf(doc))?.element.append(el('p', { class: 'failure', role: 'alert' }, `Not deleted: ${failure.message}`));
    }
  }

  let typing = 0;
  filter.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      wanted.q = filter.value.trim();
      reset();
    }, TYPING_MS);
  });
  api.events.addEventListener('key', reset);
  arrowsIn(list, '.row-open');
  return { refresh };
}

function chipsIn(group, choose) {
  const numbers = {};
  const buttons = {};
  for (const state of CHIPS) {
    numbers[state] = el('span', { class: 'chip-count' });
    buttons[state] = el(
      'button',
      { type: 'button', class: 'chip', 'data-state': state || 'all', 'aria-pressed': String(state === '') },
      STATES[state] ?? 'All',
      numbers[state],
    );
    buttons[state].addEventListener('click', () => {
      for (const [name, button] of Object.entries(buttons)) button.setAttribute('aria-pressed', String(name === state));
      choose(state);
    });
    group.append(buttons[state]);
  }
  return {
    show(counts, chosen) {
      const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
      for (const state of CHIPS) {
        const n = state === '' ? all : (counts[state] ?? 0);
        setText(numbers[state], count(n));
        buttons[state].hidden = n === 0 && state !== '' && state !== chosen;
      }
    },
  };
}

function invitation() {
  const pick = el('button', { type: 'button', class: 'solid', on: { click: () => byId('pick').click() } }, 'Publish a file');
  return blank(
    'Nothing here yet',
    'Drop a file anywhere on this page and ask it something a moment later. Or write to Kafka:',
    el('pre', { tabindex: '0', 'aria-label': 'Command' }, el('code', {}, 'kcat -P -b localhost:9092 -t documents -k handbook.pdf handbook.pdf')),
    pick,
  );
}
