// The theme: the system's until one is chosen; choosing the system's again forgets the choice.
import { byId } from './dom.js';

const KEY = 'freshet.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

const systemTheme = () => (system.matches ? 'dark' : 'light');
const current = () => document.documentElement.dataset.theme ?? systemTheme();

function remember(theme) {
  try {
    if (theme === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is forbidden here: the choice lasts as long as the page.
  }
}

export function startTheme() {
  const button = byId('theme');
  const label = () => {
    const other = current() === 'dark' ? 'light' : 'dark';
    button.setAttribute('aria-label', `Switch to the ${other} theme`);
    button.title = `Switch to the ${other} theme`;
  };
  button.addEventListener('click', () => {
    const next = current() === 'dark' ? 'light' : 'dark';
    if (next === systemTheme()) {
      delete document.documentElement.dataset.theme;
      remember(null);
    } else {
      document.documentElement.dataset.theme = next;
      remember(next);
    }
    label();
  });
  system.addEventListener('change', label);
  label();
}
