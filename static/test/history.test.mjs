import assert from 'node:assert/strict';
import { test } from 'node:test';
import { History } from '../js/run/history.js';
import { KEYFRAME_EVERY, Segment } from '../js/run/segment.js';
import { advance, initial } from '../js/run/reducer.js';
import { cluster, events, plain } from './run.mjs';

const all = events(5000);
const origin = initial(cluster().state);
/** The state at an instant by the plainest way. */
const truth = (t) => advance(origin, all, 0, all.filter((e) => e.at <= t).length);
const tick = (from, to) => ({ id: 'A', first: from, events: all.slice(from - 1, to), edge: all[to - 1].at });
/** A server of stretches, which remembers what it was asked; `most` bounds an answer. */
const server = (most = Infinity) => {
  const asked = [];
  const ask = async ({ from, to }) => {
    asked.push([from, to]);
    const seq = all.filter((e) => e.at < from).length;
    const upTo = Math.min(to, from + most);
    const list = all.slice(seq).filter((e) => e.at <= upTo);
    const { log: _, ...rest } = advance(origin, all, 0, seq);
    return { t: 'stretch', re: 0, cluster: 'A', until: upTo, state: JSON.parse(JSON.stringify({ ...rest, seq })), events: list };
  };
  return { ask, asked };
};
const settle = async () => {
  for (let i = 0; i < 400; i++) await Promise.resolve();
};

test('every instant shows what the events up to it add up to, in any order of asking', () => {
  const history = new History(cluster());
  for (let from = 1; from <= 5000; from += 50) history.append(tick(from, from + 49));
  for (const t of [0, 1000, 4_999_000, 2_500_500.5, 2_500_499, 1, 5_000_000, 256_000, 255_999, 256_001, 4_000_000, 3_999_999]) {
    assert.deepEqual(plain(history.stateAt(t)), plain(truth(t)), `at ${t}`);
  }
});

test('the same instant gives the identical state, and a step forward shares what stayed', () => {
  const history = new History(cluster());
  history.append(tick(1, 1000));
  const state = history.stateAt(500_000);
  assert.equal(history.stateAt(500_400), state);
  const next = history.stateAt(501_000);
  assert.notEqual(next, state);
  assert.equal(next.servers[2], state.servers[2]);
});

test('going back reduces at most one stretch between keyframes', () => {
  const segment = new Segment(origin, 0);
  segment.append(all, 1, 5_000_000);
  segment.stateAt(5_000_000);
  let reduced = 0;
  segment.events = all.map((e) => ({ ...e, get kind() { reduced++; return e.kind; } }));
  assert.deepEqual(segment.stateAt(1_234_000).seq, 1234);
  assert.ok(reduced <= KEYFRAME_EVERY, `${reduced} events were reduced`);
});

test('a glance does not move the place from which the next state is reached', () => {
  const history = new History(cluster());
  history.append(tick(1, 1000));
  const state = history.stateAt(900_000);
  assert.equal(history.glance(100_000).seq, 100);
  assert.equal(history.stateAt(900_000), state);
});

test('events that come twice count once', () => {
  const history = new History(cluster());
  history.append(tick(1, 100));
  history.append(tick(51, 150));
  assert.equal(history.lastSeq, 150);
  assert.deepEqual(plain(history.stateAt(150_000)), plain(truth(150_000)));
});

test('a long run lets go of its oldest events and keeps its lanes', () => {
  const history = new History(cluster());
  const many = events(70_000);
  for (let i = 0; i < many.length; i += 100) history.append({ id: 'A', first: i + 1, events: many.slice(i, i + 100), edge: many[i + 99].at });
  assert.ok(history.start > 5_000_000, `${history.start}`);
  assert.ok(history.lastSeq === 70_000 && history.edge === 70_000_000);
  assert.equal(history.covers(1_000_000), false);
  assert.equal(history.stateAt(60_000_000).seq, 60_000);
  assert.equal(history.timeline.from, 0);
});

test('a page that comes late fills in what was before, without a gap', async () => {
  const { ask, asked } = server();
  const late = cluster({ at: 1_500_000, seq: 1500 });
  late.state = JSON.parse(JSON.stringify(truth(1_500_000)));
  const history = new History(late, ask);
  history.append(tick(1501, 1600));
  assert.equal(history.start, 1_500_000);
  await settle();
  assert.equal(history.start, 0);
  assert.ok(asked.length > 1 && asked.length < 8, `asked ${asked.length} times`);
  for (const t of [0, 500_000, 1_499_000, 1_500_000, 1_550_000]) assert.deepEqual(plain(history.stateAt(t)), plain(truth(t)), `at ${t}`);
  assert.deepEqual([...history.eventsBetween(0, 5e6)].map((e) => e.seq), Array.from({ length: 1600 }, (_, i) => i + 1));
});

