import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withRule, withSetting } from '../js/scenario/run-header.js';

const text = 'raft 1\nservers 5\nseed 7\nbatch 1 # one by one\nat 1s: c1 write x=1\n';

test('a setting is added below the first line, replaced, and taken away', () => {
  const on = withSetting(text, 'pre-vote', 'pre-vote on');
  assert.equal(on, text.replace('raft 1\n', 'raft 1\npre-vote on\n'));
  assert.equal(withSetting(on, 'pre-vote', ''), text);
  assert.equal(withSetting(text, 'batch', 'batch 16'), 'raft 1\nbatch 16\nservers 5\nseed 7\nat 1s: c1 write x=1\n');
});

test('rules are switched off and on one by one, and no statement is touched', () => {
  const one = withRule(text, 'persist-vote', true);
  const two = withRule(one, 'persist-term', true);
  assert.deepEqual(two.split('\n').filter((l) => l.startsWith('without')), ['without persist-term', 'without persist-vote']);
  assert.equal(withRule(withRule(two, 'persist-term', false), 'persist-vote', false), text);
  assert.equal(withRule(one, 'persist-vote', true), one);
});

test('what is above the first line stays there', () => {
  assert.equal(withRule('# mine\nraft 1\nseed 1\n', 'commit-majority', true), '# mine\nraft 1\nwithout commit-majority\nseed 1\n');
});
