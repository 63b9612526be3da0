package etcd

import (
	"testing"

	"raft-playground/raft"
)

// TestABrokenRuleShows switches off, on our side, each rule that can matter when
// every write is durable at once and nothing arrives twice or out of order. The
// comparison must notice.
//
// The others cannot show here: those about disks, duplicates and delays for want
// of these, those about reads and repeated requests since etcd has none, and
// CommitOnlyCurrentTerm since a leader's no-op is counted in the same round.
func TestABrokenRuleShows(t *testing.T) {
	for _, rule := range []raft.Rule{
		raft.ElectionMajority, raft.OneVotePerTerm, raft.CommitMajority, raft.ElectionRestriction,
		raft.CompareLastTermFirst, raft.PersistVote, raft.PersistTerm, raft.PrevLogCheck,
		raft.ConflictRemovesTail, raft.RefuseStaleAppend, raft.MatchWhatWasSent,
		raft.CommitIndexMonotonic, raft.KeepVoteOnStepDown,
	} {
		shows := false
		for seed := uint64(1); seed <= 500 && !shows; seed++ {
			_, err := playSeed(seed, raft.RuleSet(0).With(rule), false)
			shows = err != nil
		}
		if !shows {
			t.Errorf("500 seeds without %v, and all is as with it", rule)
		}
	}
}

// TestABrokenRuleShowsInTheirScripts switches off, on our side, each rule that the
// scripts which are replayed put to the test.
func TestABrokenRuleShowsInTheirScripts(t *testing.T) {
	scripts := theirScripts(t)
	for _, rule := range []raft.Rule{
		raft.ElectionMajority, raft.CommitMajority, raft.ElectionRestriction, raft.CompareLastTermFirst,
		raft.PrevLogCheck, raft.ConflictRemovesTail, raft.KeepVoteOnStepDown,
	} {
		shows := false
		for name, steps := range scripts {
			if len(missing(steps)) > 0 {
				continue
			}
			_, err := replay(name, steps, raft.RuleSet(0).With(rule))
			shows = shows || err != nil
		}
		if !shows {
			t.Errorf("their scripts without %v, and all is as with it", rule)
		}
	}
}
