// The steps of a lesson as links, each with an address of its own. Those that have
// been met look so, and so does the one that is shown.

/** @import { App } from '../app.js' */
/** @import { Where } from './path.js' */
import { closest, element, setAttribute } from '../ui/dom.js';
import { addressOf } from './path.js';

export class StepLinks {
  #app;
  #to;
  #list = element('ol', { class: 'trail-steps' });
  root = element('nav', { class: 'trail' }, this.#list);
  /** @type {HTMLAnchorElement[]} */
  #links = [];
  #of = '';

  /** @param {App} app @param {(at: number) => void} to goes to an instant */
  constructor(app, to) {
    this.#app = app;
    this.#to = to;
    this.#list.addEventListener('click', (event) => this.#pressed(event));
  }

  /** @param {MouseEvent} event */
  #pressed(event) {
    const link = closest(event, 'a');
    const step = this.#app.lesson?.steps[Number(link?.dataset.step)];
    // Whoever wants it in another tab gets it there; whoever watches, for themselves.
    if (!step || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const { commands, edge } = this.#app;
    if (!commands && step.at > edge) return;
    event.preventDefault();
    this.#to(step.at);
  }

  /** @param {Where} where @param {number} met how many steps have been met */
  show({ index }, met) {
    const { t, lesson } = this.#app;
    if (!lesson) return;
    const { steps, builtIn, name } = lesson;
    const of = `${name} ${steps.length}`;
    if (this.#of !== of) {
      this.#of = of;
      this.#links = steps.map((step, i) => element('a', { 'data-step': i, href: builtIn ? addressOf(name, step.name) : '#lesson' }, String(i + 1)));
      this.#list.replaceChildren(...this.#links.map((link) => element('li', {}, link)));
    }
    setAttribute(this.root, 'aria-label', t('lesson.steps'));
    this.#links.forEach((link, i) => {
      link.classList.toggle('is-met', i < met);
      if (i === index) link.setAttribute('aria-current', 'step');
      else link.removeAttribute('aria-current');
      const words = t(i < met ? 'lesson.step-met' : 'lesson.step-not-met', { at: i + 1 });
      setAttribute(link, 'aria-label', words);
      link.title = words;
    });
  }
}
