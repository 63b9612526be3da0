// A segment is an unbroken stretch of a run: the state before it, and every event
// since. Any instant in it can be shown, forwards and backwards.
//
// Going forwards reduces the events on the way. Every so many events the state is
// kept as a keyframe, so that going back reduces no more than that again. States
// share what did not change, which makes a keyframe cheap.

/** @import * as wire from '../wire.js' */
/** @import {State} from './reducer.js' */
import { advance } from './reducer.js';
import { EventIndex } from './event-index.js';

/** The number of events from one keyframe to the next. */
export const KEYFRAME_EVERY = 256;

export class Segment {
  /** @type {wire.Event[]} */
  events = [];
  /** @type {State} the state before the first event */
  base;
  /** The instant up to which the segment tells everything. */
  until;
  /** What is worth knowing about the events without looking at each. */
  index;
  /** @type {State[]} by sequence number; never empty, the first is the base */
  #keyframes;
  /** @type {State} the state that was asked for last */
  #cursor;

  /**
   * @param {State} base
   * @param {number} until
   */
  constructor(base, until) {
    this.base = base;
    this.until = until;
    this.index = new EventIndex(base);
    this.#keyframes = [base];
    this.#cursor = base;
  }

  /** The number of the last event. */
  get lastSeq() {
    return this.base.seq + this.events.length;
  }

  /** Whether the segment tells what was at an instant. @param {number} t */
  covers(t) {
    return t >= this.base.at && t <= this.until;
  }

  /**
   * Adds events at the end. Those that are here already are skipped.
   * @param {readonly wire.Event[]} events
   * @param {number} first the number of the first of them
   * @param {number} until
   */
  append(events, first, until) {
    for (let i = Math.max(0, this.lastSeq + 1 - first); i < events.length; i++) {
      this.events.push(events[i]);
      this.index.add(events[i], this.lastSeq);
    }
    this.until = Math.max(this.until, until);
  }

  /**
   * Puts an older segment before this one. It has to reach up to this one's base.
   * @param {Segment} older
   */
  prepend(older) {
    const missing = this.base.seq - older.base.seq;
    if (missing < 0 || older.lastSeq < this.base.seq || older.base.at > this.base.at) return;
    this.index.prepend(older.index, this.base.seq);
    // Nothing may have happened in between: then only the beginning moves.
    this.events = older.events.slice(0, missing).concat(this.events);
    this.base = older.base;
    const newer = missing > 0 ? this.#keyframes : this.#keyframes.slice(1);
    this.#keyframes = older.#keyframes.filter((k) => k === older.base || k.seq < this.base.seq + missing).concat(newer);
  }

  /** Forgets the events up to the number seq. @param {number} seq */
  trim(seq) {
    if (seq <= this.base.seq || seq > this.lastSeq) return;
    const base = this.#after(seq);
    this.events.splice(0, seq - this.base.seq);
    this.base = base;
    this.#keyframes = [base, ...this.#keyframes.filter((k) => k.seq > seq)];
    if (this.#cursor.seq < seq) this.#cursor = base;
    this.index.trim(base.at);
  }

  /** The number of the last event at or before an instant. @param {number} t */
  seqAt(t) {
    const { events } = this;
    // Most often the answer is where it was, or a little further.
    let low = 0;
    let high = events.length;
    const near = this.#cursor.seq - this.base.seq;
    if (near === 0 || events[near - 1].at <= t) {
      low = near;
      if (near + 8 < high && events[near + 8].at > t) high = near + 8;
    } else {
      high = near - 1;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (events[middle].at <= t) low = middle + 1;
      else high = middle;
    }
    return this.base.seq + low;
  }

  /** The state at an instant. @param {number} t @returns {State} */
  stateAt(t) {
    const seq = this.seqAt(t);
    if (seq !== this.#cursor.seq) this.#cursor = this.#after(seq);
    return this.#cursor;
  }

  /** The same, for a glance: the next stateAt goes on from where it was. @param {number} t */
  glance(t) {
    return this.#after(this.seqAt(t));
  }

  /** The state after an event, by its number. @param {number} seq @returns {State} */
  #after(seq) {
    let at = this.#keyframes.length - 1;
    while (at > 0 && this.#keyframes[at].seq > seq) at--;
    let state = this.#keyframes[at];
    let keyframe = state.seq + KEYFRAME_EVERY; // the next one's number
    const cursor = this.#cursor;
    if (cursor.seq <= seq && cursor.seq > state.seq && cursor.seq < keyframe) state = cursor;
    while (state.seq < seq) {
      const next = Math.min(seq, keyframe);
      state = advance(state, this.events, state.seq - this.base.seq, next - this.base.seq);
      if (next < keyframe) break;
      this.#keyframes.splice(++at, 0, state);
      keyframe += KEYFRAME_EVERY;
    }
    return state;
  }
}
