import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Words } from '../js/ui/i18n.js';
import { claimWords } from '../js/lesson/goal.js';
import { inLanguage, pieces, plain } from '../js/lesson/passage.js';
import { addressOf, instantBefore, isDecided, isDone, judgedAt, lastInstant, nextInstant, whereAt } from '../js/lesson/path.js';
import { ProgressBook, counted } from '../js/lesson/progress.js';
import { runsOf } from '../js/lesson/runs.js';

const ask = { text: { en: 'Who?' }, choices: [{ en: 'S1' }, { en: 'S2' }], right: 1 };
/** A lesson of five steps; the second and the last ask something. */
const steps = [
  { name: 'begin', at: 10, until: 100, cluster: 'A', text: { en: 'One.' } },
  { name: 'asked', at: 100, until: 250, cluster: 'A', text: { en: 'Two.' }, ask },
  { name: 'told', at: 250, until: 300, cluster: 'B', text: { en: 'Three.' } },
  { name: 'more', at: 300, until: 400, cluster: 'A', text: { en: 'Four.' } },
  { name: 'last', at: 400, until: 500, cluster: 'A', text: { en: 'Five.' }, ask },
];
const at = (time) => whereAt(steps, time);

test('a playhead is at the step that was met last, the instant of a step included', () => {
  assert.deepEqual([0, 10, 99.9, 100, 249.5, 399, 400].map((t) => at(t).index), [0, 0, 0, 1, 1, 3, 4]);
  assert.deepEqual([at(499.9).ended, at(500).ended, at(250).ended], [false, true, false]);
});

test('a prediction is open until the step that judges it', () => {
  assert.equal(isDecided(steps[1], 249), false);
  assert.equal(isDecided(steps[1], 250), true);
  assert.equal(judgedAt(steps, at(249)), undefined);
  assert.equal(judgedAt(steps, at(250)).name, 'asked');
  assert.equal(judgedAt(steps, at(300)), undefined);
  assert.equal(judgedAt(steps, at(500)).name, 'last');
});

test('one goes on to the next step and then to the end, and back to where a step began', () => {
  assert.deepEqual([10, 120, 400, 500].map((t) => nextInstant(steps, at(t))), [100, 250, 500, null]);
  assert.deepEqual([10, 60, 100, 120, 400].map((t) => instantBefore(steps, at(t), t)), [null, 10, 10, 100, 300]);
});

test('a lesson is done at its last step, or when what that asks, or demands, has come true', () => {
  assert.equal(isDone(steps, at(400)), false);
  assert.equal(isDone(steps, at(500)), true);
  const asksNothing = [...steps.slice(0, 4), { ...steps[4], ask: undefined }];
  assert.equal(isDone(asksNothing, whereAt(asksNothing, 399)), false);
  assert.equal(isDone(asksNothing, whereAt(asksNothing, 400)), true);
  const challenge = (reached) => [{ ...steps[0], until: 20, goal: { claim: 'two leaders', hint: {}, ...reached } }];
  assert.equal(isDone(challenge(), whereAt(challenge(), 9999)), false);
  assert.equal(isDone(challenge({ reached: 'B', at: 15 }), whereAt(challenge(), 16)), true);
});

test('a lesson goes on until its last step, or until what that asks or demands has come', () => {
  assert.equal(lastInstant(steps), 500);
  assert.equal(lastInstant(steps.slice(0, 4)), 300);
  assert.equal(lastInstant([{ ...steps[3], goal: { claim: 'two leaders', hint: {} } }]), 400);
});

test('each step has an address', () => {
  assert.equal(addressOf('dies-alone'), '/lesson/dies-alone');
  assert.equal(addressOf('dies-alone', 'in-memory'), '/lesson/dies-alone/in-memory');
});

test('what stands in backticks is code, and the name of a server or client is about it', () => {
  assert.deepEqual(pieces('`S1` sends `x=1` to `c1`, not to S2.').map(({ text, code, about }) => [text, code, about]), [
    ['S1', true, 'S1'],
    [' sends ', false, null],
    ['x=1', true, null],
    [' to ', false, null],
    ['c1', true, 'c1'],
    [', not to S2.', false, null],
  ]);
  assert.equal(plain({ en: 'A `lonely backtick' }, 'en'), 'A `lonely backtick');
  assert.equal(plain({ en: '`S1`，leads' }, 'en'), 'S1，leads');
});

test('a lesson in one language is shown to everybody in that one', () => {
  assert.deepEqual(inLanguage({ en: 'one', zh: '一' }, 'zh'), { text: '一', lang: 'zh' });
  assert.deepEqual(inLanguage({ en: 'one' }, 'zh'), { text: 'one', lang: 'en' });
  assert.deepEqual(inLanguage({ zh: '一' }, 'en'), { text: '一', lang: 'zh' });
  assert.deepEqual(inLanguage({ zh: '一', en: 'one' }, 'eo'), { text: 'one', lang: 'en' });
});

