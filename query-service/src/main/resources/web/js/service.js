// Says whether the service answers, and asks for an API key when it wants one.
import { byId, setText, announce } from './dom.js';
import { events, useKey } from './api.js';

export function startService() {
  const badge = byId('service');
  // A page that shows only what is open to everyone asks for no key.
  const panel = byId('key-panel');
  const show = (state, text) => {
    if (badge.dataset.state === state) return;
    badge.dataset.state = state;
    setText(byId('service-text'), text);
    byId('offline').hidden = state !== 'offline';
    if (state === 'offline') {
      setText(
        byId('offline-text'),
        'The service does not answer. What you see is from before; the page goes on by itself when it is back.',
      );
    }
  };
  events.addEventListener('answers', () => {
    if (panel) panel.hidden = true;
    show('live', 'Live');
  });
  events.addEventListener('silent', () => show('offline', 'Offline'));
  events.addEventListener('key-wanted', () => {
    show('locked', 'Key wanted');
    if (panel?.hidden) {
      panel.hidden = false;
      announce('This service asks for an API key.');
    }
  });
  byId('key-form')?.addEventListener('submit', (event) => {
    event.preventDefault();
    useKey(byId('key').value.trim());
    byId('key').value = '';
  });
}
