import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as entry from '../js/inspector/why-entry.js';
import { after, decided, explain, is, logs, said } from './explained.mjs';

/** S1 leads in a term with two entries; what stands where is told by the test. */
const leads = (term, ...more) => after(
  logs(1, 'S1', 1, [1, 'no-op'], [2, 'x=1']),
  logs(1, 'S2', 1, [1, 'no-op']),
  is(2, 'S1', { role: 'leader', term, commitIndex: 1, lastIndex: 2, syncedIndex: 2 }),
  is(2, 'S2', { term, syncedIndex: 1, lastIndex: 1 }),
  { at: 2, kind: 'progress', progress: { server: 'S1', next: [0, 3, 3], match: [0, 1, 0] } },
  ...more,
);

test('an entry that too few store says how many, how many are needed, and why the others have it not', () => {
  const history = leads(2,
    { at: 3, kind: 'send', message: { id: 1, from: 'S1', to: 'S2', kind: 'AppendEntries', term: 2, sent: 3, arrives: 9, appendEntries: { prevLogIndex: 1, prevLogTerm: 1, entries: 1, leaderCommit: 0 } } },
    is(3, 'S3', { down: true }),
    decided(4, 'S1', { kind: 'commit-held-majority', index: 2, stored: 1, need: 2 }),
  );
  const report = explain(history, 'entry', 'S1 2 2');
  assert.match(said(report), /Not committed yet\. It is stored on 1 of 3 servers; 2 are needed\. S2 has it in flight; S3 is down\./);
  assert.equal(report.cards[0].rule, 'commit-majority');
});

test('an entry of an earlier term says that counting may not commit it, with both terms', () => {
  const history = leads(4, logs(3, 'S2', 2, [2, 'x=1']), is(3, 'S2', { term: 4, syncedIndex: 2, lastIndex: 2 }), decided(4, 'S1', { kind: 'commit-held-old-term', index: 2, entryTerm: 2, leaderTerm: 4, stored: 2, need: 2 }));
  const report = explain(history, 'entry', 'S1 2 2');
  assert.match(said(report), /2 of 3 servers store it and 2 would do, but it is of term 2 and the leader is in term 4/);
  assert.deepEqual([report.cards[0].rule, report.cards[0].section], ['commit-only-current-term', '§5.4.2']);
});

test('an entry that was overwritten says by whom and why, and before that it does not', () => {
  const history = after(
    logs(1, 'S2', 1, [1, 'x=1']),
    decided(5_000, 'S2', { kind: 'conflict-truncated', leader: 'S3', first: 1, removed: 1, ours: { term: 1, index: 1 }, theirs: { term: 3, index: 1 } }),
    logs(5_000, 'S2', 1, [3, 'y=2']),
  );
  const report = explain(history, 'entry', 'S2 1 1');
  assert.match(said(report), /Overwritten\. At 5\.0 ms S3, leader, sent S2 an entry of term 3 for index 1, where S2 had one of term 1/);
  assert.doesNotMatch(said(explain(history, 'entry', 'S2 1 1', 4_000)), /Overwritten/);
});

test('an entry is committed by the first decision that reaches it, not by the newest', () => {
  const history = leads(2,
    decided(10, 'S1', { kind: 'committed', index: 2, stored: 2, need: 2 }),
    is(10, 'S1', { role: 'leader', term: 2, commitIndex: 2, lastIndex: 2, syncedIndex: 2 }),
    decided(20, 'S1', { kind: 'committed', index: 3, stored: 3, need: 2 }),
  );
  const [card] = explain(history, 'entry', 'S1 2 2').cards;
  assert.deepEqual([card.tone, card.at], ['yes', 10]);
});

/** S1 leads term 2, and S2 has stored its entry 2, which S1 has not heard. */
const unheard = [
  logs(3, 'S2', 2, [2, 'x=1']),
  is(3, 'S1', { role: 'leader', term: 2, commitIndex: 1, lastIndex: 2, syncedIndex: 2 }),
  is(3, 'S2', { term: 2, lastIndex: 2, syncedIndex: 2 }),
];
const counts = [
  decided(10, 'S1', { kind: 'committed', index: 2, stored: 2, need: 2 }),
  is(10, 'S1', { role: 'leader', term: 2, commitIndex: 2, lastIndex: 2, syncedIndex: 2 }),
];
const dies = is(20, 'S1', { down: true, term: 2, lastIndex: 2, syncedIndex: 2 });

test('an entry that a majority stores in its own term is safe and not yet counted, and no rule holds it back', () => {
  const [card] = explain(leads(2, ...unheard), 'entry', 'S1 2 2').cards;
  assert.deepEqual([card.title.key, card.rule], ['why.entry.safe', undefined]);
  assert.match(said({ title: card.title, fields: [], cards: [card] }), /Safe, not yet counted\. It is stored on 2 of 3 servers.*no later leader can lack it.*S1 has heard of 1 so far/);
});

