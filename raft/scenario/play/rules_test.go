package play

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/scenariotest"
)

// breaking is the catalogue: what breaks without each rule.
var breaking = map[raft.Rule]check.Property{
	raft.ElectionMajority:          check.ElectionSafety,
	raft.OneVotePerTerm:            check.ElectionSafety,
	raft.CommitMajority:            check.LeaderCompleteness,
	raft.ElectionRestriction:       check.LeaderCompleteness,
	raft.CompareLastTermFirst:      check.LeaderCompleteness,
	raft.PersistVote:               check.ElectionSafety,
	raft.PersistTerm:               check.ElectionSafety,
	raft.IgnoreStaleVoteReply:      check.ElectionSafety,
	raft.CountEachVoterOnce:        check.ElectionSafety,
	raft.FollowerSyncsBeforeAck:    check.LeaderCompleteness,
	raft.LeaderSyncsBeforeCounting: check.LeaderCompleteness,
	raft.TruncateOnlyOnConflict:    check.LeaderCompleteness,
	raft.PrevLogCheck:              check.LogMatching,
	raft.ConflictRemovesTail:       check.LogMatching,
	raft.RefuseStaleAppend:         check.LeaderCompleteness,
	raft.MatchWhatWasSent:          check.LeaderCompleteness,
	raft.CommitUpToLastNewEntry:    check.StateMachineSafety,
	raft.CommitOnlyCurrentTerm:     check.LeaderCompleteness,
	raft.QuorumReads:               check.Linearizability,
	raft.ReadAfterOwnCommit:        check.Linearizability,
	raft.DedupRequests:             check.AtMostOnce,
	raft.CommitIndexMonotonic:      check.CommitMonotonic,
	raft.MatchIndexMonotonic:       check.MatchMonotonic,
	raft.KeepVoteOnStepDown:        check.ElectionSafety, // once PreVote is on
	raft.IgnoreStaleAppendReply:    check.LeaderCompleteness,

	raft.ChangeAfterOwnCommit:            check.LeaderCompleteness,
	raft.OneChangeAtATime:                check.LeaderCompleteness,
	raft.OverlappingMajorities:           check.LeaderCompleteness,
	raft.BothMajorities:                  check.LeaderCompleteness,
	raft.ConfigurationWhenAppended:       check.LeaderCompleteness,
	raft.ConfigurationRollsBack:          check.LeaderCompleteness,
	raft.LearnersDoNotCount:              check.LeaderCompleteness,
	raft.RemovedLeaderDoesNotCountItself: check.LeaderCompleteness,
	raft.SnapshotOnlyApplied:             check.SnapshotEqualsLog,
	raft.SnapshotKeepsTheTail:            check.LeaderCompleteness,
	raft.SnapshotDiscardsConflict:        check.LogMatching,
	raft.RefuseOldSnapshot:               check.CommitMonotonic,
	raft.SnapshotHoldsSessions:           check.AtMostOnce,
	raft.SnapshotHoldsConfiguration:      check.LeaderCompleteness,
}

func TestEveryRuleHasAScenarioThatBreaksWithoutIt(t *testing.T) {
	var told []raft.Rule
	for _, story := range scenario.Rules() {
		told = append(told, story.Rule)
		s := understood(t, story.Text)
		if s.Format() != story.Text {
			t.Errorf("%v is not in canonical form:\n%s", story.Rule, s.Format())
		}
		if s.Title == "" || len(s.Above) != 2 {
			t.Errorf("%v has the title %q and %d lines of story", story.Rule, s.Title, len(s.Above))
		}
		if s.Config.Without != raft.RuleSet(0).With(story.Rule) {
			t.Errorf("%v is told without %s", story.Rule, scenario.RuleList(s.Config.Without))
		}
		if !slices.Equal(s.Breaks(), []check.Property{breaking[story.Rule]}) {
			t.Errorf("%v is expected to break %v, not %v", story.Rule, s.Breaks(), breaking[story.Rule])
		}
		r := play(t, story.Text)
		for _, o := range r.Outcomes() {
			if !o.Held {
				t.Errorf("%v, line %d: expect %s, but %s", story.Rule, o.Line, o.Claim, o.Instead)
			}
		}
	}
	if !slices.Equal(told, raft.Rules()) {
		t.Errorf("there are scenarios for %v, not for %v", told, raft.Rules())
	}
}

// TestWhatBreaksAndWhen shows, for review, what breaks in each scenario, in which
// order, and how it ends.
func TestWhatBreaksAndWhen(t *testing.T) {
	var got strings.Builder
	for _, story := range scenario.Rules() {
		r := play(t, story.Text)
		fmt.Fprintf(&got, "%v: %d events, hash %s\n", story.Rule, r.World().Seq(), r.World().HashString())
		var seen []string
		for _, e := range r.World().TakeEvents() {
			if v := e.Violation; v != nil && !slices.Contains(seen, v.Property) {
				seen = append(seen, v.Property)
				fmt.Fprintf(&got, "    %s: %s (%s), %v\n", scenario.FormatTime(e.At), v.Property, v.Tier, v.Server())
			}
		}
		if r.Linearizable() == check.Broken {
			fmt.Fprintf(&got, "    at the end: %v\n", check.Linearizability)
		}
	}
	scenariotest.Golden(t, "testdata/rules.golden", got.String())
}

func TestWithItsRuleOnNothingBreaks(t *testing.T) {
	for _, story := range scenario.Rules() {
		r, err := New(understood(t, story.Text).Twin())
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Finish(); err != nil {
			t.Errorf("%v: %v", story.Rule, err)
		}
		for _, o := range r.Outcomes() {
			if !o.Held {
				t.Errorf("%v: expect %s, but %s", story.Rule, o.Claim, o.Instead)
			}
		}
		if len(r.Outcomes()) != 1 {
			t.Errorf("%v: %d claims were judged", story.Rule, len(r.Outcomes()))
		}
	}
}

// A schedule that hangs on luck would teach something else with every change of the
// engine.
func TestTheRulesScenariosDoNotDependOnTheSeed(t *testing.T) {
	for _, story := range scenario.Rules() {
		for seed := uint64(2); seed <= 12; seed++ {
			for _, twin := range []bool{false, true} {
				s := understood(t, story.Text)
				s.Config.Seed = seed
				if twin {
					s = s.Twin()
				}
				r, err := New(s)
				if err != nil {
					t.Fatal(err)
				}
				if err := r.Finish(); err != nil {
					t.Errorf("%v with seed %d: %v", story.Rule, seed, err)
				}
				for _, o := range r.Outcomes() {
					if !o.Held {
						t.Errorf("%v with seed %d: expect %s, but %s", story.Rule, seed, o.Claim, o.Instead)
					}
				}
			}
		}
	}
}
