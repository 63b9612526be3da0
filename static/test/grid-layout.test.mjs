import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TITLE, arrange } from '../js/stage/grid-layout.js';
import { fold } from '../js/stage/fold.js';
import { layout } from '../js/stage/layout.js';

const some = (count, servers = 5) => Array(count).fill({ servers, clients: 1 });
const desktop = { width: 860, height: 650, scale: 1 };
const tablet = { width: 700, height: 540, scale: 1 };

test('alone, a cluster has all the room', () => {
  assert.deepEqual(arrange(desktop, some(1)), { columns: 1, rows: 1 });
  assert.deepEqual(arrange({ width: 390, height: 300, scale: 1 }, some(1)), { columns: 1, rows: 1 });
});

test('on a phone one is shown at a time', () => {
  for (const count of [2, 3, 4, 8]) assert.equal(arrange({ width: 390, height: 350, scale: 1 }, some(count)), null);
});

test('every number of clusters up to eight gets a place in the grid, and the servers can be read', () => {
  for (const room of [desktop, tablet]) {
    for (const count of [2, 3, 4, 6]) {
      const grid = arrange(room, some(count));
      assert.ok(grid, `${count} in ${room.width}×${room.height}`);
      assert.ok(grid.columns * grid.rows >= count && (grid.columns - 1) * grid.rows < count, `${count} in ${grid.columns}×${grid.rows}`);
      const cell = { width: room.width / grid.columns, height: room.height / grid.rows - TITLE };
      const { ring } = fold({ ...cell, servers: 5, scale: 1, shared: true });
      assert.ok(layout({ width: cell.width, height: ring, servers: 5, clients: 1 }).radius >= 16);
      assert.ok(ring <= cell.height);
    }
  }
  assert.ok(arrange(desktop, some(8)));
});

test('two, three and four stand as one expects', () => {
  assert.deepEqual([2, 3, 4].map((n) => arrange(desktop, some(n))), [{ columns: 2, rows: 1 }, { columns: 3, rows: 1 }, { columns: 2, rows: 2 }]);
});

test('alone nothing is given up; beside others the words of the logs go first, then the logs', () => {
  const room = { width: 430, servers: 5, scale: 1 };
  assert.equal(fold({ ...room, height: 250 }).parts, 'full');
  assert.deepEqual([620, 300, 180].map((height) => fold({ ...room, height, shared: true }).parts), ['full', 'brief', 'ring']);
  assert.deepEqual([300, 215].map((height) => fold({ ...room, height, shared: true }).requests), [true, false]);
});
