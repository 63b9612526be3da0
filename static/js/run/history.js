// The history of one cluster: what the page has of its run, as segments. The last
// segment is live and grows with the stream; older ones, asked for because somebody
// went back there, stand before it until they reach it and become part of it.
//
// Memory stays bounded: a segment that grows too long lets go of its oldest events.
// They can be asked for again, so every instant of the run stays reachable.

/** @import * as wire from '../wire.js' */
/** @import {State} from './reducer.js' */
/** @import {Delay, Loss} from './event-index.js' */
import { TimelineIndex } from './timeline-index.js';
import { after } from './event-index.js';
import { initial, position } from './reducer.js';
import { OldEntries } from './old-entries.js';
import { Segment } from './segment.js';

/** The most events the live segment holds, and each older one. */
const MOST_EVENTS = 60_000;
/** How many are let go of at once. */
const TRIMMED = 4_096;
/** How many older segments there may be beside the live one. */
const MOST_SEGMENTS = 4;
/** How far back the history fills itself in without being asked, in events: half a megabyte or less. */
const FILL_EVENTS = 2_000;
/** How much it asks for at first, in µs: little, since nobody knows yet how much happened. Then how much more at most. */
const FILL_SPAN = 10_000;
const FILL_FASTER = 8;
/** How many stretches are asked for at once, but for a hole that is being filled. */
const MOST_ASKED = 3;
/** How much is asked for around an instant: µs before it, if those are not more events than fit into an answer, and after it. */
const BEFORE = 500_000;
const BEFORE_EVENTS = 500;
const AFTER = 1_500_000;

/** The newest generation of all histories. */
let generations = 0;

/** @import { Log } from './log.js' */
/** @typedef {(request: Pick<wire.Request, 't' | 'cluster' | 'from' | 'to' | 'server' | 'at' | 'first' | 'last'>) => Promise<any>} Ask a wire.Stretch or wire.Entries */

export class History {
  /** @type {string} the cluster's name, "A" to "H" */
  id = '';
  /** Another number, that no other history has, whenever another run, or another part of it, stands here. */
  generation = 0;
  /** @type {Segment[]} in order of time, with holes between; the last one is live */
  #segments = [];
  /** @type {Ask | undefined} */
  #ask;
  /** @type {wire.ClusterTick[]} what came after a hole in the stream, until it is filled */
  #waiting = [];
  /** @type {Map<string, Promise<boolean>>} stretches being asked for */
  #asked = new Map();
  /** @type {{of: readonly number[], timeline: ReturnType<typeof TimelineIndex.spliced>} | undefined} */
  #spliced;
  /** What was before the first state, coming in. @type {Promise<void>} */
  #filling = Promise.resolve();
  /** How often an instant was asked for. */
  #turns = 0;
  #oldEntries;

  /**
   * @param {wire.Cluster} cluster
   * @param {Ask} [ask] how to ask the server for older events, and for what lies before a log's tail
   */
  constructor(cluster, ask) {
    this.#ask = ask;
    this.#oldEntries = new OldEntries((what) => ask?.({ t: 'entries', cluster: this.id, ...what }));
    this.reset(cluster);
  }

  /** Begins anew with what the server says is there. @param {wire.Cluster} cluster */
  reset(cluster) {
    this.id = cluster.id;
    this.generation = ++generations;
    this.#segments = [new Segment(initial(cluster.state), cluster.edge)];
    this.#waiting = [];
    this.#asked.clear();
    this.#spliced = undefined;
    this.#filling = this.#fillBackwards(this.generation, FILL_EVENTS);
  }

