package main

import (
	"strings"
	"testing"

	"raft-playground/raft/check"
	"raft-playground/raft/sim"
)

// TestAServerIsNotComparedWithItself: where what breaks is something that the same
// server did before, that is said so.
func TestAServerIsNotComparedWithItself(t *testing.T) {
	for _, p := range []check.Property{check.LogMatching, check.LeaderCompleteness, check.StateMachineSafety, check.OneVote} {
		v := sim.Violation{Property: p.String(), Server: 3, Other: 3, Term: 2, Index: 2, In: 1}
		if said := violation(&v); strings.Count(said, "S3") != 1 {
			t.Errorf("%v: %s", p, said)
		}
	}
	own := sim.Violation{Property: check.StateMachineSafety.String(), Server: 1, Other: 1, Index: 2}
	if said := violation(&own); !strings.Contains(said, "S1 takes another entry 2 for committed than it did itself, before") {
		t.Error(said)
	}
}
