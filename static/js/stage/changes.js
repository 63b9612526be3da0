// How a change is seen while time passes: for a moment, and only there. What is
// drawn is the new state from the first instant on; these only lead the eye to it.
// Whoever jumps in time sees none of it, and neither does who wants no motion.

import { element } from '../ui/dom.js';

/** How long the shortest and the longest takes, in ms. */
const SHORT = 320;
const LONG = 900;

/** A vote lands in its circle. @param {Element} circle */
export function land(circle) {
  circle.animate([{ transform: 'scale(2.4)', opacity: 0 }, { transform: 'scale(1)', opacity: 1 }], { duration: SHORT, easing: 'ease-in' });
}

/** A crown comes from whoever had it; from above, if nobody had. @param {Element} crown @param {string} from @param {string} to both as transforms */
export function pass(crown, from, to) {
  crown.animate([{ transform: from, opacity: 0.4 }, { transform: to, opacity: 1 }], { duration: 2 * SHORT, easing: 'cubic-bezier(.3, 0, .2, 1)' });
}

/** An entry that is no longer in a log falls out of it. @param {HTMLElement} cell that is about to be another's */
export function fall(cell) {
  const ghost = element('span', { class: 'log-cell is-ghost', 'aria-hidden': 'true', 'data-hue': cell.dataset.hue }, ...[...cell.childNodes].map((node) => node.cloneNode(true)));
  ghost.style.setProperty('--log-index', cell.style.getPropertyValue('--log-index'));
  cell.after(ghost);
  const falls = ghost.animate([{ transform: 'none', opacity: 1 }, { transform: 'none', opacity: 0.9, offset: 0.35 }, { transform: 'translateY(90%) rotate(5deg)', opacity: 0 }], { duration: LONG, easing: 'ease-in' });
  falls.onfinish = falls.oncancel = () => ghost.remove();
}

/** What stands further on has come from where it was. @param {Element} line @param {number} by in px */
export function move(line, by) {
  line.animate([{ transform: `translateX(${-by}px)` }, { transform: 'none' }], { duration: SHORT, easing: 'ease-out' });
}
