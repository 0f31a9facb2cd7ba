// Ages that stay true while one looks at them.
import { el, setText } from './dom.js';
import { age } from './format.js';

/** A time shown as its age; {@code <time>} keeps the exact instant. */
export function ageOf(instant) {
  const time = el('time', { class: 'age' });
  setAge(time, instant);
  return time;
}

export function setAge(time, instant) {
  const at = instant ?? '';
  if (time.getAttribute('datetime') !== at) {
    time.setAttribute('datetime', at);
    time.title = instant ? new Date(instant).toLocaleString() : '';
  }
  setText(time, instant ? age(instant) : '–');
}

export function startAges() {
  setInterval(() => {
    if (document.hidden) return;
    for (const time of document.querySelectorAll('time.age[datetime]')) {
      if (time.dateTime) setText(time, age(time.dateTime));
    }
  }, 1000);
}
