// What is asked at a step. A choice can be changed until it begins to happen; then it
// stands there, and in the end next to the one that came true.

/** @import * as wire from '../wire.js' */
/** @import { Lang, Translate } from '../ui/i18n.js' */
/** @import { Runs } from './runs.js' */
import { element, setText } from '../ui/dom.js';
import { prose } from './passage.js';

/** @typedef {{t: Translate, lang: Lang, runs: Runs, chosen: number | undefined, decided: boolean, locked: boolean}} How */

export class Question {
  #legend = element('legend', {});
  #choices = element('div', { class: 'answers' });
  #note = element('p', { class: 'lesson-note', id: 'lesson-optional' });
  root = element('fieldset', { class: 'question', id: 'lesson-question', hidden: true }, this.#legend, this.#choices, this.#note);

  /** What is on the page. */
  #asked = '';

  /** @param {(choice: number) => void} chosen */
  constructor(chosen) {
    this.#choices.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement) chosen(Number(target.value));
    });
  }

  /** @param {wire.LessonQuestion | undefined} ask @param {How} how */
  show(ask, { t, lang, runs, chosen, decided, locked }) {
    this.root.hidden = !ask;
    this.root.classList.toggle('is-locked', locked);
    if (!ask) return;
    // Whoever is about to choose is not to lose the place for what does not matter here.
    const asked = JSON.stringify([ask, lang, [...runs], decided, decided && chosen]);
    if (asked === this.#asked) {
      for (const radio of this.#choices.querySelectorAll('input')) {
        radio.checked = Number(radio.value) === chosen;
        radio.disabled = decided || locked;
      }
      this.#note.hidden = decided || locked;
      return;
    }
    this.#asked = asked;
    this.root.classList.toggle('is-decided', decided);
    this.#legend.replaceChildren(...prose(ask.text, lang, runs));
    this.#choices.replaceChildren(
      ...ask.choices.map((choice, i) => {
        const radio = element('input', { type: 'radio', name: 'lesson-answer', value: i, disabled: decided || locked });
        radio.checked = i === chosen;
        const right = decided && i === ask.right;
        const wrong = decided && i === chosen && !right;
        const words = right ? t('lesson.came-true') : wrong ? t('lesson.did-not') : '';
        const outcome = words ? [element('span', { class: 'outcome' }, element('span', { 'aria-hidden': 'true' }, right ? '✓ ' : '✕ '), words)] : [];
        return element('label', { class: `answer${right ? ' is-right' : ''}${wrong ? ' is-wrong' : ''}` }, radio, element('span', {}, ...prose(choice, lang, runs), ...outcome));
      }),
    );
    this.#note.hidden = decided || locked;
    setText(this.#note, t('lesson.optional'));
  }
}
