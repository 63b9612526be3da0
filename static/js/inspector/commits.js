// Whether an entry was ever committed, and whether it is safe, as the run has shown
// it: what no running server knows any more is looked up in what has happened.

/** @import { Server } from '../run/reducer.js' */
/** @import { History } from '../run/history.js' */
/** @import { Context } from './card.js' */
/** @import { Found } from './search.js' */
import { serverOf } from '../run/state-queries.js';

/** The most events that are looked at, going back, where nothing says that the rest is in vain. */
const FURTHEST = 40_000;

/** What is known of an entry up to an event, so that only what is new is looked at. @typedef {{generation: number, start: number, seq: number, found: Found | undefined}} Seen */

/** @type {WeakMap<History, Map<string, Seen>>} */
const commits = new WeakMap();
/** How many entries' commits are remembered. */
const REMEMBERED = 16;

/**
 * The decision by which an entry was first committed; undefined if there was none, or
 * it lies too far back.
 * @param {Pick<Context, 'history' | 'time' | 'without'>} context
 * @param {number} index
 * @param {number} term
 * @returns {Found | undefined}
 */
export function firstCommit({ history, time, without }, index, term) {
  const { generation, start } = history;
  const seq = history.indexAt(time);
  const known = commits.get(history) ?? new Map();
  commits.set(history, known);
  const key = `${index} ${term}`;
  const before = /** @type {Seen | undefined} */ (known.get(key));
  const holds = before?.generation === generation && before.start === start;
  if (holds && before.found && before.found.seq <= seq) return before.found;
  const from = holds && before.seq <= seq ? before.seq : 0;
  const found = earliest(history, time, without, index, term, from);
  known.delete(key);
  known.set(key, { generation, start, seq, found });
  if (known.size > REMEMBERED) known.delete([...known.keys()][0]);
  return found;
}

/** @param {History} history @param {number} time @param {readonly string[]} without @param {number} index @param {number} term @param {number} from the last event that need not be looked at */
function earliest(history, time, without, index, term, from) {
  /** @type {Found[]} those that reach the index, the latest first */
  const reach = [];
  let read = 0;
  history.lookBack(time, (event, seq) => {
    if (seq <= from) return true;
    if (without.length > 0 && ++read > FURTHEST) return true;
    if (event.decision?.kind !== 'committed') return false;
    if (event.decision.index >= index) reach.push({ event, seq });
    // Where all rules hold, nobody who commits has less than who did before.
    else return without.length === 0;
    return false;
  });
  return reach.findLast(({ event }) => serverOf(history.glance(event.at), event.by ?? '')?.log.entry(index)?.term === term);
}

/**
 * Which of the servers that hold an entry on their disks had stored it while they were
 * in its term: a majority of those makes it safe (§5.4.3). What a server stored later,
 * from a later leader, does not.
 * @param {Pick<Context, 'history' | 'time'>} context
 * @param {readonly Server[]} holders
 * @param {number} index
 * @param {number} term
 * @returns {string[]}
 */
export function storedInTerm({ history, time }, holders, index, term) {
  /** @type {Map<string, number>} the term in which each had it, as early as is known */
  const terms = new Map(holders.map((s) => [s.id, s.term]));
  const open = new Set(holders.filter((s) => s.term !== term).map((s) => s.id));
  let read = 0;
  if (open.size > 0) {
    history.lookBack(time, ({ server }) => {
      if (server && open.has(server.id)) {
        if ((server.syncedIndex ?? 0) < index) open.delete(server.id);
        else terms.set(server.id, server.term);
        if (server.term === term) open.delete(server.id);
      }
      return open.size === 0 || ++read > FURTHEST;
    });
  }
  return [...terms].filter(([, t]) => t === term).map(([id]) => id);
}
