import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reached } from '../js/timeline/reached.js';

/** Lets so many seconds pass at a rate, and returns which speed is said to be reached then. */
function run(reached, at, seconds, rate, { asked = 10, seeks = 0 } = {}) {
  let said = 0;
  for (let i = 0; i < seconds; i++) {
    at.wall += 1000;
    at.time += 1_000_000 * rate;
    said = reached.measure(at.wall, at.time, seeks, asked);
  }
  return said;
}

test('a speed that is reached is not said', () => {
  assert.equal(run(new Reached(), { wall: 0, time: 0 }, 10, 9.8), 0);
});

test('where time passes more slowly than it was asked to, that is said, until it does not any more', () => {
  const reached = new Reached();
  const at = { wall: 0, time: 0 };
  assert.ok(Math.abs(run(reached, at, 10, 6.7) - 6.7) < 0.01);
  assert.ok(Math.abs(run(reached, at, 10, 4) - 4) < 0.05);
  assert.equal(run(reached, at, 10, 10), 0);
});

test('a jump, a pause and smart speed say nothing of how fast time passes', () => {
  const reached = new Reached();
  const at = { wall: 0, time: 0 };
  run(reached, at, 3, 5);
  at.time -= 60_000_000;
  assert.equal(run(reached, at, 1, 5, { seeks: 1 }), 0);
  assert.ok(run(reached, at, 2, 5, { seeks: 1 }) > 0);
  assert.equal(run(reached, at, 1, 0, { seeks: 1, asked: 0 }), 0);
  assert.equal(run(reached, at, 1, 0.01, { seeks: 1, asked: 0 }), 0);
  assert.equal(run(reached, at, 1, 5, { seeks: 1 }), 0, 'what passed meanwhile does not count');
});
