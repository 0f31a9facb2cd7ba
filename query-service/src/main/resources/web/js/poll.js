// Repeats a call while the page is seen: quieter when it fails, silent when hidden.

const LONGEST_MS = 20_000;

/** Calls `task` every `everyMs`; a failed one doubles the wait, the next good one restores it. */
export function poll(task, everyMs) {
  let timer = 0;
  let wait = everyMs;
  let running = false;
  let wanted = false;

  async function turn() {
    clearTimeout(timer);
    if (running) {
      wanted = true;
      return;
    }
    running = true;
    wanted = false;
    try {
      await task();
      wait = everyMs;
    } catch (failure) {
      if (!(failure instanceof Error)) throw failure;
      wait = Math.min(LONGEST_MS, wait * 2);
    } finally {
      running = false;
    }
    if (!document.hidden) timer = setTimeout(turn, wanted ? 0 : wait);
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (!document.hidden) turn();
  });
  turn();
  return turn;
}
