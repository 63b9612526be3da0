import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONG, Sight } from '../js/stage/sight.js';

/** A page that is drawn every so many ms of a clock which the test moves. */
function page(t) {
  const real = performance.now;
  let now = 1000;
  performance.now = () => now;
  t.after(() => { performance.now = real; });
  const sight = new Sight();
  return {
    sight,
    draw(ms) {
      now += ms;
      sight.look();
    },
  };
}

test('a change is seen however long nothing has changed, as long as pictures were drawn', (t) => {
  const { sight, draw } = page(t);
  draw(16);
  assert.equal(sight.write('a', 100, 0.02), false, 'there was nothing before');
  for (let i = 0; i < 200; i++) draw(16);
  assert.equal(sight.write('a', 200, 0.02), true);
  draw(2 * LONG);
  assert.equal(sight.write('a', 300, 0.02), false, 'nobody has seen what lies between');
  draw(16);
  assert.equal(sight.write('a', 400, 0.02), true);
});

test('nothing is seen to change of something else, back in time, in no time, or too fast to be followed', (t) => {
  const { sight, draw } = page(t);
  const writes = [['a', 100, 1], ['b', 200, 1], ['b', 150, 1], ['b', 150, 1], ['b', 300, 10], ['b', 400, 1]];
  const seen = writes.map((write) => {
    draw(16);
    return sight.write(...write);
  });
  assert.deepEqual(seen, [false, false, false, false, false, true]);
});
