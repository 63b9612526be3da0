// What is told at a step: whether the prediction came true, and then the passage. It
// is read out as it changes.

import { element, setText } from '../ui/dom.js';

/** What is drawn for how a prediction turned out; the words say the same. */
const SIGNS = { right: '✓', wrong: '✕', told: '→' };

/**
 * @typedef {object} Told
 * @property {string} heading
 * @property {{kind: 'right' | 'wrong' | 'told', word: string, answer: (Node | string)[]} | null} verdict
 * @property {(Node | string)[]} passage
 */

export class StepText {
  #verdict = element('p', { class: 'verdict', id: 'lesson-verdict', hidden: true });
  #heading = element('h3', { class: 'lesson-step', id: 'lesson-step', tabindex: -1 });
  #told = '';
  #passage = element('p', { class: 'passage', id: 'lesson-passage' });
  root = element('div', { class: 'story' }, this.#heading, element('div', { class: 'said', 'aria-live': 'polite' }, this.#verdict, this.#passage));

  /** @param {Told} told */
  show({ heading, verdict, passage }) {
    setText(this.#heading, heading);
    const words = (/** @type {(Node | string)[]} */ pieces) => pieces.map((piece) => (typeof piece === 'string' ? piece : piece.textContent)).join('');
    // What has been read out is not read out again.
    const told = [verdict?.kind, words(verdict?.answer ?? []), words(passage)].join('\n');
    if (told === this.#told) return;
    this.#told = told;
    this.#verdict.hidden = verdict === null;
    this.#verdict.className = `verdict${verdict ? ` is-${verdict.kind}` : ''}`;
    this.#verdict.replaceChildren(
      ...(verdict ? [element('span', { class: 'mark', 'aria-hidden': 'true' }, SIGNS[verdict.kind]), element('span', {}, element('b', {}, verdict.word), ' ', ...verdict.answer)] : []),
    );
    this.#passage.replaceChildren(...passage);
  }

  /** Puts the focus where the new step is told. */
  focus() {
    this.#heading.focus({ preventScroll: true });
  }
}
