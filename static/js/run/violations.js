// Who takes part in a violation. Each property has a body of its own, with its own names.

/** @import { Violation } from '../wire.js' */

/**
 * The servers and clients that a violation is about, each once: first the server in whose
 * doings it shows, if there is one.
 * @param {Violation} violation @returns {string[]}
 */
export function partiesOf(violation) {
  return [...new Set(inOrder(violation))];
}

/** @param {Violation} violation @returns {string[]} */
function inOrder(violation) {
  switch (violation.property) {
    case 'election-safety':
      return [violation.electionSafety.second, violation.electionSafety.first];
    case 'leader-append-only':
      return [violation.leaderAppendOnly.leader];
    case 'log-matching':
      return [violation.logMatching.server, violation.logMatching.first];
    case 'leader-completeness':
      return [violation.leaderCompleteness.leader, violation.leaderCompleteness.committedBy];
    case 'state-machine-safety':
      return [violation.stateMachineSafety.server, violation.stateMachineSafety.committedBy];
    case 'commit-monotonic':
      return [violation.commitMonotonic.server];
    case 'match-monotonic':
      return [violation.matchMonotonic.leader, violation.matchMonotonic.follower];
    case 'term-monotonic':
      return [violation.termMonotonic.server];
    case 'one-vote':
      return [violation.oneVote.voter, violation.oneVote.votedFor];
    case 'persist-before-reply':
      return [violation.persistBeforeReply.sender, violation.persistBeforeReply.receiver];
    case 'at-most-once':
      return [violation.atMostOnce.server, violation.atMostOnce.client];
    case 'fresh-reads':
      return [violation.freshReads.server, violation.freshReads.client];
    case 'linearizability':
      return []; // of no single event
    case 'snapshot-equals-log':
      return [violation.snapshotEqualsLog.server];
  }
}
