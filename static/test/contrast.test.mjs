import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { doneWords } from '../js/compare/action-target.js';
import { changed, contrasts, listed, partings } from '../js/compare/contrast.js';
import { whyNowhere } from '../js/scenario/preconditions.js';
import { Words } from '../js/ui/i18n.js';

const speak = (lang) => {
  const words = new Words();
  words.use(lang, Object.assign({}, ...['shell', 'clusters'].map((name) => JSON.parse(readFileSync(new URL(`../i18n/${name}.${lang}.json`, import.meta.url), 'utf8')))));
  return words.t;
};
const en = speak('en');
const zh = speak('zh');

const side = (id, { servers = [], links = [], clients = [], broke = false, leader = 0, term = 1 } = {}) => ({
  id,
  broke,
  state: {
    servers: ['S1', 'S2', 'S3'].map((name, i) => ({ id: name, role: i === leader ? 'leader' : 'follower', term, commitIndex: 1, log: [], ...servers[i] })),
    links,
    clients,
    flights: [],
  },
});

test('names are listed as a sentence lists them', () => {
  assert.deepEqual([[], ['A'], ['A', 'B'], ['A', 'B', 'C']].map((names) => listed(en, names)), ['', 'A', 'A and B', 'A, B and C']);
});

test('where all is alike nothing differs', () => {
  assert.deepEqual(contrasts(en, [side('A'), side('B'), side('C')]), []);
});

test('who leads is told of each, whoever has nobody as well', () => {
  assert.deepEqual(contrasts(en, [side('A', { leader: 9 }), side('B', { leader: 1, term: 2 }), side('C', { leader: 1, term: 2 })]), ['nobody leads A, S2 leads B and C (term 2)']);
  assert.deepEqual(contrasts(zh, [side('A', { leader: 9 }), side('B', { leader: 1, term: 2 })]), ['A 没有领导者，B 的领导者是 S2（任期 2）']);
});

test('the same leader in another term is a difference', () => {
  assert.equal(contrasts(en, [side('A'), side('B', { term: 4 })]).length, 1);
});

test('what is committed is told as what running servers know of it', () => {
  const knows = side('A', { servers: [{ commitIndex: 3 }] });
  assert.deepEqual(contrasts(en, [knows, side('B')]), ['known to be committed: 3 entries in A, 1 entry in B']);
  const down = side('A', { servers: [{}, { commitIndex: 3, down: true }] });
  assert.equal(contrasts(en, [down, side('B')]).some((words) => words.includes('committed')), false);
});

test('a request that one has answered and another has not', () => {
  const client = (phase) => ({ clients: [{ id: 'c1', phase, cmd: 'x=1' }] });
  assert.deepEqual(contrasts(en, [side('A', client('stored')), side('B', client('answered'))]), ["c1's “x=1” waits in A, c1's “x=1” is answered in B"]);
  // Two that wait for the same thing are alike, whichever step it is.
  assert.deepEqual(contrasts(en, [side('A', client('stored')), side('B', client('received'))]), []);
});

test('what is down, paused or cut is told where it is', () => {
  const cut = (...pairs) => pairs.map(([from, to]) => ({ from, to, cut: true }));
  assert.deepEqual(contrasts(en, [side('A'), side('B', { servers: [{}, { down: true }, { paused: true }], links: cut(['S1', 'S2'], ['S2', 'S1']) })]), ['S2 is down in B', 'S3 is paused in B', '1 link is cut in B']);
});

test('a property that broke comes first', () => {
  assert.equal(contrasts(en, [side('A'), side('B', { broke: true, term: 3 })])[0], 'a property has broken in B');
});

test('since when two differ is true at the instant that is shown', () => {
  const of = (differs, changes) => [{ id: 'A' }, { id: 'B', origin: { cluster: 'A', changes }, differs: differs && { cluster: 'A', ...differs } }];
  const at = (time, differs) => partings(en, of(differs), time);
  assert.equal(at(5_000), 'The same so far.');
  assert.equal(at(411_999, { at: 412_000 }), 'The same until 412 ms.');
  assert.equal(at(412_000, { at: 412_000 }), 'The same until 412 ms, different since.');
  assert.equal(at(5_000, { at: 0 }), 'Different from the beginning.');
  assert.equal(partings(zh, of({ at: 412_000 }), 500_000), '在 412 ms 之前经过相同，此后不同。');
  assert.equal(changed(en, of(undefined, [{ setting: 'without', value: 'commit-majority' }])), 'B is like A, but without commit-majority.');
  assert.equal(changed(en, of()), '');
});

test('of many it is told who parted when, from whom', () => {
  const from = (other, id, at) => ({ id, origin: { cluster: other }, differs: at === undefined ? undefined : { cluster: other, at } });
  const all = [{ id: 'A' }, from('A', 'B', 182_700), from('A', 'C', 0), from('A', 'D', 0), from('A', 'E'), from('B', 'F', 500_000)];
  assert.equal(partings(en, all, 600_000), 'Parted from A: C and D at the beginning, B at 182.7 ms, E not so far. Parted from B: F at 500 ms.');
  assert.equal(partings(en, [{ id: 'A' }, { id: 'B', origin: { cluster: 'gone' } }], 0), '');
});

test('where something was done is told, and where not with the reason', () => {
  assert.equal(doneWords(en, 'crash S3', ['A', 'B'], []), '“crash S3”: done in A and B.');
  assert.equal(doneWords(en, 'crash S3', ['B'], []), '“crash S3”: done in B alone.');
  const missed = ['B', 'C'].map((cluster) => ({ cluster, why: 'S3 has crashed already.' }));
  assert.equal(doneWords(en, 'crash S3', ['A', 'B', 'C'], missed), '“crash S3”: done in A. Not in B and C: S3 has crashed already.');
  assert.equal(doneWords(zh, 'crash S3', ['A', 'B'], [{ cluster: 'B', why: 'S3 已经崩溃。' }]), '“crash S3”：已在 A 中执行。 未在 B 中执行：S3 已经崩溃。');
});

test('what does something in one cluster can be done, whatever it does in the others', () => {
  const [up, down] = [side('A').state, side('B', { servers: [{ down: true }] }).state];
  assert.equal(whyNowhere([down, up], 'crash', { server: 'S1' }), null);
  assert.equal(whyNowhere([down, down], 'crash', { server: 'S1' })?.key, 'action.already-crashed');
  assert.equal(whyNowhere([down], 'crash', { server: 'S1' })?.key, 'action.already-crashed');
});
