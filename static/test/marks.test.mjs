import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawMarks } from '../js/timeline/marks.js';
import { Viewport } from '../js/timeline/viewport.js';

/** Draws marks on a canvas that only takes note, and returns where lines go and words stand. */
function drawn(marks, { free = Infinity, width = 1000 } = {}) {
  const xs = [];
  const words = [];
  const pen = new Proxy({}, {
    get: (_, name) => {
      if (name === 'measureText') return (text) => ({ width: 7 * text.length });
      return (...values) => {
        if (name === 'moveTo' || name === 'lineTo') xs.push(values[0]);
        if (name === 'fillText') words.push([values[0], values[1]]);
      };
    },
    set: () => true,
  });
  const window = new Viewport();
  window.reset(1_000_000, width);
  drawMarks(pen, marks, { window, width, free, y: 10, t: (key) => key, font: 'sans-serif', colours: {} });
  return { xs, words, window };
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
