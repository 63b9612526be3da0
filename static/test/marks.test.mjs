import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawMarks } from '../js/timeline/marks.js';
import { Viewport } from '../js/timeline/viewport.js';

/** Draws marks on a canvas that only takes note, and returns where lines go and words stand. */
function drawn(marks, { free = Infinity, width = 1000 } = {}) {
  const xs = [];
  const ys = [];
  const words = [];
  const lines = [];
  const pen = new Proxy({}, {
    get: (_, name) => {
      if (name === 'measureText') return (text) => ({ width: 7 * text.length });
      return (...values) => {
        if (name === 'moveTo' || name === 'lineTo') xs.push(values[0]) && ys.push(values[1]);
        if (name === 'fillRect') lines.push(values);
        if (name === 'fillText') words.push([values[0], values[1]]);
      };
    },
    set: () => true,
  });
  const window = new Viewport();
  window.reset(1_000_000, width);
  drawMarks(pen, marks, { window, width, free, y: 100, high: 70, top: 20, t: (key) => key, font: 'sans-serif', colours: {} });
  return { xs, ys, words, lines, window };
}

test('a mark at the very beginning is whole', () => {
  const { xs } = drawn([{ at: 0, kind: 'fault', text: 'crash S1' }]);
  assert.ok(Math.min(...xs) >= 0, `it begins at ${Math.min(...xs)} px`);
});

test('no words run under what lies on the timeline', () => {
  const mark = { at: 500_000, kind: 'fault', text: 'crash S1' };
  const { words: [[text, x]] } = drawn([mark]);
  const end = x + 7 * text.length;
  assert.equal(drawn([mark], { free: end + 10 }).words.length, 1);
  assert.equal(drawn([mark], { free: end - 1 }).words.length, 0);
});

test('a mark that something would lie on stands above that, whole', () => {
  const mark = { at: 500_000, kind: 'leader' };
  const { xs, ys } = drawn([mark]);
  assert.ok(Math.min(...ys) > 90, 'with nothing on it, it stands in its row');
  for (const free of [Math.max(...xs) - 1, Math.min(...xs) + 1, 0]) {
    const { ys: raised } = drawn([mark], { free });
    assert.ok(Math.max(...raised) < 80, `where what lies on it begins at ${free} px it reaches ${Math.max(...raised)} px`);
  }
});

test('what broke is drawn across the lanes, in whichever cluster', () => {
  const broke = { at: 500_000, kind: 'finding', violation: { property: 'one-vote' } };
  for (const mark of [broke, { ...broke, cluster: 'B' }]) {
    const { lines: [[, top, , height]] } = drawn([mark]);
    assert.deepEqual([top, top + height], [20, 100]);
  }
  assert.deepEqual(drawn([{ at: 500_000, kind: 'finding' }, { at: 100_000, kind: 'leader' }]).lines, []);
});
