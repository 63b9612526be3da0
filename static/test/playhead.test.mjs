import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Playhead } from '../js/run/playhead.js';

const track = (edge) => ({ edge, covers: () => true, ensure: async () => true, glance: () => ({ flights: [] }) });
/** Lets the edge move for some ms of the clock, with news every 80 ms, and frames of 16 ms. */
function run(head, { from, ms, rate, history, jitter = () => 0 }) {
  const times = [];
  for (let wall = from; wall < from + ms; wall += 4) {
    if ((wall - from) % 80 === 0) {
      history.edge += 80 * 1000 * rate;
      head.receive(history.edge, wall + jitter(wall));
    }
    if ((wall - from) % 16 === 0) times.push(head.tick(wall + 16));
  }
  return times;
}
/** Numbers from 0 to 1, the same ones each time. */
const uneven = () => {
  let seed = 1;
  return () => (seed = (seed * 16807) % 2147483647) / 2147483647;
};
/**
 * Follows an edge that moves evenly and of which news come every so many ms, each so
 * much later than it should; tells how long each picture's step was, where 1 is even,
 * and how far behind the edge it is, in ms, after ten seconds.
 */
function follow(every, late) {
  const history = track(0);
  const head = new Playhead(history);
  head.setPace({ playing: true, speed: 0.02, rate: 0.02, every });
  const noise = uneven();
  const times = [];
  let next = 0;
  let wall = 0;
  for (let came = late(noise()); wall < 10_000; wall += 16) {
    for (; came <= wall; came = Math.max(came + 0.1, next + late(noise()))) {
      history.edge = next * 20;
      head.receive(history.edge, came);
      next += every;
    }
    times.push(head.tick(wall));
  }
  return { pictures: steps(times).map((step) => step / 320), behind: wall - 16 - times.at(-1) / 20 };
}
const steps = (times) => times.slice(1).map((t, i) => t - times[i]);

test('following, it moves evenly between uneven news and never past the edge', () => {
  const history = track(0);
  const head = new Playhead(history);
  const noise = uneven();
  const times = run(head, { from: 1000, ms: 4000, rate: 0.02, history, jitter: () => noise() * 50 });
  const even = 16 * 1000 * 0.02;
  for (const step of steps(times).slice(60)) assert.ok(step > even * 0.4 && step < even * 1.7, `a step of ${step} where ${even} would be even`);
  assert.ok(times.at(-1) <= history.edge);
  assert.ok(history.edge - times.at(-1) < 320 * 1000 * 0.02, 'it stays close to the edge');
});

test('what is told in one piece is one piece of news: a part of it is followed as the whole would be', () => {
  const heads = [1, 3].map((parts) => {
    const history = track(0);
    const head = new Playhead(history);
    head.setPace({ playing: true, speed: 0.02, rate: 0.02, every: 120 });
    const times = [];
    for (let wall = 0; wall < 6000; wall += 8) {
      if (wall % 120 === 0) {
        const from = history.edge;
        for (let part = 1; part <= parts; part++) {
          history.edge = from + (2400 * part) / parts;
          head.receive(history.edge, wall);
        }
      }
      times.push(head.tick(wall));
    }
    return times;
  });
  assert.deepEqual(heads[1], heads[0]);
});

for (const every of [40, 60, 80, 120, 160, 200, 320]) {
  test(`news every ${every} ms are followed evenly from the beginning, and as closely as they allow`, () => {
    const { pictures, behind } = follow(every, (noise) => 1 + 8 * noise);
    // It begins to move once it is as far behind as it stays.
    for (const step of pictures.slice(Math.max(20, Math.ceil((every + 80) / 16)))) assert.ok(step > 0.7 && step < 1.3, `a step of ${step} where 1 would be even`);
    for (const step of pictures.slice(60)) assert.ok(step > 0.85 && step < 1.15, `a step of ${step} where 1 would be even`);
    assert.ok(behind > every && behind < every + 70, `${behind} ms behind`);
  });

  test(`news every ${every} ms on a line that holds them up are hardly ever waited for`, () => {
    const { pictures, behind } = follow(every, (noise) => 5 + 30 * noise + (noise > 0.98 ? 80 : 0));
    const stood = pictures.slice(100).filter((step) => step <= 0.1).length;
    assert.ok(stood <= 5, `${stood} of 500 pictures stood`);
    assert.ok(behind < every + 150, `${behind} ms behind`);
  });
}

test('when the edge stands, it arrives there and stays', () => {
  const history = track(0);
  const head = new Playhead(history);
  run(head, { from: 0, ms: 1000, rate: 0.1, history });
  head.setPace({ playing: false, speed: 0, rate: 0.1, every: 80 });
  for (let wall = 1000; wall < 1400; wall += 16) head.tick(wall);
  assert.equal(head.time, history.edge);
  assert.equal(head.playing, false);
});

test('a step at a paused edge is shown as motion, not as a jump', () => {
  const history = track(0);
  const head = new Playhead(history);
  head.receive(0, 0);
  head.setPace({ playing: false, speed: 0, rate: 0.1, every: 80 });
  for (let wall = 0; wall < 1000; wall += 16) head.tick(wall);
  history.edge = 10_000;
  head.receive(10_000, 1000);
  const times = [];
  for (let wall = 1008; wall < 1500; wall += 16) times.push(head.tick(wall));
  assert.ok(Math.max(...steps([0, ...times])) < 2500, `${steps([0, ...times])}`);
  assert.equal(times.at(-1), 10_000);
});

