// Where everything stands: the servers on a ring and the clients next to it. Pure
// geometry in pixels, worked out once for a size and a cluster; nothing here is
// asked for a frame.

import { widest } from './ellipse.js';

/** @typedef {{x: number, y: number}} Point */

/**
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {number} radius of a server's disc
 * @property {number} timer the radius of its timer
 * @property {number} stroke the width of its timer
 * @property {number} outer the radius of all of it
 * @property {number} rim how far from a server's centre messages begin and end
 * @property {number} text the size of a server's name
 * @property {number} pip the radius of a vote
 * @property {number} votes how far a candidate's votes reach beyond all of it
 * @property {boolean[]} votesAbove for each server, whether they stand above it
 * @property {boolean} tally whether there is room for words next to the votes
 * @property {boolean} words whether there is room for the role in a word
 * @property {number} message the scale of messages
 * @property {Point} centre of the ring
 * @property {Point[]} servers
 * @property {Point[]} clients
 * @property {number} client the half width of a client's square
 */

/** How far things reach from a server's centre, in parts of its radius. */
const TIMER = 1.21;
const OUTER = 1.28;
const CROWN = 1.64;

/** The radius from which the role's word fits into a disc, in px: it is never written smaller than it can be read. */
const WORDS = 28;
/** The least and the largest radius of a server, in px. */
const SMALLEST = 12;
const LARGEST = 84;
/** The height below which it is scarce, in px at the usual text size. */
const SCARCE = 290;

/** The height at the top of the clients' column that is the legend's button, in px. */
const BUTTON = 40;

/** For each number of servers: the largest radius in parts of the height, how much wider than high the ring may be, and how much of a link is free, in radii. */
const LOOKS = [
  { radius: 0, flat: 1, free: 0 },
  { radius: 0.19, flat: 1, free: 0 },
  { radius: 0.17, flat: 1, free: 1.6 },
  { radius: 0.165, flat: 1.7, free: 2 },
  { radius: 0.15, flat: 2, free: 1.7 },
  { radius: 0.13, flat: 2, free: 1.4 },
  { radius: 0.125, flat: 2.2, free: 1.1 },
  { radius: 0.12, flat: 2.3, free: 0.9 },
  { radius: 0.115, flat: 2.5, free: 0.7 },
  { radius: 0.115, flat: 2.6, free: 0.6 },
];

/**
 * How much of the usual room there has to be between servers, from all of it to
 * none, and how small a server may become before it has to do with less.
 * @type {[number, number][]}
 */
const ROOM = [[1, 41], [0.75, 30], [0.5, 22], [0.25, 17], [0, SMALLEST]];

/** @typedef {{width: number, height: number, servers: number, clients: number, scale: number}} Wanted */

/**
 * @param {object} wanted
 * @param {number} wanted.width of the ring's area, in px
 * @param {number} wanted.height
 * @param {number} wanted.servers how many, 1 to 9
 * @param {number} wanted.clients how many, 0 to 8
 * @param {number} [wanted.scale] of text: 1 is the browser's usual size
 * @returns {Layout}
 */
export function layout({ scale = 1, ...size }) {
  const wanted = { ...size, scale };
  const largest = Math.min(LARGEST * scale, Math.max(28, size.height * LOOKS[size.servers].radius));
  for (const [strict, least] of ROOM) {
    for (let radius = largest; radius >= least; radius -= 1) {
      const found = attempt(wanted, radius);
      if (fits(found, wanted, strict)) return found;
    }
  }
  return attempt(wanted, SMALLEST);
}

