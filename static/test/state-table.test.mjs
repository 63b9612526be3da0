import assert from 'node:assert/strict';
import { test } from 'node:test';
import { news } from '../js/inspector/state-table.js';

const one = (text) => [{ name: '', text }];
const each = (...texts) => texts.map((text, i) => ({ name: `S${i + 2}`, text }));

test('what a server was when it led is gone when it leads no longer, however often that happens', () => {
  const shown = new Map();
  const follows = { nextIndex: one('–') };
  const leads = { nextIndex: each('2', '2') };
  news(shown, follows);
  for (let i = 0; i < 2; i++) {
    assert.deepEqual([...news(shown, leads)], ['nextIndex S2', 'nextIndex S3']);
    assert.deepEqual([...news(shown, follows)], ['nextIndex ']);
  }
});

test('what says the same has not changed', () => {
  const shown = new Map();
  news(shown, { term: one('1'), nextIndex: each('2', '2') });
  assert.deepEqual([...news(shown, { term: one('1'), nextIndex: each('2', '3') })], ['nextIndex S3']);
});
