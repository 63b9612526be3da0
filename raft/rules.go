package raft

import "fmt"

// Rule names a rule that Raft's safety rests on. A server asks whether it follows
// a rule at one place, in the condition that the rule guards: look for
// follows(ElectionRestriction).
type Rule uint8

// The rules. A trace's hash takes in their numbers, so each keeps its own, and a
// new one comes last. [Rule.Section] says where the paper states a rule.
const (
	NoRule                    Rule = iota // a decision that no safety rule governs
	ElectionMajority                      // an election needs a majority
	OneVotePerTerm                        // one vote a term, first come first served
	CommitMajority                        // a commit needs a majority
	ElectionRestriction                   // a vote only for an up-to-date log
	CompareLastTermFirst                  // up to date compares the last terms first
	PersistVote                           // a vote is durable before it is given
	PersistTerm                           // a term is durable before it is used
	IgnoreStaleVoteReply                  // a vote reply of an old term is ignored
	CountEachVoterOnce                    // a voter counts once
	FollowerSyncsBeforeAck                // a follower syncs before it acknowledges
	LeaderSyncsBeforeCounting             // a leader counts itself only when synced
	TruncateOnlyOnConflict                // only a conflict truncates
	PrevLogCheck                          // the entry before the new ones must match
	ConflictRemovesTail                   // a conflict removes all that follows
	RefuseStaleAppend                     // an append of an old term is refused
	MatchWhatWasSent                      // a follower matches what was sent, no more
	CommitUpToLastNewEntry                // a follower commits no further than the last new entry
	CommitOnlyCurrentTerm                 // counting commits only entries of the current term
	QuorumReads                           // a read goes through the leader's quorum
	ReadAfterOwnCommit                    // a read waits for a commit of this term
	DedupRequests                         // a repeated request is applied once
	CommitIndexMonotonic                  // the commit index never falls
	MatchIndexMonotonic                   // the match index never falls
	KeepVoteOnStepDown                    // stepping down keeps this term's vote
	IgnoreStaleAppendReply                // an append reply of an old term is ignored

	ChangeAfterOwnCommit            // a change of the configuration begins after a commit of this term
	OneChangeAtATime                // no second change while one is uncommitted
	OverlappingMajorities           // one voter at a time, or through a joint configuration
	BothMajorities                  // a joint configuration needs a majority of each
	ConfigurationWhenAppended       // the newest configuration in the log is in force
	ConfigurationRollsBack          // truncating an entry takes its configuration back
	LearnersDoNotCount              // a learner's copy and vote count for nothing
	RemovedLeaderDoesNotCountItself // a leader that is to leave counts only the others
	// Of snapshots.
	SnapshotOnlyApplied        // nothing that is not applied is compacted
	SnapshotKeepsTheTail       // a snapshot that matches the log keeps what follows it
	SnapshotDiscardsConflict   // one that does not match discards the log
	RefuseOldSnapshot          // one at or below the commit index is not installed
	SnapshotHoldsSessions      // what clients were answered is part of it
	SnapshotHoldsConfiguration // so is who belongs to the cluster
	ruleCount
)

var rules = [ruleCount]struct{ name, section string }{
	NoRule:                    {"", ""},
	ElectionMajority:          {"election-majority", "§5.2"},
	OneVotePerTerm:            {"one-vote-per-term", "§5.2"},
	CommitMajority:            {"commit-majority", "§5.3"},
	ElectionRestriction:       {"election-restriction", "§5.4.1"},
	CompareLastTermFirst:      {"compare-last-term-first", "§5.4.1"},
	PersistVote:               {"persist-vote", "§5.2"},
	PersistTerm:               {"persist-term", "Figure 2"},
	IgnoreStaleVoteReply:      {"ignore-stale-vote-reply", "§5.1"},
	CountEachVoterOnce:        {"count-each-voter-once", "§5.2"},
	FollowerSyncsBeforeAck:    {"follower-syncs-before-ack", "Figure 2"},
	LeaderSyncsBeforeCounting: {"leader-syncs-before-counting", "D10.2.1"},
	TruncateOnlyOnConflict:    {"truncate-only-on-conflict", "§5.3"},
	PrevLogCheck:              {"prev-log-check", "§5.3"},
	ConflictRemovesTail:       {"conflict-removes-tail", "§5.3"},
	RefuseStaleAppend:         {"refuse-stale-append", "§5.1"},
	MatchWhatWasSent:          {"match-what-was-sent", "§5.3"},
	CommitUpToLastNewEntry:    {"commit-up-to-last-new-entry", "Figure 2"},
	CommitOnlyCurrentTerm:     {"commit-only-current-term", "§5.4.2"},
	QuorumReads:               {"quorum-reads", "§8"},
	ReadAfterOwnCommit:        {"read-after-own-commit", "§8"},
	DedupRequests:             {"dedup-requests", "§8"},
	CommitIndexMonotonic:      {"commit-index-monotonic", "Figure 2"},
	MatchIndexMonotonic:       {"match-index-monotonic", "§5.3"},
	KeepVoteOnStepDown:        {"keep-vote-on-step-down", "§5.2"},
	IgnoreStaleAppendReply:    {"ignore-stale-append-reply", "§5.1"},

	ChangeAfterOwnCommit:            {"change-after-own-commit", "D4.1"},
	OneChangeAtATime:                {"one-change-at-a-time", "D4.1"},
	OverlappingMajorities:           {"overlapping-majorities", "§6"},
	BothMajorities:                  {"both-majorities", "§6"},
	ConfigurationWhenAppended:       {"configuration-when-appended", "§6"},
	ConfigurationRollsBack:          {"configuration-rolls-back", "§6"},
	LearnersDoNotCount:              {"learners-do-not-count", "D4.2.1"},
	RemovedLeaderDoesNotCountItself: {"removed-leader-does-not-count-itself", "D4.2.2"},
	SnapshotOnlyApplied:             {"snapshot-only-applied", "§7"},
	SnapshotKeepsTheTail:            {"snapshot-keeps-the-tail", "Figure 13"},
	SnapshotDiscardsConflict:        {"snapshot-discards-conflict", "Figure 13"},
	RefuseOldSnapshot:               {"refuse-old-snapshot", "§7"},
	SnapshotHoldsSessions:           {"snapshot-holds-sessions", "D6.3"},
	SnapshotHoldsConfiguration:      {"snapshot-holds-configuration", "§7"},
}

// Rules returns all rules, in the order of their numbers.
func Rules() []Rule {
	all := make([]Rule, 0, ruleCount-1)
	for r := NoRule + 1; r < ruleCount; r++ {
		all = append(all, r)
	}
	return all
}

// RuleSet is a set of rules; bit i stands for rule i.
type RuleSet uint64

// Has reports whether the rule is in the set.
func (set RuleSet) Has(r Rule) bool { return set&(1<<r) != 0 }

// With returns the set with the rule added.
func (set RuleSet) With(r Rule) RuleSet { return set | 1<<r }

// String returns the rule's name in the scenario language, "" for [NoRule].
func (r Rule) String() string { return rules[r].name }

// Section returns where the paper (§, Figure) or the dissertation (D) states the
// rule.
func (r Rule) Section() string { return rules[r].section }

// MarshalText writes the rule's name.
func (r Rule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what [Rule.MarshalText] writes.
func (r *Rule) UnmarshalText(text []byte) error {
	for i := range rules {
		if rules[i].name == string(text) {
			*r = Rule(i)
			return nil
		}
	}
	return fmt.Errorf("%q is not a rule", text)
}
