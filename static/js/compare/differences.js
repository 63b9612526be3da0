// Where clusters differ first, marked on the timeline: on both of a pair. A click
// goes to that instant.

/** @import { App } from '../app.js' */
/** @import { Viewport } from '../timeline/viewport.js' */
import { byId, element, setText } from '../ui/dom.js';
import { differenceWords } from './describe.js';

/** How near to one another two flags may stand, in px. */
const CLEAR = 44;

/** @typedef {{at: number, mark: HTMLButtonElement, words: string}} DifferenceMark */

export class Differences {
  #app;
  #layer = element('div', { class: 'differences' });
  /** @type {DifferenceMark[]} */
  #marks = [];

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    byId('track').after(this.#layer);
    app.on(['cluster', 'clusters', 'lang'], () => this.#show());
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
    this.#marks = this.#pairs().sort((a, b) => a.differs.at - b.differs.at).map(({ place, differs, other }) => {
      const words = differenceWords(app, place, differs);
      const mark = element('button', { type: 'button', class: 'difference', 'data-differs': other, 'data-at': differs.at, 'aria-label': words, title: words }, element('span', {}, `≠ ${other}`));
      mark.addEventListener('pointerdown', (event) => event.stopPropagation());
      mark.addEventListener('keydown', (event) => event.stopPropagation());
      mark.addEventListener('click', () => app.seek(differs.at));
      return { at: differs.at, mark, words };
    });
    this.#layer.append(...this.#marks.map(({ mark }) => mark));
    app.timeline?.lay(this);
  }

  /** Puts the marks where their instants are. @param {Viewport} window @param {number} width */
  place(window, width) {
    /** @type {{x: number, of: DifferenceMark[]}[]} those that stand too near to one another share a flag */
    const flags = [];
    for (const marked of this.#marks) {
      const x = window.partAt(marked.at) * width;
      const { mark } = marked;
      mark.hidden = x < 0 || x > width;
      if (mark.hidden) continue;
      mark.style.transform = `translateX(${x.toFixed(1)}px)`;
      mark.classList.toggle('is-late', x > width - CLEAR);
      const flag = flags.find((f) => Math.abs(f.x - x) < CLEAR);
      mark.classList.toggle('is-flagless', flag !== undefined);
      if (flag) flag.of.push(marked);
      else flags.push({ x, of: [marked] });
    }
    for (const { of } of flags) {
      const [{ mark }] = of;
      setText(mark.firstElementChild ?? mark, `≠ ${of.map(({ mark: { dataset } }) => dataset.differs).join(' ')}`);
      mark.title = of.map(({ words }) => words).join('\n');
    }
  }
}
