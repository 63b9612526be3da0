// The one animation loop: every view draws what there is to see at the playhead.
// When nothing moves and nothing is new, it does nothing.

/** @import { App } from '../app.js' */
/** @import { State } from '../run/reducer.js' */

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
 * @property {boolean} changed whether the state is another one than the last time
 */

/** Whoever draws; true if there is more to show with the next picture, though nothing moves. @typedef {{update: (view: View) => unknown}} Drawer */

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
    this.#wall = wall;
    const time = playhead.tick(wall);
    const { active } = clusters;
    const another = clusters.show(time);
    const moved = time !== this.#time;
    const more = moved || playhead.waiting || wall < this.#busyUntil;
    if (moved || another || this.#stale) {
      const state = /** @type {State} */ (active.shown);
      const changed = active.changed || active !== this.#active;
      this.#active = active;
      this.#time = time;
      this.#stale = false;
      if (changed) this.#before(state);
      const read = wall - this.#read >= READ;
      if (read) this.#read = wall;
      /** @type {View} */
      const view = { state, time, edge, live: playhead.following, dtMs, reducedMotion: this.#stillness.matches, read, changed };
      for (const drawer of this.#drawers) if (drawer.update(view) === true) this.#stale = true;
    }
    if (more || this.#stale) this.#wake();
  }
}
