// The live line of flow: publish → parse → embed → index → retrievable.
import { byId, el, setText } from './dom.js';
import { count, duration, plural } from './format.js';
import { poll } from './poll.js';
import * as api from './api.js';

const EVERY_MS = 1000;
const STATIONS = ['publish', 'parse', 'embed', 'index', 'retrievable'];
const NAMES = { publish: 'Publish', parse: 'Parse', embed: 'Embed', index: 'Index', retrievable: 'Retrievable' };

/** `moved` is called when documents became retrievable since the last look. */
export function startFlow({ moved }) {
  const strip = byId('flow');
  const stations = Object.fromEntries(STATIONS.map((name) => [name, stationOf(name)]));
  byId('stations').append(...STATIONS.map((name) => stations[name].element));
  const gauges = gaugesIn(byId('gauges'));
  let last = null;

  const again = poll(async () => {
    const flow = await api.flow();
    showStations(stations, flow);
    showGauges(gauges, flow);
    const state = fingerprint(flow);
    const waiting = flow.stages.some((stage) => stage.waiting > 0);
    strip.classList.toggle('moving', waiting || (last !== null && last !== state));
    strip.classList.remove('stale');
    if (last !== null && last !== state) moved();
    last = state;
  }, EVERY_MS);

  api.events.addEventListener('key', again);
  api.events.addEventListener('silent', () => {
    strip.classList.add('stale');
    strip.classList.remove('moving');
  });
}

const fingerprint = ({ stages, passages, embedded, reused, parsed, parsesSpared, publishedLastMinute, lastFreshnessMs }) =>
  JSON.stringify([
    stages.map((s) => s.waiting),
    passages,
    embedded,
    reused,
    parsed,
    parsesSpared,
    publishedLastMinute,
    lastFreshnessMs,
  ]);

function stationOf(name) {
  const figure = el('span', { class: 'figure' }, '–');
  const note = el('span', { class: 'note' });
  const detail = el('span', { class: 'detail' });
  const element = el(
    'li',
    { class: 'station', 'data-stage': name },
    el('span', { class: 'name' }, NAMES[name]),
    figure,
    note,
    detail,
  );
  return { element, figure, note, detail };
}

function showStations(stations, flow) {
  setText(stations.publish.figure, count(flow.publishedLastMinute ?? 0));
  setText(stations.publish.note, 'last minute');
  for (const stage of flow.stages) {
    const station = stations[stage.stage];
    if (!station) continue;
    setText(station.figure, count(stage.waiting));
    setText(station.note, 'waiting');
    setText(station.detail, typeof stage.medianMs === 'number' ? duration(stage.medianMs) : '');
    station.detail.title = `median; 95 % within ${duration(stage.p95Ms)}`;
    station.element.classList.toggle('busy', stage.waiting > 0);
  }
  setText(stations.retrievable.figure, duration(flow.lastFreshnessMs));
  setText(stations.retrievable.note, flow.lastFreshnessMs === null ? 'no document yet' : 'after publishing');
}

function gaugesIn(list) {
  const gauge = (name) => {
    const value = el('dd', {}, '–');
    list.append(el('div', {}, el('dt', {}, name), value));
    return value;
  };
  return {
    typical: gauge('Typical freshness'),
    lag: gauge('Behind'),
    passages: gauge('Passages'),
    reuse: gauge('Embedded / reused'),
    spared: gauge('Parsed / spared'),
  };
}

function showGauges(gauges, flow) {
  const { freshness, lagRecords, passages, embedded = 0, reused = 0, parsed = 0, parsesSpared = 0 } = flow;
  setText(gauges.typical, freshness ? `${duration(freshness.p50Ms)} · 95 % in ${duration(freshness.p95Ms)}` : '–');
  setText(gauges.lag, lagRecords ? plural(lagRecords, 'record') : 'nothing');
  setText(gauges.passages, count(passages ?? 0));
  setText(gauges.reuse, saving(embedded, reused));
  setText(gauges.spared, saving(parsed, parsesSpared));
}

/** Work done and work that what was known already made needless. */
function saving(done, spared) {
  const all = done + spared;
  const share = all ? ` (${Math.round((100 * spared) / all)} % saved)` : '';
  return `${count(done)} / ${count(spared)}${share}`;
}
