// One file on its way: sent, published, retrievable, or why not.
import { el, setText, announce } from './dom.js';
import { bytes, duration } from './format.js';
import { reasonOf } from './words.js';
import * as api from './api.js';

const WAIT_MS = 20_000;
const WAITS = 15;

export function uploadOf(file) {
  const status = el('span', { class: 'upload-status' }, 'waiting');
  const bar = el('progress', { max: '100', value: '0', 'aria-label': `Sending ${file.name}` });
  const element = el(
    'li',
    { class: 'upload', 'data-state': 'waiting' },
    el('span', { class: 'upload-name' }, file.name),
    el('span', { class: 'upload-size' }, bytes(file.size)),
    bar,
    status,
  );
  const show = (state, text) => {
    element.dataset.state = state;
    setText(status, text);
  };

  async function run() {
    try {
      show('sending', 'sending…');
      const { id, token } = await send(file, (share) => {
        bar.value = 100 * share;
        show('sending', share < 1 ? `sending ${Math.floor(100 * share)} %` : 'published…');
      });
      bar.removeAttribute('value');
      show('flowing', 'on its way through…');
      await throughTheFlow(file, token);
      conclude(await api.document(id));
    } catch (failure) {
      conclude({ failure });
    }
    bar.remove();
  }

  function conclude({ state, freshnessMs, failure, standing }) {
    if (state === 'indexed') {
      show('done', `retrievable after ${duration(freshnessMs)}`);
    } else if (state === 'deferred') {
      show('slow', 'large: it comes by the slow lane, watch the documents');
    } else if (failure instanceof Error) {
      show('failed', failure.message);
    } else if (failure) {
      const older = standing ? `; version ${standing.version} still stands` : '';
      show('failed', `not read: ${reasonOf(failure)}${older}`);
    } else {
      show('failed', `ended as ${state}`);
    }
    announce(`${file.name}: ${status.textContent}`);
  }

  return { element, run };
}

/**
 * Puts the file. XMLHttpRequest because fetch does not tell how much is sent. Header values may
 * only be ASCII, so the name goes percent-encoded; the service decodes Freshet-* headers.
 */
function send(file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', api.documentPath(file.name));
    for (const [name, value] of Object.entries(api.authorisation())) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.setRequestHeader('Freshet-Filename', encodeURIComponent(file.name));
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener('error', () => {
      api.silent();
      reject(new api.Offline());
    });
    request.addEventListener('load', () => {
      api.heard(request.status);
      const body = api.parsed(request.responseText);
      if (request.status >= 300) reject(new api.Problem(request.status, body));
      else resolve(body);
    });
    request.send(file);
  });
}

/** Waits for the token: a search that names it is answered once the document has gone through. */
async function throughTheFlow(file, token) {
  for (let turn = 1; ; turn += 1) {
    try {
      await api.search({ query: file.name, limit: 1, mode: 'sparse', freshness: { token, waitMs: WAIT_MS } });
      return;
    } catch (failure) {
      const early = failure instanceof api.Problem && failure.status === 504;
      if (!early) throw failure;
      if (turn === WAITS) throw new Error('published, but not retrievable yet; watch the documents');
    }
  }
}
