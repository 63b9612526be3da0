import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Log } from '../js/run/log.js';
import { partOf } from '../js/run/event-index.js';
import { lately, shown, strengthOf } from '../js/stage/flights.js';
import { along, routes } from '../js/stage/routes.js';
import { layout } from '../js/stage/layout.js';
import { entryState } from '../js/stage/log-row.js';
import { longestCommand } from '../js/stage/longest.js';
import { differing, groupsOf } from '../js/stage/machines.js';
import { lookOf } from '../js/stage/shapes.js';
import { hue } from '../js/ui/hue.js';
import { timeLeft } from '../js/stage/timers.js';
import { wallsOf } from '../js/stage/walls.js';

test('a message is where its two instants put it, in a straight line in time', () => {
  const m = { id: 1, from: 'S1', to: 'S2', sent: 1000, arrives: 11_000 };
  assert.deepEqual([1000, 3500, 6000, 11_000, 99_000].map((t) => partOf(m, t)), [0, 0.25, 0.5, 1, 1]);
  assert.equal(partOf({ id: 1, from: 'S1', to: 'S2', sent: 5, arrives: 5 }, 5), 1);
});

test('into a cut a message gets as far as the wall, in half of its time', () => {
  assert.deepEqual([0, 0.25, 0.5, 0.7].map((part) => shown(part, 0.8)), [0, 0.4, 0.8, 0.8]);
  assert.equal(shown(0.3, null), 0.3);
});

test('messages that would only flash are not drawn, and all are while time stands', () => {
  const m = { id: 1, from: 'S1', to: 'S2', sent: 0, arrives: 10_000 };
  assert.equal(strengthOf(m, 1 / 70), 1);
  assert.equal(strengthOf(m, 1), 0);
  assert.equal(strengthOf(m, 0), 1);
  assert.ok(strengthOf(m, 0.1) > 0 && strengthOf(m, 0.1) < 1);
});

test('every kind of message has a shape of its own', () => {
  const m = (kind, more) => lookOf({ id: 1, from: 'S1', to: 'S2', kind, term: 7, ...more });
  const looks = [
    m('RequestVote'),
    m('RequestVoteReply', { requestVoteReply: { voteGranted: true } }),
    m('RequestVoteReply', { requestVoteReply: { voteGranted: false } }),
    m('AppendEntries', { routine: true }),
    m('AppendEntries', { appendEntries: { entries: 12 } }),
    m('AppendEntriesReply', { appendEntriesReply: { success: true, prevLogIndex: 3, matchIndex: 5 } }),
    m('AppendEntriesReply', { appendEntriesReply: { success: false, prevLogIndex: 3, matchIndex: 0 } }),
    m('AppendEntriesReply', { appendEntriesReply: { success: true, prevLogIndex: 3, matchIndex: 3 }, routine: true }),
    m('ClientRequest', { clientRequest: { request: 1, cmd: 'x=1' } }),
    m('ClientReply', { clientReply: { request: 1, status: 'ok' } }),
  ];
  assert.equal(new Set(looks.map((l) => l.shape)).size, looks.length);
  assert.ok(looks.every((l) => l.hue === 7));
  assert.equal(looks[4].text, '12');
  assert.equal(looks[8].text, 'x=1');
  assert.equal(m('ClientReply', { clientReply: { request: 1, status: 'not-leader', leader: 'S3' } }).text, '→ S3');
});

test('ten terms have ten colours, and again', () => {
  assert.deepEqual([0, 1, 5, 6, 10, 11].map(hue), [0, 1, 5, 6, 10, 1]);
});

test('a timer runs down from when it was set to its deadline', () => {
  const server = { id: 'S1', timerSet: 100, deadline: 300 };
  assert.deepEqual([100, 150, 300, 400].map((t) => timeLeft(server, t)), [1, 0.75, 0, 0]);
  assert.equal(timeLeft({ ...server, down: true }, 100), null);
  assert.equal(timeLeft({ id: 'S1' }, 100), null);
});

test('an entry is in memory, then durable, then committed, then applied', () => {
  const server = { syncedIndex: 5, commitIndex: 3, lastApplied: 1 };
  assert.deepEqual([1, 2, 3, 4, 5, 6].map((i) => entryState(server, i)), ['applied', 'committed', 'committed', 'durable', 'durable', 'memory']);
});

test('servers that hold the same stand together, and keys in which they differ stand out', () => {
  const pair = (key, value) => ({ key, value });
  const servers = [
    { id: 'S1', machine: [pair('x', 1)] },
    { id: 'S2', machine: [pair('x', 1), pair('y', 2)] },
    { id: 'S3', machine: [pair('x', 1), pair('y', 2)] },
    { id: 'S4', machine: [], down: true },
  ];
  const groups = groupsOf(servers);
  assert.deepEqual(groups.map((g) => g.ids), [['S2', 'S3'], ['S1']]);
  assert.deepEqual([...differing(groups)], ['y']);
  assert.deepEqual([...differing([groups[0]])], []);
});

