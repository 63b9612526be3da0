package scenario

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// examples are those of the language's description, as they stand there.
var examples = []string{"dies-before-replicating", "stale-read", "figure-8-begins"}

func TestTheExamplesRunAsTheyStand(t *testing.T) {
	for _, name := range examples {
		r := play(t, read(t, name+".raft"))
		for _, o := range r.Outcomes() {
			if !o.Held {
				t.Errorf("%s, line %d: expect %s: %s instead", name, o.Line, o.Claim, o.Instead)
			}
		}
		if !r.Ended() || len(r.Outcomes()) != len(r.scenario.Claims)+timedClaims(r.scenario) {
			t.Errorf("%s: %d claims were judged", name, len(r.Outcomes()))
		}
		golden(t, "testdata/"+name+".recorded", r.Export())
		again := play(t, r.Export())
		if again.World().Hash() != r.World().Hash() || again.Export() != r.Export() {
			t.Errorf("%s: its record ends with %s, not %s (-first +again):\n%s", name, again.World().HashString(), r.World().HashString(), cmp.Diff(r.Export(), again.Export()))
		}
	}
}

func timedClaims(s *Scenario) (n int) {
	for _, st := range s.Statements {
		if st.Claim != nil {
			n++
		}
	}
	return n
}
