// Search as one types: the newest question wins, older answers are dropped. ?q= and ?mode= follow.
import { byId, el, setText, blank } from './dom.js';
import { duration, plural } from './format.js';
import { resultOf } from './result.js';
import { walkWithArrows } from './keyboard.js';
import * as api from './api.js';

const TYPING_MS = 160;
const LIMIT = 10;

export function startSearch({ filters, answer, watches }) {
  const input = byId('query');
  const form = byId('search-form');
  const body = byId('results-body');
  let asking = null;
  let typing = 0;

  const mode = () => form.elements.mode.value;

  async function ask({ quietly = false } = {}) {
    clearTimeout(typing);
    asking?.abort();
    const query = input.value.trim();
    byId('results-area').hidden = query === '';
    document.body.classList.toggle('searching', query !== '');
    answer.offer(query, mode());
    watches.offer(query, mode());
    if (query === '') {
      asking = null;
      body.replaceChildren();
      say('');
      return;
    }
    asking = new AbortController();
    const mine = asking;
    if (!quietly) waiting(body);
    try {
      const found = await api.search({ query, limit: LIMIT, mode: mode(), ...filters.asked() }, mine.signal);
      if (mine !== asking) return;
      filters.show(found.facets);
      show(body, query, found);
    } catch (failure) {
      if (mine === asking) refuse(body, failure, ask);
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      remember(input.value, mode(), 'replaceState');
      ask();
    }, TYPING_MS);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    remember(input.value, mode(), 'pushState');
    ask();
  });
  form.addEventListener('change', (event) => {
    if (event.target.name !== 'mode') return;
    remember(input.value, mode(), 'replaceState');
    ask();
  });
  addEventListener('popstate', () => {
    recall(input, form);
    ask();
  });
  api.events.addEventListener('key', () => ask());
  walkWithArrows(input, () => [...body.querySelectorAll('.result')]);
  recall(input, form);
  ask();
  return { again: () => input.value.trim() !== '' && ask({ quietly: true }) };
}

function remember(query, mode, how) {
  const url = new URL(location.href);
  if (query.trim()) url.searchParams.set('q', query.trim());
  else url.searchParams.delete('q');
  if (mode === 'hybrid') url.searchParams.delete('mode');
  else url.searchParams.set('mode', mode);
  if (url.href !== location.href) history[how](null, '', url);
}

function recall(input, form) {
  const asked = new URL(location.href).searchParams;
  input.value = asked.get('q') ?? '';
  const mode = asked.get('mode');
  form.elements.mode.value = mode === 'dense' || mode === 'sparse' ? mode : 'hybrid';
}

const say = (text) => setText(byId('search-status'), text);

function waiting(body) {
  body.setAttribute('aria-busy', 'true');
  if (body.querySelector('.results')) return;
  const ghosts = [1, 2, 3].map(() => el('div', { class: 'ghost' }, el('i'), el('i'), el('i')));
  body.replaceChildren(el('div', { class: 'ghosts', 'aria-hidden': 'true' }, ghosts));
}

function show(body, query, answer) {
  body.setAttribute('aria-busy', 'false');
  const { results, freshness, tookMs } = answer;
  const fresh = freshness?.ageSeconds;
  const asOf = typeof fresh === 'number' ? ` · fresh as of ${fresh < 0.001 ? 'now' : `${duration(fresh * 1000)} ago`}` : '';
  say(`${plural(results.length, 'passage')} in ${duration(tookMs)}${asOf}`);
  if (results.length === 0) {
    body.replaceChildren(
      blank('Nothing found', `No passage answers “${query}”. Try other words, or search by meaning.`),
    );
    return;
  }
  const best = Math.max(...results.map((result) => result.score));
  const place = [...body.querySelectorAll('.result')].indexOf(document.activeElement);
  const list = el('ol', { class: 'results' }, results.map((result) => el('li', {}, resultOf(result, best))));
  body.replaceChildren(list);
  if (place >= 0) list.querySelectorAll('.result')[Math.min(place, results.length - 1)].focus();
}

function refuse(body, failure, again) {
  body.setAttribute('aria-busy', 'false');
  say('');
  const retry = el('button', { type: 'button', class: 'quiet', on: { click: () => again() } }, 'Try again');
  const title = failure instanceof api.Offline ? 'No answer' : 'The search was refused';
  if (failure instanceof api.Problem && failure.status === 401) {
    body.replaceChildren(blank('An API key is wanted', 'Enter it above; the search goes on by itself.'));
  } else {
    const box = blank(title, failure.message, retry);
    box.classList.add('bad');
    box.setAttribute('role', 'alert');
    body.replaceChildren(box);
  }
}
