// Where the words at a group's wall stand: beyond one of its ends, or else beside it,
// and on nothing that stands on the ring.

/** @import { Layout, Point } from './layout.js' */

/** @typedef {Point & {anchor: string}} Label */

/** Half of what the words take, about, in px. */
const WIDE = 28;
const HIGH = 8;
/** How far they stand from the wall, and from what is drawn around, in px. */
const GAPS = [7, 16];
const CLEAR = 2;
/** Every so many points of a wall its outside is looked at. */
const EVERY = 2;

/**
 * @param {Point[]} curve the wall, clockwise around its group
 * @param {Layout} layout
 * @returns {Label}
 */
export function labelOf(curve, layout) {
  const places = [...ends(curve, 9), ...ends(curve, 22), ...beside(curve)].map((place) => within(place, layout));
  const room = places.map((place) => roomAt(place, layout));
  const wanted = Math.max(room[0], room[1]) >= CLEAR ? [room[0], room[1]] : room;
  const { x, y } = places[room.indexOf(Math.max(...wanted))];
  return { x, y: y + 4, anchor: 'middle' };
}

/** The middles of words beyond the two ends. @param {Point[]} curve @param {number} far how far beyond, in px @returns {Point[]} */
function ends(curve, far) {
  return [[curve[2], curve[0]], [curve[curve.length - 3], curve[curve.length - 1]]].map(([before, end]) => {
    const length = Math.hypot(end.x - before.x, end.y - before.y) || 1;
    const [x, y] = [(end.x - before.x) / length, (end.y - before.y) / length];
    const aside = Math.abs(x) > 0.35 ? Math.sign(x) * WIDE : 0;
    return { x: end.x + x * far + aside, y: end.y + y * (far + 5) };
  });
}

/** The middles of words outside the wall, all along it. @param {Point[]} curve @returns {Point[]} */
function beside(curve) {
  const found = [];
  for (let i = 1; i + 1 < curve.length; i += EVERY) {
    const [p, q] = [curve[i - 1], curve[i + 1]];
    const length = Math.hypot(q.x - p.x, q.y - p.y) || 1;
    const out = { x: (q.y - p.y) / length, y: (p.x - q.x) / length };
    for (const gap of GAPS) {
      const far = gap + Math.abs(out.x) * WIDE + Math.abs(out.y) * HIGH;
      found.push({ x: curve[i].x + out.x * far, y: curve[i].y + out.y * far });
    }
  }
  return found;
}

/** @param {Point} place @param {Layout} layout @returns {Point} */
function within({ x, y }, { clients, client, width, height }) {
  const right = (clients.length > 0 ? clients[0].x - client : width) - WIDE - 4;
  return { x: Math.max(WIDE + 2, Math.min(right, x)), y: Math.max(HIGH + 2, Math.min(height - HIGH - 2, y)) };
}

/** How far words are from all that stands on the ring, in px; less than nothing where they lie on it. @param {Point} at @param {Layout} layout */
function roomAt(at, { servers, clients, client, outer, radius, votes, votesAbove }) {
  const from = (/** @type {Point} */ p, /** @type {number} */ wide, /** @type {number} */ high) => {
    const [x, y] = [Math.abs(p.x - at.x) - WIDE - wide, Math.abs(p.y - at.y) - HIGH - high];
    return x > 0 && y > 0 ? Math.hypot(x, y) : Math.max(x, y);
  };
  const disc = (/** @type {Point} */ p) => Math.hypot(Math.max(0, Math.abs(p.x - at.x) - WIDE), Math.max(0, Math.abs(p.y - at.y) - HIGH)) - outer;
  // Each server may stand as a candidate, with its votes, and wear a crown.
  return Math.min(
    ...servers.map(disc),
    ...clients.map((p) => from(p, client, client)),
    ...servers.map(({ x, y }, i) => from({ x, y: y + (votesAbove[i] ? -1 : 1) * (outer + votes / 2) }, outer, votes / 2)),
    ...servers.map(({ x, y }) => from({ x, y: y - outer - radius * 0.2 }, radius / 2, radius * 0.2)),
  );
}
