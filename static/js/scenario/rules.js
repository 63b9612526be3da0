// Written from raft/rules.go by
// go test ./web/wire -update
//
// The rules that can be switched off, in the order of the engine, each with the
// place where the paper (§, Figure) or the dissertation (D) states it.

/** @import { Rule } from '../wire.js' */

/** @type {readonly (readonly [Rule, string])[]} */
export const RULES = [
  ['election-majority', '§5.2'],
  ['one-vote-per-term', '§5.2'],
  ['commit-majority', '§5.3'],
  ['election-restriction', '§5.4.1'],
  ['compare-last-term-first', '§5.4.1'],
  ['persist-vote', '§5.2'],
  ['persist-term', 'Figure 2'],
  ['ignore-stale-vote-reply', '§5.1'],
  ['count-each-voter-once', '§5.2'],
  ['follower-syncs-before-ack', 'Figure 2'],
  ['leader-syncs-before-counting', 'D10.2.1'],
  ['truncate-only-on-conflict', '§5.3'],
  ['prev-log-check', '§5.3'],
  ['conflict-removes-tail', '§5.3'],
  ['refuse-stale-append', '§5.1'],
  ['match-what-was-sent', '§5.3'],
  ['commit-up-to-last-new-entry', 'Figure 2'],
  ['commit-only-current-term', '§5.4.2'],
  ['quorum-reads', '§8'],
  ['read-after-own-commit', '§8'],
  ['dedup-requests', '§8'],
  ['commit-index-monotonic', 'Figure 2'],
  ['match-index-monotonic', '§5.3'],
  ['keep-vote-on-step-down', '§5.2'],
  ['ignore-stale-append-reply', '§5.1'],
  ['change-after-own-commit', 'D4.1'],
  ['one-change-at-a-time', 'D4.1'],
  ['overlapping-majorities', '§6'],
  ['both-majorities', '§6'],
  ['configuration-when-appended', '§6'],
  ['configuration-rolls-back', '§6'],
  ['learners-do-not-count', 'D4.2.1'],
  ['removed-leader-does-not-count-itself', 'D4.2.2'],
  ['snapshot-only-applied', '§7'],
  ['snapshot-keeps-the-tail', 'Figure 13'],
  ['snapshot-discards-conflict', 'Figure 13'],
  ['refuse-old-snapshot', '§7'],
  ['snapshot-holds-sessions', 'D6.3'],
  ['snapshot-holds-configuration', '§7'],
];
