// A press that ends on something else than it began on is no click, and what is
// written anew several times a second is something else each time. So it stays as it
// is while it is pressed.

export class Press {
  /** Whether something in the element is pressed. */
  held = false;

  /** @param {HTMLElement} root */
  constructor(root) {
    let presses = 0;
    root.addEventListener('pointerdown', () => {
      this.held = true;
      presses++;
    });
    // The click comes just after the end of the press, and the next press may come before that is over.
    for (const end of ['pointerup', 'pointercancel']) {
      document.addEventListener(end, () => {
        const ended = presses;
        setTimeout(() => {
          if (presses === ended) this.held = false;
        });
      });
    }
  }
}
