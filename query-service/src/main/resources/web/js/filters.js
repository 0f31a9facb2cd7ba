// What documents must be like: a time, and values of facets. The service counts and filters.
import { byId, el } from './dom.js';
import { count } from './format.js';

const DAY_MS = 86_400_000;
const MAX_FACETS = 10;
const NAMES = { source: 'Topic', contentType: 'Kind' };
const FIELD = /^(source|contentType|author|title|filename|meta\..+)$/;

/** `changed` is called when what is asked for is another. */
export function startFilters({ changed }) {
  const open = byId('filters-open');
  const panel = byId('filters');
  const since = byId('since');
  const name = byId('facet-name');
  const wanted = ['source', 'contentType'];
  const chosen = new Map();
  let told = {};

  open.addEventListener('click', () => {
    panel.hidden = !panel.hidden;
    open.setAttribute('aria-expanded', String(!panel.hidden));
    if (!panel.hidden) changed();
  });
  since.addEventListener('change', changed);
  byId('facet-add').addEventListener('click', add);
  name.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  });

  function add() {
    const field = name.value.trim();
    const known = FIELD.test(field) && wanted.length < MAX_FACETS;
    name.setCustomValidity(known ? '' : 'Give meta.<name>, author, title or filename');
    if (!name.reportValidity()) return;
    if (!wanted.includes(field)) wanted.push(field);
    name.value = '';
    changed();
  }

  function toggle(field, value) {
    if (chosen.get(field) === value) chosen.delete(field);
    else chosen.set(field, value);
    draw();
    changed();
  }

  function draw() {
    const lines = wanted
      .map((field) => [field, withChosen(field, told[field]?.values ?? [])])
      .filter(([, values]) => values.length)
      .map(([field, values]) =>
        el(
          'div',
          { class: 'facet', role: 'group', 'aria-label': NAMES[field] ?? field },
          el('span', { class: 'facet-name' }, NAMES[field] ?? field),
          values.map(({ value, documents }) =>
            el(
              'button',
              {
                type: 'button',
                class: 'chip',
                'aria-pressed': String(chosen.get(field) === value),
                on: { click: () => toggle(field, value) },
              },
              el('span', {}, value),
              el('span', { class: 'chip-count' }, documents === null ? '' : count(documents)),
            ),
          ),
        ),
      );
    byId('facets').replaceChildren(...lines);
    const active = chosen.size + (since.value ? 1 : 0);
    open.textContent = active ? `Filters (${active})` : 'Filters';
  }

  /** A value that is chosen stays to be seen, also where nothing has it any more. */
  const withChosen = (field, values) =>
    chosen.has(field) && !values.some(({ value }) => value === chosen.get(field))
      ? [...values, { value: chosen.get(field), documents: null }]
      : values;

  /** The filter alone; undefined where everything passes. */
  function filter() {
    const all = [...chosen].map(([field, eq]) => ({ field, eq }));
    if (since.value) {
      all.push({ field: 'publishedAt', gte: new Date(Date.now() - since.value * DAY_MS).toISOString() });
    }
    return all.length ? { all } : undefined;
  }

  return {
    filter,
    /** What a search asks for besides its query. */
    asked: () => ({ ...(filter() && { filter: filter() }), ...(!panel.hidden && { facets: wanted }) }),
    /** Shows what the service counted. */
    show(facets) {
      if (facets) told = facets;
      draw();
    },
  };
}
