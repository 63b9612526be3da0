// An index of a segment's events, kept as they come in: the instants worth stepping
// to, the messages that were lost, and the timeline's lanes. So nobody has to
// look at every event again.

/** @import * as wire from '../wire.js' */
/** @import {State} from './reducer.js' */
import { TimelineIndex } from './timeline-index.js';

/**
 * A message that was lost, as it was when it was sent.
 * @typedef {object} Loss
 * @property {number} at when it was lost
 * @property {number} seq the number of that event
 * @property {wire.Message} message
 * @property {string} why "loss", "cut", "down", "hand" or "full"
 */

/**
 * A message was held up on its way.
 * @typedef {object} Delay
 * @property {number} at when that was done
 * @property {number} part how much of its way it had travelled then
 */

export class EventIndex {
  /** @type {number[]} instants worth stepping to, each once */
  notable = [];
  /** @type {Loss[]} */
  losses = [];
  /** @type {Map<number, Delay[]>} of messages that were held up, by id and in order of time */
  delays = new Map();
  timeline;
  /** @type {Map<number, wire.Message>} messages on their way at the end of the segment */
  #flights = new Map();

  /** @param {State} base */
  constructor(base) {
    this.timeline = new TimelineIndex(base);
    for (const message of base.flights) this.#flights.set(message.id, message);
  }

  /** @param {wire.Event} event @param {number} seq */
  add(event, seq) {
    this.timeline.add(event, seq);
    this.#follow(event, seq);
    if (event.notable && this.notable.at(-1) !== event.at) this.notable.push(event.at);
  }

  /** Notes what becomes of a message. @param {wire.Event} event @param {number} seq */
  #follow({ kind, at, message, why }, seq) {
    if (!message) return;
    if (kind === 'send') {
      this.#flights.set(message.id, message);
      return;
    }
    const flight = this.#flights.get(message.id);
    if (!flight) return;
    if (kind === 'delay') {
      const { id, arrives = 0 } = message;
      const delays = this.delays.get(id) ?? [];
      this.delays.set(id, [...delays, { at, part: partOf(flight, at, delays.at(-1)) }]);
      this.#flights.set(id, { ...flight, arrives });
      return;
    }
    this.#flights.delete(message.id);
    if (kind === 'drop') this.losses.push({ at, seq, message: flight, why: why ?? '' });
  }

  /**
   * Takes over the index of an older segment, of its events up to the number seq.
   * @param {EventIndex} older
   * @param {number} seq
   */
  prepend(older, seq) {
    this.timeline.prepend(older.timeline);
    const losses = older.losses.filter((l) => l.seq <= seq);
    this.losses = losses.concat(this.losses);
    for (const [id, delays] of older.delays) {
      const known = this.delays.get(id) ?? [];
      const first = known[0]?.at ?? Infinity;
      this.delays.set(id, delays.filter((d) => d.at < first).concat(known));
    }
    const first = this.notable[0] ?? Infinity;
    this.notable = older.notable.filter((t) => t < first).concat(this.notable);
  }

  /** Forgets what was before an instant; the lanes stay, they are small. @param {number} t */
  trim(t) {
    this.notable.splice(0, after(this.notable, t, (at) => at));
    this.losses.splice(0, after(this.losses, t, (l) => l.at));
    for (const [id, delays] of this.delays) if (delays.every((d) => d.at <= t)) this.delays.delete(id);
  }

  /** How a message was last held up, at or before an instant. @param {number} id @param {number} t @returns {Delay | undefined} */
  delayOf(id, t) {
    return this.delays.get(id)?.findLast((d) => d.at <= t);
  }

  /** The first notable instant after t. @param {number} t @returns {number | null} */
  next(t) {
    return this.notable[after(this.notable, t, (at) => at)] ?? null;
  }

  /** The last notable instant before t. @param {number} t @returns {number | null} */
  previous(t) {
    let i = after(this.notable, t, (at) => at);
    while (i > 0 && this.notable[i - 1] >= t) i--;
    return this.notable[i - 1] ?? null;
  }

  /** What was lost after t0, up to and including t1. @param {number} t0 @param {number} t1 */
  lossesBetween(t0, t1) {
    const at = (/** @type {Loss} */ l) => l.at;
    return this.losses.slice(after(this.losses, t0, at), after(this.losses, t1, at));
  }
}

/**
 * How much of its way a message has travelled at an instant, in a straight line in
 * time; from where it was held up, if it was.
 * @param {wire.Message} m
 * @param {number} time
 * @param {Delay} [delay] the last one before that instant
 */
export function partOf({ sent = 0, arrives = 0 }, time, delay = { at: sent, part: 0 }) {
  const { at, part } = delay;
  return arrives > at ? Math.max(0, Math.min(1, part + ((1 - part) * (time - at)) / (arrives - at))) : 1;
}

/**
 * The number of items, in order of time, that are at or before an instant.
 * @template T
 * @param {readonly T[]} items
 * @param {number} t
 * @param {(item: T) => number} at
 */
export function after(items, t, at) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(items[middle]) <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
