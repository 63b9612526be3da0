// Which walls stand between the servers. When cuts leave groups that can't reach
// each other at all, a wall stands around each smaller group; any other cut is a
// bar across its link, across one route of it when only one direction is cut.

/** @import { Link } from '../wire.js' */
/** @import { Layout, Point } from './layout.js' */
/** @import { Label } from './wall-label.js' */
import { position } from '../run/reducer.js';
import { labelOf } from './wall-label.js';

/**
 * @typedef {{kind: 'group', id: string, group: string[], path: string, label: Label}} GroupWall
 * @typedef {{kind: 'bar', id: string, from: string, to: string, oneWay: boolean}} BarWall
 */

/**
 * @typedef {object} Walls
 * @property {GroupWall[]} groups
 * @property {BarWall[]} bars
 * @property {Set<string>} walled the links ("S1-S2") that a group's wall cuts
 * @property {Map<string, number>} stops for each cut direction ("S1S2"), at which part of its route the wall stands
 */

/** How far a wall reaches around its group on both sides of the way to the others, in radians, and in which steps. */
const REACH = 1.45;
const STEP = 0.06;

/**
 * @param {readonly Link[]} links
 * @param {Layout} layout
 * @returns {Walls}
 */
export function wallsOf(links, layout) {
  const n = layout.servers.length;
  /** @type {Map<string, number>} */
  const stops = new Map();
  const cut = Array.from({ length: n }, () => Array(n).fill(false));
  for (const link of links) {
    if (!link.cut || position(link.from) >= n || position(link.to) >= n) continue;
    cut[position(link.from)][position(link.to)] = true;
    stops.set(link.from + link.to, 0.5);
  }
  if (stops.size === 0) return { groups: [], bars: [], walled: new Set(), stops };

  const parts = components(cut);
  const largest = parts.reduce((a, b) => (b.length > a.length ? b : a));
  /** @type {GroupWall[]} */
  const groups = [];
  const walled = new Set();
  for (const part of parts) {
    if (part === largest || !isRun(part, n) || n < 2) continue;
    const curve = curveAround(part, layout);
    groups.push({
      kind: 'group',
      id: part.map(name).join(' '),
      group: part.map(name),
      path: `M${curve.map(at).join('L')}`,
      label: labelOf(curve, layout),
    });
    for (const i of part) {
      for (let j = 0; j < n; j++) {
        if (part.includes(j)) continue;
        walled.add(i < j ? `${name(i)}-${name(j)}` : `${name(j)}-${name(i)}`);
        const crossing = crossingOf(layout.servers[i], layout.servers[j], curve, layout.rim);
        stops.set(name(i) + name(j), crossing);
        stops.set(name(j) + name(i), 1 - crossing);
      }
    }
  }

  /** @type {BarWall[]} */
  const bars = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (!cut[i][j] || walled.has(`${name(Math.min(i, j))}-${name(Math.max(i, j))}`)) continue;
      if (!cut[j][i]) bars.push({ kind: 'bar', id: `${name(i)}-${name(j)}`, from: name(i), to: name(j), oneWay: true });
      else if (i < j) bars.push({ kind: 'bar', id: `${name(i)}-${name(j)}`, from: name(i), to: name(j), oneWay: false });
    }
  }
  return { groups, bars, walled, stops };
}

/** @param {number} i */
const name = (i) => `S${i + 1}`;

/** @param {Point} p */
const at = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/**
 * The groups of servers that reach each other, directly or through others, in at
 * least one direction.
 * @param {boolean[][]} cut
 * @returns {number[][]}
 */
function components(cut) {
  const n = cut.length;
  const group = Array(n).fill(-1);
  let groups = 0;
  for (let first = 0; first < n; first++) {
    if (group[first] >= 0) continue;
    const reached = [first];
    group[first] = groups;
    for (const i of reached) {
      for (let j = 0; j < n; j++) {
        if (group[j] >= 0 || (cut[i][j] && cut[j][i])) continue;
        group[j] = groups;
        reached.push(j);
      }
    }
    groups++;
  }
  return Array.from({ length: groups }, (_, g) => group.flatMap((of, i) => (of === g ? [i] : [])));
}

/** Whether servers are neighbours on the ring, one after the other. @param {number[]} part @param {number} n */
function isRun(part, n) {
  return part.filter((i) => !part.includes((i + 1) % n)).length === 1;
}

/**
 * A curve between a group and the others: on the side where they are it keeps the
 * same distance from the group's servers all along.
 * @param {number[]} part
 * @param {Layout} layout
 * @returns {Point[]}
 */
function curveAround(part, { servers, outer }) {
  const own = part.map((i) => servers[i]);
  const others = servers.filter((_, i) => !part.includes(i));
  const nearest = Math.min(...own.flatMap((a) => others.map((b) => Math.hypot(a.x - b.x, a.y - b.y))));
  const distance = outer + Math.max(7, Math.min(28, nearest / 2 - outer));
  const [a, b] = [mean(own), mean(others)];
  const towards = Math.atan2(b.y - a.y, b.x - a.x);
  const curve = [];
  for (let angle = towards - REACH; angle <= towards + REACH; angle += STEP) {
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const furthest = own.reduce((p, q) => (q.x * x + q.y * y > p.x * x + p.y * y ? q : p));
    curve.push({ x: furthest.x + x * distance, y: furthest.y + y * distance });
  }
  return curve;
}

/** @param {Point[]} points */
function mean(points) {
  return {
    x: points.reduce((sum, p) => sum + p.x, 0) / points.length,
    y: points.reduce((sum, p) => sum + p.y, 0) / points.length,
  };
}

/** @param {Point} from @param {Point} to */
function direction(from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/**
 * At which part of the way that messages take from one server to another a curve is crossed.
 * @param {Point} from
 * @param {Point} to
 * @param {Point[]} curve
 * @param {number} rim
 */
function crossingOf(from, to, curve, rim) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const d = direction(from, to);
  // On which side of the link a point lies, and how far along it.
  const side = (/** @type {Point} */ p) => (p.x - from.x) * -d.y + (p.y - from.y) * d.x;
  const far = (/** @type {Point} */ p) => (p.x - from.x) * d.x + (p.y - from.y) * d.y;
  for (let i = 0; i + 1 < curve.length; i++) {
    const [p, q] = [curve[i], curve[i + 1]];
    const [s, t] = [side(p), side(q)];
    if (s === t || s * t > 0) continue;
    const where = far(p) + ((far(q) - far(p)) * s) / (s - t);
    if (where <= 0 || where >= length) continue;
    return Math.max(0.08, Math.min(0.92, (where - rim) / (length - 2 * rim)));
  }
  return 0.5;
}
