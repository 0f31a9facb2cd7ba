// Publishing: drop files anywhere or pick them; each is followed until it is retrievable.
import { byId, announce } from './dom.js';
import { plural } from './format.js';
import { uploadOf } from './upload.js';

const AT_ONCE = 2;
const MOST_FILES = 200;

/** `settled` is called when a published document became retrievable or failed. */
export function startPublishing({ settled }) {
  const queue = [];
  let running = 0;

  function publish(files) {
    const taken = files.slice(0, MOST_FILES);
    if (taken.length === 0) return;
    byId('tray').hidden = false;
    announce(`Publishing ${plural(taken.length, 'file')}.`);
    if (files.length > taken.length) announce(`Only the first ${MOST_FILES} files are taken.`);
    for (const file of taken) {
      const upload = uploadOf(file);
      byId('tray-list').prepend(upload.element);
      queue.push(upload);
    }
    pump();
  }

  function pump() {
    while (running < AT_ONCE && queue.length > 0) {
      running += 1;
      queue
        .shift()
        .run()
        .then(settled)
        .finally(() => {
          running -= 1;
          pump();
        });
    }
  }

  const input = byId('files');
  byId('pick').addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    publish([...input.files]);
    input.value = '';
  });
  byId('tray-close').addEventListener('click', () => {
    byId('tray').hidden = true;
    byId('tray-list').replaceChildren();
  });
  startDropping(publish);
}

const carriesFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;

function startDropping(publish) {
  const veil = byId('drop-veil');
  let inside = 0;
  const leave = () => {
    inside = 0;
    veil.hidden = true;
  };
  addEventListener('dragenter', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    inside += 1;
    veil.hidden = false;
  });
  addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  });
  addEventListener('dragleave', (event) => {
    if (!carriesFiles(event)) return;
    inside -= 1;
    if (inside <= 0) leave();
  });
  addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    leave();
    publish(filesOf(event.dataTransfer));
  });
}

/** The files of a drop; folders are left out, because a browser hands them over as unreadable files. */
function filesOf(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const files = items.filter((item) => !item.webkitGetAsEntry?.()?.isDirectory);
  if (files.length < items.length) announce('Folders are not taken: open them and drop their files.');
  return files.map((item) => item.getAsFile()).filter(Boolean);
}
