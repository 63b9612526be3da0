package play

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/scenariotest"
	"raft-playground/raft/sim"
)

// arrive plays a run up to an instant. What cannot be carried out is left behind, as
// a page does.
func arrive(t interface{ Fatalf(string, ...any) }, r *Run, to raft.Time) {
	for r.Now() < to || len(r.failed) > 0 {
		err := r.RunUntil(to)
		var e *scenario.Error
		if err != nil && (!errors.As(err, &e) || !slices.Contains([]string{scenario.CodeRefused, scenario.CodeNoLeader, scenario.CodeRepeatedServer, scenario.CodeExpectedServer, scenario.CodeNeverCame, scenario.CodeNotReached, scenario.CodeTooLate}, e.Code)) {
			t.Fatalf("%v", err)
		}
		r.World().TakeEvents()
	}
	if err := r.RunUntil(to); err != nil {
		arrive(t, r, to)
	}
}

// drawChange draws what a comparison changes.
func drawChange(t *rapid.T) string {
	return scenariotest.Pick(t, "change", "pre-vote on", "servers 3", "servers 7, seed 8", "without persist-vote", "with persist-vote", "seed 9", "noop off, batch 1",
		"election timeout 150ms to 150ms", "election timeout S1 150ms to 160ms", "start S1 term 3 log 1 3", "latency 1ms to 2ms", "disk sync 30ms", "heartbeat 20ms", "start S1 empty", "election timeout S1 default")
}

// drawVariants draws variants of a text.
func drawVariants(t *rapid.T, servers int, steps []string) string {
	var b strings.Builder
	for i := range rapid.IntRange(0, 3).Draw(t, "variants") {
		name := fmt.Sprintf("text-%d", i)
		floor := 0
		switch kind := scenariotest.Pick(t, "kind", "fork", "step", "compare", "until", "alone"); {
		case kind == "fork" || kind == "step" && len(steps) == 0:
			floor = rapid.IntRange(0, 900).Draw(t, "fork at")
			fmt.Fprintf(&b, "fork %s at %dms\n", name, floor)
		case kind == "step":
			fmt.Fprintf(&b, "fork %s at step %s\n", name, scenariotest.Pick(t, "step", steps...))
		case kind == "until":
			fmt.Fprintf(&b, "compare %s until %dms with: seed 77\n", name, rapid.IntRange(0, 900).Draw(t, "until"))
		case kind == "alone":
			fmt.Fprintf(&b, "compare %s alone%s\n", name, scenariotest.Pick(t, "with", "", " with: seed 5"))
		default:
			fmt.Fprintf(&b, "compare %s with: heartbeat 33ms\n", name)
		}
		for range rapid.IntRange(0, 3).Draw(t, "statements") {
			when := scenariotest.Pick(t, "when", "after 1ms", "after 0.001ms", "after 250ms", "when")
			if when == "when" {
				when += " " + scenariotest.Condition(t, servers)
			}
			fmt.Fprintf(&b, "%s: %s\n", when, scenariotest.Action(t, servers))
		}
		if scenariotest.Pick(t, "end", "", "end") != "" {
			fmt.Fprintf(&b, "end at 4s\n")
		}
	}
	return b.String()
}

// drawSession draws a session: some runs side by side at one instant, forked from
// one another and compared, with what was done to one of them or to all.
func drawSession(t *rapid.T) []*Run {
	main, servers := drawRun(t)
	var steps []string
	text := main.scenario.Format()
	if scenariotest.Pick(t, "step", "", "step") != "" {
		lines := strings.SplitAfter(text, "\n")
		body := slices.Index(lines, "\n")
		if body >= 0 {
			timed := scenariotest.Pick(t, "timing", "when leader elected", "when term 2", "after 0ms")
			lines = slices.Insert(lines, body+1, timed+": step here\n")
			text, steps = strings.Join(lines, ""), []string{"here"}
		}
	}
	text += drawVariants(t, servers, steps)
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	runs, err := Runs(s)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	edge := raft.Time(0)
	for i := range rapid.IntRange(0, 20).Draw(t, "deeds") {
		r := runs[rapid.IntRange(0, len(runs)-1).Draw(t, "run")]
		name := fmt.Sprintf("live-%d", i)
		switch rapid.IntRange(0, 6).Draw(t, "deed") {
		case 0:
			if len(runs) < scenario.MaxRuns {
				f, err := r.Fork(name)
				if err != nil {
					t.Fatalf("Fork = %v", err)
				}
				runs = append(runs, f)
			}
		case 1:
			c, err := r.Compare(name, drawChange(t))
			var e *scenario.Error
			switch {
			case err == nil && len(runs) < scenario.MaxRuns:
				arrive(t, c, edge)
				runs = append(runs, c)
			case err != nil && !(errors.As(err, &e) && e.Code == scenario.CodeNothingChanged):
				t.Fatalf("Compare = %v", err)
			}
		case 2:
			if at := rapid.IntRange(0, len(runs)-1).Draw(t, "close"); len(runs) > 1 && scenariotest.Pick(t, "close it", "", "", "close") != "" {
				runs = slices.Delete(runs, at, at+1)
			}
		case 3, 4:
			to := []*Run{r}
			if scenariotest.Pick(t, "to", "one", "all") == "all" {
				to = runs
			}
			action := scenariotest.Action(t, servers)
			for _, r := range to {
				var refused *sim.ActionError
				var e *scenario.Error
				if _, err := r.Do(action); err != nil && !errors.As(err, &refused) && !errors.As(err, &e) {
					t.Fatalf("Do = %v", err)
				}
				edge = max(edge, r.Now())
			}
		default:
			edge += raft.Time(rapid.IntRange(0, 400_000).Draw(t, "wait"))
		}
		for _, r := range runs {
			arrive(t, r, edge)
		}
	}
	for _, r := range runs {
		arrive(t, r, edge)
	}
	return runs
}

// restored plays a text of a session to its edge.
func restored(t *rapid.T, text string, edge raft.Time) []*Run {
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if s.Format() != text {
		t.Fatalf("not canonical:\n%s", text)
	}
	runs, err := Runs(s)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	for _, r := range runs {
		arrive(t, r, edge)
	}
	return runs
}

func compareSessions(t *rapid.T, what, text string, runs, again []*Run) {
	if len(again) != len(runs) {
		t.Fatalf("%s: %d runs, not %d:\n%s", what, len(again), len(runs), text)
	}
	for i, r := range runs {
		if again[i].World().Hash() != r.World().Hash() || again[i].Now() != r.Now() || i > 0 && again[i].Name() != r.Name() {
			t.Fatalf("%s: run %d %q comes to %s at %d, not to %s at %d:\n%s\nits own record:\n%s", what, i, r.Name(),
				again[i].World().HashString(), again[i].Now(), r.World().HashString(), r.Now(), text, r.Export())
		}
	}
}

func TestASessionIsRestoredFromItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runs := drawSession(t)
		edge := runs[0].Now()
		text, err := Together(runs)
		if err != nil {
			t.Fatalf("Together = %v", err)
		}
		again := restored(t, text, edge)
		compareSessions(t, "restored", text, runs, again)
		for _, session := range [][]*Run{runs, again} {
			for _, r := range session {
				arrive(t, r, edge+700*ms)
			}
		}
		compareSessions(t, "gone on", text, runs, again)
	})
}

func TestASessionIsExportedAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runs := drawSession(t)
		text, err := ExportTogether(runs)
		if err != nil {
			t.Fatalf("ExportTogether = %v", err)
		}
		compareSessions(t, "exported", text, runs, restored(t, text, runs[0].Now()))
	})
}
