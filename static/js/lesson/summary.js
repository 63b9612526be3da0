// What comes after a lesson: how the predictions went, the next lesson, this one once
// more; and, all along, the ways to the lessons before and after this one.

/** @import * as wire from '../wire.js' */
/** @import { App } from '../app.js' */
/** @import { Progress } from './progress.js' */
import { element, setText } from '../ui/dom.js';
import { inFrame } from '../ui/embed.js';
import { addressOf } from './path.js';
import { counted } from './progress.js';

export class Summary {
  #app;
  #open;
  #title = element('h3', { class: 'heading' });
  #count = element('p', {});
  #on = element('a', { class: 'button primary', id: 'lesson-next' });
  #again = element('button', { type: 'button', class: 'button', id: 'lesson-again' });
  root = element('section', { class: 'ending', id: 'lesson-end', hidden: true }, this.#title, this.#count, element('div', { class: 'lesson-ways' }, this.#on, this.#again));
  #previous = element('a', { rel: 'prev' });
  #all = element('a', { href: '/lessons' });
  #next = element('a', { rel: 'next' });
  links = element('nav', { class: 'lesson-links' }, this.#previous, this.#all, this.#next);

  /** @param {App} app @param {(lesson: string) => void} open @param {() => void} again */
  constructor(app, open, again) {
    this.#app = app;
    this.#open = open;
    this.#again.addEventListener('click', again);
    for (const link of [this.#previous, this.#next, this.#on]) link.addEventListener('click', (event) => this.#follow(event, link));
    // A frame keeps to the lesson that the page around it speaks of.
    this.links.hidden = inFrame;
    if (inFrame) Object.assign(this.#on, { target: '_blank', rel: 'noopener' });
  }

  /** Within the session. @param {MouseEvent} event @param {HTMLAnchorElement} link */
  #follow(event, link) {
    const { commands } = this.#app;
    const name = link.dataset.lesson;
    if (inFrame || !commands || !name || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.#open(name);
  }

  /** @param {wire.Lesson} lesson @param {{done: boolean, progress: Progress}} how */
  show({ previous, next }, { done, progress }) {
    const { t, commands } = this.#app;
    this.root.hidden = !done;
    setText(this.#title, t('lesson.end'));
    const { right, asked } = counted(progress);
    this.#count.hidden = asked === 0;
    setText(this.#count, t('lesson.predictions', { right, asked }));
    this.#link(this.#on, next, t('lesson.next'));
    this.#link(this.#next, next, t('lesson.next-short'));
    this.#link(this.#previous, previous, t('lesson.previous-short'));
    setText(this.#all, t('lesson.all'));
    setText(this.#again, t('lesson.again'));
    this.#again.hidden = !commands;
    this.links.setAttribute('aria-label', t('lesson.others'));
  }

  /** @param {HTMLAnchorElement} link @param {string | undefined} lesson @param {string} words */
  #link(link, lesson, words) {
    link.hidden = !lesson;
    link.href = addressOf(lesson ?? '');
    link.dataset.lesson = lesson ?? '';
    setText(link, words);
  }
}
