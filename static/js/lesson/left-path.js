// Where the path of a lesson has been left, and the way back to it.

/** @import { App } from '../app.js' */
import { element, setText } from '../ui/dom.js';

/** The clusters in which the path has been left. @param {App} app */
export function leftIn(app) {
  return [...app.clusters].map(({ id }) => id).filter((id) => !app.onPath(id));
}

export class LeftPath {
  #app;
  #words = element('p', {});
  #return = element('button', { type: 'button', class: 'button small', id: 'lesson-return' });
  #ways;
  root = element('div', { class: 'lesson-left', id: 'lesson-left', hidden: true }, this.#words, this.#return);

  /** @param {App} app @param {HTMLElement} ways where the other ways on are @param {() => void} back */
  constructor(app, ways, back) {
    this.#app = app;
    this.#ways = ways;
    this.#return.addEventListener('click', back);
  }

  /** @param {boolean} goal whether the learner is to bring something about */
  show(goal) {
    const app = this.#app;
    const { t, lesson, commands } = app;
    const left = leftIn(app);
    // Whoever is alone with their run goes on from there by coming back.
    (lesson?.attempt ? this.#ways : this.root).append(this.#return);
    this.root.hidden = left.length === 0;
    if (left.length === 0) return;
    setText(this.#words, t(lesson?.attempt ? 'lesson.attempt' : goal ? 'lesson.copies' : 'lesson.left', { clusters: left.join(t('lesson.and')), count: left.length }));
    setText(this.#return, t('lesson.return'));
    this.#return.hidden = !commands;
  }
}
