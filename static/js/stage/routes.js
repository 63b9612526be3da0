// The routes on which messages travel: two for every link, and one each way between
// a client and a server, around whoever stands in the way.

/** @import { Layout, Point } from './layout.js' */

/**
 * A way that a message takes: from a through the bend, if there is one, to b.
 * @typedef {{a: Point, b: Point, bend: Point | null}} Route
 */

/**
 * The routes of a layout, by the names of their ends: "S1S2", "c1S3". Traffic keeps
 * to the right, so a request and its reply travel on different sides of the link.
 * @param {Layout} layout
 * @returns {Map<string, Route>}
 */
export function routes(layout) {
  const { servers, clients, outer, rim, client, radius } = layout;
  const side = Math.max(6.5 * layout.message, radius * 0.17);
  /** @type {Map<string, Route>} */
  const all = new Map();
  servers.forEach((a, i) => {
    servers.forEach((b, j) => {
      if (i !== j) all.set(`S${i + 1}S${j + 1}`, route(a, b, rim, rim, side, null));
    });
    clients.forEach((c, k) => {
      const others = servers.filter((_, j) => j !== i);
      const bend = around(c, a, others, outer + 4);
      all.set(`c${k + 1}S${i + 1}`, route(c, a, client + 4, rim, side * 0.7, bend));
      all.set(`S${i + 1}c${k + 1}`, route(a, c, rim, client + 4, side * 0.7, bend));
    });
  });
  return all;
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {number} leave how far from the centre of from it begins
 * @param {number} arrive how far from the centre of to it ends
 * @param {number} side how far to the right of the straight line it runs
 * @param {Point | null} bend
 * @returns {Route}
 */
function route(from, to, leave, arrive, side, bend) {
  const out = unit(from, bend ?? to);
  const into = unit(bend ?? from, to);
  const shift = (/** @type {Point} */ p, /** @type {Point} */ d, /** @type {number} */ along) => ({
    x: p.x + d.x * along - d.y * side,
    y: p.y + d.y * along + d.x * side,
  });
  return { a: shift(from, out, leave), b: shift(to, into, -arrive), bend: bend && shift(bend, unit(from, to), 0) };
}

/** @param {Point} from @param {Point} to */
function unit(from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/**
 * The bend that leads from a to b around what stands in the way; null if nothing does.
 * @param {Point} a
 * @param {Point} b
 * @param {Point[]} obstacles
 * @param {number} clearance
 * @returns {Point | null}
 */
function around(a, b, obstacles, clearance) {
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const d = unit(a, b);
  for (let off = 0; off < 400; off += 12) {
    for (const sign of off === 0 ? [1] : [1, -1]) {
      const bend = { x: middle.x - d.y * off * sign, y: middle.y + d.x * off * sign };
      const free = [...Array(23).keys()].every((i) => {
        const p = along({ a, b, bend }, (i + 1) / 24);
        return obstacles.every((o) => Math.hypot(o.x - p.x, o.y - p.y) >= clearance);
      });
      if (free) return off === 0 ? null : bend;
    }
  }
  return null;
}

/**
 * The point at a part of a route: 0 is its beginning, 1 its end.
 * @param {Route} route
 * @param {number} part
 * @returns {Point}
 */
export function along({ a, b, bend }, part) {
  const rest = 1 - part;
  if (!bend) return { x: a.x * rest + b.x * part, y: a.y * rest + b.y * part };
  const [u, v, w] = [rest * rest, 2 * rest * part, part * part];
  return { x: u * a.x + v * bend.x + w * b.x, y: u * a.y + v * bend.y + w * b.y };
}
