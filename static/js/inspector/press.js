// A press that ends on something else than it began on is no click, and what is
// written anew several times a second is something else each time. So it stays as it
// is while it is pressed.

export class Press {
  /** Whether something in the element is pressed. */
  held = false;

  /** @param {HTMLElement} root */
  constructor(root) {
    root.addEventListener('pointerdown', () => (this.held = true));
    // The click comes just after the end of the press.
    for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => setTimeout(() => (this.held = false)));
  }
}
