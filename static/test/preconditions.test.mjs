import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKey, isValue, messagesOf, whyNot, whyNotRequest } from '../js/scenario/preconditions.js';

const server = (id, more = {}) => ({ id, role: 'follower', term: 1, ...more });
const state = (servers, more = {}) => ({ servers, clients: [], links: [], ...more });
const cut = (from, to) => ({ from, to, cut: true });

test('only what is running can crash, only what has crashed can restart', () => {
  const s = state([server('S1'), server('S2', { down: true })]);
  assert.equal(whyNot(s, 'crash', { server: 'S1' }), null);
  assert.equal(whyNot(s, 'crash', { server: 'S2' }).key, 'action.already-crashed');
  assert.equal(whyNot(s, 'power-off', { server: 'S2' }).key, 'action.already-crashed');
  assert.equal(whyNot(s, 'restart', { server: 'S1' }).key, 'action.already-running');
  assert.equal(whyNot(s, 'restart', { server: 'S2' }), null);
});

test('a leader has no election timer', () => {
  const s = state([server('S1', { role: 'leader' }), server('S2')]);
  assert.equal(whyNot(s, 'time-out', { server: 'S1' }).key, 'action.leader-no-timeout');
  assert.equal(whyNot(s, 'time-out', { server: 'S2' }), null);
});

test('a server whose last way to the others is cut cannot be isolated once more', () => {
  const links = [cut('S1', 'S2'), cut('S2', 'S1'), cut('S1', 'S3')];
  const s = state([server('S1'), server('S2'), server('S3')], { links });
  assert.equal(whyNot(s, 'isolate', { server: 'S1' }), null);
  links.push(cut('S3', 'S1'));
  assert.equal(whyNot(s, 'isolate', { server: 'S1' }).key, 'action.isolated');
});

test('without a picked server nothing can be done to it', () => {
  assert.equal(whyNot(state([server('S1')]), 'crash', { server: '' }).key, 'why.no-server');
});

test('there is nothing to heal while nothing is cut, and nothing to cut with one server', () => {
  const two = [server('S1'), server('S2')];
  assert.equal(whyNot(state(two, { links: [{ from: 'S1', to: 'S2', loss: 10 }] }), 'heal-all').key, 'action.nothing-to-heal');
  assert.equal(whyNot(state(two, { links: [cut('S1', 'S2')] }), 'heal-all'), null);
  assert.equal(whyNot(state([server('S1')]), 'partition').key, 'action.alone');
});

test('a request needs a key, a value if it writes, and room in the queue', () => {
  const s = state([], { clients: [{ id: 'c1', phase: 'sent', queued: 64 }] });
  const request = { client: 'c2', key: 'x', value: '1' };
  assert.equal(whyNotRequest(s, 'write', request), null);
  assert.equal(whyNotRequest(s, 'write', { ...request, key: 'X' }).key, 'why.bad-key');
  assert.equal(whyNotRequest(s, 'write', { ...request, value: '1.5' }).key, 'why.bad-value');
  assert.equal(whyNotRequest(s, 'read', { ...request, value: '1.5' }), null);
  assert.equal(whyNotRequest(s, 'read', { ...request, client: 'c1' }).key, 'action.client-queue-full');
});

test('keys and values are bounded as the world bounds them', () => {
  assert.ok(isKey('a-long_key12'));
  assert.ok(!isKey('a-long_key123') && !isKey('1a') && !isKey(''));
  assert.ok(isValue('-1000000000') && !isValue('1000000001') && !isValue(''));
});

test('a paused server cannot time out, nor be paused again; a crashed one cannot be paused', () => {
  const s = state([server('S1', { paused: true }), server('S2', { down: true })]);
  assert.equal(whyNot(s, 'time-out', { server: 'S1' }).key, 'action.paused');
  assert.equal(whyNot(s, 'pause', { server: 'S1' }).key, 'action.already-paused');
  assert.equal(whyNot(s, 'pause', { server: 'S2' }).key, 'action.not-running');
});

test('what can be acted on flies between servers; the next to arrive comes first', () => {
  const flights = [{ id: 1, from: 'S1', to: 'S2', arrives: 9 }, { id: 2, from: 'c1', to: 'S1', arrives: 1 }, { id: 3, from: 'S2', to: 'S1', arrives: 5 }];
  const s = state([server('S1'), server('S2')], { flights });
  assert.deepEqual(messagesOf(s).map((m) => m.id), [3, 1]);
  assert.equal(whyNot(s, 'drop-message', { message: 1 }), null);
  assert.equal(whyNot(s, 'drop-message', { message: 2 }).key, 'action.client-message');
  assert.equal(whyNot(s, 'drop-message', { message: 4 }).key, 'action.no-such-message');
});

test('only a server with something on its disk can be wiped', () => {
  const s = state([server('S1', { log: [] }), server('S2', { down: true, term: 0, log: [] }), server('S3', { down: true, term: 2, log: [] })]);
  assert.equal(whyNot(s, 'wipe', { server: 'S1' }), null);
  assert.equal(whyNot(s, 'wipe', { server: 'S2' }).key, 'action.empty-disk');
  assert.equal(whyNot(s, 'wipe', { server: 'S3' }), null);
});
