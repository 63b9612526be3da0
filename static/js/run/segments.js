// What the page has of one run: segments in order of time, with holes between. The
// last one is live and grows with the stream; older ones, asked for because somebody
// went back there, stand before it until they reach it and become part of it.
//
// Memory stays bounded: a segment that grows too long lets go of its oldest events.
// They can be asked for again, so every instant of the run stays reachable.

/** @import * as wire from '../wire.js' */
import { after } from './event-index.js';
import { initial } from './reducer.js';
import { Segment } from './segment.js';
import { TimelineIndex } from './timeline-index.js';

/** The most events the live segment holds, and each older one. */
export const MOST_EVENTS = 60_000;
/** How many are let go of at once. */
const TRIMMED = 4_096;
/** How many older segments there may be in addition to the live one. */
const MOST_SEGMENTS = 4;

export class Segments {
  /** @type {Segment[]} */
  #all = [];
  /** @type {{of: readonly number[], timeline: ReturnType<typeof TimelineIndex.spliced>} | undefined} */
  #spliced;

  /** Begins anew with what the server says is there. @param {wire.Cluster} cluster */
  reset(cluster) {
    this.#all = [new Segment(initial(cluster.state), cluster.edge)];
    this.#spliced = undefined;
  }

  get live() {
    return this.#all[this.#all.length - 1];
  }

  /** The segment that tells what was at an instant, or the one nearest to it. @param {number} t */
  segmentAt(t) {
    for (let i = this.#all.length - 1; i > 0; i--) {
      const segment = this.#all[i];
      if (t >= segment.base.at) return segment;
      const older = this.#all[i - 1];
      if (t > older.until) return segment.base.at - t < t - older.until ? segment : older;
    }
    return this.#all[0];
  }

  /** Where the first segment begins that begins after an instant; the edge, if none does. @param {number} t */
  nextBegin(t) {
    return this.#all.find((segment) => segment.base.at > t)?.base.at ?? this.edge;
  }

  /** The newest instant, in µs. */
  get edge() {
    return this.live.until;
  }

  /** The earliest instant from which on everything up to the edge is here. */
  get start() {
    return this.live.base.at;
  }

  /** The number of the last event. */
  get lastSeq() {
    return this.live.lastSeq;
  }

  /** Whether the state at an instant is known without asking. @param {number} t */
  covers(t) {
    return this.#all.some((segment) => segment.covers(t));
  }

  /** Adds what happened since, which follows what is here. @param {wire.ClusterTick} tick */
  extend(tick) {
    this.live.append(tick.events ?? [], tick.first ?? this.lastSeq + 1, tick.edge);
  }

  /** Lets go of the oldest events of a live segment that has grown too long: of some, or of all that are too many. @param {boolean} [all] */
  trim(all = false) {
    const { live } = this;
    if (live.events.length > MOST_EVENTS) live.trim(all ? live.lastSeq - MOST_EVENTS : live.base.seq + TRIMMED);
  }

  /** Adds an older part of the run. @param {wire.Stretch} stretch */
  prepend(stretch) {
    const segment = new Segment(initial(stretch.state), stretch.state.at);
    segment.append(stretch.events ?? [], segment.lastSeq + 1, Math.min(stretch.until, this.edge));
    this.#insert(segment);
  }

  /** Takes over what those of another run tell up to and including an instant. @param {Segments} other @param {number} until */
  share(other, until) {
    const segment = other.segmentAt(until);
    if (!segment.covers(until)) return;
    const shared = new Segment(segment.base, segment.base.at);
    shared.append(segment.events.slice(0, after(segment.events, until, (e) => e.at)), shared.lastSeq + 1, Math.min(until, this.edge));
    this.#insert(shared);
  }

  /** Puts an older segment in its place. @param {Segment} segment */
  #insert(segment) {
    let at = 0;
    // The last segment stays the live one, even before a stretch that begins with it.
    while (at < this.#all.length - 1 && this.#all[at].base.seq <= segment.base.seq) at++;
    this.#all.splice(at, 0, segment);
    this.#join(Math.max(0, at - 1));
    this.#join(at);
    while (this.#all.length > MOST_SEGMENTS + 1) this.#all.splice(this.#all[0] === segment ? 1 : 0, 1);
  }

  /** Makes one of the segments at and at + 1, if the first reaches the second. @param {number} at */
  #join(at) {
    const first = this.#all[at];
    const second = this.#all[at + 1];
    if (!first || !second || first.lastSeq < second.base.seq) return;
    if (second.lastSeq <= first.lastSeq && second !== this.live) {
      this.#all.splice(at + 1, 1);
      return;
    }
    if (second.lastSeq - first.base.seq > MOST_EVENTS) return;
    second.prepend(first);
    this.#all.splice(at, 1);
    this.#join(at);
    if (at > 0) this.#join(at - 1);
  }

  /**
   * The events after t0, up to and including t1, with their numbers.
   * @param {number} t0
   * @param {number} t1
   * @returns {Iterable<{seq: number, event: wire.Event}>}
   */
  *eventsBetween(t0, t1) {
    let last = 0;
    for (const { events, base } of this.#all) {
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
    for (let r = this.#all.length - 1; r >= 0; r--) {
      const { events, base } = this.#all[r];
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
    for (const segment of this.#all) {
      if (segment.until <= t) continue;
      const next = segment.index.next(t);
      if (next !== null) return next;
    }
    return null;
  }

  /** The last instant before t that is worth a step. @param {number} t @returns {number | null} */
  prevNotable(t) {
    for (let i = this.#all.length - 1; i >= 0; i--) {
      if (this.#all[i].base.at >= t) continue;
      const previous = this.#all[i].index.previous(t);
      if (previous !== null) return previous;
    }
    return null;
  }

  /** From when to when nothing is here of what happened. @returns {[number, number][]} */
  get gaps() {
    /** @type {[number, number][]} */
    const gaps = [];
    let until = 0;
    for (const { index, until: end } of this.#all) {
      if (index.timeline.from > until + 1) gaps.push([until, index.timeline.from]);
      until = Math.max(until, end);
    }
    return gaps;
  }

  /** What the timeline shows. It reaches further back than `start` once events were let go of. */
  get timeline() {
    const { live } = this;
    const older = this.#all.slice(0, -1).filter((segment) => segment.base.at < live.index.timeline.from);
    if (older.length === 0) return live.index.timeline;
    const parts = [...older, live].map((segment) => ({ timeline: segment.index.timeline, until: segment.until }));
    const of = parts.flatMap((p) => [p.timeline.from, p.until === this.edge ? 0 : p.until, p.timeline.version]);
    if (!this.#spliced || this.#spliced.of.length !== of.length || this.#spliced.of.some((v, i) => v !== of[i])) {
      this.#spliced = { of, timeline: TimelineIndex.spliced(parts) };
    }
    return this.#spliced.timeline;
  }
}
