// The one animation loop: every view draws what there is to see at the playhead.
// When nothing moves and nothing is new, it does nothing.
//
// What moves is drawn in every turn. The document, which costs far more, is written
// in some of them only, by all views in the same ones: so its styles, its layout and
// its picture are made once for all that was written.

/** @import { App } from '../app.js' */
/** @import { State } from '../run/reducer.js' */
import { WritingPace } from './writing-pace.js';

/**
 * What a view is given when it is to draw.
 * @typedef {object} View
 * @property {State} state at the playhead
 * @property {number} time the playhead, in µs and fractions
 * @property {number} edge the newest instant that is here
 * @property {boolean} live whether the playhead follows the edge
 * @property {number} dtMs since the last time, on the clock
 * @property {boolean} reducedMotion
 * @property {boolean} read whether readings may change: all of them with the same picture, so that they speak of the same instant
 * @property {boolean} changed whether the state is another one than the document shows; said only when it is written
 * @property {boolean} writes whether the document is written in this turn
 */

/**
 * Whoever draws; true if there is more to show with the next picture, though nothing moves.
 * @typedef {{update: (view: View) => unknown, moves?: boolean}} Drawer moves: in every turn, and not only when the document is written
 */

/** How often readings change at most, in ms, so that they can be read. */
const READ = 100;
/** How long it goes on after the last news, in ms: the playhead trails behind them. */
const AFTERGLOW = 600;

export class Loop {
  #app;
  #before;
  /** @type {Drawer[]} in the order in which they draw */
  #drawers = [];
  #frame = 0;
  #wall = 0;
  #time = -1;
  #read = 0;
  #busyUntil = 0;
  #stale = true;
  /** Whether somebody has more to show. */
  #more = false;
  #written = 0;
  #pace = new WritingPace();
  #seeks = -1;
  /** Whether the active cluster's state has changed since the document was written. */
  #changed = false;
  /** Whether the document shows another instant than the playhead's, or another state of any cluster. */
  #unwritten = false;
  /** The cluster that was drawn as the active one. */
  #active;
  #stillness = matchMedia('(prefers-reduced-motion: reduce)');

  /** @param {App} app @param {(state: State) => void} before is called before another state is drawn */
  constructor(app, before) {
    this.#app = app;
    this.#before = before;
    this.#active = app.clusters.active;
  }

  /** Takes up whoever draws after the others. @param {...Drawer} drawers */
  add(...drawers) {
    this.#drawers.push(...drawers);
    this.redraw();
  }

  /** Takes up who draws before the others. @param {Drawer} drawer */
  addFirst(drawer) {
    this.#drawers.unshift(drawer);
    this.redraw();
  }

  /** Draws everything once more, whether or not something moved. */
  redraw() {
    this.#stale = true;
    this.#wake();
  }

  /** Goes on for a while: there is news, at which the playhead has yet to arrive. */
  news() {
    this.#busyUntil = performance.now() + AFTERGLOW;
    this.#wake();
  }

  #wake() {
    if (this.#frame === 0) this.#frame = requestAnimationFrame((wall) => this.#turn(wall));
  }

  /** @param {number} wall ms on the clock */
  #turn(wall) {
    const { playhead, clusters, edge } = this.#app;
    this.#frame = 0;
    const dtMs = Math.min(100, Math.max(0, wall - this.#wall));
    this.#pace.turn(wall - this.#wall, this.#written === this.#wall);
    this.#wall = wall;
    const time = playhead.tick(wall);
    const { active } = clusters;
    const another = clusters.show(time);
    const moved = time !== this.#time;
    const goesOn = moved || playhead.waiting || wall < this.#busyUntil;
    this.#changed ||= active.changed || active !== this.#active;
    this.#unwritten ||= moved || this.#changed || another;
    if (moved || this.#unwritten || this.#stale || this.#more) {
      const state = /** @type {State} */ (active.shown);
      const jumped = playhead.seeks !== this.#seeks || active !== this.#active;
      const writes = !moved || jumped || this.#stale || wall - this.#written >= this.#pace.pause;
      const changed = writes && this.#changed;
      this.#active = active;
      this.#seeks = playhead.seeks;
      this.#time = time;
      this.#stale = this.#more = false;
      if (writes) {
        this.#written = wall;
        this.#changed = this.#unwritten = false;
      }
      if (changed) this.#before(state);
      const read = writes && wall - this.#read >= READ;
      if (read) this.#read = wall;
      /** @type {View} */
      const view = { state, time, edge, live: playhead.following, dtMs, reducedMotion: this.#stillness.matches, read, changed, writes };
      for (const drawer of this.#drawers) if ((writes || drawer.moves) && drawer.update(view) === true) this.#more = true;
      this.#more ||= this.#unwritten;
    }
    if (goesOn || this.#stale || this.#more) this.#wake();
  }
}
