// Which servers hold an entry: in their logs, or in a snapshot that stands for it.

/** @import { Server, State } from '../run/reducer.js' */
import { inSnapshot } from '../run/state-queries.js';

/**
 * Whether a server has an entry, in its log or in its snapshot. A snapshot does not tell
 * the terms of what it stands for. It stands for an entry that is committed, and for all
 * that come before its last one in the log of a server that has that one (§5.3).
 * @param {Pick<State, 'servers'>} state
 * @param {Server} server
 * @param {number} index
 * @param {number} term
 * @param {boolean} committed whether the entry is known to have been committed
 */
export function holds({ servers }, server, index, term, committed = false) {
  if (!inSnapshot(server, index)) return server.log.entry(index)?.term === term;
  const { baseIndex = 0, baseTerm = 0 } = server;
  if (index === baseIndex) return term === baseTerm;
  return committed || servers.some((s) => s.log.entry(index)?.term === term && s.log.entry(baseIndex)?.term === baseTerm);
}
