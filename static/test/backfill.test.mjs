import assert from 'node:assert/strict';
import { test } from 'node:test';
import { History } from '../js/run/history.js';
import { advance, initial } from '../js/run/reducer.js';
import { all, origin, tick, truth } from './long-run.mjs';
import { cluster, events, plain } from './run.mjs';

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
