// Making elements, and finding those that the server has rendered.

/**
 * An element with attributes and children. An attribute that is false, null or
 * undefined is left out; one that is true is set without a value.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

/**
 * The element with an id, which the shell has.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!found || (kind && !(found instanceof kind))) throw new Error(`the shell has no ${kind?.name ?? 'element'} #${id}`);
  return /** @type {T} */ (found);
}

/** Sets a text, if it is another one. @param {Element} on @param {string} text */
export function setText(on, text) {
  if (on.textContent !== text) on.textContent = text;
}

/** Sets an attribute, if it has another value. @param {Element} on @param {string} name @param {string} value */
export function setAttribute(on, name, value) {
  if (on.getAttribute(name) !== value) on.setAttribute(name, value);
}

/** Has an element hold these children: those that already look so stay as they are, and cost nothing. @param {Element} on @param {readonly Element[]} children */
export function exchange(on, children) {
  const had = [...on.children];
  children.forEach((child, i) => {
    if (!had[i]) on.append(child);
    else if (!had[i].isEqualNode(child)) had[i].replaceWith(child);
  });
  for (const left of had.slice(children.length)) left.remove();
}

/**
 * The element that an event is about: the nearest one, from where it happened outwards,
 * that a selector fits.
 * @param {Pick<globalThis.Event, 'target'>} event
 * @param {string} selector
 */
export function closest({ target }, selector) {
  return target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(selector)) : null;
}
