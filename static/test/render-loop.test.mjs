// What is drawn when: what moves in every turn, the document in some.
import assert from 'node:assert/strict';
import { test } from 'node:test';

/** A loop over a playhead that the test moves. */
async function looping() {
  /** @type {((wall: number) => void) | undefined} */
  let turn;
  Object.assign(globalThis, {
    matchMedia: () => ({ matches: false }),
    requestAnimationFrame: (/** @type {(wall: number) => void} */ then) => {
      turn = then;
      return 1;
    },
  });
  const { Loop } = await import('../js/ui/render-loop.js');
  const active = { changed: false, shown: {} };
  const playhead = { time: 0, seeks: 0, waiting: false, following: true, tick: () => playhead.time };
  const app = { playhead, edge: 0, clusters: { active, show: () => active.changed } };
  const loop = new Loop(/** @type {any} */ (app), () => {});
  /** @type {string[]} */
  const drawn = [];
  loop.add(
    /** @type {any} */ ({ moves: true, update: () => void drawn.push('moves') }),
    /** @type {any} */ ({ update: (/** @type {any} */ view) => void drawn.push(view.changed ? 'changed' : 'written') }),
  );
  let wall = 1000;
  /** A turn of the page: where the playhead is then, and whether the state is another one. */
  const next = (/** @type {number} */ time, changed = false, ms = 1000 / 60) => {
    playhead.time = time;
    active.changed = changed;
    drawn.length = 0;
    const then = turn;
    turn = undefined;
    then?.((wall += ms));
    return drawn.join(' ');
  };
  next(0);
  return { next, playhead };
}

test('while time passes, what moves is drawn in every turn and the document in every third', async () => {
  const { next } = await looping();
  const turns = [1, 2, 3, 4, 5, 6].map((time) => next(time));
  assert.deepEqual(turns, ['moves', 'moves', 'moves written', 'moves', 'moves', 'moves written']);
});

test('what has changed between two writings is told with the next', async () => {
  const { next } = await looping();
  assert.deepEqual([next(1, true), next(2), next(3)], ['moves', 'moves', 'moves changed']);
});

test('where the playhead comes to rest the document says so, though the state is the same as before', async () => {
  const { next } = await looping();
  assert.deepEqual([1, 2, 3, 4].map((time) => next(time)), ['moves', 'moves', 'moves written', 'moves']);
  assert.equal(next(4), 'moves written', 'the instant at which it rests');
  for (let i = 0; i < 60; i++) next(4);
  assert.equal(next(4), '', 'then nothing is drawn any more');
});

test('where time stands or has jumped the document is written at once', async () => {
  const { next, playhead } = await looping();
  assert.equal(next(1), 'moves');
  playhead.seeks++;
  assert.equal(next(500, true), 'moves changed', 'time has jumped');
  assert.equal(next(501, true), 'moves');
  assert.equal(next(501), 'moves changed', 'time stands');
});

test('where writing holds up the next picture the document is written less often, and the rest of the time is for what moves', async () => {
  const { next } = await looping();
  let time = 0;
  /** Turns in which nothing is late but those after a writing, by so many ms. @param {number} late @returns {number} what part of the time comes after a writing */
  const play = (late) => {
    let [written, all] = [0, 0];
    let ms = 1000 / 60;
    for (let i = 0; i < 300; i++) {
      const wrote = next((time += 1), false, ms).includes('written');
      ms = 1000 / 60 + (wrote ? late : 0);
      if (i < 100) continue;
      all += ms;
      if (wrote) written += ms;
    }
    return written / all;
  };
  assert.ok(play(0) > 0.3, 'a fast machine writes in every third turn');
  assert.ok(play(30) < 0.4, 'a slow one gives it a third of the time');
});
