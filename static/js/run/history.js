// The history of one cluster: what there is to know of its run, at any instant. What
// the page has stands in segments, and what it lacks is asked for.

/** @import * as wire from '../wire.js' */
/** @import { Delay, Loss } from './event-index.js' */
/** @import { Log } from './log.js' */
/** @import { State } from './reducer.js' */
import { Backfill } from './backfill.js';
import { OldEntries } from './old-entries.js';
import { position } from './reducer.js';
import { Segments } from './segments.js';

/** The newest generation of all histories. */
let generations = 0;

/** @typedef {(request: wire.StretchRequest | wire.EntriesRequest) => Promise<any>} Ask a wire.Stretch or wire.Entries */

export class History extends Segments {
  /** @type {string} the cluster's name, "A" to "H" */
  id = '';
  /** Another number, that no other history has, whenever another run, or another part of it, stands here. */
  generation = 0;
  #backfill;
  #oldEntries;
  #ask;

  /**
   * @param {wire.Cluster} cluster
   * @param {Ask} [ask] how to ask the server for older events, and for what lies before a log's tail
   */
  constructor(cluster, ask) {
    super();
    this.#ask = ask;
    this.#oldEntries = new OldEntries((what) => ask?.({ t: 'entries', cluster: this.id, ...what }));
    this.#backfill = this.#begin(cluster);
  }

  /** Begins anew with what the server says is there. @param {wire.Cluster} cluster */
  reset(cluster) {
    this.#backfill.end();
    this.#backfill = this.#begin(cluster);
  }

  /** @param {wire.Cluster} cluster */
  #begin(cluster) {
    this.id = cluster.id;
    this.generation = ++generations;
    super.reset(cluster);
    const ask = this.#ask;
    return new Backfill(this, ask && ((from, to) => ask({ t: 'stretch', cluster: this.id, from, to })));
  }

  /**
   * Adds what happened. A hole between what is here and what came is filled by
   * asking for the events in between; until then the edge stays where it is.
   * @param {wire.ClusterTick} tick
   */
  append(tick) {
    if (tick.reset) {
      this.reset(tick.reset);
    } else if (this.#backfill.hasHole || ((tick.events ?? []).length > 0 && (tick.first ?? 0) > this.lastSeq + 1)) {
      this.#backfill.wait(tick);
    } else {
      this.extend(tick);
      this.trim();
    }
  }

  /**
   * Sees to it that the state at an instant is here, and what surrounds it.
   * @param {number} t
   * @returns {Promise<boolean>} whether it is
   */
  ensure(t) {
    return this.#backfill.ensure(t);
  }

  /** Fills in some more of what was before. @returns {Promise<boolean>} whether there is more now */
  more() {
    return this.#backfill.more();
  }

  /**
   * Sees to it that a log's entries become known, from one index up to another.
   * @param {Log} log
   * @param {number} first
   * @param {number} last
   * @param {() => void} known called whenever there are more
   */
  needEntries(log, first, last, known) {
    this.#oldEntries.need(log, first, last, known);
  }

  /**
   * The state at an instant, in µs or fractions of one; of an instant that is not
   * covered, the state nearest to it.
   * @param {number} t
   * @returns {State}
   */
  stateAt(t) {
    return this.segmentAt(t).stateAt(t);
  }

  /** The same, for a glance at another instant than the one that is shown. @param {number} t @returns {State} */
  glance(t) {
    return this.segmentAt(t).glance(t);
  }

  /** The number of the last event at or before an instant. @param {number} t */
  indexAt(t) {
    return this.segmentAt(t).seqAt(t);
  }

  /** Messages lost after t0, up to and including t1. @param {number} t0 @param {number} t1 @returns {Loss[]} */
  lossesBetween(t0, t1) {
    return this.segmentAt(t1).index.lossesBetween(t0, t1);
  }

  /** How a message was last held up, at or before an instant. @param {number} id @param {number} t @returns {Delay | undefined} */
  delayOf(id, t) {
    return this.segmentAt(t).index.delayOf(id, t);
  }

  /** Since when a server is what it is at an instant, in µs: its role, its term, running or not. @param {string} server @param {number} t */
  since(server, t) {
    const { intervals } = this.timeline.servers[position(server)];
    for (let i = intervals.length - 1; i >= 0; i--) if (intervals[i].from <= t) return intervals[i].from;
    return t;
  }

  /**
   * Since when there has been no leader, at an instant without one, in µs. Where
   * nothing that is here tells of one, since the run's beginning; if that is not
   * here either, since some instant before what is, which is not exact.
   * @param {number} t
   * @returns {{since: number, exact: boolean}}
   */
  leaderlessSince(t) {
    const { from, servers } = this.segmentAt(t).index.timeline;
    let since = -1;
    for (const { intervals } of servers) {
      for (let i = intervals.length - 1; i >= 0; i--) {
        const { from: begins, to, role, down } = intervals[i];
        if (begins > t) continue;
        const ends = Math.min(to ?? t, t);
        if (ends <= since) break;
        if (role === 'leader' && !down) since = ends;
      }
    }
    return since < 0 ? { since: from, exact: from === 0 } : { since, exact: true };
  }
}