test('it stays safe when its leader is gone, even for servers that have moved on to a later term', () => {
  const history = leads(2, ...unheard, dies, is(30, 'S2', { term: 3, lastIndex: 2, syncedIndex: 2 }), is(30, 'S3', { term: 3 }));
  assert.match(said(explain(history, 'entry', 'S2 2 2')), /Safe, not yet counted\..*Nobody leads just now/);
});

test('an entry that got to a majority only in a later term is not safe', () => {
  const history = leads(4, logs(3, 'S2', 2, [2, 'x=1']), is(3, 'S2', { term: 4, syncedIndex: 2, lastIndex: 2 }));
  const [card] = explain(history, 'entry', 'S1 2 2').cards;
  assert.deepEqual([card.title.key, card.rule], ['why.entry.waiting', 'commit-only-current-term']);
});

test('where a rule is off, nothing is called safe', () => {
  const history = leads(2, ...unheard);
  const { state, time } = { state: history.stateAt(history.edge), time: history.edge };
  const [card] = entry.explain('S1 2 2', { state, time, history, found: new Map(), without: ['election-restriction'], copiesNeeded: 2 }).cards;
  assert.equal(card.title.key, 'why.entry.waiting');
});

test('what a leader committed that has crashed stays committed, and it is said who knows', () => {
  const history = leads(2, ...unheard, ...counts, dies);
  assert.match(said(explain(history, 'entry', 'S2 2 2')), /Committed by S1 at 0\.0 ms\. No running server knows it\./);
  assert.doesNotMatch(said(explain(history, 'entry', 'S2 2 2', 9)), /Committed by/, 'not before it was');
  assert.match(said(explain(leads(2, ...unheard, ...counts, dies, is(30, 'S2', { role: 'leader', term: 3, commitIndex: 1, lastIndex: 2, syncedIndex: 2 })), 'server', 'S2')), /S2 does not know yet that entry 2 \(x=1\) is committed/);
});

test('a power cut loses what was not synced, a wiped disk loses all, and each says so', () => {
  const had = [logs(1, 'S1', 1, [1, 'x=1']), is(1, 'S1', { lastIndex: 1 })];
  const gone = (down) => explain(after(...had, down, logs(2_000, 'S1', 1)), 'entry', 'S1 1 1');
  assert.match(said(gone(is(2_000, 'S1', { down: true }))), /Lost with the power\. S1 lost its power at 2\.0 ms, before its disk had synced/);
  assert.match(said(gone(is(2_000, 'S1', { down: true, wipes: 1 }))), /Lost with the disk\./);
});

test('an entry says where it comes from: from a client, or from a new leader itself', () => {
  const led = decided(50, 'S1', { kind: 'became-leader', term: 1, votes: 2, need: 2 });
  const taken = decided(100, 'S1', { kind: 'proposal-accepted', client: 'c1', request: 1, index: 2, term: 1 });
  const history = after(led, logs(51, 'S1', 1, [1, 'no-op']), taken, logs(101, 'S1', 2, [1, 'x=1']), logs(200, 'S2', 1, [1, 'no-op'], [1, 'x=1']));
  const origin = (id) => explain(history, 'entry', id).cards.find(({ title }) => title.key === 'why.entry.origin')?.at;
  assert.deepEqual(['S1 1 1', 'S2 1 1', 'S1 2 1', 'S2 2 1', 'S2 2 9'].map(origin), [50, 50, 100, 100, undefined]);
});

/** S1 has committed entry 2, and its log begins behind it. */
const compacted = (...more) => leads(2,
  logs(3, 'S2', 2, [2, 'x=1']),
  is(3, 'S2', { term: 2, lastIndex: 2, syncedIndex: 2 }),
  ...counts,
  { at: 20, kind: 'snapshot', snapshot: { server: 'S1', doing: 'taken', index: 2, machine: [] } },
  is(20, 'S1', { role: 'leader', term: 2, commitIndex: 2, lastApplied: 2, lastIndex: 2, syncedIndex: 2, baseIndex: 2, baseTerm: 2 }),
  ...more,
);

test('a server whose snapshot stands for an entry has it, and knows it to be committed', () => {
  const report = explain(compacted(), 'entry', 'S2 2 2');
  assert.match(said(report), /Committed\..*S1/);
  assert.ok(report.fields.some((f) => f.name.key === 'why.copy.snapshot'));
});

test('a snapshot does not stand for an entry that was overwritten elsewhere', () => {
  const report = explain(compacted(logs(21, 'S3', 1, [1, 'no-op'], [1, 'y=2']), is(21, 'S3', { term: 1, lastIndex: 2, syncedIndex: 2 })), 'entry', 'S3 2 1');
  assert.equal(report.cards[0].title.key, 'why.entry.waiting');
  assert.match(said(report), /A snapshot stands for index 2 in the log of S1/);
  assert.ok(!report.fields.some((f) => f.name.key === 'why.copy.snapshot'));
});
