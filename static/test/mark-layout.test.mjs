import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placed } from '../js/lesson/mark-layout.js';

const SIZE = 18;
const place = (instants, current, width = 1000) => placed(instants, { current, size: SIZE, width });

/** Whether what is seen can be told apart and pressed. */
function legible(places, width) {
  const seen = places.filter(Boolean);
  const numbers = seen.filter(({ tick }) => !tick);
  numbers.forEach(({ x }, i) => {
    assert.ok(x >= SIZE / 2 && x <= width - SIZE / 2, `a number is cut off at ${x}`);
    if (i > 0) assert.ok(x - numbers[i - 1].x >= SIZE, `two numbers are ${x - numbers[i - 1].x} px apart`);
  });
  seen.forEach(({ from, to }, i) => {
    assert.ok(to >= from);
    if (i > 0) assert.ok(from >= seen[i - 1].to, 'a pointer would mean two marks');
  });
}

test('a mark stands at its instant where it has the room', () => {
  const instants = [100, 200, 230, 900];
  assert.deepEqual(
    place(instants, 1).map(({ at, x, tick }) => [at, x, tick]),
    instants.map((at) => [at, at, false]),
  );
});

test('marks that are close make room for one another, and the one that is shown stays', () => {
  const places = place([300, 310, 600], 1);
  legible(places, 1000);
  assert.ok(places.every(({ tick }) => !tick));
  assert.ok(Math.abs(places[1].x - 310) < 0.1 && places[0].x < 292 && places[2].x === 600, places.map(({ x }) => x).join(' '));
  // Where none of the two is shown, both move.
  const apart = place([300, 310, 600], 2);
  assert.ok(Math.abs(apart[0].x + apart[1].x - 610) < 0.1);
});

test('where too many are close, the one that is shown keeps its number, and those that stand alone', () => {
  const instants = [90, 120, 124, 128, 132, 136, 158];
  const places = place(instants, 3);
  legible(places, 1000);
  assert.deepEqual(places.map(({ tick }) => tick), [false, true, true, false, true, true, false]);
  assert.deepEqual(places.map(({ x }) => Math.round(x)), instants);
});

test('marks at the ends stay within the track', () => {
  for (const [instants, current] of [[[0, 4, 160], 1], [[0, 156, 160], 2], [[0, 0, 0, 160], 0], [[1, 30, 55, 80, 105, 130, 159], 6]]) {
    legible(place(instants, current, 160), 160);
  }
});

test('what is out of sight has no mark, and takes no room', () => {
  assert.deepEqual(place([-5, 4, 20, 1001], 0).map((p) => p !== null), [false, true, true, false]);
  assert.deepEqual(place([-5, -4], 1), [null, null]);
  assert.deepEqual(place([1001, 1002], 1), [null, null]);
});

test('marks are legible however they lie and whichever is shown', () => {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let n = 0; n < 3000; n++) {
    const width = 120 + random() * 1000;
    const spread = width * (0.05 + random() * 1.2);
    const instants = Array.from({ length: 1 + Math.floor(random() * 12) }, () => random() * spread).sort((a, b) => a - b);
    const current = Math.floor(random() * instants.length);
    const places = place(instants, current, width);
    legible(places, width);
    const shown = places[current];
    if (shown) assert.ok(!shown.tick && Math.abs(shown.x - shown.at) <= SIZE / 2 + 1, `the one that is shown stands ${shown.x - shown.at} px away`);
  }
});
