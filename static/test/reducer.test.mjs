import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Log } from '../js/run/log.js';
import { advance, has, initial, reduce } from '../js/run/reducer.js';
import { cluster, events, plain } from './run.mjs';

const begin = () => initial(cluster().state);
const after = (list, state = begin()) => list.reduce(reduce, state);

test('an event touches only the server it is about', () => {
  const before = begin();
  const state = reduce(before, { at: 5, kind: 'server', server: { id: 'S2', role: 'candidate', term: 3 } });
  assert.notEqual(state.servers[1], before.servers[1]);
  assert.equal(state.servers[0], before.servers[0]);
  assert.equal(state.servers[2], before.servers[2]);
  assert.equal(state.clients, before.clients);
  assert.equal(state.flights, before.flights);
  assert.deepEqual([state.at, state.seq, before.at, before.seq], [5, 1, 0, 0]);
});

test('a server event replaces all scalars and keeps log, machine and progress', () => {
  const state = after([
    { at: 1, kind: 'log', log: { server: 'S1', from: 1, entries: [{ term: 1, cmd: 'x=1' }] } },
    { at: 1, kind: 'apply', apply: { server: 'S1', index: 1, key: 'x', value: 1 } },
    { at: 1, kind: 'progress', progress: { server: 'S1', next: [0, 2, 2], match: [0, 1, 1] } },
    { at: 2, kind: 'server', server: { id: 'S1', role: 'leader', term: 1, commitIndex: 1 } },
    { at: 3, kind: 'server', server: { id: 'S1', role: 'follower', term: 2, down: true } },
  ]);
  const s = state.servers[0];
  assert.deepEqual([s.role, s.term, s.down, s.commitIndex], ['follower', 2, true, undefined]);
  assert.equal(s.log.length, 1);
  assert.deepEqual(s.machine, [{ key: 'x', value: 1 }]);
  assert.deepEqual(s.next, [0, 2, 2]);
});

test('an older state keeps its log when a newer one appends, cuts and diverges', () => {
  const entry = (cmd, term = 1) => ({ term, cmd });
  const log = (from, ...entries) => ({ at: 1, kind: 'log', log: { server: 'S1', from, entries } });
  const two = after([log(1, entry('a'), entry('b'))]);
  const three = after([log(3, entry('c'))], two);
  const cut = after([log(2)], three);
  const other = after([log(2, entry('B', 2), entry('C', 2), entry('D', 2))], three);
  const again = after([log(2, entry('z', 3))], cut);
  const words = (state) => [...state.servers[0].log].map((e) => e.cmd).join('');
  assert.deepEqual([two, three, cut, other, again].map(words), ['ab', 'abc', 'a', 'aBCD', 'az']);
  assert.equal(two.servers[0].log.entry(2).cmd, 'b');
  assert.equal(two.servers[0].log.entry(3), undefined);
  assert.equal(JSON.stringify(three.servers[0].log), '[{"term":1,"cmd":"a"},{"term":1,"cmd":"b"},{"term":1,"cmd":"c"}]');
});

test('a long log grows without being copied', () => {
  const count = 2_000;
  const list = Array.from({ length: count }, (_, i) => ({ at: i, kind: 'log', log: { server: 'S1', from: i + 1, entries: [{ term: 1, cmd: 'x=1' }] } }));
  let reads = 0;
  /** @type {any[]} */
  const entries = [];
  const shared = new Proxy(entries, { get: (it, key) => (reads++, Reflect.get(it, key)) });
  const base = begin();
  const state = after(list, { ...base, servers: base.servers.map((s) => (s.id === 'S1' ? { ...s, log: new Log(shared, 1, 0, null) } : s)) });
  assert.equal(state.servers[0].log.length, count);
  assert.equal(entries.length, count, 'the logs do not share what they hold');
  // Copying 2,000 logs of up to 2,000 entries would read 2,000,000.
  assert.ok(reads < 10 * count, `growing a log by one entry reads what is there: ${reads} reads`);
});

/** A state whose first log begins at index 5, and how it goes on. */
const tail = () => {
  const sent = cluster().state;
  Object.assign(sent.servers[0], { first: 5, lastIndex: 6, log: [{ term: 2, cmd: 'e' }, { term: 2, cmd: 'f' }] });
  return initial(sent);
};
const change = (from, ...cmds) => ({ at: 1, kind: 'log', log: { server: 'S1', from, entries: cmds.map((cmd) => ({ term: 3, cmd })) } });
const shape = ({ servers: [{ log }] }) => [log.first, log.length, [...log].map((e) => e.cmd).join('')];

