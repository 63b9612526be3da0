// A server's log at one instant.
//
// Logs only grow at their end or are cut back, and the page keeps hundreds of
// states of a run at once. So a log is a length and an array that it shares with
// the logs it grew out of: appending copies nothing, as with Go's slices. Whoever
// diverges from a shared array gets an array of its own.

/** @import {Entry} from './wire.js' */

export class Log {
  /** @type {Entry[]} what is shared; only the first #length entries are this log's */
  #shared;
  #length;

  /**
   * @param {Entry[]} shared
   * @param {number} length
   */
  constructor(shared, length) {
    this.#shared = shared;
    this.#length = length;
  }

  /** @param {readonly Entry[]} [entries] */
  static of(entries = []) {
    return new Log([...entries], entries.length);
  }

  /** How many entries there are; also the index of the last one. */
  get length() {
    return this.#length;
  }

  /**
   * The entry at a log index, as the paper counts: the first one is 1.
   * @param {number} index
   * @returns {Entry | undefined}
   */
  entry(index) {
    return index >= 1 && index <= this.#length ? this.#shared[index - 1] : undefined;
  }

  /** @returns {Entry | undefined} */
  last() {
    return this.entry(this.#length);
  }

  /**
   * The log that consists of this one before index from, and then of entries.
   * @param {number} from
   * @param {readonly Entry[]} [entries]
   * @returns {Log}
   */
  replaced(from, entries = []) {
    const kept = from - 1;
    const length = kept + entries.length;
    let shared = this.#shared;
    let agree = 0;
    while (agree < entries.length && kept + agree < shared.length && shared[kept + agree] === entries[agree]) agree++;
    if (agree < entries.length && kept + agree < shared.length) {
      shared = shared.slice(0, kept + agree);
    }
    for (let i = agree; i < entries.length; i++) shared.push(entries[i]);
    return new Log(shared, length);
  }

  /** Entries by position from 0, as an array counts. @param {number} [from] @param {number} [to] */
  slice(from = 0, to = this.#length) {
    return this.#shared.slice(from, Math.min(to, this.#length));
  }

  *[Symbol.iterator]() {
    for (let i = 0; i < this.#length; i++) yield this.#shared[i];
  }

  toJSON() {
    return this.slice();
  }
}
