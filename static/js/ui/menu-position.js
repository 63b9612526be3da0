// Where a menu about a thing in the picture opens.

import { byId } from './dom.js';

/** How far from the picture's corner a menu opens, in px. */
const EDGE = 16;

/** Next to an element; where that is folded away, over the picture. @param {Element} element */
export function nextTo(element) {
  const box = element.getBoundingClientRect();
  if (box.width > 0) return { from: element, x: box.right, y: box.top };
  const { left, top } = byId('stage').getBoundingClientRect();
  return { from: null, x: left + EDGE, y: top + EDGE };
}