test('after a silence it goes on without a jump', () => {
  const history = track(0);
  const head = new Playhead(history);
  run(head, { from: 0, ms: 1000, rate: 1, history });
  for (let wall = 1000; wall < 2000; wall += 16) head.tick(wall);
  const stood = head.time;
  const times = [stood, ...run(head, { from: 2000, ms: 500, rate: 1, history })];
  assert.ok(Math.max(...steps(times)) <= 2.5 * 16_000, `${steps(times)}`);
});

test('sought, it stands where it was put, and counts the jump', () => {
  const history = track(1_000_000);
  const head = new Playhead(history);
  head.receive(1_000_000, 0);
  head.seek(250_000.5);
  head.tick(16);
  head.receive(1_100_000, 20);
  head.tick(5000);
  assert.deepEqual([head.time, head.following, head.playing, head.seeks], [250_000.5, false, false, 1]);
  head.seek(9e9);
  assert.equal(head.time, 1_000_000);
  head.seek(-5);
  assert.equal(head.time, 0);
});

test('detached, it plays at a fixed speed, and follows again once it reaches the edge', () => {
  const history = track(1_000_000);
  const head = new Playhead(history);
  head.receive(1_000_000, 0);
  head.setPace({ playing: true, speed: 0.5, rate: 0.5, every: 80 });
  head.tick(0);
  head.seek(900_000);
  head.play();
  head.tick(100);
  assert.equal(head.time, 950_000);
  head.tick(150);
  assert.equal(head.following, false);
  head.tick(250);
  assert.equal(head.following, true);
  assert.equal(head.time, 1_000_000);
});

test('detached at smart speed, it passes an instant as fast as the edge did', () => {
  const history = track(0);
  const head = new Playhead(history);
  head.setPace({ playing: true, speed: 0, rate: 0.02, every: 80 });
  const jitter = (wall) => (wall % 1000 === 480 ? 95 : 0); // what came late is not to be seen again
  run(head, { from: 0, ms: 2000, rate: 0.02, history, jitter });
  const slowUntil = history.edge;
  head.setPace({ playing: true, speed: 0, rate: 0.5, every: 80 });
  run(head, { from: 2000, ms: 2000, rate: 0.5, history, jitter });
  const pass = (t) => {
    head.seek(t);
    head.play();
    const times = [];
    for (let wall = 4100; wall < 4200; wall += 10) times.push(head.tick(wall));
    head.tick(4100);
    return steps(times).at(-1);
  };
  for (let part = 0.1; part < 0.9; part += 0.02) {
    const slow = pass(slowUntil * part);
    assert.ok(Math.abs(slow - 10_000 * 0.02) < 30, `${slow} at ${part}`);
  }
  const fast = pass(slowUntil + 400_000);
  assert.ok(Math.abs(fast - 10_000 * 0.5) < 750, `${fast}`);
});

test('a part that is not here yet is asked for and waited for', async () => {
  const asked = [];
  let here = false;
  const history = { edge: 10_000_000, covers: () => here, ensure: async (t) => (asked.push(t), true), glance: () => ({ flights: [] }) };
  const head = new Playhead(history);
  head.setPace({ playing: true, speed: 1, rate: 1, every: 80 });
  head.seek(2_000_000);
  head.play();
  head.tick(0);
  head.tick(100);
  assert.equal(head.time, 2_000_000);
  assert.equal(head.waiting, true);
  assert.deepEqual(asked.slice(0, 1), [2_000_000]);
  here = true;
  head.tick(200);
  assert.equal(head.time, 2_100_000);
  assert.equal(head.waiting, false);
});

test('another run begins at its edge', () => {
  const head = new Playhead(track(5_000_000));
  head.receive(5_000_000, 0);
  head.seek(3);
  head.load(track(40));
  head.tick(16);
  assert.deepEqual([head.time, head.following], [40, true]);
});

test('led by somebody else it comes after evenly, and jumps where the way is long or back', () => {
  const history = track(0);
  const head = new Playhead(history);
  run(head, { from: 0, ms: 1000, rate: 0.02, history });
  let wall = 1000;
  const frames = (count) => Array.from({ length: count }, () => head.tick((wall += 16)));
  frames(1);
  head.guide(4_000);
  assert.deepEqual([head.following, head.playing, head.time], [false, false, 4_000], 'from the edge it jumps');
  head.guide(6_000);
  const there = frames(12);
  const moved = steps([4_000, ...there]).slice(0, 8);
  for (const step of moved) assert.ok(step > 100 && step < 400, `a step of ${step}`);
  assert.equal(head.time, 6_000);
  frames(20);
  assert.equal(head.time, 6_000, 'there it stands');
  head.guide(5_000);
  assert.equal(head.time, 5_000, 'back it jumps');
  history.edge = 90_000_000;
  head.guide(80_000_000);
  assert.equal(head.time, 80_000_000, 'far it jumps');
  head.guide(80_001_000);
  head.seek(10_000);
  frames(12);
  assert.equal(head.time, 10_000, 'whoever looks elsewhere is let go of');
  head.guide(11_000);
  head.goLive();
  assert.equal(head.following, true);
});
