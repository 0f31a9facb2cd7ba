// One dead letter: what died, why, and what to do with it.
import { el } from './dom.js';
import { bytes, plural } from './format.js';
import { ageOf } from './ages.js';
import { whyOf } from './words.js';

export function letterOf(letter, { onReplay, onDownload, onDrop }) {
  const name = letter.id ?? letter.position;
  const replay = el(
    'button',
    { type: 'button', class: 'quiet letter-replay', 'aria-label': `Replay ${name}`, on: { click: () => busy(onReplay) } },
    'Replay',
  );
  const download = el(
    'button',
    { type: 'button', class: 'quiet letter-download', 'aria-label': `Download ${name}`, on: { click: () => busy(onDownload) } },
    'Download',
  );
  const drop = el(
    'button',
    { type: 'button', class: 'quiet letter-drop', 'aria-label': `Drop ${name}`, on: { click: () => busy(onDrop) } },
    'Drop',
  );
  const failure = el('p', { class: 'letter-failure', role: 'alert', hidden: true });
  replay.disabled = !letter.replayable;
  const element = el(
    'li',
    { class: 'letter', 'data-position': letter.position },
    el(
      'div',
      { class: 'letter-told' },
      el('span', { class: 'letter-name' }, letter.id ?? '(without an id)'),
      el('span', { class: 'letter-why' }, whyOf(letter)),
      el(
        'span',
        { class: 'letter-facts' },
        el('span', { class: 'row-version' }, letter.version ?? letter.position),
        el('span', {}, plural(letter.attempt, 'attempt')),
        el('span', {}, letter.bytes === null ? 'no bytes' : bytes(letter.bytes)),
        ageOf(letter.time),
      ),
      letter.obstacle && el('span', { class: 'letter-obstacle' }, `Cannot be replayed: ${letter.obstacle}.`),
      failure,
    ),
    el('div', { class: 'buttons' }, replay, letter.bytes === null ? null : download, drop),
  );

  let running = false;

  /** One thing at a time. Nothing is disabled meanwhile, so that the keyboard stays where it is. */
  async function busy(task) {
    if (running) return;
    running = true;
    try {
      await task(letter);
    } finally {
      running = false;
    }
  }

  return {
    element,
    fail(text) {
      failure.hidden = false;
      failure.textContent = text;
    },
  };
}
