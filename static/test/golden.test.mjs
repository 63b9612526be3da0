import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { History } from '../js/run/history.js';
import { initial, reduce } from '../js/run/reducer.js';
import { plain } from './run.mjs';

// What a session of the server sends, recorded by its tests together with the
// state that Go adds the events up to.
const { snapshot, frames, final } = JSON.parse(readFileSync(new URL('../../web/testdata/golden-frames.json', import.meta.url), 'utf8'));
const cluster = snapshot.clusters[0];
const ticks = frames.flatMap((frame) => (frame.clusters ?? []).filter((tick) => tick.id === cluster.id));
const all = ticks.flatMap((tick) => tick.events ?? []);
// A state's instant is that of its last event, a world's may be later.
const settled = (state) => ({ ...plain(state), at: all.at(-1).at });

test('golden frames add up to the state that Go adds them up to', () => {
  assert.ok(all.length > 100);
  assert.deepEqual(settled(all.reduce(reduce, initial(cluster.state))), settled(final));
});

test('so they do in a history, played forwards and then backwards', () => {
  const history = new History(cluster);
  for (const tick of ticks) history.append(tick);
  const end = history.edge;
  assert.deepEqual(settled(history.stateAt(end)), settled(final));
  const steps = [];
  for (let i = 0; i <= 60; i++) steps.push(plain(history.stateAt((end * i) / 60)));
  for (let i = 60; i >= 0; i--) assert.deepEqual(plain(history.stateAt((end * i) / 60)), steps[i]);
  assert.deepEqual(settled(history.stateAt(end)), settled(final));
});

test('a step from one notable instant to the next passes through the whole run', () => {
  const history = new History(cluster);
  for (const tick of ticks) history.append(tick);
  let steps = 0;
  for (let t = history.nextNotable(-1); t !== null; t = history.nextNotable(t)) steps++;
  let back = 0;
  for (let t = history.prevNotable(history.edge + 1); t !== null; t = history.prevNotable(t)) back++;
  assert.equal(back, steps);
  assert.ok(steps > 20);
});

// And what it makes of a log of which only the tail is told; Go's own test reads the
// same file.
const tails = JSON.parse(readFileSync(new URL('../../raft/sim/testdata/tails.json', import.meta.url), 'utf8'));

test('the tail of a log changes as Go changes it', () => {
  const entries = (letters = '') => [...letters].map((cmd) => ({ term: 1, cmd }));
  assert.ok(tails.length > 5);
  for (const { about, first, log, changes, want } of tails) {
    const sent = { ...cluster.state, servers: [{ id: 'S1', role: 'follower', term: 1, first, log: entries(log) }] };
    const events = changes.map(({ from, put, base }) => (base ? { at: 1, kind: 'snapshot', snapshot: { server: 'S1', doing: 'taken', index: base, term: 1 } } : { at: 1, kind: 'log', log: { server: 'S1', from, entries: entries(put) } }));
    const { log: got } = events.reduce(reduce, initial(sent)).servers[0];
    assert.deepEqual([got.first, [...got].map((e) => e.cmd).join('')], [want.first ?? 1, want.log ?? ''], about);
  }
});
