import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, decided, explain, is, logs, said } from './explained.mjs';

test('a read says which of its three steps it waits for', () => {
  const history = after(is(1, 'S1', { role: 'leader' }), { at: 1, kind: 'client', client: { id: 'c1', request: 1, cmd: 'read x', phase: 'received', attempt: 1, attempts: 11, target: 'S1', waits: 'quorum', copies: 1, need: 2 } });
  const report = explain(history, 'client', 'c1');
  assert.match(said(report), /1 have confirmed|1 of 2 have confirmed/);
  assert.equal(report.cards[0].rule, 'quorum-reads');
});

test("a client waits for its own entry, and not for what stands at that index elsewhere", () => {
  const history = after(
    decided(1, 'S1', { kind: 'proposal-accepted', client: 'c1', request: 1, index: 1, term: 1 }),
    logs(1, 'S1', 1, [1, 'x=1']),
    is(1, 'S1', { role: 'leader', term: 1, lastIndex: 1 }),
    { at: 1, kind: 'client', client: { id: 'c1', request: 1, cmd: 'x=1', phase: 'received', attempt: 1, attempts: 3, target: 'S1', index: 1, deadline: 500 } },
    logs(2, 'S2', 1, [2, 'y=2']),
    is(2, 'S2', { role: 'leader', term: 2, lastIndex: 1 }),
  );
  const report = explain(history, 'client', 'c1');
  assert.match(said(report), /S2, leader of term 2, has an entry of term 2 at 1\. When S2 sends it to S1, the one here gives way/);
  assert.equal(report.cards[0].links[0].select.id, 'S1 1 1');
  history.append({ id: 'A', edge: 3, first: history.lastSeq + 1, events: [logs(3, 'S1', 1, [2, 'y=2'])] });
  assert.match(said(explain(history, 'client', 'c1')), /Its entry 1 of term 1 is in no log any more/);
});

test('an answer that was lost is not on its way', () => {
  const reply = { id: 9, from: 'S1', to: 'c1', kind: 'ClientReply', sent: 5, arrives: 50, clientReply: { request: 1, status: 'ok' } };
  const asks = { at: 1, kind: 'client', client: { id: 'c1', request: 1, cmd: 'x=1', phase: 'committed', attempt: 1, attempts: 3, target: 'S1', index: 1, deadline: 500 } };
  const sent = [{ at: 1, kind: 'send', message: { id: 8, from: 'c1', to: 'S1', kind: 'ClientRequest', sent: 1, arrives: 2, clientRequest: { request: 1, cmd: 'x=1' } } }, asks, { at: 5, kind: 'send', message: reply }];
  assert.match(said(explain(after(...sent), 'client', 'c1')), /S1's answer is on its way to c1/);
  const lost = after(...sent, { at: 7, kind: 'drop', why: 'cut', message: { id: 9, from: 'S1', to: 'c1' } });
  assert.match(said(explain(lost, 'client', 'c1')), /S1's answer to c1 was lost, at 0\.0 ms: at a cut/);
  assert.doesNotMatch(said(explain(lost, 'client', 'c1')), /on its way/);
});

test('a client that was turned away and waits is not said to have asked in vain: it has an answer', () => {
  const client = { id: 'c1', request: 1, cmd: 'x=1', phase: 'sent', attempt: 1, attempts: 3, target: 'S1', retry: 'unknown', pausing: true, deadline: 684_097 };
  const text = said(explain(after({ at: 1, kind: 'client', client }), 'client', 'c1'));
  assert.match(text, /What S1 answered is no result\. c1 asks again at 684\.0 ms/);
  assert.doesNotMatch(text, /No server has taken it|has not answered/);
});

test('an entry that only a snapshot stands for any more is committed, and not gone', () => {
  const history = after(
    logs(1, 'S1', 1, [1, 'x=1']),
    decided(1, 'S1', { kind: 'proposal-accepted', client: 'c1', request: 1, index: 1, term: 1 }),
    is(1, 'S1', { role: 'leader', term: 1, lastIndex: 1, syncedIndex: 1 }),
    { at: 1, kind: 'client', client: { id: 'c1', request: 1, cmd: 'x=1', phase: 'received', attempt: 1, attempts: 3, target: 'S1', index: 1, deadline: 500 } },
    decided(2, 'S1', { kind: 'committed', index: 1, stored: 2, need: 2 }),
    is(2, 'S1', { role: 'leader', term: 1, lastIndex: 1, syncedIndex: 1, commitIndex: 1, lastApplied: 1 }),
    { at: 3, kind: 'snapshot', snapshot: { server: 'S1', doing: 'taken', index: 1, machine: [] } },
    is(3, 'S1', { role: 'leader', term: 1, lastIndex: 1, syncedIndex: 1, commitIndex: 1, lastApplied: 1, baseIndex: 1, baseTerm: 1 }),
  );
  const text = said(explain(history, 'client', 'c1'));
  assert.match(text, /Committed/i);
  assert.doesNotMatch(text, /in no log any more/);
});
