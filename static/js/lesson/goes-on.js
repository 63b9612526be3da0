// What is told goes on below what is in view: where a panel has no room for all of it,
// it fades out there, and a button says so and leads on.

/** @import { App } from '../app.js' */
import { element, setText } from '../ui/dom.js';

/** By how much what is told may reach below what is in view, in px: the space under a line. */
const SLACK = 4;

export class GoesOn {
  /** It stands on what is docked below, seen or not, so that its lower edge is where the view ends. */
  root = element('div', { class: 'goes-on' });
  #button = element('button', { type: 'button', id: 'lesson-more' });
  /** @type {HTMLElement[]} */
  #told = [];
  #look = () => {
    this.root.classList.toggle('is-wanted', this.#below > SLACK);
  };

  /** @param {App} app */
  constructor(app) {
    this.root.append(this.#button);
    this.#button.addEventListener('click', () => this.#on());
    const word = () => setText(this.#button, app.t('lesson.more'));
    app.on(['lang'], word);
    word();
    document.addEventListener('scroll', this.#look, { capture: true, passive: true });
  }

  /** @param {HTMLElement[]} told what may go on below @param {HTMLElement[]} around what has the room for it */
  watch(told, around) {
    this.#told = told;
    const sizes = new ResizeObserver(this.#look);
    for (const it of [...told, ...around]) sizes.observe(it);
  }

  /** Where the view ends, in px of the window. */
  get #end() {
    return this.root.getBoundingClientRect().bottom;
  }

  /** How far what is told reaches below what is in view, in px. */
  get #below() {
    const docked = this.root.offsetParent;
    const loose = this.#told.filter((it) => !docked?.contains(it));
    return Math.max(...loose.map((it) => it.getBoundingClientRect().bottom)) - this.#end;
  }

  /** Scrolls to the end, or by what is in view, less a line, so that one finds one's place again. */
  #on() {
    const panel = this.root.closest('.lesson');
    const left = this.root.closest('.left');
    if (!panel || !left) return;
    const begin = Math.max(panel.getBoundingClientRect().top, left.getBoundingClientRect().top);
    const line = parseFloat(getComputedStyle(panel).lineHeight);
    const by = Math.min(this.#below + line / 2, Math.max(line, this.#end - begin - line));
    // Either scrolls, by how wide the page is.
    for (const box of [panel, left]) box.scrollTop += by;
  }
}
