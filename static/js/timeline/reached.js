// Which speed is reached. A server with little room lets time pass more slowly than it
// was asked to, and so does a page that cannot draw what comes: what counts is how fast
// time passes here.

/** What of the speed that was asked for is as good as all of it. */
const ENOUGH = 0.93;

export class Reached {
  #wall = 0;
  #time = 0;
  #seeks = -1;
  /** Virtual seconds a second, lately; 0: not known. */
  #rate = 0;

  /**
   * Takes note of where time is, every second or so.
   * @param {number} wall in ms @param {number} time the playhead, in µs @param {number} seeks how often that has jumped
   * @param {number} asked the speed that was asked for; 0 while time stands, or passes as fast as it likes
   * @returns {number} the speed that is reached; 0 if that is the one that was asked for
   */
  measure(wall, time, seeks, asked) {
    const passed = wall - this.#wall;
    const rate = passed > 0 ? (time - this.#time) / (1000 * passed) : 0;
    const counts = seeks === this.#seeks && asked > 0 && rate > 0;
    this.#wall = wall;
    this.#time = time;
    this.#seeks = asked > 0 ? seeks : -1;
    this.#rate = !counts ? 0 : this.#rate ? (this.#rate + rate) / 2 : rate;
    return this.#rate && this.#rate < asked * ENOUGH ? this.#rate : 0;
  }
}