test('only what is new in a log is looked at for its longest command', () => {
  const entry = (cmd) => ({ term: 1, cmd });
  const [a, b] = [entry('x=1'), entry('add counter 5')];
  const log = Log.of([a, b]);
  assert.equal(longestCommand([{ log }]), 13);
  assert.equal(longestCommand([{ log }], [{ log }]), 0);
  assert.equal(longestCommand([{ log: log.replaced(3, [entry('y=22')]) }], [{ log }]), 4);
  assert.equal(longestCommand([{ log: log.replaced(2, [entry('y=22')]) }], [{ log }]), 4);
});

const both = (...pairs) => pairs.flatMap(([a, b]) => [{ from: a, to: b, cut: true }, { from: b, to: a, cut: true }]);
const ring = layout({ width: 870, height: 370, servers: 5, clients: 1 });

test('a server that is cut off from all others has one wall around it', () => {
  const { groups, bars, stops } = wallsOf(both(['S5', 'S1'], ['S5', 'S2'], ['S5', 'S3'], ['S5', 'S4']), ring);
  assert.deepEqual(groups.map((g) => g.group), [['S5']]);
  assert.deepEqual(bars, []);
  assert.equal(stops.size, 8);
  assert.ok(Math.abs(stops.get('S5S2') + stops.get('S2S5') - 1) < 1e-9);
  assert.ok(stops.get('S5S2') < 0.3, 'the wall stands near S5');
});

test('a partition of neighbours is one wall, which keeps off every server', () => {
  const links = both(...['S1', 'S2'].flatMap((a) => ['S3', 'S4', 'S5'].map((b) => [a, b])));
  const { groups, bars, walled } = wallsOf(links, ring);
  assert.deepEqual(groups.map((g) => g.group), [['S1', 'S2']]);
  assert.deepEqual(bars, []);
  assert.equal(walled.size, 6);
  const points = groups[0].path.slice(1).split('L').map((p) => p.split(' ').map(Number));
  for (const [x, y] of points) for (const s of ring.servers) assert.ok(Math.hypot(s.x - x, s.y - y) > ring.outer, 'the wall runs through a server');
});

test('groups that are no neighbours on the ring have a bar across every link', () => {
  const links = both(...['S1', 'S3'].flatMap((a) => ['S2', 'S4', 'S5'].map((b) => [a, b])));
  const { groups, bars, stops } = wallsOf(links, ring);
  assert.deepEqual(groups, []);
  assert.equal(bars.length, 6);
  assert.ok(bars.every((b) => !b.oneWay));
  assert.equal(stops.get('S1S2'), 0.5);
});

test('a one-way cut is a bar across one route, and leaves the other free', () => {
  const { groups, bars, stops } = wallsOf([{ from: 'S4', to: 'S2', cut: true }, { from: 'S2', to: 'S4' }], ring);
  assert.deepEqual(groups, []);
  assert.deepEqual(bars.map((b) => [b.from, b.to, b.oneWay]), [['S4', 'S2', true]]);
  assert.equal(stops.get('S2S4'), undefined);
});

test('where a wall stops a message, the message is at the wall', () => {
  const { groups, stops } = wallsOf(both(['S2', 'S1'], ['S2', 'S3'], ['S2', 'S4'], ['S2', 'S5']), ring);
  const points = groups[0].path.slice(1).split('L').map((p) => p.split(' ').map(Number));
  for (const other of ['S1', 'S3', 'S4', 'S5']) {
    const p = along(routes(ring).get(`S2${other}`), stops.get(`S2${other}`));
    const nearest = Math.min(...points.map(([x, y]) => Math.hypot(p.x - x, p.y - y)));
    assert.ok(nearest < 14, `S2${other} stops ${nearest} px from the wall`);
  }
});

test('a message that was held up goes on from where it was, more slowly', () => {
  const m = { id: 1, from: 'S1', to: 'S2', sent: 0, arrives: 60_000 };
  const delay = { at: 5000, part: 0.5 };
  assert.equal(partOf(m, 5000, delay), 0.5);
  assert.equal(partOf(m, 32_500, delay), 0.75);
  assert.equal(partOf(m, 60_000, delay), 1);
});

test('a question before an election is hollow, and so are its answers', () => {
  const shape = (kind, more) => lookOf({ id: 1, from: 'S1', to: 'S2', kind, term: 1, ...more }).shape;
  assert.deepEqual([shape('PreVote'), shape('PreVoteReply', { preVoteReply: { voteGranted: true } }), shape('PreVoteReply', { preVoteReply: { voteGranted: false } })], ['pre-vote', 'pre-vote-granted', 'pre-vote-refused']);
});

test('after a jump only what was lost just before is crossed, however fast the run was played', () => {
  const at = [900_000, 978_000, 990_000].map((at) => ({ at, seq: at, why: 'cut', message: { id: at, from: 'S1', to: 'S2' } }));
  const losses = (from, to) => at.filter((l) => l.at > from && l.at <= to);
  assert.deepEqual(lately(losses, 1_000_000, 1).map(({ loss }) => loss.at), [990_000]);
  assert.deepEqual(lately(losses, 1_010_000, 10), []);
  assert.ok(lately(losses, 990_000, 1).at(-1).age < lately(losses, 1_000_000, 1)[0].age, 'a step lets it fade');
});
