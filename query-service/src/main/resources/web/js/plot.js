// One plot: lines over time, with gaps where nothing was measured, and red beyond a limit.
import { drawn, el } from './dom.js';
import { axis, breaks, figure, hour, minutesBetween, moment } from './scale.js';

const HEIGHT = 168;
const LEAST_LEFT = 50;
const LETTER = 6.6;
const RIGHT = 12;
const TOP = 8;
const BOTTOM = 22;
const FAR_STEP = 12;

let plots = 0;

/** `moved` is told the time that is pointed at, or null. */
export function plotOf(title, { moved, told }) {
  const id = `plot-${plots++}`;
  const svg = drawn('svg', { 'aria-hidden': 'true', height: HEIGHT });
  const element = el('div', { class: 'plot', role: 'slider', tabindex: '0', 'aria-label': `${title}: through time`, 'aria-valuemin': '0', 'aria-valuenow': '0' }, svg);
  let data = null;
  let width = 0;
  let left = LEAST_LEFT;
  let pointed = null;
  let mark = null;

  const x = (time) => left + ((time - data.view.from) / (data.view.to - data.view.from)) * (width - left - RIGHT);

  function draw() {
    if (!data || width < 2 * LEAST_LEFT) return;
    const { panel, lines, view } = data;
    const shown = view.times.map((time, i) => (time >= view.from ? i : -1)).filter((i) => i >= 0);
    const values = lines.flatMap((line) => shown.map((i) => line.values[i]).filter((value) => value !== null));
    const scale = axis(values, panel.unit, panel.limit);
    left = Math.max(LEAST_LEFT, 14 + LETTER * Math.max(...scale.marks.map((value) => figure(value, panel.unit).length)));
    const y = (value) => TOP + (1 - (value - scale.low) / (scale.high - scale.low)) * (HEIGHT - TOP - BOTTOM);
    svg.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute('width', width);
    svg.replaceChildren(...grid(scale, y, panel.unit, view));
    const limit = panel.limit;
    const within = limit && values.length > 0 && limit.value >= scale.low && limit.value <= scale.high;
    if (within) svg.append(beyondOnly(y(limit.value), limit.side));
    // One line turns red; of several each keeps its colour within the red.
    const several = within && lines.filter((line) => shown.some((i) => limit.lines.includes(line.id) && breaks(limit, line.values[i]))).length > 1;
    for (const line of lines) {
      const pieces = piecesOf(line.values, shown, view, y);
      if (lines.length === 1 && panel.unit !== 'each') svg.append(drawn('path', { class: 'area', d: areaOf(pieces, y(Math.max(0, scale.low))) }));
      const path = panel.unit === 'each' ? stemsOf(pieces, y(0)) : pathOf(pieces);
      const whole = drawn('path', { class: `line line-${line.place}`, d: path });
      svg.append(whole);
      if (within && limit.lines.includes(line.id)) {
        const beyond = drawn('path', { class: `line beyond${several ? ' around' : ''}`, d: path, 'clip-path': `url(#${id}-beyond)` });
        if (several) whole.before(beyond);
        else svg.append(beyond);
      }
    }
    if (within) {
      svg.append(drawn('line', { class: 'limit', x1: left, x2: width - RIGHT, y1: y(limit.value), y2: y(limit.value) }));
    }
    if (values.length === 0) {
      svg.append(drawn('text', { class: 'nothing', x: (left + width - RIGHT) / 2, y: HEIGHT / 2 - 4 }, 'Nothing was measured in this time.'));
    }
    mark = drawn('line', { class: 'cursor', y1: TOP, y2: HEIGHT - BOTTOM });
    svg.append(mark);
    place();
  }

  function grid(scale, y, unit, view) {
    const marks = scale.marks.flatMap((value) => [
      drawn('line', { class: 'rule', x1: left, x2: width - RIGHT, y1: y(value), y2: y(value) }),
      drawn('text', { class: 'mark-y', x: left - 8, y: y(value) + 4 }, figure(value, unit)),
    ]);
    const times = minutesBetween(view.from, view.to)
      .filter((time) => x(time) > left + 16 && x(time) < width - 14)
      .map((time) => drawn('text', { class: 'mark-x', x: x(time), y: HEIGHT - 5 }, hour(time)));
    return [...marks, ...times];
  }

  /** What lies beyond the limit; the limit itself does not. */
  function beyondOnly(at, side) {
    const [top, height] = side === 'above' ? [0, at - 1] : [at + 1, HEIGHT - at];
    return drawn('clipPath', { id: `${id}-beyond` }, drawn('rect', { x: 0, y: top, width, height: Math.max(0, height) }));
  }

  /** Runs of points with nothing missing between them. */
  function piecesOf(values, shown, view, y) {
    const pieces = [];
    let last = null;
    for (const i of shown) {
      if (values[i] === null) {
        last = null;
        continue;
      }
      if (last === null || view.times[i] - last > view.gap) pieces.push([]);
      pieces.at(-1).push([x(view.times[i]), y(values[i])]);
      last = view.times[i];
    }
    return pieces;
  }

  /** Where one is pointed at, else nothing. */
  function place() {
    if (!mark) return;
    const shownAt = pointed !== null && pointed >= data.view.from;
    mark.setAttribute('visibility', shownAt ? 'visible' : 'hidden');
    if (shownAt) {
      mark.setAttribute('x1', x(pointed));
      mark.setAttribute('x2', x(pointed));
    }
    const { times } = data.view;
    element.setAttribute('aria-valuemax', Math.max(0, times.length - 1));
    element.setAttribute('aria-valuenow', Math.max(0, pointed === null ? times.length - 1 : times.indexOf(pointed)));
    element.setAttribute('aria-valuetext', told());
  }

  function nearest(px) {
    const time = data.view.from + ((px - left) / (width - left - RIGHT)) * (data.view.to - data.view.from);
    const times = data.view.times.filter((each) => each >= data.view.from);
    return times.reduce((best, each) => (best === null || Math.abs(each - time) < Math.abs(best - time) ? each : best), null);
  }

  element.addEventListener('pointermove', (event) => data && moved(nearest(event.clientX - element.getBoundingClientRect().left)));
  element.addEventListener('pointerleave', () => moved(null));
  element.addEventListener('blur', () => moved(null));
  element.addEventListener('keydown', (event) => {
    if (!data || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') return moved(null);
    const times = data.view.times.filter((each) => each >= data.view.from);
    const at = pointed === null ? times.length : times.indexOf(pointed);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowDown: at - 1, ArrowUp: at + 1, PageDown: at - FAR_STEP, PageUp: at + FAR_STEP, Home: 0, End: times.length - 1 }[event.key];
    if (to === undefined || times.length === 0) return undefined;
    event.preventDefault();
    return moved(times[Math.max(0, Math.min(times.length - 1, to))]);
  });
  new ResizeObserver(([entry]) => {
    width = Math.round(entry.contentRect.width);
    draw();
  }).observe(element);

  return {
    element,
    show(panel, lines, view) {
      data = { panel, lines, view };
      draw();
    },
    point(time) {
      pointed = time;
      if (data) place();
    },
  };
}

