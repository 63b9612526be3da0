// How many copies are enough, where not everybody votes.

import test from 'node:test';
import assert from 'node:assert/strict';
import { decidedHalves, enough, halves, tallied } from '../js/inspector/enough.js';

/** @param {number[]} numbers */
const set = (...numbers) => numbers.reduce((all, n) => all | (1 << n), 0);
const servers = ['S1', 'S2', 'S3', 'S4', 'S5'].map((id) => ({ id }));
const state = /** @type {any} */ ({ servers });
const stored = (/** @type {number[]} */ ...numbers) => /** @type {any} */ (numbers.map((n) => servers[n - 1]));

test('in a joint configuration each half needs a majority of its own', () => {
  const s1 = /** @type {any} */ ({ id: 'S1', configuration: { voters: set(1, 2, 3), next: set(1, 4, 5) }, needs: { copies: 2, copiesNext: 2 } });
  assert.equal(enough(halves(state, s1, stored(1, 4, 5), 2)), false, 'three of five, but one of the former');
  assert.equal(enough(halves(state, s1, stored(1, 2, 4), 2)), true);
  const { form, values } = tallied(halves(state, s1, stored(1, 4, 5), 2));
  assert.equal(form, '.joint');
  assert.deepEqual(values, { have: 1, need: 2, servers: 3, former: 'S1 S2 S3', haveNext: 3, needNext: 2, latter: 'S1 S4 S5' });
  assert.deepEqual(decidedHalves(state, s1, { stored: 2, need: 2, storedNext: 3, needNext: 2 }).map((h) => h.have), [2, 3]);
});

test('who has no vote does not count', () => {
  const s1 = /** @type {any} */ ({ id: 'S1', configuration: { voters: set(2, 3), learners: set(4) }, needs: { copies: 2 } });
  assert.deepEqual(tallied(halves(state, s1, stored(1, 2, 4), 2)).values, { have: 1, need: 2, servers: 2, former: 'S2 S3' });
});

test('where nothing is said everybody votes', () => {
  const s1 = /** @type {any} */ ({ id: 'S1' });
  assert.deepEqual(tallied(halves(state, s1, stored(1, 2, 3), 3)).values, { have: 3, need: 3, servers: 5, former: 'S1 S2 S3 S4 S5' });
});

test('where the two halves of a joint configuration count as one, they have one majority', () => {
  const s1 = /** @type {any} */ ({ id: 'S1', configuration: { voters: set(1, 2, 3), next: set(1, 4, 5) }, needs: { copies: 3 } });
  assert.equal(enough(halves(state, s1, stored(1, 4, 5), 2)), true);
});
