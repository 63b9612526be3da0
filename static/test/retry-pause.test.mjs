import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryPause } from '../js/connection/retry-pause.js';

test('attempts become rarer up to a bound, so that a class is back within five seconds', () => {
  assert.deepEqual([0, 1, 2, 3].map((attempts) => retryPause(attempts, false, 1)), [250, 500, 1000, 2000]);
  for (const attempts of [4, 10, 1000]) assert.ok(retryPause(attempts, false, 1) <= 3500);
});

test('a server that has no room is asked again after a while, whatever was tried before', () => {
  for (const attempts of [0, 1000]) for (const random of [0, 1]) {
    const pause = retryPause(attempts, true, random);
    assert.ok(pause >= 15_000 && pause <= 25_000, `${pause} ms`);
  }
});

test('those who were cut off at once come back at different times', () => {
  for (const full of [false, true]) assert.ok(retryPause(3, full, 0) < 0.7 * retryPause(3, full, 1));
});
