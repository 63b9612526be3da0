// Menus: opened by a button or at a place, walked with the arrow keys, closed by
// a choice, by Escape, or by looking elsewhere.

/** @param {HTMLElement} menu @returns {HTMLElement[]} */
function items(menu) {
  return [...menu.querySelectorAll(/** @type {'button' | 'a'} */ ('[role^="menuitem"]'))];
}

import { closest } from './dom.js';
/** Lets the keys walk a menu. @param {HTMLElement} menu @param {() => void} close */
export function walk(menu, close) {
  menu.addEventListener('keydown', (event) => {
    const all = items(menu);
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) all.at(to % all.length)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (event.key.length === 1 && event.key !== ' ') {
      const letter = event.key.toLowerCase();
      const after = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      after.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
    } else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  });
}

export class Menu {
  #button;
  #menu;

  /**
   * @param {HTMLElement} button
   * @param {HTMLElement} menu
   * @param {(item: HTMLElement) => void} chosen
   */
  constructor(button, menu, chosen) {
    this.#button = button;
    this.#menu = menu;
    button.addEventListener('click', () => (menu.hidden ? this.#open() : this.#close()));
    button.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      this.#open();
    });
    menu.addEventListener('click', (event) => {
      const item = closest(event, '[role^="menuitem"]');
      if (!item) return;
      this.#close();
      chosen(item);
    });
    walk(menu, () => this.#close());
    document.addEventListener('pointerdown', (event) => {
      const at = /** @type {Node} */ (event.target);
      if (!menu.hidden && !menu.contains(at) && !button.contains(at)) this.#close(false);
    });
  }

  #open() {
    this.#menu.hidden = false;
    this.#button.setAttribute('aria-expanded', 'true');
    const all = items(this.#menu);
    (all.find((item) => item.getAttribute('aria-checked') === 'true') ?? all[0])?.focus();
  }

  /** @param {boolean} [back] whether the focus goes back to the button */
  #close(back = true) {
    this.#menu.hidden = true;
    this.#button.setAttribute('aria-expanded', 'false');
    if (back) this.#button.focus();
  }
}