/** A storage that lasts as long as the test. */
function storage() {
  const kept = new Map();
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

test('progress is found again by the next page', () => {
  const shelf = storage();
  const book = new ProgressBook(shelf);
  book.meet('roles', 0, 5);
  book.meet('roles', 2, 5);
  book.meet('roles', 1, 5);
  book.choose('roles', 'asked', 0);
  book.choose('roles', 'asked', 1);
  book.judge('roles', 'asked', true);
  book.judge('roles', 'last', false);
  book.finish('roles');
  const again = new ProgressBook(shelf).of('roles');
  assert.deepEqual(again, { met: 3, of: 5, done: true, chosen: { asked: 1 }, right: { asked: true, last: false } });
  assert.deepEqual(counted(again), { right: 1, asked: 2 });
  assert.deepEqual(new ProgressBook(shelf).of('another'), { met: 0, of: 0, done: false, chosen: {}, right: {} });
});

test('a lesson that is begun again asks anew, and what came true stands until it is judged again', () => {
  const shelf = storage();
  const book = new ProgressBook(shelf);
  book.choose('roles', 'asked', 1);
  book.judge('roles', 'asked', true);
  book.judge('roles', 'asked-once', true);
  book.begin('roles', [{ name: 'first' }, { name: 'asked', ask: {} }]);
  assert.deepEqual(book.of('roles').chosen, {});
  assert.deepEqual(book.of('roles').right, { asked: true });
  book.judge('roles', 'asked', false);
  assert.deepEqual(new ProgressBook(shelf).of('roles').right, { asked: false });
});

test('what was kept of a lesson under a name that it had before is kept under its own', () => {
  const shelf = storage();
  const before = new ProgressBook(shelf);
  before.meet('old', 2, 5);
  before.finish('old');
  const book = new ProgressBook(shelf);
  book.adopt('new', ['other', 'old']);
  assert.deepEqual(new ProgressBook(shelf).of('new'), { met: 3, of: 5, done: true, chosen: {}, right: {} });
  // What the reader has done since is not overwritten.
  book.meet('new', 4, 5);
  book.adopt('new', ['old']);
  assert.equal(new ProgressBook(shelf).of('new').met, 5);
});

test('where the reader was last is found again', () => {
  const shelf = storage();
  assert.equal(new ProgressBook(shelf).place, null);
  new ProgressBook(shelf).stand('roles', 'leader');
  assert.deepEqual(new ProgressBook(shelf).place, { lesson: 'roles', step: 'leader' });
  shelf.kept.set('raft-playground/lesson-place', 'null');
  assert.equal(new ProgressBook(shelf).place, null);
  assert.equal(new ProgressBook(null).place, null);
});

test('a browser that keeps nothing, and one that kept nonsense, cost the progress alone', () => {
  const broken = { getItem() { throw new Error('no'); }, setItem() { throw new Error('no'); } };
  for (const shelf of [null, broken]) {
    const book = new ProgressBook(shelf);
    book.meet('roles', 1, 5);
    book.choose('roles', 'asked', 0);
    assert.equal(book.of('roles').met, 2);
    assert.deepEqual(book.of('roles').chosen, { asked: 0 });
  }
  for (const nonsense of ['{', '[]', 'null', '{"met":"x","chosen":{"a":"b"},"right":7}']) {
    const shelf = storage();
    shelf.kept.set('raft-playground/lesson/roles', nonsense);
    assert.deepEqual(new ProgressBook(shelf).of('roles'), { met: 0, of: 0, done: false, chosen: {}, right: {} });
  }
});

test('the goals of the challenges are told in words, in both languages', () => {
  for (const lang of ['en', 'zh']) {
    const words = new Words();
    const read = (name) => JSON.parse(readFileSync(new URL(`../i18n/${name}.${lang}.json`, import.meta.url), 'utf8'));
    words.use(lang, { ...read('lesson'), ...read('inspector') });
    const told = [{ kind: 'two-leaders' }, { kind: 'leaderless', for: 10_000_000 }, { kind: 'no-leader' }, { kind: 'violation', property: 'leader-completeness' }, { kind: 'any-violation' }].map((about) => claimWords(words.t, { claim: '', about }));
    assert.ok(told.every((text) => text && !text.startsWith('lesson.')), told.join('\n'));
    assert.match(told[1], /10\u00a0s/);
    assert.doesNotMatch(told[3], /leader-completeness|property\./);
    assert.equal(claimWords(words.t, { claim: 'x=1 acknowledged once' }), null);
  }
});

test('prose may name the runs of a lesson by what the text calls them, and the first by its letter', () => {
  const clusters = new Map([
    ['A', { cluster: {} }],
    ['B', { cluster: { name: 'by-length' } }],
    ['C', { cluster: { name: 'mine' } }], // the learner's own
  ]);
  assert.deepEqual([...runsOf({ lesson: { clusters: ['A', 'B'] }, clusters })], [['A', 'A'], ['by-length', 'B']]);
  assert.equal(runsOf({ lesson: { clusters: ['A'] }, clusters }).size, 0);
});
