// How several clusters share the stage's room: in the rows and columns in which
// their servers are largest. Where even the best is too small to be read, one is
// shown at a time.

import { fold } from './fold.js';
import { layout } from './layout.js';

/** The height of a cluster's title, in px at the usual text size; the stage's style sheet has the same. */
export const TITLE = 34;
/** The least radius of a server that can be read, in px. */
const LEGIBLE = 16;
/** The width below which clusters are shown one at a time, in px at the usual text size. */
const NARROW = 560;
/** What logs in words, and logs at all, are worth in px of a server's radius. */
const WORTH = { full: 9, brief: 6, ring: 0 };

/**
 * @param {object} room
 * @param {number} room.width
 * @param {number} room.height
 * @param {number} room.scale of text
 * @param {readonly {servers: number, clients: number}[]} clusters
 * @returns {{columns: number, rows: number} | null} null: one at a time
 */
export function arrange({ width, height, scale }, clusters) {
  const count = clusters.length;
  if (count < 2) return { columns: 1, rows: 1 };
  if (width < NARROW * scale) return null;
  const servers = Math.max(1, ...clusters.map((c) => c.servers));
  const clients = Math.max(0, ...clusters.map((c) => c.clients));
  let best = { value: 0, radius: 0, columns: 1, rows: count };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    if (Math.ceil(count / rows) < columns) continue;
    const cell = { width: width / columns, height: height / rows - TITLE * scale };
    if (cell.width < 120 || cell.height < 90) continue;
    const { parts, ring } = fold({ ...cell, servers, scale, shared: true });
    const { radius } = layout({ width: cell.width, height: ring, servers, clients, scale });
    const value = radius + WORTH[parts] * scale;
    if (value > best.value) best = { value, radius, columns, rows };
  }
  return best.radius < LEGIBLE ? null : { columns: best.columns, rows: best.rows };
}
