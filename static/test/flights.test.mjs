import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Flights } from '../js/stage/flights.js';
import { layout } from '../js/stage/layout.js';
import { routes } from '../js/stage/routes.js';
import { Stamps, lookOf } from '../js/stage/shapes.js';

/** How many pictures of messages have been painted. */
let painted = 0;
const pen = (note = () => {}) => new Proxy({}, { get: (_, name) => (...values) => note(name, values), set: () => true });
globalThis.OffscreenCanvas = class {
  constructor(width, height) {
    Object.assign(this, { width, height });
  }
  getContext = () => pen();
  transferToImageBitmap() {
    painted++;
    return { bitmap: painted };
  }
};

const ring = layout({ width: 870, height: 370, servers: 3, clients: 1 });
const palette = { term: [], deep: [] };
const message = (id, more) => ({ id, from: 'S1', to: 'S2', kind: 'AppendEntries', term: 1, appendEntries: { entries: 1 }, sent: 0, arrives: 10_000, ...more });

/** Flights, and how many crosses and messages they draw at an instant. */
function flights() {
  const made = new Flights();
  made.arrange(ring, routes(ring), palette, 1);
  let lost = [];
  const draw = (time, { losses = lost, messages = [], dtMs = 16, jumped = false } = {}) => {
    lost = losses;
    let strokes = 0;
    const images = [];
    made.draw(pen((name, values) => (name === 'stroke' ? strokes++ : name === 'drawImage' && images.push(values[0]))), {
      state: { flights: messages }, time, dtMs, jumped, reducedMotion: false, rate: 0.02, speed: 0, delay: () => undefined, wall: () => null, selected: '',
      losses: (from, to) => lost.filter(({ at }) => at > from && at <= to),
    });
    return { crosses: strokes / 2, images };
  };
  return { made, draw };
}

test('a message that is dropped while time stands leaves a cross, and one only', () => {
  const { draw } = flights();
  const m = message(1);
  assert.equal(draw(5_000, { messages: [m] }).crosses, 0);
  const losses = [{ message: m, at: 5_000, why: 'hand' }];
  assert.equal(draw(5_000, { losses }).crosses, 1);
  assert.equal(draw(5_000).crosses, 1);
  assert.equal(draw(5_000, { dtMs: 5_000 }).crosses, 1, 'it stays as long as time stands');
  assert.equal(draw(6_000).crosses, 1);
  assert.equal(draw(7_000, { dtMs: 700 }).crosses, 0, 'it does not fade once time passes');
});

test('what was lost on the way to an instant leaves its cross once', () => {
  const { draw } = flights();
  draw(1_000);
  const losses = [2_000, 3_000].map((at, i) => ({ message: message(i), at, why: 'loss' }));
  assert.equal(draw(2_500, { losses }).crosses, 1);
  assert.equal(draw(3_000).crosses, 2);
  assert.equal(draw(3_500).crosses, 2);
});

test('messages that look alike share one bitmap, which is painted once, and again in another size or theme', () => {
  const { made, draw } = flights();
  painted = 0;
  const messages = [message(1), message(2, { from: 'S2', to: 'S3' }), message(3, { appendEntries: { entries: 2 } }), message(4, { kind: 'RequestVote' })];
  const first = draw(1_000, { messages }).images;
  assert.equal(painted, 3);
  assert.equal(first[0], first[1]);
  assert.ok(first.every(({ bitmap }) => bitmap), 'a canvas is stamped, which is looked at anew each time');
  for (let time = 2_000; time < 9_000; time += 1_000) assert.deepEqual(draw(time, { messages }).images, first);
  assert.equal(painted, 3);
  made.arrange(ring, routes(ring), palette, 2);
  assert.notEqual(draw(9_000, { messages }).images[0], first[0]);
  assert.equal(painted, 6);
});

test('of commands without end no more bitmaps are kept than a few hundred', () => {
  const stamps = new Stamps(palette, 1, 1);
  const look = (i) => lookOf(message(i, { kind: 'ClientRequest', clientRequest: { request: i, cmd: `x=${i}` } }));
  const one = stamps.of(look(1));
  assert.equal(stamps.of(look(1)), one);
  for (let i = 2; i < 400; i++) stamps.of(look(i));
  painted = 0;
  stamps.of(look(1));
  assert.equal(painted, 1, 'the first of four hundred is still kept');
});
