// One found passage.
import { el } from './dom.js';
import { nameOf, webLink } from './format.js';
import { ageOf } from './ages.js';

const LONG_CHARACTERS = 620;

/** A result's article; its bar is relative to the best score of the answer. */
export function resultOf({ document, passage, score, scores }, best) {
  const link = webLink(document.sourceUri);
  const title = link
    ? el('a', { href: link, rel: 'noopener noreferrer', target: '_blank' }, nameOf(document))
    : nameOf(document);
  return el(
    'article',
    { class: 'result', tabindex: '0', 'aria-label': nameOf(document), 'data-document': document.id },
    el('header', { class: 'result-head' }, el('h3', {}, title), ageOf(document.publishedAt)),
    whereabouts(passage),
    passageOf(passage),
    el('footer', { class: 'result-foot' }, scoreOf(score, scores, best), originOf(document)),
  );
}

function whereabouts(passage) {
  const path = passage.headingPath ?? [];
  const steps = path.map((heading) => el('li', {}, heading));
  if (passage.page) steps.push(el('li', { class: 'page' }, `page ${passage.page}`));
  return steps.length ? el('ol', { class: 'path', 'aria-label': 'Where it stands' }, steps) : null;
}

function passageOf(passage) {
  const text = el('p', { class: 'passage' }, ...marked(passage.text, passage.highlights ?? []));
  if (passage.text.length <= LONG_CHARACTERS) return text;
  text.classList.add('folded');
  const unfold = el('button', { type: 'button', class: 'textual', 'aria-expanded': 'false' }, 'Whole passage');
  unfold.addEventListener('click', () => {
    const folded = text.classList.toggle('folded');
    unfold.setAttribute('aria-expanded', String(!folded));
    unfold.textContent = folded ? 'Whole passage' : 'Less';
  });
  return el('div', {}, text, unfold);
}

/** The text with the ranges marked; ranges out of order, overlapping or out of bounds are cut. */
export function marked(text, ranges) {
  const nodes = [];
  let at = 0;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(start, at);
    const to = Math.min(end, text.length);
    if (from >= to) continue;
    if (from > at) nodes.push(text.slice(at, from));
    nodes.push(el('mark', {}, text.slice(from, to)));
    at = to;
  }
  nodes.push(text.slice(at));
  return nodes;
}

const figure = (score) => (score === null || score === undefined ? '–' : score.toPrecision(3));

function scoreOf(score, scores, best) {
  const level = el('i');
  level.style.width = `${best > 0 ? Math.max(4, Math.min(100, (100 * score) / best)) : 4}%`;
  return el(
    'details',
    { class: 'score' },
    el('summary', {}, el('span', { class: 'bar', 'aria-hidden': 'true' }, level), `score ${figure(score)}`),
    el(
      'dl',
      {},
      el('div', {}, el('dt', {}, 'meaning'), el('dd', {}, figure(scores?.dense))),
      el('div', {}, el('dt', {}, 'words'), el('dd', {}, figure(scores?.sparse))),
    ),
  );
}

function originOf(document) {
  const parts = [document.id === nameOf(document) ? null : document.id, document.version];
  return el('span', { class: 'origin' }, parts.filter(Boolean).join(' · '));
}
