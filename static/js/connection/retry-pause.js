// How long to wait before another attempt to connect. It is drawn anew each time, so that
// those who were all cut off at once do not all come back at once.

/** The first pause, and the longest, in ms: a class is back within five seconds. */
const FIRST = 250;
const LONGEST = 3_500;
/** The pause when the server has no room, in ms. */
const FULL = 20_000;

/**
 * In ms.
 * @param {number} attempts that have failed in a row
 * @param {boolean} full whether the server has no room
 * @param {number} random from 0 to 1
 */
export function retryPause(attempts, full, random) {
  return full ? FULL * (0.75 + random / 2) : Math.min(LONGEST, FIRST * 2 ** attempts) * (0.5 + random / 2);
}