test('of a run in which much happens, no more is fetched unasked than half a megabyte takes, and more when it is asked for', async () => {
  const dense = events(90_000).map((e) => ({ ...e, at: Math.ceil(e.at / 100) })); // a hundred in a millisecond
  let told = 0;
  const ask = async ({ from, to }) => {
    const seq = dense.findIndex((e) => e.at >= from);
    let list = dense.slice(seq, seq + 700).filter((e) => e.at <= to);
    const until = list.length < 700 ? to : list[list.length - 1].at - 1;
    list = list.filter((e) => e.at <= until);
    told += list.length;
    return { t: 'stretch', re: 0, cluster: 'A', until, state: { ...cluster().state, at: Math.max(0, from - 1), seq }, events: list };
  };
  const late = cluster({ at: 600_000, seq: 60_000 });
  const history = new History(late, ask);
  await settle();
  assert.ok(told > 1_000 && told < 2_500, `${told} events were told`);
  told = 0;
  const { start } = history;
  assert.equal(await history.ensure(start - 1), true);
  assert.ok(told > 200 && told < 1_000, `${told} events were told for a step back`);
  told = 0;
  const further = history.start;
  assert.equal(await history.more(), true);
  assert.ok(history.start < further && told > 1_000 && told < 2_500, `${told} events were told for more`);
});

test('a run in which nothing happened at first is filled in to its very beginning', async () => {
  // Like a real run: some events before the first instant, then a silence.
  const began = { ...cluster({ seq: 7 }).state };
  const list = events(300).map((e) => ({ ...e, at: e.at + 400_000 }));
  const asked = [];
  const ask = async ({ from, to }) => {
    asked.push([from, to]);
    const before = list.filter((e) => e.at < from);
    const state = advance(initial(began), list, 0, before.length);
    return { t: 'stretch', re: 0, cluster: 'A', until: to, state: JSON.parse(JSON.stringify({ ...state, at: Math.max(0, from - 1) })), events: list.filter((e) => e.at >= from && e.at <= to) };
  };
  const at = 650_000;
  const count = list.filter((e) => e.at <= at).length;
  const state = JSON.parse(JSON.stringify({ ...advance(initial(began), list, 0, count), at }));
  const history = new History({ ...cluster(), edge: at, state }, ask);
  history.append({ id: 'A', first: 8 + count, events: list.slice(count), edge: 700_000 });
  await settle();
  assert.deepEqual([history.start, history.edge, history.lastSeq], [0, 700_000, 307]);
  assert.ok(asked.length <= 3, JSON.stringify(asked));
  for (const t of [0, 399_000, 450_000, 650_000, 700_000]) {
    const seen = history.stateAt(t);
    assert.deepEqual({ ...plain(seen), at: 0 }, { ...plain(advance(initial(began), list, 0, list.filter((e) => e.at <= t).length)), at: 0 }, `at ${t}`);
  }
});

test('answers that are cut short are continued until they reach what is here', async () => {
  const { ask } = server(90_000);
  const late = cluster({ at: 3_000_000, seq: 3000 });
  late.state = JSON.parse(JSON.stringify(truth(3_000_000)));
  const history = new History(late, ask);
  await settle();
  await settle();
  assert.ok(history.start < 2_000_000, `${history.start}`);
  assert.deepEqual(plain(history.stateAt(2_100_000)), plain(truth(2_100_000)));
});

test('an instant long ago is fetched when it is asked for, and is not joined to what it does not reach', async () => {
  const { ask, asked } = server();
  const history = new History(cluster({ at: 0 }));
  const late = cluster({ at: 4_900_000, seq: 4900 });
  late.state = JSON.parse(JSON.stringify(truth(4_900_000)));
  history.reset(late);
  const far = new History(late, async (r) => (r.from > 4_000_000 ? Promise.reject(new Error('not now')) : ask(r)));
  await settle();
  assert.equal(far.covers(1_000_000), false);
  assert.equal(await far.ensure(1_000_000), true);
  assert.equal(await far.ensure(1_000_000), true);
  assert.equal(asked.length, 1);
  assert.deepEqual(plain(far.stateAt(1_000_000)), plain(truth(1_000_000)));
  assert.equal(far.start, 4_900_000);
  assert.equal(far.covers(4_000_000), false);
  assert.equal(far.stateAt(4_899_000).seq, 4900, 'the nearest state that is known');
});

