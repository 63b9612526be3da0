// The numbers of a text's lines, beside it, with a mark where a claim was judged or
// where something is wrong.

import { element } from '../ui/dom.js';

/** @typedef {{line: number, look: 'held' | 'open' | 'broken' | 'noted' | 'wrong', title: string}} Mark */

const SIGNS = { held: '✓', open: '?', broken: '✕', noted: '·', wrong: '!' };
/** Which of two marks of one line is seen. */
const WEIGHTS = ['noted', 'held', 'open', 'broken', 'wrong'];

export class Gutter {
  root = element('ol', { class: 'gutter', 'aria-hidden': 'true' });
  #area;
  #shown = '';

  /** @param {HTMLTextAreaElement} area whose lines do not wrap */
  constructor(area) {
    this.#area = area;
    area.addEventListener('scroll', () => this.#follow(), { passive: true });
  }

  /** @param {readonly Mark[]} marks */
  show(marks) {
    const count = this.#area.value.split('\n').length;
    const what = JSON.stringify([count, marks]);
    if (what !== this.#shown) {
      this.#shown = what;
      /** @type {Map<number, Mark>} */
      const at = new Map();
      for (const mark of marks) {
        const other = at.get(mark.line);
        if (!other || WEIGHTS.indexOf(mark.look) > WEIGHTS.indexOf(other.look)) at.set(mark.line, mark);
      }
      this.root.replaceChildren(
        ...Array.from({ length: count }, (_, i) => {
          const mark = at.get(i + 1);
          return mark ? element('li', { class: `is-${mark.look}`, 'data-line': i + 1, title: mark.title }, SIGNS[mark.look]) : element('li', {}, String(i + 1));
        }),
      );
    }
    this.#follow();
  }

  #follow() {
    this.root.scrollTop = this.#area.scrollTop;
  }
}
