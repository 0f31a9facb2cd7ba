// Ways through the page without a mouse.

const typing = (target) => target.matches('input:not([type=radio]), textarea, select, [contenteditable]');

/** `/` goes to the box, arrows through the items behind it, Escape back. */
export function walkWithArrows(box, items) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (event.key === '/' && !typing(event.target)) {
      event.preventDefault();
      box.focus();
      box.select();
      return;
    }
    const all = items();
    const at = all.indexOf(event.target);
    if (event.target !== box && at < 0) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1, Escape: -1 }[event.key];
    if (to === undefined || (event.target === box && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (to < 0) box.focus();
    else all[Math.min(to, all.length - 1)]?.focus();
  });
}

/** Up and Down between the elements of a list that match. */
export function arrowsIn(list, selector) {
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches(selector)) return;
    const all = [...list.querySelectorAll(selector)];
    const next = all[all.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
