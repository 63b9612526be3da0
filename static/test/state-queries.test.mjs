import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leaderOf } from '../js/run/state-queries.js';

test('the leader is the running one of the highest term', () => {
  const leader = (id, term, down = false) => ({ id, term, down, role: 'leader' });
  assert.equal(leaderOf({ servers: [leader('S1', 2), leader('S3', 4, true), leader('S2', 3)] }).id, 'S2');
  assert.equal(leaderOf({ servers: [{ id: 'S1', term: 9, role: 'follower' }] }), undefined);
});
