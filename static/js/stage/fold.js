// What of a stage there is room for. Alone, a stage has all its parts, and scrolls
// where the room does not suffice. Beside others it gives up parts instead: first
// the words in the log table, the state machines and the requests, then the logs.

/** @typedef {'full' | 'brief' | 'ring'} Parts */

/**
 * @typedef {object} Fold
 * @property {Parts} parts
 * @property {boolean} requests whether there is room for what clients have asked
 * @property {boolean} narrow
 * @property {boolean} compact whether only the newest step of a request is in words
 * @property {boolean} slim whether it says that in short
 * @property {number} row the height of a row of the logs, in px
 * @property {number} ring what is left for the ring, in px of height
 */

/** The width below which a stage is narrow, in px at the usual text size. */
const NARROW = 520;
/** The width below which only the newest step of a request is in words. */
const COMPACT = 760;
/** The width below which that one is in short words. */
const SLIM = 366;
/** The least height of the ring with all parts, and with brief logs. */
const RING = 230;
const SMALL_RING = 130;
/** The height of a row of brief logs: at least, and where there is room. */
const BRIEF_ROW = 14;
const BRIEF_TALL = 19;
/** The width below which, among others, so few columns are seen that words help little. */
const FEW = 270;
/** The height of the ring at which servers are as large as they become. */
const ENOUGH = 760;
/** The height of a line below the logs: the machines, a request. */
const LINE = 30;

/**
 * @param {object} room
 * @param {number} room.width
 * @param {number} room.height
 * @param {number} room.servers
 * @param {number} room.scale of text
 * @param {boolean} [room.shared] whether it shares its place with others
 * @returns {Fold}
 */
export function fold(room) {
  const { width, height, servers, scale, shared = false } = room;
  if (!shared && scale > 1) return larger(room);
  const narrow = width < NARROW * scale;
  const head = (narrow ? 16 : 42) * scale;
  const row = Math.floor(Math.max(22, Math.min((narrow ? 27 : 36) * scale, (height * 0.42 - head) / servers)));
  const whole = { narrow, compact: width < COMPACT * scale, slim: width < SLIM * scale, row, requests: true, parts: /** @type {Parts} */ ('full') };
  const left = height - head - servers * row - 2 * LINE * scale;
  if (!shared || (left >= RING * scale && width >= FEW * scale)) return { ...whole, ring: Math.max(190, left) };
  const briefRow = Math.round((left >= RING * scale ? BRIEF_TALL : BRIEF_ROW) * scale);
  const brief = height - servers * briefRow - 10 * scale;
  const requests = brief - LINE * scale >= 1.25 * SMALL_RING * scale;
  if (brief < SMALL_RING * scale) return { ...whole, parts: 'ring', requests: false, ring: height };
  return { ...whole, narrow: true, parts: 'brief', row: briefRow, requests, ring: brief - (requests ? LINE * scale : 0) };
}

/**
 * For a projector: what is written grows, and so does the ring, for which the logs
 * give room.
 * @param {{width: number, height: number, servers: number, scale: number}} room
 * @returns {Fold}
 */
function larger({ width, height, servers, scale }) {
  const usual = fold({ width, height, servers, scale: 1 });
  const wanted = Math.min(ENOUGH * scale, Math.max(usual.ring * 1.1, height * (0.47 + scale / 12)));
  const lines = 2 * LINE * scale;
  for (const narrow of [false, true]) {
    const head = (narrow ? 16 : 42) * scale;
    const row = Math.floor(Math.min((narrow ? 27 : 36) * scale, (height - head - lines - wanted) / servers));
    if (row < 21 * scale) continue;
    return { ...usual, narrow: narrow || usual.narrow, compact: width < COMPACT * scale, row, ring: height - head - servers * row - lines };
  }
  const row = Math.round(Math.max(BRIEF_ROW * scale, Math.min(BRIEF_TALL * scale, (height - 1.15 * wanted - 10 * scale) / servers)));
  return { ...usual, narrow: true, compact: true, row, requests: false, parts: 'brief', ring: height - servers * row - 10 * scale };
}
