// The clusters of the session, side by side in lock step. One of them is active:
// the panels, the feed and the timeline are about it.

/** @import * as wire from '../wire.js' */
/** @import { Ask } from './history.js' */
/** @import { State } from './reducer.js' */
import { History } from './history.js';

/** What stands here before the server has said what does. @type {wire.Cluster} */
const NOTHING = { id: 'A', edge: 0, state: { at: 0, seq: 0, hash: '', servers: [], network: { latency: { min: 0, max: 0 } } }, options: null };

/** One cluster: what the server has said about it, and its history. */
export class Place {
  cluster;
  history;
  /** The state at the playhead, and whether it is another one than when it was shown last. @type {State | null} */
  shown = null;
  changed = false;

  /** @param {wire.Cluster} cluster @param {Ask} [ask] */
  constructor(cluster, ask) {
    this.cluster = cluster;
    this.history = new History(cluster, ask);
  }

  get id() {
    return this.cluster.id;
  }

  /** Another run stands here now. @param {wire.Cluster} cluster */
  reset(cluster) {
    this.cluster = cluster;
    this.history.reset(cluster);
  }

  /** Takes up the state at an instant. @param {number} time @returns {State} */
  show(time) {
    const state = this.history.stateAt(time);
    this.changed = state !== this.shown;
    this.shown = state;
    return state;
  }
}

/**
 * What a frame has brought.
 * @typedef {object} Brought
 * @property {boolean} again whether another run stands where one stood before
 * @property {boolean} others whether there are other clusters now, or other things are known of them
 * @property {boolean} judged whether there are new outcomes of claims
 */

/** All of them; to the playhead, one track. */
export class Clusters {
  #ask;
  /** @type {Map<string, Place>} in the order of their names */
  #places = new Map();
  active = new Place(NOTHING);

  /** @param {Ask} ask how to ask the server for older events */
  constructor(ask) {
    this.#ask = ask;
  }

  /** How many there are; none before the server has said so. */
  get size() {
    return this.#places.size;
  }

  /** @param {string} id @returns {Place | undefined} */
  get(id) {
    return this.#places.get(id);
  }

  [Symbol.iterator]() {
    return this.#places.values();
  }

  /** Makes one the active one. @param {string} id @returns {boolean} whether it was not */
  activate(id) {
    const place = this.#places.get(id);
    if (!place || place === this.active) return false;
    this.active = place;
    return true;
  }

  /** Everything at once. @param {readonly wire.Cluster[]} clusters */
  reset(clusters) {
    const active = this.active.id;
    this.#places = new Map(clusters.map((cluster) => [cluster.id, new Place(cluster, this.#ask)]));
    this.active = this.#places.get(active) ?? [...this.#places.values()][0] ?? new Place(NOTHING);
  }

  /** What has happened since. @param {wire.Frame} frame @returns {Brought} */
  take({ clusters = [], closed = [] }) {
    const brought = { again: false, others: closed.length > 0, judged: false };
    for (const id of closed) this.#places.delete(id);
    for (const tick of clusters) this.#tick(tick, brought);
    if (this.#places.get(this.active.id) !== this.active) this.active = [...this.#places.values()][0] ?? this.active;
    return brought;
  }

  /** @param {wire.ClusterTick} tick @param {Brought} brought */
  #tick(tick, brought) {
    const place = this.#places.get(tick.id);
    if (tick.reset) {
      brought.others = true;
      if (place) {
        place.reset(tick.reset);
        brought.again = true;
      } else {
        this.#add(tick.reset);
      }
      return;
    }
    if (!place) return;
    place.history.append(tick);
    // What breaks in one is seen at its title.
    if (tick.events?.some((event) => event.kind === 'violation')) brought.others = true;
    if (tick.differs) {
      place.cluster.differs = tick.differs;
      brought.others = true;
    }
    if (tick.outcomes) {
      place.cluster.outcomes = tick.outcomes;
      brought.judged = true;
    }
  }

  /** @param {wire.Cluster} cluster */
  #add(cluster) {
    const place = new Place(cluster, this.#ask);
    const { fork, cluster: other } = cluster.origin ?? {};
    // What a fork has in common with the other need not be asked for.
    const from = this.#places.get(other ?? '');
    if (from && fork !== undefined) place.history.share(from.history, fork);
    this.#places.set(cluster.id, place);
    this.#places = new Map([...this.#places].sort(([a], [b]) => a.localeCompare(b)));
  }

  /** The newest instant that all of them have reached. */
  get edge() {
    let edge = Infinity;
    for (const { history } of this.#places.values()) edge = Math.min(edge, history.edge);
    return edge === Infinity ? this.active.history.edge : edge;
  }

  /** Whether all are known at an instant. @param {number} t */
  covers(t) {
    for (const { history } of this.#places.values()) if (!history.covers(t)) return false;
    return true;
  }

  /** Sees to it that all are known at an instant. @param {number} t @returns {Promise<boolean>} */
  async ensure(t) {
    const had = await Promise.all([...this.#places.values()].map(({ history }) => history.ensure(t)));
    return had.every(Boolean);
  }

  /** The active one's state at an instant, for a glance. @param {number} t */
  glance(t) {
    return this.active.history.glance(t);
  }

  /** Takes up the states at an instant. @param {number} time @returns {boolean} whether one is another */
  show(time) {
    let changed = false;
    this.active.show(time);
    changed ||= this.active.changed;
    for (const place of this.#places.values()) {
      if (place === this.active) continue;
      place.show(time);
      changed ||= place.changed;
    }
    return changed;
  }
}
