// Whether a change is seen: where time has brought it picture by picture, however long
// nothing has changed before, and nobody has jumped to it.

/** Time that passed unseen for longer than this, in ms of the page, is jumped over. */
export const LONG = 250;
/** The highest rate at which what changes can be followed; a rate is never quite even. */
const FASTEST = 1.1;

export class Sight {
  /** When the last picture was drawn, in ms on the page's clock, and how long that was after the one before. */
  #wall = 0;
  #pause = 0;
  /** What the document was written of last. */
  #known = '';
  #time = NaN;

  /** Another picture is drawn. */
  look() {
    const wall = performance.now();
    this.#pause = wall - this.#wall;
    this.#wall = wall;
  }

  /**
   * The document is written: whether it is seen to change.
   * @param {string} known of what; of something else nothing is seen to change
   * @param {number} time in µs of the run
   * @param {number} rate µs of virtual time for each on the clock
   */
  write(known, time, rate) {
    const seen = known === this.#known && time > this.#time && rate <= FASTEST && this.#pause < 2 * LONG;
    this.#known = known;
    this.#time = time;
    return seen;
  }
}