test('a long log is known from its tail on, and what lies before it is not', () => {
  const state = tail();
  assert.deepEqual(shape(state), [5, 6, 'ef']);
  const { log } = state.servers[0];
  assert.deepEqual([log.entry(4), log.lacks(4), log.lacks(5), log.lacks(0), log.entry(5).cmd], [undefined, true, false, false, 'e']);
  assert.equal('first' in state.servers[0], false, 'no later scalar state has it');
});

test('a change below the tail leaves nothing known before it, as in Go', () => {
  assert.deepEqual(shape(after([change(7, 'g')], tail())), [5, 7, 'efg']);
  assert.deepEqual(shape(after([change(5, 'E')], tail())), [5, 5, 'E']);
  assert.deepEqual(shape(after([change(3, 'C', 'D')], tail())), [3, 4, 'CD']);
  assert.deepEqual(shape(after([change(3), change(3, 'c')], tail())), [3, 3, 'c']);
  assert.deepEqual(shape(after([change(3, 'C'), change(1, 'a')], tail())), [1, 1, 'a']);
});

test('what is filled in before a tail is there for every log that comes of it, as far as it is theirs', () => {
  const base = tail();
  const [grown, cut, below] = [[change(7, 'g')], [change(6, 'F'), change(7, 'G')], [change(3, 'C')]].map((list) => after(list, base));
  base.servers[0].log.older.take(1, ['a', 'b', 'c', 'd', 'never'].map((cmd) => ({ term: 1, cmd })));
  const words = ({ servers: [{ log }] }) => Array.from({ length: log.length }, (_, i) => log.entry(i + 1)?.cmd ?? '?').join('');
  assert.deepEqual([base, grown, cut, below].map(words), ['abcdef', 'abcdefg', 'abcdeFG', 'abC']);
  assert.equal(grown.servers[0].log.lacks(4), false);
});

test('messages travel from their send to their deliver or drop', () => {
  const send = (id) => ({ at: 1, kind: 'send', message: { id, from: 'S1', to: 'S2', kind: 'RequestVote', sent: 1, arrives: 9 } });
  const state = after([send(1), send(2), send(3), { at: 5, kind: 'deliver', message: { id: 2, from: 'S1', to: 'S2' } }, { at: 6, kind: 'drop', why: 'cut', message: { id: 1, from: 'S1', to: 'S2' } }]);
  assert.deepEqual(state.flights.map((m) => m.id), [3]);
});

test('a state machine stays sorted by key, and is emptied by an apply without a key', () => {
  const apply = (key, value) => ({ at: 1, kind: 'apply', apply: { server: 'S3', key, value } });
  const full = after([apply('m', 1), apply('b', 2), apply('z', 3), apply('m'), apply('n', -4)]);
  assert.deepEqual(full.servers[2].machine, [{ key: 'b', value: 2 }, { key: 'm', value: 0 }, { key: 'n', value: -4 }, { key: 'z', value: 3 }]);
  assert.deepEqual(after([apply()], full).servers[2].machine, []);
});

test('links are kept by from, then to, and replaced by their settings', () => {
  const link = (from, to, cut) => ({ at: 1, kind: 'link', link: { from, to, cut } });
  const state = after([link('S2', 'S1', true), link('S1', 'S3', true), link('S1', 'S2', true), link('S2', 'S1')]);
  assert.deepEqual(state.links.map((l) => [l.from, l.to, l.cut ?? false]), [['S1', 'S2', true], ['S1', 'S3', true], ['S2', 'S1', false]]);
});

test('a client comes into being with all before it', () => {
  const state = after([{ at: 1, kind: 'client', client: { id: 'c3', phase: 'sent', request: 1 } }]);
  assert.deepEqual(state.clients.map((c) => `${c.id} ${c.phase}`), ['c1 idle', 'c2 idle', 'c3 sent']);
});

test('many events at once lead where one after another lead', () => {
  const list = events(1000);
  assert.deepEqual(plain(advance(begin(), list, 0, list.length)), plain(after(list)));
});

test('a set of servers has bit i for server i', () => {
  assert.deepEqual(['S1', 'S2', 'S9'].map((id) => has((1 << 1) | (1 << 9), id)), [true, false, true]);
  assert.equal(has(undefined, 'S1'), false);
});
