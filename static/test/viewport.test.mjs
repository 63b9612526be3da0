import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Viewport, axis } from '../js/timeline/viewport.js';

const WIDE = 1000;

/** A window that has followed an edge. */
function following(edge) {
  const window = new Viewport();
  window.reset(edge, WIDE);
  return window;
}

test('the window stands still while the edge crosses it, and then moves on in a step', () => {
  const window = following(0);
  const starts = new Set();
  for (let edge = 0; edge <= 10_000_000; edge += 10_000) {
    window.follow(edge, edge);
    starts.add(window.from);
    assert.ok(window.partAt(edge) >= 0 && window.partAt(edge) <= 0.94);
  }
  assert.ok(starts.size < 20, `it moved ${starts.size} times`);
});

test('a playhead that is dragged out of the window takes it along', () => {
  const window = following(60_000_000);
  window.follow(5_000_000, 60_000_000);
  assert.ok(window.from < 5_000_000 && window.to > 5_000_000);
});

test('zooming keeps the instant under the pointer, within bounds', () => {
  const window = following(60_000_000);
  const at = window.from + window.span / 4;
  window.zoom(0.5, at, 60_000_000);
  assert.ok(Math.abs(window.partAt(at) - 0.25) < 1e-9);
  for (let i = 0; i < 60; i++) window.zoom(0.5, at, 60_000_000);
  assert.ok(window.span >= 20_000);
  for (let i = 0; i < 60; i++) window.zoom(2, at, 60_000_000);
  assert.ok(window.span <= 60_000_000 * 1.4 && window.from >= 0);
});

test('who pans away stays there until the window follows again', () => {
  const window = following(60_000_000);
  window.pan(-20_000_000, 60_000_000);
  const { from } = window;
  window.follow(61_000_000, 61_000_000);
  assert.equal(window.from, from);
  window.resume(61_000_000, 61_000_000);
  assert.ok(window.to > 61_000_000);
});

test('a run that is shown as a whole stands in the window until it goes on beyond its end', () => {
  const window = new Viewport();
  window.whole = 800_000;
  window.reset(0, WIDE);
  for (let edge = 0; edge <= 800_000; edge += 10_000) {
    window.follow(edge, edge);
    assert.equal(window.from, 0);
  }
  assert.ok(window.to > 800_000 && window.to < 900_000, `it ends at ${window.to}`);
  window.follow(1_200_000, 1_200_000);
  assert.ok(window.from > 0 && window.to > 1_200_000);
  window.follow(100_000, 1_200_000);
  assert.ok(window.from <= 100_000);
});

test('a longer run than the first seconds can be shown as a whole, and looked at from farther away', () => {
  const window = new Viewport();
  window.whole = 9_000_000;
  window.reset(0, WIDE);
  const { span } = window;
  assert.ok(window.from === 0 && window.to > 9_000_000);
  assert.equal(window.touched, false);
  window.zoom(2, 0, 0);
  assert.ok(window.span > span);
  assert.equal(window.touched, true);
  window.whole = 0;
  window.reset(0, WIDE);
  assert.deepEqual([window.from, window.span, window.touched], [0, 2_500_000, false]);
});

test('an axis names round instants, as many as fit', () => {
  assert.deepEqual(axis(0, 2_500_000, 10), { step: 250_000, ticks: Array.from({ length: 11 }, (_, i) => i * 250_000) });
  for (const span of [20_000, 333_333, 2_500_000, 3_600_000_000]) {
    const { step, ticks } = axis(1_234_567, span, 8);
    assert.ok(ticks.length <= 9 && ticks.length >= 3, `${span}: ${ticks.length} ticks`);
    assert.ok(ticks.every((t) => t % step === 0 && t >= 1_234_567 && t <= 1_234_567 + span));
  }
});

test('a longer stretch shows what has been, and the whole run fits', () => {
  const hour = 3_600_000_000;
  const window = following(hour);
  window.pan(-hour, hour);
  for (let i = 0; i < 12; i++) {
    window.zoom(2, window.from + window.span / 4, hour);
    assert.ok(window.to <= hour + 0.1 * window.span || window.from === 0, `${window.from} to ${window.to}`);
  }
  window.fit(hour);
  assert.equal(window.from, 0);
  assert.ok(window.partAt(hour) > 0.9 && window.partAt(hour) < 1);
  window.fit(120_000);
  assert.equal(window.from, 0);
});

test('late instants are named in minutes and seconds', async () => {
  const { clock } = await import('../js/ui/format.js');
  assert.deepEqual([1_846_200, 10_000_000, 65_846_000, 3_605_846_000].map((us) => clock(us)), ['1\u202f846.2', '0:10.000', '1:05.846', '1:00:05.846']);
  assert.equal(clock(1_915_236_900, 0), '31:55');
  assert.deepEqual(axis(0, hourly, 10).ticks.every((at) => at % 60_000_000 === 0), true);
});
const hourly = 3_600_000_000;
