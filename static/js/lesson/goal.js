// What the learner is to bring about by hand: the goal, whether it is reached, and a
// hint for whoever asks. The engine judges.

/** @import * as wire from '../wire.js' */
/** @import { App } from '../app.js' */
import { byId, element, setText } from '../ui/dom.js';
import { milliseconds } from '../ui/format.js';
import { prose } from './passage.js';

/** A property's name. @param {App['t']} t @param {string} property */
function named(t, property) {
  const words = t(`property.${property}`);
  return words.startsWith('property.') ? property : words;
}

/** The claim of a goal in words; null if only the language says it. @param {App['t']} t @param {wire.LessonGoal} goal */
export function claimWords(t, { about }) {
  if (!about) return null;
  const { kind, for: duration = 0, property = '' } = about;
  return t(`lesson.claim.${kind}`, { time: `${duration / 1_000_000}\u00a0s`, property: named(t, property) });
}

export class GoalCard {
  #title = element('h3', { class: 'heading' });
  #words = element('p', { class: 'goal-words' });
  #state = element('p', { class: 'goal-state', role: 'status' });
  #hint = element('details', { class: 'hint-of' }, element('summary', {}), element('p', {}));
  #keep = element('button', { type: 'button', class: 'button', id: 'lesson-keep' });
  root = element('section', { class: 'goal', id: 'lesson-goal', hidden: true }, this.#title, this.#words, this.#state, this.#hint, this.#keep);
  /** The step whose goal it is: another one's hint is folded again. */
  #step = '';
  /** The step whose goal was still to be reached. */
  #open = '';

  constructor() {
    this.#keep.addEventListener('click', () => byId('share').click());
  }

  /** @param {wire.LessonStep} step @param {App} app */
  show({ name, goal }, { t, lang, clusters }) {
    this.root.hidden = !goal;
    if (!goal) return;
    if (this.#step !== name) this.#hint.open = false;
    this.#step = name;
    const reached = goal.reached !== undefined && goal.reached !== '';
    const words = claimWords(t, goal);
    setText(this.#title, t('lesson.goal'));
    this.#words.replaceChildren(words ?? element('code', {}, goal.claim));
    const news = reached && this.#open === name;
    this.#open = reached ? '' : name;
    this.root.classList.toggle('is-reached', reached);
    const where = clusters.size > 1 && clusters.get(goal.reached ?? '') ? 'lesson.goal.reached' : 'lesson.goal.reached-alone';
    setText(this.#state, reached ? t(where, { cluster: goal.reached, at: milliseconds(goal.at ?? 0) }) : t('lesson.goal.open'));
    const [summary, text] = this.#hint.children;
    this.#hint.hidden = reached || !goal.hint;
    setText(summary, t('lesson.hint'));
    text.replaceChildren(...prose(goal.hint ?? {}, lang));
    this.#keep.hidden = !reached;
    setText(this.#keep, t('lesson.keep'));
    // Whoever acts in the panel below has it out of sight.
    if (news) this.root.scrollIntoView({ block: 'nearest' });
  }
}
