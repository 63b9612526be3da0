import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clusters } from '../js/run/clusters.js';
import { cluster, events } from './run.mjs';
import { breachesOfAll, foremost } from '../js/inspector/breaches.js';

const none = () => Promise.reject(new Error('nobody is to be asked'));
const named = (id, more) => ({ ...cluster(), id, ...more });
const tick = (id, first, count) => ({ id, first, edge: (first + count - 1) * 1000, events: events(first + count - 1).slice(first - 1) });
const ids = (clusters) => [...clusters].map((place) => place.id);

test('clusters move in lock step: all have reached the edge, and an instant is known when all know it', () => {
  const clusters = new Clusters(none);
  clusters.reset([named('A'), named('B')]);
  clusters.take({ clusters: [tick('A', 1, 10)] });
  assert.equal(clusters.edge, 0);
  clusters.take({ clusters: [tick('B', 1, 10)] });
  assert.equal(clusters.edge, 10_000);
  assert.equal(clusters.covers(5_000), true);
  clusters.take({ clusters: [{ id: 'C', edge: 10_000, reset: named('C', { edge: 10_000, state: { ...cluster().state, at: 10_000 } }) }] });
  assert.equal(clusters.covers(5_000), false);
});

test('a new cluster stands beside the others, and leaves the active one and its history alone', () => {
  const clusters = new Clusters(none);
  clusters.reset([named('A')]);
  clusters.take({ clusters: [tick('A', 1, 10)] });
  const { active } = clusters;
  const { generation } = active.history;
  const brought = clusters.take({ clusters: [{ id: 'B', edge: 10_000, reset: named('B', { edge: 10_000 }) }] });
  assert.deepEqual(brought, { again: false, others: true, judged: false });
  assert.deepEqual([ids(clusters), clusters.active === active, active.history.generation === generation], [['A', 'B'], true, true]);
});

test('another run that takes the place of one begins anew', () => {
  const clusters = new Clusters(none);
  clusters.reset([named('A'), named('B')]);
  clusters.take({ clusters: [tick('A', 1, 10)] });
  const { again } = clusters.take({ clusters: [{ id: 'A', edge: 0, reset: named('A') }], closed: ['B'] });
  assert.deepEqual([again, ids(clusters), clusters.edge], [true, ['A'], 0]);
});

test('when the active cluster is closed the first of the others is', () => {
  const clusters = new Clusters(none);
  clusters.reset([named('A'), named('B'), named('C')]);
  assert.equal(clusters.activate('B'), true);
  assert.equal(clusters.activate('B'), false);
  assert.equal(clusters.activate('H'), false);
  clusters.take({ closed: ['B'] });
  assert.deepEqual([clusters.active.id, ids(clusters)], ['A', ['A', 'C']]);
});

test('after a lost connection the same cluster is active, if it is still there', () => {
  const clusters = new Clusters(none);
  clusters.reset([named('A'), named('B')]);
  clusters.activate('B');
  clusters.reset([named('A'), named('B')]);
  assert.equal(clusters.active.id, 'B');
  clusters.reset([named('A')]);
  assert.equal(clusters.active.id, 'A');
});

test('a fork has what it has in common with the other at once', () => {
  const clusters = new Clusters(none);
  clusters.reset([named('A')]);
  clusters.take({ clusters: [tick('A', 1, 50)] });
  const state = { ...cluster().state, at: 50_000, seq: 50 };
  clusters.take({ clusters: [{ id: 'B', edge: 50_000, reset: named('B', { edge: 50_000, state, origin: { cluster: 'A', fork: 20_000 } }) }] });
  const [a, b] = clusters;
  assert.deepEqual([b.history.covers(20_000), b.history.covers(20_001), b.history.covers(50_000)], [true, false, true]);
  assert.deepEqual(b.history.stateAt(17_500), a.history.stateAt(17_500));
  assert.equal(b.history.stateAt(20_000).seq, 20);
  // What the one goes on to do is not the other's.
  clusters.take({ clusters: [tick('A', 51, 10)] });
  assert.equal(b.history.lastSeq, 50);
});

test('that clusters differ, and how claims were judged, is kept with the cluster', () => {
  const clusters = new Clusters(none);
  clusters.reset([named('A'), named('B')]);
  const differs = { cluster: 'A', at: 412 };
  const outcomes = [{ line: 9, at: 500, claim: 'no violation', held: true }];
  assert.deepEqual(clusters.take({ clusters: [{ id: 'B', edge: 500, differs, outcomes }] }), { again: false, others: true, judged: true });
  assert.deepEqual([clusters.get('B').cluster.differs, clusters.get('B').cluster.outcomes], [differs, outcomes]);
});

test('states are taken up for all, and whether any is another', () => {
  const clusters = new Clusters(none);
  clusters.reset([named('A'), named('B')]);
  clusters.take({ clusters: [tick('A', 1, 10), tick('B', 1, 10)] });
  assert.equal(clusters.show(3_000), true);
  assert.equal(clusters.show(3_400), false);
  assert.equal(clusters.show(4_000), true);
  assert.equal(clusters.get('B').shown.seq, 4);
});

test('what breaks in any cluster is told, with where, and the first of it that no wiped disk excuses', () => {
  const clusters = new Clusters(none);
  const violation = { property: 'election-safety', tier: 'consequence', section: '§5.2', electionSafety: { term: 3, first: 'S1', second: 'S2' } };
  clusters.reset([named('A'), named('B'), named('C', { breaches: [{ at: 500, violation: { ...violation, wiped: 'S3' } }] })]);
  const brought = clusters.take({ clusters: [{ id: 'B', first: 1, edge: 1_000, events: [{ at: 1_000, kind: 'violation', violation }] }] });
  assert.equal(brought.others, true, 'its title has something new to say');
  const breaches = breachesOfAll(clusters);
  assert.deepEqual(breaches.map((b) => [b.in, b.at]), [['C', 500], ['B', 1_000]]);
  assert.equal(foremost(breaches)?.in, 'B');
  assert.equal(clusters.active.id, 'A');
});
