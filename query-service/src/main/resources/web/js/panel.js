// A panel: title, legend with the values of now or of where one points, plot, and the same as a table.
import { el, setText } from './dom.js';
import { plotOf, readOut } from './plot.js';
import { newest } from './samples.js';
import { breaks, figure, hour, moment, WORDS } from './scale.js';

const COLOURS = 6;
const ROWS = 15;
const MINUTE_MS = 60_000;

/** `moved` is told the time that is pointed at in this panel, or null. */
export function panelOf(id, { moved }) {
  const title = el('h3', { id: `panel-${id}` });
  const time = el('span', { class: 'panel-time' });
  const legend = el('ul', { class: 'legend' });
  const missing = el('p', { class: 'missing', hidden: true });
  const limitNote = el('p', { class: 'limit-note', hidden: true });
  const frame = el('div', { class: 'plot-frame' });
  const table = el('div', { class: 'table-frame', tabindex: '0', role: 'group', 'aria-labelledby': `panel-${id}` });
  const details = el('details', { class: 'panel-table' }, el('summary', {}, 'As a table'), table);
  const element = el(
    'article',
    { class: 'panel', id: `of-${id}`, tabindex: '-1', 'aria-labelledby': `panel-${id}` },
    el('div', { class: 'panel-head' }, title, time),
    legend,
    frame,
    limitNote,
    missing,
    details,
  );
  let panel = null;
  let view = null;
  let lines = [];
  let pointed = null;
  let plot = null;
  const items = new Map();

  /** A line's value where one points, else its newest. */
  function at(line) {
    return pointed === null ? newest(view, line.values) : line.values[view.times.indexOf(pointed)] ?? null;
  }

  const breaksWith = (line, value) => breaks(panel.limit?.lines.includes(line.id) ? panel.limit : undefined, value);
  const broken = (line) => breaksWith(line, at(line));
  /** Whether it is so now, wherever one points. */
  const brokenNow = (line) => breaksWith(line, newest(view, line.values));

  function read() {
    setText(time, pointed === null ? WORDS[panel.unit] : moment(pointed));
    for (const line of lines) {
      const item = items.get(line.id);
      setText(item.value, figure(at(line), panel.unit));
      item.element.classList.toggle('beyond', broken(line));
    }
  }

  /** The legend, made anew only where other lines are shown. */
  function list() {
    if ([...items.keys()].join() === lines.map((line) => line.id).join()) return;
    items.clear();
    legend.replaceChildren(
      ...lines.map((line) => {
        const value = el('span', { class: 'legend-value' });
        const item = el('li', {}, el('i', { class: `swatch line-${line.place}`, 'aria-hidden': 'true' }), el('span', {}, line.name), value);
        items.set(line.id, { element: item, value });
        return item;
      }),
    );
  }

  function tellLimit() {
    limitNote.hidden = !panel.limit || panel.lines.every((line) => line.absent);
    if (limitNote.hidden) return;
    const { side, value, name } = panel.limit;
    const now = lines.some(brokenNow);
    limitNote.classList.toggle('beyond', now);
    setText(limitNote, `${now ? 'Beyond' : 'Limit'}: ${side} ${figure(value, panel.unit)} (${name})`);
  }

  function tellMissing() {
    const absent = panel.lines.filter((line) => line.absent);
    missing.hidden = absent.length === 0;
    const all = absent.length === panel.lines.length;
    const names = all ? '' : `Not here: ${absent.map((line) => line.name).join(', ')}. `;
    setText(missing, absent.length ? `${names}${absent[0].absent}` : '');
    frame.hidden = all;
    legend.hidden = all;
    details.hidden = all;
  }

  function tabulate() {
    if (details.open) table.replaceChildren(tableOf(panel, lines, view));
  }
  details.addEventListener('toggle', tabulate);

  return {
    element,
    title: () => panel.title,
    beyond: () => panel !== null && lines.some(brokenNow),
    show(told, when) {
      panel = told;
      view = when;
      setText(title, panel.title);
      const known = panel.lines.map((line, i) => ({ ...line, place: i % COLOURS })).filter((line) => !line.absent);
      lines = panel.sparse ? known.filter((line) => line.values.some((value, i) => value > 0 && view.times[i] >= view.from)) : known;
      // Of many lines that are all 0 the first says so for all of them.
      if (lines.length === 0 && known.length) lines = [{ ...known[0], id: 'none', name: 'none' }];
      if (!plot) {
        plot = plotOf(panel.title, { moved, told: () => readOut(panel, lines, pointed, at) });
        frame.append(plot.element);
      }
      list();
      tellLimit();
      tellMissing();
      read();
      plot.show(panel, lines, view);
      tabulate();
    },
    point(to) {
      pointed = to;
      if (!panel) return;
      read();
      tellLimit();
      plot.point(to);
    },
  };
}

/** The span in rows: the worst of each, or the sum of what came. */
function tableOf(panel, lines, view) {
  const minutes = Math.max(1, Math.ceil((view.to - view.from) / MINUTE_MS / ROWS));
  const step = minutes * MINUTE_MS;
  const rows = new Map();
  view.times.forEach((time, i) => {
    if (time < view.from) return;
    const row = Math.floor(time / step) * step;
    rows.set(row, [...(rows.get(row) ?? []), i]);
  });
  const how = panel.unit === 'each' ? 'together' : panel.limit?.side === 'below' ? 'least' : 'greatest';
  return el(
    'table',
    {},
    el('caption', {}, `${panel.title}: ${how} of each ${minutes === 1 ? 'minute' : `${minutes} minutes`}`),
    el('thead', {}, el('tr', {}, ['From', ...lines.map((line) => line.name)].map((name) => el('th', { scope: 'col' }, name)))),
    el(
      'tbody',
      {},
      [...rows].reverse().map(([row, points]) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, hour(row)),
          lines.map((line) => el('td', { class: 'figure' }, figure(worst(points.map((i) => line.values[i]), how), panel.unit))),
        ),
      ),
    ),
  );
}

function worst(values, how) {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  if (how === 'together') return known.reduce((sum, value) => sum + value, 0);
  return how === 'least' ? Math.min(...known) : Math.max(...known);
}
