import assert from 'node:assert/strict';
import { test } from 'node:test';
import { History } from '../js/run/history.js';
import { clock } from './clock.mjs';
import { cluster } from './run.mjs';

const LONG = 10_000;
/** A cluster of which S1's log is told from an index near its end, and a server of what lies before; `most` bounds an answer. */
function long({ most = 256, refuse = () => false } = {}) {
  const told = cluster({ at: 77 });
  told.edge = 77;
  told.state.at = 77;
  told.state.servers[0] = { ...told.state.servers[0], first: LONG - 100, lastIndex: LONG, log: Array.from({ length: 101 }, (_, i) => ({ term: 1, cmd: `x=${LONG - 100 + i}` })) };
  const asked = [];
  let open = 0;
  let mostOpen = 0;
  const ask = async (what) => {
    if (what.t !== 'entries') return new Promise(() => {});
    asked.push(what);
    mostOpen = Math.max(mostOpen, ++open);
    await null;
    open--;
    if (refuse()) throw new Error('refused');
    const entries = Array.from({ length: Math.min(most, what.last - what.first + 1) }, (_, i) => ({ term: 1, cmd: `x=${what.first + i}` }));
    return { t: 'entries', re: 0, cluster: 'A', server: what.server, first: what.first, entries };
  };
  const history = new History(told, ask);
  return { history, asked, mostOpen: () => mostOpen, log: history.stateAt(77).servers[0].log };
}
const settle = async () => {
  for (let i = 0; i < 200; i++) await null;
};

test('the beginning of a long log is asked for where somebody looks, once', async () => {
  const { history, log, asked } = long();
  let news = 0;
  history.needEntries(log, LONG - 50, LONG, () => news++);
  assert.equal(asked.length, 0, 'the tail is here');
  for (let i = 0; i < 5; i++) history.needEntries(log, 300, 310, () => news++);
  await settle();
  assert.deepEqual(asked, [{ t: 'entries', cluster: 'A', server: 'S1', at: 77, first: 257, last: 512 }]);
  assert.deepEqual([log.entry(300).cmd, log.lacks(300), log.lacks(100)], ['x=300', false, true]);
  assert.ok(news > 0);
});

test('an answer that is shorter than what was asked for is continued', async () => {
  const { history, log, asked } = long({ most: 100 });
  history.needEntries(log, 1, 10, () => {});
  await settle();
  assert.deepEqual(asked.map(({ first, last }) => [first, last]), [[1, 256], [101, 256], [201, 256]]);
  assert.equal(log.entry(256).cmd, 'x=256');
});

test('whoever looks at everything has only a few questions open at a time', async () => {
  const { history, log, mostOpen } = long();
  const look = () => history.needEntries(log, 1, LONG, look);
  look();
  await settle();
  assert.equal(mostOpen(), 3);
  assert.equal(log.lacks(1) || log.lacks(LONG - 101), false);
});

test('what failed is asked again after a pause, not at once', async (t) => {
  const time = clock(t);
  let down = true;
  const { history, log, asked } = long({ refuse: () => down });
  const look = () => history.needEntries(log, 1, 10, look);
  look();
  await settle();
  assert.equal(asked.length, 1);
  down = false;
  time.tick(2_000);
  await settle();
  assert.deepEqual([asked.length, log.lacks(1)], [2, false]);
});
