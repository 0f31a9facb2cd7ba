// The few figures that one looks at first.
import { el, setText } from './dom.js';
import { newest } from './samples.js';
import { breaks, figure } from './scale.js';

const TILES = [
  { name: 'In time, of an hour', panel: 'in-time', line: '1h' },
  { name: 'Error budget left', panel: 'budget', line: 'left' },
  { name: '99 % retrievable within', panel: 'freshness', line: 'live.p99' },
  { name: 'Not yet out', panel: 'behind', sum: 'lines' },
  { name: 'Dead letters in this time', panel: 'dead', sum: 'time' },
  { name: '99 % of searches within', panel: 'latency', line: 'p99' },
];

export function startTiles(list) {
  const values = TILES.map(({ name }) => {
    const value = el('dd', {}, '–');
    list.append(el('div', { class: 'tile' }, el('dt', {}, name), value));
    return value;
  });
  return {
    show(samples, view) {
      TILES.forEach((tile, i) => {
        const panel = samples.panel(tile.panel);
        if (!panel) return;
        const value = valueOf(tile, panel, view);
        setText(values[i], figure(value, panel.unit));
        values[i].classList.toggle('beyond', tile.sum !== 'lines' && breaks(panel.limit, value));
      });
    },
  };
}

function valueOf(tile, panel, view) {
  const known = panel.lines.filter((line) => !line.absent);
  if (tile.sum === 'time') {
    return known.reduce((sum, line) => sum + line.values.reduce((its, value, i) => its + (view.times[i] >= view.from ? (value ?? 0) : 0), 0), 0);
  }
  if (tile.sum === 'lines') {
    const all = known.map((line) => newest(view, line.values)).filter((value) => value !== null);
    return all.length ? all.reduce((sum, value) => sum + value, 0) : null;
  }
  const line = known.find(({ id }) => id === tile.line);
  return line ? newest(view, line.values) : null;
}
