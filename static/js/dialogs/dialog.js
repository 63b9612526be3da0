// A window over the page: opened, closed by its buttons, by Escape, or by a click
// beside it. What goes wrong in it is said in it.

import { byId } from '../element.js';

export class Dialog {
  /** @param {string} name */
  constructor(name) {
    this.window = byId(`${name}-dialog`, HTMLDialogElement);
    this.problemLine = byId(`${name}-problem`);
    for (const button of this.window.querySelectorAll('[data-close]')) button.addEventListener('click', () => this.close());
    this.window.addEventListener('pointerdown', (event) => {
      if (event.target === this.window) this.close();
    });
  }

  open() {
    this.problem('');
    if (!this.window.open) this.window.showModal();
  }

  close() {
    this.window.close();
  }

  get isOpen() {
    return this.window.open;
  }

  /** Says what is wrong, or that nothing is. @param {string} text */
  problem(text) {
    this.problemLine.hidden = text === '';
    this.problemLine.textContent = text;
  }
}
