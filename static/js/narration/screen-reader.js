// What a screen reader hears of the run: the moments that make the story, and
// never more than it can say before the next.

/** @import { App } from '../app.js' */
/** @import { TimedSentence } from './narrator.js' */
import { byId, element } from '../ui/dom.js';
import { isTold } from './announcing.js';
import { sentenceText } from './narrator.js';

/** The least time between two announcements, in ms, and how many sentences each has at most. */
const PAUSE = 2_500;
const MOST = 2;
const MOST_KEPT = 12;

export class Announcer {
  #app;
  /** @type {TimedSentence[]} */
  #waiting = [];
  #timer = 0;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
  }

  /** @param {TimedSentence} sentence */
  hear(sentence) {
    if (!isTold(sentence)) return;
    this.#waiting.push(sentence);
    if (this.#waiting.length > MOST) this.#waiting.shift();
    if (!this.#timer) this.#timer = setTimeout(() => this.#say(), PAUSE);
  }

  #say() {
    this.#timer = 0;
    const root = byId('announcer');
    const sentences = this.#waiting.map((sentence) => sentenceText(this.#app.t, sentence));
    this.#waiting = [];
    root.append(element('p', {}, sentences.join(' ')));
    while (root.children.length > MOST_KEPT) root.firstElementChild?.remove();
  }
}
