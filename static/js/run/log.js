// A server's log at one instant.
//
// Logs only grow at their end or are cut back, and the page keeps hundreds of
// states of a run at once. So a log is a length and an array that it shares with
// the logs it grew out of: appending copies nothing, as with Go's slices. Whoever
// diverges from a shared array gets an array of its own.
//
// Of a long log a state tells the tail. What lies before is shared by all logs that
// come of that one state: filled in once, when somebody looks there, all have it.

/** @import {Entry} from '../wire.js' */

/** What lies before the tail of a log that a state told. */
export class Older {
  /** @type {(Entry | undefined)[]} by index */
  entries = [];
  /** How many are known. */
  known = 0;
  /** The indexes that are being asked for, each by the first of its batch. @type {Set<number>} */
  asked = new Set();

  /**
   * @param {string} server whose log it is
   * @param {number} at the instant of the state that told its tail
   * @param {number} end the index behind the last of it
   */
  constructor(server, at, end) {
    this.server = server;
    this.at = at;
    this.end = end;
  }

  /** Takes up entries from an index on. @param {number} first @param {readonly Entry[]} entries */
  take(first, entries) {
    entries.forEach((entry, i) => {
      const index = first + i;
      if (index < 1 || index >= this.end || this.entries[index]) return;
      this.entries[index] = entry;
      this.known++;
    });
  }
}

export class Log {
  /** @type {Entry[]} what is shared; only those up to #length are this log's */
  #shared;
  /** The index of the first that is shared. */
  #from;
  #length;
  /** The index up to which a snapshot stands for the log: these entries are gone. */
  #base;
  /** What lies before. @type {Older | null} */
  older;

  /**
   * @param {Entry[]} shared
   * @param {number} from
   * @param {number} length
   * @param {Older | null} older
   * @param {number} base
   */
  constructor(shared, from, length, older, base) {
    this.#shared = shared;
    this.#from = from;
    this.#length = length;
    this.older = older;
    this.#base = base;
  }

  /** @param {readonly Entry[]} [entries] @param {Older | null} [older] what lies before the first of them @param {number} [base] up to where a snapshot stands for the log */
  static of(entries = [], older = null, base = 0) {
    const from = older?.end ?? base + 1;
    return new Log([...entries], from, from - 1 + entries.length, older, base);
  }

  /** The index of the last entry, whether or not it is known; of the last that is gone, where there is none. */
  get length() {
    return this.#length;
  }

  /** From which index on the log was told. */
  get first() {
    return Math.max(this.#from, this.#base + 1);
  }

  /**
   * The entry at a log index, as the paper counts: the first one is 1.
   * @param {number} index
   * @returns {Entry | undefined} undefined if there is none, or if it is not known
   */
  entry(index) {
    if (index <= this.#base || index > this.#length) return undefined;
    return index < this.#from ? this.older?.entries[index] : this.#shared[index - this.#from];
  }

  /** Whether there is an entry at an index that is not known. @param {number} index */
  lacks(index) {
    return index > this.#base && index < this.#from && index <= this.#length && !this.older?.entries[index];
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
    const kept = from - this.#from;
    // What lies before the place still is what it was.
    const base = Math.min(this.#base, from - 1);
    if (kept < 0) return new Log([...entries], from, from - 1 + entries.length, this.older, base);
    const length = from - 1 + entries.length;
    let shared = this.#shared;
    let agree = 0;
    while (agree < entries.length && kept + agree < shared.length && shared[kept + agree] === entries[agree]) agree++;
    if (agree < entries.length && kept + agree < shared.length) {
      shared = shared.slice(0, kept + agree);
    }
    for (let i = agree; i < entries.length; i++) shared.push(entries[i]);
    return new Log(shared, this.#from, length, this.older, base);
  }

  /** The same log without the entries up to an index, for which a snapshot stands. @param {number} base */
  behind(base) {
    if (base < this.#base || base >= this.#length) return new Log([], base + 1, base, null, base);
    return new Log(this.#shared, this.#from, this.#length, this.older, base);
  }

  /** The entries that were told. */
  *[Symbol.iterator]() {
    for (let index = this.first; index <= this.#length; index++) yield this.#shared[index - this.#from];
  }

  toJSON() {
    return [...this];
  }
}
