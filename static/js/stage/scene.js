// The page as one cluster's stage sees it: that cluster's history, and what is
// selected in it. Whatever is chosen on a stage makes its cluster the active one.

/** @import { App, Selection } from '../app.js' */
/** @import { Place } from '../run/clusters.js' */

/** @type {Selection} */
const NONE = { kind: null, id: '' };

export class Scene {
  #place;
  /** @type {(() => void)[]} */
  #heard = [];

  /** @param {App} app @param {Place} place */
  constructor(app, place) {
    this.app = app;
    this.#place = place;
    this.t = app.t;
    this.playhead = app.playhead;
  }

  get history() {
    return this.#place.history;
  }

  get cluster() {
    return this.#place.cluster;
  }

  get pace() {
    return this.app.pace;
  }

  get isActive() {
    return this.app.clusters.active === this.#place;
  }

  get selection() {
    return this.isActive ? this.app.selection : NONE;
  }

  /** @param {Selection} selection */
  select(selection) {
    this.app.activate(this.#place.id);
    this.app.select(selection);
  }

  /** Calls back until the scene is left. @param {import('../app.js').Happening} type @param {(detail?: any) => void} listener */
  on(type, listener) {
    this.#heard.push(this.app.on(type, listener));
  }

  leave() {
    for (const end of this.#heard) end();
  }
}
