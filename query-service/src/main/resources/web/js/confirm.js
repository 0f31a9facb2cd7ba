// Asks before something is gone.
import { byId, setText } from './dom.js';

/** Resolves to true when the person means it. `yes` and `no` are what the buttons say. */
export function confirmed(title, text, { yes = 'Delete', no = 'Keep it' } = {}) {
  const dialog = byId('confirm');
  setText(byId('confirm-title'), title);
  setText(byId('confirm-text'), text);
  setText(dialog.querySelector('button[value=yes]'), yes);
  setText(dialog.querySelector('button[value=no]'), no);
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
