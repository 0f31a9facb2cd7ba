// Standing queries: what matches is shown as soon as it is retrievable. They live as long as the page.
import { byId, el, setText, announce } from './dom.js';
import { nameOf, plural } from './format.js';
import { ageOf } from './ages.js';
import { eventsOf } from './stream.js';
import * as api from './api.js';

const MAX_WATCHES = 5;
const MAX_SHOWN = 50;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
const KINDS = { match: 'new', update: 'changed', retract: 'gone' };

export function startWatches({ filters }) {
  const section = byId('watches');
  const button = byId('watch-this');
  const watches = new Map();
  let offered = { query: '', mode: 'hybrid' };

  button.addEventListener('click', () => {
    const key = JSON.stringify([offered, filters.filter()]);
    if (watches.has(key) || watches.size >= MAX_WATCHES) return;
    const watch = watchOf({ ...offered, filter: filters.filter() }, () => {
      watches.delete(key);
      lay();
      byId('query').focus();
    });
    watches.set(key, watch);
    lay();
    announce(`Watching for ${offered.query}.`);
  });

  function lay() {
    section.hidden = watches.size === 0;
    byId('watches-body').replaceChildren(...[...watches.values()].map((watch) => watch.element));
  }

  return {
    /** Offers to watch for what is being asked. */
    offer(query, mode) {
      button.hidden = query === '';
      offered = { query, mode };
    },
  };
}

function watchOf(asked, ended) {
  const aborted = new AbortController();
  const state = el('span', { class: 'status', role: 'status' }, 'connecting…');
  const list = el('ol', { class: 'pushes' });
  const stop = el('button', { type: 'button', class: 'quiet' }, 'Stop');
  const element = el(
    'article',
    { class: 'watch' },
    el('header', { class: 'watch-head' }, el('h3', {}, asked.query), state, stop),
    list,
  );
  let pushed = 0;
  stop.setAttribute('aria-label', `Stop watching for ${asked.query}`);
  stop.addEventListener('click', () => {
    aborted.abort();
    ended();
  });
  listen(asked, aborted.signal, {
    said: (text) => setText(state, text),
    pushed(event, data) {
      pushed += 1;
      setText(state, plural(pushed, 'push', 'pushes'));
      list.prepend(el('li', {}, pushOf(event, data)));
      while (list.children.length > MAX_SHOWN) list.lastChild.remove();
      announce(`${KINDS[event]}: ${nameOf(data.document ?? { id: data.id ?? '' })}`);
    },
  });
  return { element };
}

/** Goes on where it broke off, with the last event's id; a refusal is said and ends it. */
async function listen(asked, signal, { said, pushed }) {
  let last = null;
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      const stream = await api.stream(`v1/watch?${parametersOf(asked)}`, {
        signal,
        headers: last ? { 'Last-Event-ID': last } : {},
      });
      said('watching');
      wait = FIRST_WAIT_MS;
      for await (const { id, event, data } of eventsOf(stream)) {
        if (id) last = id;
        if (event in KINDS) pushed(event, data);
        else if (event === 'gap') said('some pushes were missed');
      }
    } catch (failure) {
      if (signal.aborted) return;
      if (failure instanceof api.Problem && failure.status < 500 && failure.status !== 429) {
        said(failure.message);
        return;
      }
    }
    said('connecting again…');
    await new Promise((again) => setTimeout(again, wait));
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  }
}

function parametersOf({ query, mode, filter }) {
  const parameters = new URLSearchParams({ query, mode });
  if (filter) parameters.set('filter', JSON.stringify(filter));
  return parameters;
}

function pushOf(event, { document, passage, id, score }) {
  return el(
    'div',
    { class: 'push', 'data-event': event },
    el('span', { class: 'badge' }, KINDS[event]),
    el('strong', {}, nameOf(document ?? { id: id ?? '' })),
    ageOf(new Date().toISOString()),
    passage?.text ? el('p', { class: 'passage' }, passage.text) : null,
    typeof score === 'number' ? el('span', { class: 'origin' }, `score ${score.toPrecision(3)}`) : null,
  );
}
