// What lies before the tails of long logs: asked for in batches when somebody looks
// there, a few at a time, so that whoever scrolls through thousands floods nobody.

/** @import * as wire from '../wire.js' */
/** @import { Log, Older } from './log.js' */

/** How many entries are asked for at once. */
const BATCH = 256;
/** How many questions may be open. */
const MOST = 3;
/** How long a question that failed is not asked again, in ms. */
const PAUSE = 2_000;

/** @typedef {(what: {server: string, at: number, first: number, last: number}) => Promise<wire.Entries> | undefined} AskEntries */

export class OldEntries {
  #ask;
  #open = 0;

  /** @param {AskEntries} ask */
  constructor(ask) {
    this.#ask = ask;
  }

  /** @param {Log} log @param {number} first @param {number} last @param {() => void} known called whenever there are more */
  need(log, first, last, known) {
    const { older } = log;
    if (!older) return;
    for (let index = Math.max(1, first); index <= last && index < log.first; index++) {
      if (!log.lacks(index)) continue;
      const batch = index - ((index - 1) % BATCH);
      if (this.#open < MOST && !older.asked.has(batch)) void this.#fetch(older, batch, known);
      index = batch + BATCH - 1;
    }
  }

  /** @param {Older} older @param {number} batch the first of it @param {() => void} known */
  async #fetch(older, batch, known) {
    older.asked.add(batch);
    this.#open++;
    const last = Math.min(batch + BATCH, older.end) - 1;
    try {
      // An answer can be shorter than what was asked for.
      for (let first = batch; first <= last; ) {
        const answer = await this.#ask({ server: older.server, at: older.at, first, last });
        const entries = answer?.entries ?? [];
        // Nothing is there, whoever asks: it stays asked for.
        if (!answer || entries.length === 0) return;
        older.take(answer.first, entries);
        first = answer.first + entries.length;
        known();
      }
      older.asked.delete(batch);
    } catch {
      // No connection, or too much at once: whoever still looks there asks again.
      setTimeout(() => {
        older.asked.delete(batch);
        known();
      }, PAUSE);
    } finally {
      this.#open--;
      known(); // what was not asked for, since there was too much, has its turn
    }
  }
}
