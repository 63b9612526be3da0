// The numbers of a text's lines, next to it, with a sign where a claim was judged or
// where something is wrong.

import { element } from '../ui/dom.js';

/** @typedef {{line: number, look: 'held' | 'open' | 'broken' | 'noted' | 'wrong', title: string}} Sign */

const SIGNS = { held: '✓', open: '?', broken: '✕', noted: '·', wrong: '!' };
/** Which of two signs of one line is seen. */
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

  /** @param {readonly Sign[]} signs */
  show(signs) {
    const count = this.#area.value.split('\n').length;
    const what = JSON.stringify([count, signs]);
    if (what !== this.#shown) {
      this.#shown = what;
      /** @type {Map<number, Sign>} */
      const at = new Map();
      for (const sign of signs) {
        const other = at.get(sign.line);
        if (!other || WEIGHTS.indexOf(sign.look) > WEIGHTS.indexOf(other.look)) at.set(sign.line, sign);
      }
      this.root.replaceChildren(
        ...Array.from({ length: count }, (_, i) => {
          const sign = at.get(i + 1);
          return sign ? element('li', { class: `is-${sign.look}`, 'data-line': i + 1, title: sign.title }, SIGNS[sign.look]) : element('li', {}, String(i + 1));
        }),
      );
    }
    this.#follow();
  }

  #follow() {
    this.root.scrollTop = this.#area.scrollTop;
  }
}
