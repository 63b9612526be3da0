import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, decided, explain, is, said } from './explained.mjs';

test('a vote says why it was refused, and a silent voter why it is silent', () => {
  const history = after(
    decided(1, 'S1', { kind: 'election-started', term: 2 }),
    is(1, 'S1', { role: 'candidate', term: 2 }),
    is(2, 'S3', { down: true }),
    decided(3, 'S2', { kind: 'vote-refused-log', candidate: 'S1', term: 2, ours: { term: 1, index: 2 }, theirs: { term: 1, index: 1 } }),
  );
  assert.match(said(explain(history, 'vote', 'S1 S2 2')), /Refused\..*its own is newer and ends with entry 2 of term 1/);
  assert.match(said(explain(history, 'vote', 'S1 S3 2')), /No answer yet\. S3 is down\./);
  assert.match(said(explain(history, 'server', 'S1')), /S2 refuses S1 its vote.*S3 is down/);
});

test('an answer that has come is not said to be on its way, also once its candidate leads', () => {
  const vote = [
    decided(1, 'S1', { kind: 'election-started', term: 2 }),
    is(1, 'S1', { role: 'candidate', term: 2 }),
    decided(3, 'S2', { kind: 'vote-granted', candidate: 'S1', term: 2 }),
  ];
  assert.match(said(explain(after(...vote), 'vote', 'S1 S2 2')), /The answer has not reached S1\./);
  const counted = after(...vote, decided(9, 'S1', { kind: 'vote-counted', voter: 'S2', term: 2, votes: 2, need: 2 }), is(9, 'S1', { role: 'leader', term: 2 }));
  assert.doesNotMatch(said(explain(counted, 'vote', 'S1 S2 2')), /has not reached/);
});

test('a voter that the request cannot reach is cut off one way, where the other way is open', () => {
  const cut = (from, to) => ({ at: 2, kind: 'link', link: { from, to, cut: true } });
  const stands = [decided(1, 'S1', { kind: 'election-started', term: 2 }), is(1, 'S1', { role: 'candidate', term: 2 }), cut('S1', 'S2')];
  assert.match(said(explain(after(...stands), 'vote', 'S1 S2 2')), /Nothing gets through from S1 to S2\./);
  assert.match(said(explain(after(...stands, cut('S2', 'S1')), 'vote', 'S1 S2 2')), /S1 and S2 are cut off from one another\./);
});

test('a follower that hears its leader says so, with the time that is left', () => {
  const history = after(is(1, 'S1', { role: 'leader' }), is(50_000, 'S2', { leader: 'S1', timerSet: 50_000, deadline: 250_000 }));
  assert.match(said(explain(history, 'server', 'S2', 50_000)), /S2 hears its leader S1, last at 50\.0 ms.*200 ms left/);
});

test('a leader that hands over says to whom and what follows from it, until it leads no longer', () => {
  const history = after(
    is(1, 'S1', { role: 'leader', transfer: 'S3' }),
    decided(1, 'S1', { kind: 'transfer-begun', target: 'S3', term: 2, index: 4 }),
    decided(20, 'S1', { kind: 'target-told-to-stand', target: 'S3', term: 2, index: 4 }),
    is(40, 'S1', { role: 'follower', term: 3 }),
  );
  assert.match(said(explain(history, 'server', 'S1', 10)), /over to S3\. .*waits until S3 is known to store everything up to 4\. S1 takes no requests meanwhile/);
  assert.match(said(explain(history, 'server', 'S1', 30)), /over to S3\. S1 tells S3, which stores everything up to 4, to stand/);
  assert.doesNotMatch(said(explain(history, 'server', 'S1', 50)), /over to S3/);
});

test('nobody is asked why they stepped down who leads or stands now, nor about a term that has passed', () => {
  const back = decided(100, 'S1', { kind: 'stepped-down', from: 'S2', ourTerm: 1, theirTerm: 2 });
  const led = is(50, 'S1', { role: 'leader', term: 1 });
  const follows = is(101, 'S1', { term: 2 });
  const titles = (...events) => explain(after(...events), 'server', 'S1').cards.map(({ title }) => title.key);
  assert.ok(titles(led, back, follows).includes('why.why-stepped'));
  assert.ok(!titles(led, back, follows, is(200, 'S1', { role: 'leader', term: 3 })).includes('why.why-stepped'));
  assert.ok(!titles(led, back, follows, is(200, 'S1', { role: 'candidate', term: 3 })).includes('why.why-stepped'));
  const learned = [is(50, 'S1', { term: 1 }), back, follows];
  assert.ok(titles(...learned).includes('why.why-new-term'));
  assert.ok(!titles(...learned, is(200, 'S1', { term: 3 })).includes('why.why-new-term'));
});

test('who led in its term before it crashed, or until it heard no majority, is not said to have heard no leader', () => {
  const led = [decided(50, 'S1', { kind: 'became-leader', term: 1, votes: 2, need: 2 }), is(50, 'S1', { role: 'leader', term: 1, leader: 'S1' })];
  const lost = [decided(100, 'S1', { kind: 'quorum-lost', term: 1, heard: 1, need: 2 }), is(100, 'S1', { term: 1 })];
  const card = explain(after(...led, ...lost), 'server', 'S1');
  assert.match(said(card), /S1 led in term 1 itself, and leads no longer/);
  assert.match(said(card), /within an election timeout it heard from 1, itself included; a majority is 2/);
  assert.match(said(explain(after(...led, is(200, 'S1', { term: 2 })), 'server', 'S1')), /has heard from no leader in term 2/);
});
