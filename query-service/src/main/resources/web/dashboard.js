// The dashboard: what the service counted in the last hour, drawn as it comes.
import { byId, el, setText } from './js/dom.js';
import { startTheme } from './js/theme.js';
import { startService } from './js/service.js';
import { poll } from './js/poll.js';
import { Samples } from './js/samples.js';
import { panelOf } from './js/panel.js';
import { startTiles } from './js/tiles.js';
import * as api from './js/api.js';

const EVERY_MS = 3000;
const RANGES = ['5', '15', '60'];
const MINUTE_MS = 60_000;

startTheme();
startService();

const samples = new Samples();
const tiles = startTiles(byId('tiles'));
const panels = new Map();
let paused = false;
let minutes = 15;

const again = poll(async () => {
  if (paused) return;
  const answer = await api.dashboard(samples.last);
  if (paused) return;
  samples.take(answer);
  lay(answer.groups);
  show();
}, EVERY_MS);

/** Builds what is not there yet; the list of panels is the same as long as the service is. */
function lay(groups) {
  const wanted = groups.map((group) => group.panels.map((panel) => panel.id).join()).join(';');
  if (byId('groups').dataset.of === wanted) return;
  byId('groups').dataset.of = wanted;
  panels.clear();
  byId('jumps').replaceChildren(...groups.map((group, at) => el('a', { href: `#group-${at}` }, group.title)));
  byId('groups').replaceChildren(
    ...groups.map((group, at) => {
      const grid = el('div', { class: 'panels' });
      for (const { id } of group.panels) {
        const panel = panelOf(id, { moved });
        panels.set(id, panel);
        grid.append(panel.element);
      }
      return el('section', { class: 'dash-group', 'aria-labelledby': `group-${at}` }, el('h2', { id: `group-${at}`, tabindex: '-1' }, group.title), grid);
    }),
  );
}

/** All plots show the moment that is pointed at in one of them. */
function moved(time) {
  for (const panel of panels.values()) panel.point(time);
}

function show() {
  const view = samples.view(minutes * MINUTE_MS);
  for (const [id, panel] of panels) panel.show(samples.panel(id), view);
  tiles.show(samples, view);
  tell([...panels.values()].filter((panel) => panel.beyond()));
}

/** Said anew only where it is something else, for some hear it. */
function tell(beyond) {
  const state = byId('state');
  const said = beyond.map((panel) => panel.element.id).join() || (samples.times.length < 2 ? 'early' : 'good');
  if (state.dataset.said === said) return;
  state.dataset.said = said;
  state.dataset.state = beyond.length ? 'bad' : 'good';
  if (beyond.length === 0) {
    setText(state, said === 'early' ? 'The first figures come in a few seconds.' : 'Nothing is beyond its limit now.');
    return;
  }
  const links = beyond.map((panel) => el('a', { href: `#${panel.element.id}` }, panel.title()));
  state.replaceChildren('Beyond its limit now: ', ...links.flatMap((link, i) => (i ? [' · ', link] : [link])));
}

byId('ranges').addEventListener('change', (event) => {
  minutes = Number(event.target.value);
  const address = new URL(location);
  address.searchParams.set('minutes', event.target.value);
  history.replaceState(null, '', address);
  show();
});

byId('pause').addEventListener('click', () => {
  paused = !paused;
  byId('pause').setAttribute('aria-pressed', String(paused));
  setText(byId('pause'), paused ? 'Go on' : 'Pause');
  if (!paused) again();
});

const asked = new URLSearchParams(location.search).get('minutes');
if (RANGES.includes(asked)) {
  minutes = Number(asked);
  byId('ranges').querySelector(`[value="${asked}"]`).checked = true;
}