const spot = ([px, py]) => `${px.toFixed(1)} ${py.toFixed(1)}`;

/** A point alone is a dot. */
const pathOf = (pieces) => pieces.map((piece) => `M${piece.map(spot).join('L')}${piece.length === 1 ? 'h0' : ''}`).join('');

/** What came stands up from the ground; the ground is drawn as far as it is known. */
const stemsOf = (pieces, ground) =>
  pieces
    .map((piece) => {
      const stems = piece.filter(([, py]) => py < ground - 0.5).map(([px, py]) => `M${spot([px, ground])}V${py.toFixed(1)}`);
      return `M${spot([piece[0][0], ground])}H${piece.at(-1)[0].toFixed(1)}${stems.join('')}`;
    })
    .join('');

const areaOf = (pieces, ground) =>
  pieces
    .filter((piece) => piece.length > 1)
    .map((piece) => `M${spot([piece[0][0], ground])}L${piece.map(spot).join('L')}L${spot([piece.at(-1)[0], ground])}Z`)
    .join('');

/** What is to be read at a time, in one line. */
export function readOut(panel, lines, time, at) {
  const parts = lines.map((line) => {
    const limit = panel.limit?.lines.includes(line.id) ? panel.limit : undefined;
    return `${line.name} ${figure(at(line), panel.unit)}${breaks(limit, at(line)) ? ', beyond its limit' : ''}`;
  });
  return `${time === null ? 'now' : moment(time)}: ${parts.join('; ') || 'nothing'}`;
}
