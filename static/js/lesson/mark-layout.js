// Where the marks of a lesson's steps stand. A mark stands at its step's instant,
// and the one of the step that is shown always does: the playhead carries it.
// Others make room where they are too close; where they would have to go far, those
// that crowd shrink to ticks, but never the one that is shown.

/**
 * @typedef {object} Place
 * @property {number} at where the instant is, in px
 * @property {number} x where the middle of the mark is
 * @property {boolean} tick whether there is no room for a number
 * @property {number} from from where on a pointer means this mark
 * @property {number} to
 */

/** How far the marks' edges are apart at least, in marks. */
const CLEAR = 0.12;
/** How far a mark may stand from its instant, in marks. */
const FAR = 0.6;
/** How near a pointer has to come, in px: half a finger. */
const REACH = 16;
/** How much heavier than the others the mark is that stays where it is. */
const HEAVY = 1e6;

/**
 * Places marks, which are in order of time.
 * @param {readonly number[]} instants where the instants are, in px
 * @param {{current: number, size: number, width: number}} of which one is shown, how wide a mark is and the track, in px
 * @returns {(Place | null)[]} null for those that are out of sight
 */
export function placed(instants, { current, size, width }) {
  const first = instants.findIndex((at) => at >= 0);
  const seen = first < 0 ? [] : instants.slice(first).filter((at) => at <= width);
  const pitch = size * (1 + CLEAR);
  const shown = current - first;
  const room = (/** @type {number} */ count) => width - size - (count - 1) * pitch;
  const fits = room(seen.length) >= 0;
  const within = (/** @type {number} */ at) => Math.max(size / 2, Math.min(at, width - size / 2));
  const middles = apart(seen, shown, pitch).flatMap(({ start, count, left }) => {
    // All of them stay within the track; each row of too many does.
    const [before, all] = fits ? [start * pitch, seen.length] : [0, count];
    const begin = Math.max(0, Math.min(left + start * pitch - before - size / 2, room(all))) + before + size / 2;
    const row = seen.slice(start, start + count);
    const far = row.some((at, i) => Math.abs(begin + i * pitch - within(at)) > (start + i === shown ? 1 : FAR * size));
    return row.map((at, i) => (far ? within(at) : begin + i * pitch));
  });
  const places = seen.map((at, i) => {
    const tick = i !== shown && [middles[i - 1], middles[i + 1]].some((x) => Math.abs(x - middles[i]) < 0.99 * pitch);
    return { at, x: tick ? at : middles[i], tick, from: 0, to: 0 };
  });
  places.forEach((place, i) => {
    place.from = Math.max(place.x - REACH, places[i - 1]?.to ?? 0);
    const next = places[i + 1];
    place.to = Math.max(place.from, Math.min(place.x + REACH, next ? (place.x + next.x) / 2 : width));
  });
  return instants.map((_, i) => (first < 0 ? null : (places[i - first] ?? null)));
}

/**
 * Keeps marks apart, moving them as little as may be: rows of marks that touch one
 * another. Each mark's place less the room of those before it must not fall from one
 * to the next, so neighbours of which it would are pooled.
 * @param {readonly number[]} instants
 * @param {number} fixed the one that stays where it is
 * @param {number} pitch
 * @returns {{start: number, count: number, left: number}[]} left: where the row would begin if all marks before it stood in it
 */
function apart(instants, fixed, pitch) {
  /** @type {{start: number, count: number, left: number, weight: number}[]} */
  const rows = [];
  instants.forEach((at, i) => {
    let row = { start: i, count: 1, left: at - i * pitch, weight: i === fixed ? HEAVY : 1 };
    for (let before = rows[rows.length - 1]; before && before.left >= row.left; before = rows[rows.length - 1]) {
      rows.pop();
      const weight = before.weight + row.weight;
      row = { start: before.start, count: before.count + row.count, left: (before.left * before.weight + row.left * row.weight) / weight, weight };
    }
    rows.push(row);
  });
  return rows;
}