  get #live() {
    return this.#segments[this.#segments.length - 1];
  }

  /** The newest instant, in µs. */
  get edge() {
    return this.#live.until;
  }

  /** The earliest instant from which on everything up to the edge is here. */
  get start() {
    return this.#live.base.at;
  }

  /** The number of the last event. */
  get lastSeq() {
    return this.#live.lastSeq;
  }

  /**
   * Adds what happened. A hole between what is here and what came is filled by
   * asking for the events in between; until then the edge stays where it is.
   * @param {wire.ClusterTick} tick
   */
  append(tick) {
    if (tick.reset) {
      this.reset(tick.reset);
      return;
    }
    const live = this.#live;
    const events = tick.events ?? [];
    if (this.#waiting.length > 0 || (events.length > 0 && (tick.first ?? 0) > live.lastSeq + 1)) {
      this.#waiting.push(tick);
      this.#fillHole(this.generation);
      return;
    }
    live.append(events, tick.first ?? live.lastSeq + 1, tick.edge);
    if (live.events.length > MOST_EVENTS) live.trim(live.base.seq + TRIMMED);
  }

  /** Adds an older part of the run. @param {wire.Stretch} stretch */
  prepend(stretch) {
    const segment = new Segment(initial(stretch.state), stretch.state.at);
    segment.append(stretch.events ?? [], segment.lastSeq + 1, Math.min(stretch.until, this.edge));
    this.#insert(segment);
  }

  /** Takes over what another history tells up to and including an instant. @param {History} other @param {number} until */
  share(other, until) {
    const segment = other.#segmentOf(until);
    if (!segment.covers(until)) return;
    const shared = new Segment(segment.base, segment.base.at);
    shared.append(segment.events.slice(0, after(segment.events, until, (e) => e.at)), shared.lastSeq + 1, Math.min(until, this.edge));
    this.#insert(shared);
  }

  /** Puts an older segment in its place. @param {Segment} segment */
  #insert(segment) {
    let at = 0;
    // The last segment stays the live one, even before a stretch that begins with it.
    while (at < this.#segments.length - 1 && this.#segments[at].base.seq <= segment.base.seq) at++;
    this.#segments.splice(at, 0, segment);
    this.#join(Math.max(0, at - 1));
    this.#join(at);
    while (this.#segments.length > MOST_SEGMENTS + 1) this.#segments.splice(this.#segments[0] === segment ? 1 : 0, 1);
  }

  /** Makes one of the segments at and at + 1, if the first reaches the second. @param {number} at */
  #join(at) {
    const first = this.#segments[at];
    const second = this.#segments[at + 1];
    if (!first || !second || first.lastSeq < second.base.seq) return;
    if (second.lastSeq <= first.lastSeq && second !== this.#live) {
      this.#segments.splice(at + 1, 1);
      return;
    }
    if (second.lastSeq - first.base.seq > MOST_EVENTS) return;
    second.prepend(first);
    this.#segments.splice(at, 1);
    this.#join(at);
    if (at > 0) this.#join(at - 1);
  }

  /** The segment that tells what was at an instant, or the one nearest to it. @param {number} t */
  #segmentOf(t) {
    for (let i = this.#segments.length - 1; i > 0; i--) {
      const segment = this.#segments[i];
      if (t >= segment.base.at) return segment;
      const older = this.#segments[i - 1];
      if (t > older.until) return segment.base.at - t < t - older.until ? segment : older;
    }
    return this.#segments[0];
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

  /** Whether the state at an instant is known without asking. @param {number} t */
  covers(t) {
    return this.#segments.some((segment) => segment.covers(t));
  }

  /**
   * The state at an instant, in µs or fractions of one; of an instant that is not
   * covered, the state nearest to it.
   * @param {number} t
   * @returns {State}
   */
  stateAt(t) {
    return this.#segmentOf(t).stateAt(t);
  }

  /** The same, for a glance at another instant than the one that is shown. @param {number} t @returns {State} */
  glance(t) {
    return this.#segmentOf(t).glance(t);
  }

  /** The number of the last event at or before an instant. @param {number} t */
  indexAt(t) {
    return this.#segmentOf(t).seqAt(t);
  }

  /**
   * The events after t0, up to and including t1, with their numbers.
   * @param {number} t0
   * @param {number} t1
   * @returns {Iterable<{seq: number, event: wire.Event}>}
   */
  *eventsBetween(t0, t1) {
    let last = 0;
    for (const segment of this.#segments) {
      const { events, base } = segment;
      for (let i = after(events, t0, (e) => e.at); i < events.length && events[i].at <= t1; i++) {
        const seq = base.seq + i + 1;
        if (seq <= last) continue;
        last = seq;
        yield { seq, event: events[i] };
      }
    }
  }

  /**
   * Looks back from an instant, event by event, until the visitor has seen enough.
   * @param {number} t
   * @param {(event: wire.Event, seq: number) => boolean} visit returns true to stop
   */
  lookBack(t, visit) {
    let last = Infinity;
    for (let r = this.#segments.length - 1; r >= 0; r--) {
      const { events, base } = this.#segments[r];
      for (let i = after(events, t, (e) => e.at) - 1; i >= 0; i--) {
        const seq = base.seq + i + 1;
        if (seq >= last) continue;
        last = seq;
        if (visit(events[i], seq)) return;
      }
    }
  }

  /** The first instant after t that is worth a step. @param {number} t @returns {number | null} */
  nextNotable(t) {
    for (const segment of this.#segments) {
      if (segment.until <= t) continue;
      const next = segment.index.next(t);
      if (next !== null) return next;
    }
    return null;
  }

  /** The last instant before t that is worth a step. @param {number} t @returns {number | null} */
  prevNotable(t) {
    for (let i = this.#segments.length - 1; i >= 0; i--) {
      if (this.#segments[i].base.at >= t) continue;
      const previous = this.#segments[i].index.previous(t);
      if (previous !== null) return previous;
    }
    return null;
  }

  /** Messages lost after t0, up to and including t1. @param {number} t0 @param {number} t1 @returns {Loss[]} */
  lossesBetween(t0, t1) {
    return this.#segmentOf(t1).index.lossesBetween(t0, t1);
  }

  /** How a message was last held up, at or before an instant. @param {number} id @param {number} t @returns {Delay | undefined} */
  delayOf(id, t) {
    return this.#segmentOf(t).index.delayOf(id, t);
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
    const { from, servers } = this.#segmentOf(t).index.timeline;
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

  /** The timeline's lanes. They reach further back than `start` once events were let go of. */
  get timeline() {
    const live = this.#live.index.timeline;
    const older = this.#segments.slice(0, -1).filter((segment) => segment.base.at < live.from);
    if (older.length === 0) return live;
    const parts = [...older, this.#live].map((segment) => ({ timeline: segment.index.timeline, until: segment.until }));
    const of = parts.flatMap((p) => [p.timeline.from, p.until === this.edge ? 0 : p.until, p.timeline.version]);
    if (!this.#spliced || this.#spliced.of.length !== of.length || this.#spliced.of.some((v, i) => v !== of[i])) {
      this.#spliced = { of, timeline: TimelineIndex.spliced(parts) };
    }
    return this.#spliced.timeline;
  }

  /**
   * Sees to it that the state at an instant is here, and what surrounds it.
   * @param {number} t
   * @returns {Promise<boolean>} whether it is
   */
  async ensure(t) {
    const instant = Math.max(0, Math.min(Math.floor(t), this.edge));
    if (this.covers(instant)) return true;
    // Whoever drags the playhead passes many instants; of those that have to wait the last one counts.
    const turn = ++this.#turns;
    while (this.#asked.size >= MOST_ASKED) {
      await Promise.race(this.#asked.values());
      if (turn !== this.#turns || this.covers(instant)) return this.covers(instant);
    }
    const before = this.#before();
    const later = this.#segments.find((segment) => segment.base.at > instant);
    const to = Math.min(instant + AFTER, later ? later.base.at : this.edge);
    // An answer can be cut short before it comes to the instant.
    for (let from = Math.max(0, instant - before); from <= instant; ) {
      if (!(await this.#fetch(from, to))) return false;
      const reached = this.#segmentOf(from).until;
      if (this.covers(instant)) return true;
      if (reached < from) return false;
      from = reached + 1;
    }
    return this.covers(instant);
  }

  /** How much to ask for before an instant, in µs: where much happens, less. */
  #before() {
    const { events, base, until } = this.#live;
    if (events.length <= BEFORE_EVENTS) return BEFORE;
    return Math.min(BEFORE, Math.ceil(((until - base.at) * BEFORE_EVENTS) / events.length));
  }

  /** Fills in some more of what was before. @returns {Promise<boolean>} whether there is more now */
  async more() {
    await this.#filling;
    const { generation, start } = this;
    this.#filling = this.#fillBackwards(generation, Math.min(MOST_EVENTS, this.#live.events.length + FILL_EVENTS));
    await this.#filling;
    return generation === this.generation && this.start < start;
  }

  /**
   * Asks for a stretch and puts it in its place.
   * @param {number} from
   * @param {number} to
   * @returns {Promise<boolean>}
   */
  #fetch(from, to) {
    const ask = this.#ask;
    if (!ask) return Promise.resolve(false);
    const name = `${from}-${to}`;
    const generation = this.generation;
    let answer = this.#asked.get(name);
    if (!answer) {
      answer = ask({ t: 'stretch', cluster: this.id, from, to }).then(
        (stretch) => {
          if (generation !== this.generation) return false;
          this.#asked.delete(name);
          this.prepend(stretch);
          return true;
        },
        () => {
          if (generation === this.generation) this.#asked.delete(name);
          return false;
        },
      );
      this.#asked.set(name, answer);
    }
    return answer;
  }

  /**
   * Fills in what was before the first state, the latest part first, so that a
   * page that came late has something to go back to.
   * @param {number} generation
   * @param {number} most how many events there are to be then, about
   */
  async #fillBackwards(generation, most) {
    // Whoever made this history may want to say more before it asks.
    await Promise.resolve();
    let span = FILL_SPAN;
    while (this.#ask && generation === this.generation && this.#live.base.at > 0 && this.#live.events.length < most - FILL_EVENTS / 8) {
      const { base } = this.#live;
      const from = Math.max(0, base.at - span);
      // An answer that is cut short is continued until it reaches what is here.
      let next = from;
      while (next <= base.at && this.#live.base === base) {
        if (!(await this.#fetch(next, base.at)) || generation !== this.generation) return;
        const reached = this.#segmentOf(next).until;
        if (this.#live.base === base && reached < next) return;
        next = reached + 1;
      }
      if (this.#live.base === base) return;
      const came = base.seq - this.#live.base.seq;
      const wanted = most - this.#live.events.length;
      span = Math.ceil(span * Math.min(FILL_FASTER, wanted / Math.max(1, came)));
    }
  }

  /** Fills the hole between the live segment and what came after it. @param {number} generation */
  async #fillHole(generation) {
    if (this.#asked.has('hole') || !this.#ask) return;
    const ask = this.#ask;
    const answer = (async () => {
      while (generation === this.generation && this.#waiting.length > 0) {
        const live = this.#live;
        const first = this.#waiting.find((tick) => (tick.events ?? []).length > 0);
        if (!first || (first.first ?? 0) <= live.lastSeq + 1) {
          for (const tick of this.#waiting) live.append(tick.events ?? [], tick.first ?? live.lastSeq + 1, tick.edge);
          this.#waiting = [];
          if (live.events.length > MOST_EVENTS) live.trim(live.lastSeq - MOST_EVENTS);
          return true;
        }
        const from = live.until;
        const to = /** @type {wire.Event[]} */ (first.events)[0].at;
        const stretch = await ask({ t: 'stretch', cluster: this.id, from, to });
        if (generation !== this.generation) return false;
        const before = live.lastSeq;
        live.append(stretch.events ?? [], stretch.state.seq + 1, live.until);
        live.until = Math.max(live.until, Math.min(stretch.until, to));
        if (live.lastSeq === before && live.until === from) throw new Error('the server has nothing to fill the hole with');
      }
      return false;
    })();
    this.#asked.set('hole', answer);
    try {
      await answer;
    } catch {
      // Whatever failed, the connection or the request: the next tick asks again.
      if (generation === this.generation && this.#waiting.length > MOST_WAITING) this.#waiting.length = 0;
    } finally {
      if (generation === this.generation) this.#asked.delete('hole');
    }
  }
}

/** How many ticks wait for a hole to be filled before they are let go of. */
const MOST_WAITING = 2_000;
