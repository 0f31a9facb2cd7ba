// Builds elements. Text goes in as text nodes only, so nothing published can become markup.

export const byId = (id) => document.getElementById(id);

/** An element: properties, `data-`/`aria-` attributes, and children that are nodes or text. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === 'class') element.className = value;
    else if (key === 'on') addAll(element, value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** An element of a drawing, with attributes and children that are nodes or text. */
export function drawn(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.flat());
  return element;
}

function addAll(element, listeners) {
  for (const [type, listener] of Object.entries(listeners)) element.addEventListener(type, listener);
}

/** Sets text only when it differs, so that a selection or a live region is not disturbed. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

let clearing = 0;

/** Says something to those who listen rather than look. */
export function announce(text) {
  const region = byId('announcer');
  clearTimeout(clearing);
  region.textContent = text;
  clearing = setTimeout(() => (region.textContent = ''), 6000);
}

/** What there is to say when there is nothing to show. */
export function blank(title, detail, ...more) {
  return el('div', { class: 'blank' }, el('h3', {}, title), detail && el('p', {}, detail), ...more);
}
