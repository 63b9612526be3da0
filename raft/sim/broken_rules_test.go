package sim_test

import (
	"testing"

	"raft-playground/raft"
)

// TestABrokenRuleIsNoticedByRandomSchedules switches off one rule after the other:
// random schedules that are lawful else must find that out, or they are worth
// nothing.
//
// Some rules take more luck than a test has time for: without CommitOnlyCurrentTerm or
// OneChangeAtATime one schedule in some ten thousands goes wrong, and without
// IgnoreStaleAppendReply, ChangeAfterOwnCommit, ConfigurationRollsBack and
// SnapshotKeepsTheTail none has been seen to.
func TestABrokenRuleIsNoticedByRandomSchedules(t *testing.T) {
	noticed(t, 500,
		raft.ElectionMajority, raft.OneVotePerTerm, raft.CommitMajority, raft.ElectionRestriction,
		raft.PersistVote, raft.PersistTerm, raft.FollowerSyncsBeforeAck, raft.TruncateOnlyOnConflict,
		raft.PrevLogCheck, raft.ConflictRemovesTail, raft.RefuseStaleAppend, raft.MatchWhatWasSent,
		raft.DedupRequests, raft.CommitIndexMonotonic, raft.MatchIndexMonotonic, raft.KeepVoteOnStepDown)
	if raceDetector {
		return // it has nothing to add, and takes long over the rare ones
	}
	noticed(t, 40_000,
		raft.CompareLastTermFirst, raft.IgnoreStaleVoteReply, raft.CountEachVoterOnce,
		raft.LeaderSyncsBeforeCounting, raft.CommitUpToLastNewEntry, raft.QuorumReads, raft.ReadAfterOwnCommit,
		raft.OverlappingMajorities, raft.BothMajorities, raft.ConfigurationWhenAppended, raft.LearnersDoNotCount, raft.RemovedLeaderDoesNotCountItself,
		raft.SnapshotOnlyApplied, raft.SnapshotDiscardsConflict, raft.RefuseOldSnapshot, raft.SnapshotHoldsSessions)
}

// noticed demands that, of so many schedules, one shows that a rule is broken.
func noticed(t *testing.T, most uint64, rules ...raft.Rule) {
	t.Helper()
	for _, rule := range rules {
		var shown error
		seed := uint64(0)
		for seed < most && shown == nil {
			seed++
			_, shown = playScheduleWithout(seed, raft.RuleSet(0).With(rule))
		}
		if shown == nil {
			t.Errorf("%d schedules without %v, and nobody noticed", most, rule)
		}
		t.Logf("%v: noticed in schedule %d: %v", rule, seed, shown)
	}
}
