import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';

const root = new URL('../js/', import.meta.url);
const modules = readdirSync(root, { recursive: true }).map((name) => name.replaceAll('\\', '/')).filter((name) => name.endsWith('.js'));
const roomOf = (name) => posix.dirname(name);

/** For each room those that its modules import, at once, on demand, or for their types. */
function arrows() {
  const to = new Map();
  for (const name of modules) {
    for (const [, path] of readFileSync(new URL(name, root), 'utf8').matchAll(/\b(?:from|import|import\() ?'(\.[^']+)'/g)) {
      const [from, other] = [roomOf(name), roomOf(posix.join(roomOf(name), path))];
      if (from === other || from === '.' || other === '.') continue;
      to.set(from, (to.get(from) ?? new Set()).add(other));
    }
  }
  return to;
}

test('arrows between rooms point one way', () => {
  const to = arrows();
  let rooms = new Set([...to].flatMap(([from, others]) => [from, ...others]));
  assert.ok(rooms.size > 10, `only ${rooms.size} rooms: this test does not see them any more`);
  // Rooms that import none of those that are left are taken away, until none is.
  for (;;) {
    const left = new Set([...rooms].filter((room) => [...(to.get(room) ?? [])].some((other) => rooms.has(other))));
    if (left.size === rooms.size) break;
    rooms = left;
  }
  assert.deepEqual([...rooms], [], 'these rooms import one another in a circle');
});

test('outside the rooms stands only what starts a page and wires it', () => {
  assert.deepEqual(modules.filter((name) => roomOf(name) === '.').sort(), ['app.js', 'lesson-list.js', 'views.js']);
});

test('no module imports another at run time that stands outside the rooms', () => {
  for (const name of modules) {
    for (const [, path] of readFileSync(new URL(name, root), 'utf8').matchAll(/^import .* from '(\.[^']+)'/gm)) {
      if (roomOf(name) !== '.') assert.notEqual(roomOf(posix.join(roomOf(name), path)), '.', `${name} imports ${path}`);
    }
  }
});
