// How much of the run a screen reader is told as it happens.

/** @import { Sentence } from './narrator.js' */

/** @typedef {'all' | 'main' | 'none'} Amount everything that matters, leaders and failures, nothing */
/** @type {Amount[]} */
export const AMOUNTS = ['all', 'main', 'none'];
const KEPT = 'raft-playground/announced';

/** @type {Amount} */
let amount = 'all';
try {
  amount = AMOUNTS.find((known) => known === localStorage.getItem(KEPT)) ?? 'all';
} catch {
  // Without storage it is chosen anew each time.
}

export const announced = () => amount;

/** @param {Amount} chosen */
export function announce(chosen) {
  amount = chosen;
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // See above.
  }
}

/** Whether a sentence is to be told. @param {Pick<Sentence, 'key' | 'level' | 'topic'>} sentence @param {Amount} [told] */
export function isTold({ key, level, topic }, told = amount) {
  // That a property broke interrupts: see the properties' badge.
  if (level !== 'key' || told === 'none' || key.startsWith('violation')) return false;
  return told === 'all' || topic === 'faults' || key.startsWith('decision.became-leader');
}
