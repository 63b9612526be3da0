// Where clusters differ first, marked on the timeline: on both of a pair. A click
// goes to that instant.

/** @import { App } from '../app.js' */
/** @import { TimelineWindow } from '../timeline-window.js' */
import { byId, element } from '../element.js';
import { differenceWords } from './words.js';

/** @typedef {{at: number, mark: HTMLButtonElement}} Marked */

export class Differences {
  #app;
  #track = byId('track');
  /** @type {Marked[]} */
  #marks = [];

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    for (const what of /** @type {const} */ (['cluster', 'clusters', 'lang'])) app.on(what, () => this.#show());
    this.#show();
  }

  /** The differences that the active cluster has a part in, by the other's name. */
  #pairs() {
    const { clusters } = this.#app;
    const { active } = clusters;
    const pairs = [];
    for (const place of clusters) {
      const { differs } = place.cluster;
      if (!differs || !clusters.get(differs.cluster)) continue;
      if (place === active) pairs.push({ place, differs, other: differs.cluster });
      else if (differs.cluster === active.id) pairs.push({ place, differs, other: place.id });
    }
    return pairs;
  }

  #show() {
    const app = this.#app;
    for (const { mark } of this.#marks) mark.remove();
    this.#marks = this.#pairs().map(({ place, differs, other }) => {
      const words = differenceWords(app, place, differs);
      const mark = element('button', { type: 'button', class: 'difference', 'data-differs': other, 'data-at': differs.at, 'aria-label': words, title: words }, element('span', {}, `≠ ${other}`));
      mark.addEventListener('pointerdown', (event) => event.stopPropagation());
      mark.addEventListener('keydown', (event) => event.stopPropagation());
      mark.addEventListener('click', () => app.seek(differs.at));
      return { at: differs.at, mark };
    });
    this.#track.append(...this.#marks.map(({ mark }) => mark));
    if (app.timeline) app.timeline.layer = this;
  }

  /** Puts the marks where their instants are. @param {TimelineWindow} window @param {number} width */
  place(window, width) {
    /** @type {Map<number, number>} how many stand at a place already */
    const taken = new Map();
    for (const { at, mark } of this.#marks) {
      const part = window.partAt(at);
      mark.hidden = part < 0 || part > 1;
      if (mark.hidden) continue;
      const slot = Math.round((part * width) / 34);
      const row = taken.get(slot) ?? 0;
      taken.set(slot, row + 1);
      mark.style.setProperty('--row', String(row));
      mark.style.transform = `translateX(${(part * width).toFixed(1)}px)`;
      mark.classList.toggle('is-late', part * width > width - 44);
    }
  }
}
