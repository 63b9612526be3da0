// Making SVG elements.

const NAMESPACE = 'http://www.w3.org/2000/svg';

/**
 * An SVG element with attributes and children.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** A number as attributes carry it: no longer than it is visible. @param {number} n */
export function px(n) {
  return String(Math.round(n * 10) / 10);
}

/** @param {Element} on @param {Record<string, string | number>} attributes */
export function set(on, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    const text = typeof value === 'number' ? px(value) : value;
    if (on.getAttribute(name) !== text) on.setAttribute(name, text);
  }
}

/** Makes an SVG element act like a button. @param {SVGElement} on @param {() => void} act */
export function pressable(on, act, button = on) {
  button.setAttribute('role', 'button');
  button.setAttribute('tabindex', '0');
  on.addEventListener('click', act);
  on.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    act();
  });
}
