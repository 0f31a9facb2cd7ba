// The dead letters, for those who may see them: put back or dropped, one or all.
import { byId, el, setText, announce } from './dom.js';
import { plural } from './format.js';
import { letterOf } from './letter.js';
import { confirmed } from './confirm.js';
import { arrowsIn } from './keyboard.js';
import { poll } from './poll.js';
import * as api from './api.js';

const EVERY_MS = 60_000;
const PAGE = 20;
const MOST = 200;
const REVOKED_AFTER_MS = 60_000;
const FORBIDDEN = [401, 403];

export function startLetters() {
  const section = byId('letters');
  const body = byId('letters-body');
  const all = byId('letters-all');
  const list = el('ul', { class: 'rows' });
  const more = el('button', { type: 'button', class: 'quiet more' }, 'Older letters');
  let letters = new Map();
  let next = null;
  let working = false;
  body.append(list, more);

  const refresh = poll(async () => {
    if (working) return;
    try {
      const page = await api.deadLetters({ limit: Math.min(MOST, Math.max(PAGE, letters.size)) });
      const before = letters;
      letters = new Map();
      for (const letter of page.letters) letters.set(letter.position, before.get(letter.position) ?? shown(letter));
      next = page.next;
      lay();
    } catch (failure) {
      // Who may not see them is not told of them; else what is known stays, and is asked for again.
      if (failure instanceof api.Problem && FORBIDDEN.includes(failure.status)) {
        letters.clear();
        next = null;
        lay();
        return;
      }
      throw failure;
    }
  }, EVERY_MS);

  const shown = (letter) => letterOf(letter, { onReplay, onDownload, onDrop });

  function lay() {
    const focused = document.activeElement;
    const wanted = [...letters.values()].map((letter) => letter.element);
    list.replaceChildren(...wanted);
    if (focused !== document.activeElement && list.contains(focused)) focused.focus({ preventScroll: true });
    more.hidden = next === null;
    section.hidden = letters.size === 0 && next === null && byId('letters-status').textContent === '';
    all.hidden = letters.size === 0;
    list.hidden = letters.size === 0;
  }

  /** Takes a settled letter away; the keyboard goes on at its neighbour. */
  function settle(position, said) {
    const { element } = letters.get(position);
    const neighbour = element.nextElementSibling ?? element.previousElementSibling;
    const focused = element.contains(document.activeElement);
    letters.delete(position);
    say(said);
    lay();
    if (focused) (neighbour?.querySelector('button:enabled') ?? byId('letters-title')).focus();
  }

  function say(text) {
    setText(byId('letters-status'), text);
  }

  async function onReplay({ position, id }) {
    try {
      await api.replay({ position });
      settle(position, `${id ?? position} goes through the slow lane again.`);
    } catch (failure) {
      refused(position, `Not replayed: ${failure.message}`);
    }
  }

  async function onDownload({ position, id }) {
    try {
      save(await api.letterBytes(position), nameOf(id));
      announce(`The file of ${id ?? position} is downloaded.`);
    } catch (failure) {
      refused(position, `Not downloaded: ${failure.message}`);
    }
  }

  async function onDrop({ position, id }) {
    const sure = await confirmed(`Drop the letter of ${id ?? position}?`, 'It is listed no more and cannot be replayed.', { yes: 'Drop' });
    if (!sure) return;
    try {
      await api.drop(position);
      settle(position, `The letter of ${id ?? position} is dropped.`);
    } catch (failure) {
      refused(position, `Not dropped: ${failure.message}`);
    }
  }

  function refused(position, text) {
    letters.get(position)?.fail(text);
    announce(text);
  }

  all.addEventListener('click', async () => {
    const sure = await confirmed('Replay all dead letters?', 'Each goes through the slow lane again, as the version it was.', { yes: 'Replay', no: 'Leave them' });
    if (!sure) return;
    all.disabled = true;
    working = true;
    try {
      say(await replayAll(say));
    } catch (failure) {
      say(`Not all replayed: ${failure.message}`);
    } finally {
      working = false;
      all.disabled = false;
      refresh();
    }
  });

  more.addEventListener('click', async () => {
    more.disabled = true;
    try {
      const page = await api.deadLetters({ limit: PAGE, cursor: next });
      for (const letter of page.letters) letters.set(letter.position, shown(letter));
      next = page.next;
      lay();
    } catch (failure) {
      announce(failure.message);
    } finally {
      more.disabled = false;
    }
  });

  api.events.addEventListener('key', refresh);
  arrowsIn(list, '.letter-replay');
  return { refresh };
}

/** An id may be a path: the file is called as its last part. */
const nameOf = (id) => id?.split(/[/\\]/).at(-1) || 'dead-letter';

/** Hands bytes that were fetched with the key to the browser as a file. */
function save(blob, name) {
  const url = URL.createObjectURL(blob);
  el('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKED_AFTER_MS);
}

/** Goes on until none is left; what comes back meanwhile is not replayed again. */
async function replayAll(say) {
  let replayed = 0;
  let not = 0;
  let cursor = null;
  do {
    const answer = await api.replay(cursor ? { all: true, cursor } : { all: true });
    replayed += answer.replayed;
    not += answer.notReplayed.length;
    cursor = answer.next;
    say(`${plural(replayed, 'letter')} replayed…`);
  } while (cursor !== null);
  const rest = not ? `; ${plural(not, 'letter')} cannot be, see what each says` : '';
  return `${plural(replayed, 'letter')} replayed${rest}.`;
}
