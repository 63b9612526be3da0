import assert from 'node:assert/strict';
import { test } from 'node:test';
import { History } from '../js/run/history.js';
import { KEYFRAME_EVERY, Segment } from '../js/run/segment.js';
import { advance, initial } from '../js/run/reducer.js';
import { all, origin, tick, truth } from './long-run.mjs';
import { cluster, events, plain } from './run.mjs';

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
