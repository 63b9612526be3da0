import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { changeText, changeWords } from '../js/compare/describe.js';
import { Words } from '../js/ui/i18n.js';

test('what was changed about a run is told in words, in both languages', () => {
  const span = { min: 150_000, max: 300_000 };
  const changes = [
    { setting: 'without', value: 'quorum-reads' },
    { setting: 'pre-vote', value: 'on' },
    { setting: 'batch', value: '1' },
    { setting: 'election timeout', value: '150ms to 300ms', span },
    { setting: 'election timeout', server: 'S2', value: '150ms to 300ms', span },
    { setting: 'heartbeat', value: '50ms', span: { min: 50_000, max: 50_000 } },
    { setting: 'start', server: 'S1', value: 'term 3' },
  ];
  for (const lang of ['en', 'zh']) {
    const words = new Words();
    words.use(lang, JSON.parse(readFileSync(new URL(`../i18n/clusters.${lang}.json`, import.meta.url), 'utf8')));
    const told = changes.map((change) => changeWords(words.t, [change]));
    assert.equal(new Set(told).size, changes.length);
    changes.forEach((change, i) => assert.ok(!told[i].includes('change.') && told[i] !== words.t('change.other', { change: changeText(change) }), told[i]));
    assert.match(told[3], /150–300\u00a0ms/);
    assert.match(told[4], /S2.*150–300\u00a0ms/);
    assert.match(told[5], /[^–]50\u00a0ms/);
    assert.equal(changeWords(words.t, changes.slice(0, 2)), told[0] + words.t('change.and') + told[1]);
    // One without words of its own is told as the language has it.
    assert.match(changeWords(words.t, [{ setting: 'client patience', value: '5ms' }]), /client patience 5ms/);
  }
});
