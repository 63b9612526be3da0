// How often the document is written while time passes. Writing it makes the next
// picture late on a slow machine: there it is written less often, so that what moves
// keeps most of the time.

/** The least pause between two writings, in ms: every third turn of sixty a second. */
const LEAST = 45;
/** The most: readings that come later than this lag behind the picture. */
const MOST = 150;
/** How many times as long as a writing holds up the next picture is the pause after it. */
const SHARE = 8;
/** A longer turn than this, in ms, is a page that was away. */
const AWAY = 400;
/** How much of what was known each new turn leaves. */
const MEMORY = 0.8;

export class WritingPace {
  #after = 0;
  #otherwise = 0;

  /** Takes note of a turn that took so long, in ms, and whether the document was written in it. @param {number} ms @param {boolean} wrote */
  turn(ms, wrote) {
    if (ms > AWAY) return;
    if (wrote) this.#after = this.#after * MEMORY + ms * (1 - MEMORY);
    else this.#otherwise = this.#otherwise * MEMORY + ms * (1 - MEMORY);
  }

  /** The pause between two writings, in ms. */
  get pause() {
    return Math.min(MOST, Math.max(LEAST, SHARE * (this.#after - this.#otherwise)));
  }
}
