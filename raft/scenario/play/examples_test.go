package play

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/scenariotest"
)

// examples are those of the language's description, as they stand there.
var examples = []string{"dies-before-replicating", "stale-read", "figure-8-begins"}

func TestTheExamplesRunAsTheyStand(t *testing.T) {
	for _, name := range examples {
		r := play(t, scenariotest.Read(name+".raft"))
		for _, o := range r.Outcomes() {
			if !o.Held {
				t.Errorf("%s, line %d: expect %s: %s instead", name, o.Line, o.Claim, o.Instead)
			}
		}
		if !r.Ended() || len(r.Outcomes()) != len(r.scenario.Claims)+timedClaims(r.scenario) {
			t.Errorf("%s: %d claims were judged", name, len(r.Outcomes()))
		}
		scenariotest.Golden(t, "testdata/"+name+".recorded", r.Export())
		again := play(t, r.Export())
		if again.World().Hash() != r.World().Hash() || again.Export() != r.Export() {
			t.Errorf("%s: its record ends with %s, not %s (-first +again):\n%s", name, again.World().HashString(), r.World().HashString(), cmp.Diff(r.Export(), again.Export()))
		}
	}
}

func timedClaims(s *scenario.Scenario) (n int) {
	for _, st := range s.Statements {
		if st.Claim != nil {
			n++
		}
	}
	return n
}

func TestEachExampleOfTheReferenceRuns(t *testing.T) {
	for _, f := range scenario.Reference() {
		t.Run(f.Key, func(t *testing.T) {
			for _, r := range playAll(t, f.Example) {
				if len(r.Failures()) > 0 {
					t.Errorf("not carried out: %v", r.Failures())
				}
			}
		})
	}
}

// TestTheDocumentedScenarioIsOne keeps the first page of package scenario true.
func TestTheDocumentedScenarioIsOne(t *testing.T) {
	source, err := os.ReadFile("../doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(source), "# A first scenario\n//\n")
	text, _, _ := strings.Cut(rest, "\n//\n// Line by line")
	text = strings.ReplaceAll(text, "//\t", "")
	text = strings.ReplaceAll(text, "//", "")
	r := play(t, text)
	for _, o := range r.Outcomes() {
		if !o.Held {
			t.Errorf("expect %s, but %s", o.Claim, o.Instead)
		}
	}
	if len(r.Outcomes()) != 3 {
		t.Errorf("%d claims were judged in\n%s", len(r.Outcomes()), text)
	}
}
