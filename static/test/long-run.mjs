// A long made-up run for the tests of a history: its events, how a server tells of them, and
// what they add up to.
import { advance, initial } from '../js/run/reducer.js';
import { cluster, events } from './run.mjs';

export const all = events(5000);
export const origin = initial(cluster().state);
/** The state at an instant by the plainest way. */
export const truth = (t) => advance(origin, all, 0, all.filter((e) => e.at <= t).length);
export const tick = (from, to) => ({ id: 'A', first: from, events: all.slice(from - 1, to), edge: all[to - 1].at });