test('an answer that is cut short before the instant that was asked for is continued', async () => {
  const { ask, asked } = server(200_000);
  const history = new History({ ...cluster(), edge: 5_000_000, state: JSON.parse(JSON.stringify(truth(5_000_000), (key, value) => (key === 'log' ? undefined : value))) }, ask);
  assert.equal(await history.ensure(1_000_000), true);
  assert.ok(asked.filter(([, to]) => to <= 2_500_000).length >= 3, `${asked.length} questions`);
});

test('whoever drags the playhead far has a few stretches asked for, and the last instant among them', async () => {
  let open = 0;
  let most = 0;
  const { ask } = server();
  const slow = async (what) => {
    most = Math.max(most, ++open);
    for (let i = 0; i < 20; i++) await null;
    open--;
    return ask(what);
  };
  const history = new History({ ...cluster(), edge: 5_000_000, state: JSON.parse(JSON.stringify(truth(5_000_000), (key, value) => (key === 'log' ? undefined : value))) }, slow);
  const dragged = [];
  for (let t = 100_000; t <= 3_000_000; t += 10_000) dragged.push(history.ensure(t));
  assert.equal((await Promise.all(dragged)).at(-1), true);
  assert.ok(most <= 4, `${most} at a time`);
});

test('a hole in the stream is filled before what came after it is shown', async () => {
  const { ask, asked } = server(40_000);
  const history = new History(cluster(), ask);
  history.append(tick(1, 100));
  history.append(tick(201, 300));
  history.append(tick(301, 310));
  assert.equal(history.edge, 100_000);
  await settle();
  assert.equal(history.edge, 310_000);
  assert.ok(asked.length >= 2);
  assert.deepEqual(plain(history.stateAt(310_000)), plain(truth(310_000)));
  assert.deepEqual(plain(history.stateAt(150_000)), plain(truth(150_000)));
});

test('another run takes the place of this one', () => {
  const history = new History(cluster());
  history.append(tick(1, 100));
  const { generation } = history;
  history.append({ id: 'A', edge: 0, reset: cluster({ servers: 5 }) });
  assert.deepEqual([history.edge, history.lastSeq, history.stateAt(0).servers.length], [0, 0, 5]);
  assert.notEqual(history.generation, generation);
  assert.notEqual(history.generation, new History(cluster()).generation, 'not even another history has the same');
});

test('steps go from one notable instant to the next', () => {
  const history = new History(cluster());
  const beat = (id, at) => [
    { at, notable: true, kind: 'send', message: { id, from: 'S1', to: 'S2', kind: 'AppendEntries', sent: at, arrives: at + 10 } },
    { at: at + 10, kind: 'deliver', message: { id, from: 'S1', to: 'S2' } },
    { at: at + 10, kind: 'server', server: { id: 'S2', role: 'follower', term: 1, timerSet: at + 10, deadline: at + 500 } },
    { at: at + 10, kind: 'send', message: { id: id + 1, from: 'S2', to: 'S1', kind: 'AppendEntriesReply', sent: at, arrives: at + 20 } },
    { at: at + 20, kind: 'deliver', message: { id: id + 1, from: 'S2', to: 'S1' } },
  ];
  const list = [
    { at: 50, notable: true, kind: 'server', server: { id: 'S2', role: 'follower', term: 1, timerSet: 50, deadline: 500 } },
    ...beat(1, 100),
    { at: 200, notable: true, kind: 'decision', by: 'S3', decision: { kind: 'election-started', term: 2 } },
    { at: 200, notable: true, kind: 'send', message: { id: 7, from: 'S3', to: 'S2', kind: 'RequestVote', sent: 200, arrives: 210 } },
    { at: 205, notable: true, kind: 'drop', why: 'loss', message: { id: 7, from: 'S3', to: 'S2' } },
    ...beat(8, 300),
    { at: 400, notable: true, kind: 'action', action: { name: 'crash', text: 'crash S2', impact: 'fault', server: 'S2' } },
  ];
  history.append({ id: 'A', first: 1, events: list, edge: 1000 });
  const steps = [];
  for (let t = history.nextNotable(-1); t !== null; t = history.nextNotable(t)) steps.push(t);
  assert.deepEqual(steps, [50, 100, 200, 205, 300, 400]);
  assert.equal(history.prevNotable(200), 100);
  assert.equal(history.prevNotable(200.5), 200);
  assert.equal(history.prevNotable(50), null);
  const [loss] = history.lossesBetween(200, 205);
  assert.deepEqual([loss.message.kind, loss.at, loss.why], ['RequestVote', 205, 'loss']);
  assert.deepEqual(history.lossesBetween(205, 999), []);
});

