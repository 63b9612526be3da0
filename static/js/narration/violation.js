// The sentence for a property that broke.

/** @import * as wire from '../wire.js' */
/** @import { Sentence } from './narrator.js' */
import { partiesOf } from '../run/violations.js';

/** @param {wire.Violation} violation @returns {Sentence} */
export function narrateViolation(violation) {
  const { property, wiped } = violation;
  const [variant, values] = told(violation);
  const plain = { key: `violation.${property}${variant}`, values };
  const about = partiesOf(violation);
  if (!wiped) return { ...plain, topic: 'faults', level: 'key', about, bad: true };
  return { key: 'violation.after-wipe', values: { wiped, sentence: plain }, topic: 'faults', level: 'key', about, bad: true };
}

/**
 * Which of its property's sentences tells a violation, and what fills that in: the fields of
 * its body. The command line goes by the same rules (cmd/playground/trace_violations.go).
 * @param {wire.Violation} violation @returns {[variant: string, values: Record<string, string | number>]}
 */
function told(violation) {
  switch (violation.property) {
    case 'election-safety':
      return ['', { ...violation.electionSafety }];
    case 'leader-append-only':
      return ['', { ...violation.leaderAppendOnly }];
    case 'log-matching': {
      const { server, first } = violation.logMatching;
      return [own(server, first), { ...violation.logMatching }];
    }
    case 'leader-completeness': {
      const { leader, committedBy, index } = violation.leaderCompleteness;
      return [(index > 0 ? '' : '.some') + own(leader, committedBy), { ...violation.leaderCompleteness }];
    }
    case 'state-machine-safety': {
      const { server, committedBy } = violation.stateMachineSafety;
      return [own(server, committedBy), { ...violation.stateMachineSafety }];
    }
    case 'commit-monotonic':
      return ['', { ...violation.commitMonotonic }];
    case 'match-monotonic':
      return ['', { ...violation.matchMonotonic }];
    case 'term-monotonic':
      return ['', { ...violation.termMonotonic }];
    case 'one-vote': {
      const { voter, votedFor } = violation.oneVote;
      return [own(voter, votedFor), { ...violation.oneVote }];
    }
    case 'persist-before-reply':
      return [violation.persistBeforeReply.acknowledged > 0 ? '.entries' : '', { ...violation.persistBeforeReply }];
    case 'at-most-once':
      return ['', { ...violation.atMostOnce }];
    case 'fresh-reads':
      return ['', { ...violation.freshReads }];
    case 'linearizability':
      return ['', { ...violation.linearizability }];
    case 'snapshot-equals-log':
      return ['', { ...violation.snapshotEqualsLog }];
  }
}

/** Whether a server broke a property with what it did itself, before. @param {string} server @param {string} other */
function own(server, other) {
  return server === other ? '.own' : '';
}