/** The layout with servers of a radius, whether or not they fit. @param {Wanted} wanted @param {number} radius @returns {Layout} */
function attempt({ width, height, servers: n, clients, scale }, radius) {
  const outer = radius * OUTER + 1;
  const pip = Math.max(4, Math.min(radius * 0.17, 11));
  const tally = radius >= 33;
  const votes = 5 + 2 * pip + (tally ? 0.34 * radius : 0);
  const edge = Math.max(6, Math.min(width, height) * 0.02);
  const above = Math.max(radius * CROWN, outer + 4);
  // Votes stand below a server; where height is scarce, those of the lower servers
  // stand above, on the side of the ring's middle.
  const scarce = n > 2 && height < SCARCE * scale;
  const below = scarce ? outer + 4 : outer + votes;

  const square = clients === 0 ? 0 : clientSize(radius, height, clients);
  const column = clients === 0 ? 0 : 2 * square + edge + Math.max(10, radius * 0.5);

  const roomX = Math.max(0, width - column - 2 * outer - 2 * edge);
  const roomY = Math.max(0, height - above - below - 2 * edge);
  const { points, tall, wide, size } = widest({ servers: n, flat: LOOKS[n].flat * (scarce ? 1.35 : 1), apart: radius * 8.4 }, roomX, roomY);
  const half = wide / 2 + outer;
  const cx = Math.max(edge + half, Math.min(width / 2, width - column - edge - half));
  const top = edge + above + (roomY - tall) / 2;
  const places = points.map(({ x, y }) => ({ x: cx + x * size, y: top + y * size }));
  const cy = (Math.min(...places.map((p) => p.y)) + Math.max(...places.map((p) => p.y))) / 2;
  const message = Math.max(0.74, Math.min(1.5 * scale, radius / 43));
  return {
    width,
    height,
    radius,
    timer: radius * TIMER,
    stroke: Math.max(3, radius * 0.11),
    outer,
    rim: outer + 9 * message,
    text: radius * 0.44,
    pip,
    votes,
    votesAbove: places.map(({ y }) => scarce && y > cy + 1),
    tally,
    words: radius >= WORDS,
    message,
    centre: { x: cx, y: cy },
    servers: places,
    clients: clientPlaces(clients, { x: width - edge - square, height, square }),
    client: square,
  };
}

/**
 * Whether servers leave each other room, also for a candidate's votes, and stay
 * within the area.
 * @param {Layout} layout
 * @param {Wanted} wanted
 * @param {number} strict how much of the usual room there has to be
 */
function fits({ servers, outer, radius, pip, votes, votesAbove, clients, client }, { servers: n, width, height }, strict) {
  const free = Math.max(6, LOOKS[n].free * radius * strict);
  const half = n * (pip + 1);
  const right = clients.length > 0 ? clients[0].x - client - 4 : width - 2;
  return servers.every((a, i) => {
    if (a.x - outer < 2 || a.x + outer > right || a.y - outer < 2 || a.y + outer > height - 2) return false;
    const [top, bottom] = votesAbove[i] ? [a.y - outer - votes, a.y - outer] : [a.y + outer, a.y + outer + votes];
    if (top < 0 || bottom > height) return false;
    return servers.every((b, j) => {
      if (j === i) return true;
      if (j > i && Math.hypot(a.x - b.x, a.y - b.y) < 2 * outer + free) return false;
      const dx = Math.max(0, Math.abs(b.x - a.x) - half);
      const dy = Math.max(0, top - b.y, b.y - bottom);
      return Math.hypot(dx, dy) > (strict === 1 ? outer + 1 : radius * 1.08);
    });
  });
}

/** @param {number} radius @param {number} height @param {number} clients */
function clientSize(radius, height, clients) {
  const fits = (height - BUTTON - 8) / clients / 2 - 3;
  return Math.max(9, Math.min(radius * 0.46, 24, fits));
}

/** @param {number} clients @param {{x: number, height: number, square: number}} column */
function clientPlaces(clients, { x, height, square }) {
  const pitch = Math.min(2 * square + Math.max(6, square), (height - BUTTON) / Math.max(1, clients));
  const top = Math.max(BUTTON + square, height / 2 - ((clients - 1) * pitch) / 2);
  return Array.from({ length: clients }, (_, i) => ({ x, y: top + i * pitch }));
}