test('lanes tell who was what when, and join across a prepended stretch', () => {
  const server = (at, id, role, term, down) => ({ at, kind: 'server', server: { id, role, term, down } });
  const list = [
    server(100, 'S1', 'candidate', 1),
    { at: 100, kind: 'decision', by: 'S1', decision: { kind: 'election-started', term: 1 } },
    server(120, 'S1', 'leader', 1),
    { at: 120, kind: 'decision', by: 'S1', decision: { kind: 'became-leader', term: 1 } },
    { at: 150, kind: 'action', action: { name: 'crash', text: 'crash S1', impact: 'fault', server: 'S1' } },
    server(150, 'S1', 'follower', 1, true),
  ];
  const whole = new History(cluster());
  whole.append({ id: 'A', first: 1, events: list, edge: 200 });
  const shape = (timeline) => ({
    S1: timeline.servers[0].intervals.map((s) => [s.from, s.to, s.role, s.term, s.down]),
    marks: timeline.marks.map((m) => [m.at, m.kind, m.server, m.text]),
  });
  const expected = {
    S1: [[0, 100, 'follower', 0, false], [100, 120, 'candidate', 1, false], [120, 150, 'leader', 1, false], [150, null, 'follower', 1, true]],
    marks: [[100, 'election', 'S1', ''], [120, 'leader', 'S1', ''], [150, 'fault', 'S1', 'crash S1']],
  };
  assert.deepEqual(shape(whole.timeline), expected);

  for (let split = 1; split < list.length; split++) {
    const at = list[split - 1].at;
    const base = advance(origin, list, 0, split);
    const late = { ...cluster({ at, seq: split, edge: at }), state: JSON.parse(JSON.stringify(base)) };
    const history = new History(late);
    history.append({ id: 'A', first: split + 1, events: list.slice(split), edge: 200 });
    history.prepend({ t: 'stretch', re: 1, cluster: 'A', until: at, state: JSON.parse(JSON.stringify(origin)), events: list.slice(0, split + 1).filter((e) => e.at <= at) });
    assert.deepEqual(shape(history.timeline), expected, `joined after event ${split}`);
  }
});

test('a history knows since when a server is paused, and where a message was held up', () => {
  const state = { at: 0, seq: 0, hash: '', servers: [{ id: 'S1', role: 'follower', term: 1 }, { id: 'S2', role: 'follower', term: 1 }], network: { latency: { min: 0, max: 0 } } };
  const history = new History({ id: 'A', run: '', edge: 0, state, options: null });
  const events = [
    { at: 10, kind: 'send', message: { id: 7, from: 'S1', to: 'S2', kind: 'PreVote', sent: 10, arrives: 110 } },
    { at: 35, kind: 'delay', message: { id: 7, from: 'S1', to: 'S2', arrives: 160 } },
    { at: 40, kind: 'server', server: { id: 'S2', role: 'follower', term: 1, paused: true } },
    { at: 60, kind: 'server', server: { id: 'S2', role: 'follower', term: 1, paused: true, inbox: 1 } },
  ];
  history.append({ id: 'A', edge: 100, first: 1, events });
  assert.equal(history.delayOf(7, 30), undefined);
  assert.deepEqual(history.delayOf(7, 35), { at: 35, part: 0.25 });
  assert.equal(history.stateAt(50).flights[0].arrives, 160);
  assert.equal(history.since('S2', 90), 40);
});

test('how long there has been no leader is known as far back as the history reaches', () => {
  const origin = initial(cluster().state);
  const server = (at, id, role, term, down) => ({ at, kind: 'server', server: { id, role, term, down } });
  const list = [server(120, 'S1', 'leader', 1), server(140, 'S2', 'leader', 2), server(150, 'S1', 'follower', 1, true), server(170, 'S2', 'follower', 3), server(400, 'S3', 'candidate', 4)];
  const whole = new History(cluster());
  whole.append({ id: 'A', first: 1, events: list, edge: 500 });
  assert.deepEqual(whole.leaderlessSince(100), { since: 0, exact: true }, 'before the first');
  assert.deepEqual(whole.leaderlessSince(300), { since: 170, exact: true });
  assert.deepEqual(whole.leaderlessSince(450), { since: 170, exact: true });

  // Whoever comes late knows only then when the older part has come.
  const late = { ...cluster({ at: 300, seq: 4, edge: 300 }), state: JSON.parse(JSON.stringify(advance(origin, list, 0, 4))) };
  const history = new History({ ...late, state: { ...late.state, at: 300 } });
  history.append({ id: 'A', first: 5, events: list.slice(4), edge: 500 });
  assert.deepEqual(history.leaderlessSince(450), { since: 300, exact: false });
  history.prepend({ t: 'stretch', re: 1, cluster: 'A', until: 300, state: JSON.parse(JSON.stringify(origin)), events: list.slice(0, 4) });
  assert.deepEqual(history.leaderlessSince(450), { since: 170, exact: true });
});
