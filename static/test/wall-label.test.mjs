// Where the words at a wall stand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layout } from '../js/stage/layout.js';
import { wallsOf } from '../js/stage/walls.js';

/** Half of what the words take: nine letters in a line, in px. */
const [WIDE, HIGH] = [26, 7];

/** Cuts between a group and all others. @param {number[]} group @param {number} n */
function cuts(group, n) {
  const links = [];
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (group.includes(i) !== group.includes(j)) links.push({ from: `S${i + 1}`, to: `S${j + 1}`, cut: true });
  return /** @type {import('../js/wire.js').Link[]} */ (links);
}

// The panes of two and of three clusters on a laptop, a phone, and one cluster alone.
for (const [width, height] of [[277, 330], [300, 380], [420, 330], [390, 240], [390, 200], [860, 500]]) {
  test(`in ${width}×${height} the words at a wall lie on no server and on no client`, () => {
    for (const n of [3, 4, 5]) {
      for (const clients of [0, 1, 3]) {
        const made = layout({ width, height, servers: n, clients, scale: 1 });
        for (let first = 0; first < n; first++) {
          for (const size of [1, 2]) {
            if (2 * size > n) continue;
            const group = Array.from({ length: size }, (_, i) => (first + i) % n);
            for (const { label } of wallsOf(cuts(group, n), made).groups) {
              const words = { x: label.x, y: label.y - 4 };
              const says = `${n} servers, ${clients} clients, ${group.map((i) => `S${i + 1}`)} cut off: the words at ${Math.round(words.x)}, ${Math.round(words.y)}`;
              assert.equal(label.anchor, 'middle');
              for (const [i, { x, y }] of made.servers.entries()) {
                const apart = Math.hypot(Math.max(0, Math.abs(x - words.x) - WIDE), Math.max(0, Math.abs(y - words.y) - HIGH));
                assert.ok(apart >= made.outer - 1, `${says} lie on S${i + 1}, at ${Math.round(x)}, ${Math.round(y)}, of ${Math.round(made.outer)} px`);
              }
              for (const { x, y } of made.clients) assert.ok(Math.abs(x - words.x) > WIDE + made.client - 1 || Math.abs(y - words.y) > HIGH + made.client - 1, `${says} lie on a client`);
            }
          }
        }
      }
    }
  });
}
