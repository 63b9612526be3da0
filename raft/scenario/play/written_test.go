package play

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// checkWritten fails unless runs come back from both of their texts, and play the
// ended one without a failure.
func checkWritten(t *testing.T, runs []*Run) (text, ended string) {
	t.Helper()
	edge := runs[0].Now()
	text, err := Together(runs)
	if err != nil {
		t.Fatal(err)
	}
	ended, err = ExportTogether(runs)
	if err != nil {
		t.Fatal(err)
	}
	for _, written := range []string{text, ended} {
		s, err := scenario.Parse(written)
		if err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		again := runsOf(t, written)
		for i, r := range again {
			if written == ended {
				if err := r.RunUntil(edge); err != nil {
					t.Errorf("run %d of the ended text: %v\n%s", i, err, written)
				}
			}
			arrive(t, r, edge)
			if r.World().Hash() != runs[i].World().Hash() {
				t.Errorf("run %d comes to another hash:\n%s", i, written)
			}
		}
		if s.Format() != written {
			t.Errorf("not canonical:\n%s", written)
		}
	}
	return text, ended
}

func TestAnEndedRunKeepsWhatIsExpectedNeverToCome(t *testing.T) {
	text := "raft 1\nservers 3\nseed 7\n\nwhen leader elected: wait\nwhen leader steps down: wait\nend at 2000ms\nexpect never leader steps down\n"
	for _, edge := range []raft.Time{1000, 2000, 3000} {
		runs := runsOf(t, text)
		arrive(t, runs[0], edge*ms)
		got, ended := checkWritten(t, runs)
		if got != text {
			t.Errorf("at %d ms (-want +got):\n%s", edge, cmp.Diff(text, got))
		}
		if has := strings.Contains(ended, "expect never"); has != (edge == 2000) {
			t.Errorf("at %d ms it is exported as\n%s", edge, ended)
		}
	}
}

func TestVariantsKeepWhatIsExpectedNeverToCome(t *testing.T) {
	for _, edge := range []raft.Time{100, 999, 1000, 1500, 4000} {
		runs := runsOf(t, "raft 1\nservers 3\nseed 7\n\nwhen leader elected: step elected\nat 300ms: expect never term 9\nwhen term 9: wait\nend at 1s\nexpect never term 9\n\n"+
			"fork a at 500ms\nwhen term 8: wait\nexpect never term 8\nexpect never term 9\n\ncompare b with: seed 4\nexpect never term 9\n\nfork c at step elected\nafter 0ms: crash leader\nwhen term 7: wait\nend at 4s\nexpect never term 7\n")
		for _, r := range runs {
			arrive(t, r, edge*ms)
		}
		checkWritten(t, runs)
	}
}

func TestAfterItsEndARunForgetsWhatNeverCame(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 7\n\nwhen term 9: wait\nend at 1s\nexpect never term 9\n")
	arrive(t, runs[0], 1500*ms)
	if _, err := runs[0].Do("crash S1"); err != nil {
		t.Fatal(err)
	}
	if text, _ := checkWritten(t, runs); text != "raft 1\nservers 3\nseed 7\n\nat 1500ms: crash S1\n" {
		t.Errorf("it is written as\n%s", text)
	}
}

// What is done where a step is, is done right behind what the story does there, and
// before what it does next counts from it.
func TestWhatIsDoneAtAStepOfAStoryStandsBesideIt(t *testing.T) {
	for _, action := range []string{"crash S3", "disk sync 20ms", "c1 write x=1"} {
		story := runsOf(t, "raft 1\nservers 3\nseed 7\n\nwhen leader elected: step elected\nafter 40ms: c2 write y=1\nwhen y=1 acknowledged: step told\nafter 40ms: crash leader\nafter 0ms: expect no leader\nend at 2s\n\nfork other at step told\nafter 30ms: crash S1\nafter 20ms: restart S1\n")
		for len(story[0].told) == 0 {
			next := story[0].Next()
			for _, r := range story {
				if err := r.RunUntil(next); err != nil {
					t.Fatal(err)
				}
				r.World().TakeEvents()
			}
		}
		fork, err := story[0].Fork("own")
		if err != nil {
			t.Fatal(err)
		}
		runs := append(story, fork)
		if _, err := fork.Do(action); err != nil {
			t.Fatal(err)
		}
		for _, r := range runs {
			arrive(t, r, fork.Now())
		}
		checkWritten(t, runs)
		if _, err := story[1].Do(action); err != nil { // which has not left the story yet
			t.Fatal(err)
		}
		for _, edge := range []raft.Time{story[1].Now(), story[1].Now() + 300*ms} {
			for _, r := range runs {
				arrive(t, r, edge)
			}
			checkWritten(t, runs)
		}
	}
}

// A fork of a fork, and what is compared with it, come back as that, at the same
// instants.
func TestEachRunComesBackWithWhereItComesFrom(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 7\n\nwhen leader elected: c1 write x=1\n")
	reach := func(edge raft.Time) {
		for _, r := range runs {
			arrive(t, r, edge)
		}
	}
	take := func(r *Run, err error) *Run {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, r)
		reach(runs[0].Now())
		return r
	}
	act := func(r *Run, action string) {
		t.Helper()
		if _, err := r.Do(action); err != nil {
			t.Fatal(err)
		}
		reach(r.Now())
	}
	reach(300 * ms)
	b := take(runs[0].Fork("b"))
	act(b, "crash leader")
	reach(500 * ms)
	c := take(b.Fork("c"))
	act(c, "pause S2")
	reach(600 * ms)
	d := take(b.Compare("d", "pre-vote on"))
	take(c.Fork("e"))
	act(d, "drift S1 +7%")
	act(b, "loss 10%")
	reach(900 * ms)
	text, ended := checkWritten(t, runs)
	for _, written := range []string{text, ended} {
		again := runsOf(t, written)
		for i, r := range again {
			arrive(t, r, runs[0].Now())
			if diff := cmp.Diff(runs[i].Origin(), r.Origin()); diff != "" {
				t.Errorf("%q comes from elsewhere (-want +got):\n%s\n%s", r.Name(), diff, written)
			}
		}
	}
	for _, line := range []string{"fork b at 300ms", "fork c of b at 500", "compare d of b until ", "fork e of c at 600"} {
		if !strings.Contains(text, "\n"+line) {
			t.Errorf("nowhere %q:\n%s", line, text)
		}
	}
	// Where the other is not there any more, it is a fork of what they both left.
	runs = []*Run{runs[0], c}
	text, _ = checkWritten(t, runs)
	if !strings.Contains(text, "\nfork c at 300") {
		t.Errorf("alone it is written as\n%s", text)
	}
	runs = []*Run{c, b} // and the main run can be gone, too
	checkWritten(t, runs)
}

func TestAVariantFollowsTheOneThatItComesFrom(t *testing.T) {
	head := "raft 1\nservers 3\nseed 7\n\nat 100ms: pause S1\nat 400ms: resume S1\nend at 1s\n\nfork b at 200ms\nafter 50ms: crash S2\nafter 50ms: step there\nat 600ms: restart S2\n\n"
	for own, want := range map[string]string{
		"fork c of b at 150ms\nat 700ms: crash S3\n":                         "100ms pause S1, 700ms crash S3",
		"fork c of b at 250ms\nafter 10ms: crash S3\n":                       "100ms pause S1, 250ms crash S2, 260ms crash S3",
		"fork c of b at step there\nafter 0ms: crash S3\n":                   "100ms pause S1, 250ms crash S2, 300ms step there, 300ms crash S3",
		"compare c of b with: seed 8\nat 700ms: crash S3\n":                  "100ms pause S1, 250ms crash S2, 300ms step there, 600ms restart S2, 700ms crash S3",
		"compare c of b until 250ms with: seed 8\nafter 10ms: crash S3\n":    "100ms pause S1, 250ms crash S2, 260ms crash S3",
		"compare c of b alone with: seed 8\nat 10ms: crash S3\n":             "10ms crash S3",
		"compare a with: seed 8\n\nfork c of a at 150ms\nat 1s: crash S3\n":  "100ms pause S1, 1000ms crash S3",
		"fork a of b at 650ms\n\nfork c of a at 650.001ms\nend at 2s\n":      "100ms pause S1, 250ms crash S2, 300ms step there, 600ms restart S2",
		"fork a of b at step there\nafter 1ms: wait\n\nfork c of a at 299ms": "100ms pause S1, 250ms crash S2",
	} {
		runs := runsOf(t, head+own)
		r := runs[len(runs)-1]
		if got := strings.Join(actionsOf(t, r, 1500*ms), ", "); got != want {
			t.Errorf("%q does\n%s, not\n%s", own, got, want)
		}
	}
}

func TestAVariantCanOnlyComeFromOneAboveIt(t *testing.T) {
	for _, of := range []string{"c", "x", "own"} {
		_, err := scenario.Parse("raft 1\nfork b at 1s\n\nfork own of " + of + " at 2s\n\nfork c at 2s\n")
		var e *scenario.Error
		if !errors.As(err, &e) || e.Code != scenario.CodeUnknownVariant || e.Found != of || e.Line != 4 {
			t.Errorf("of %s: %v", of, err)
		}
	}
	if s, err := scenario.Parse("raft 1\nservers 5\nseed 1\n\nfork of at 1000ms\n\nfork b of of at 2000ms\n"); err != nil || s.Variants[1].From.Of != "of" {
		t.Errorf("%v", err)
	}
}

// What failed is told in the text that goes on, and leaves its place in the one that
// is ended, which plays to its end.
func TestWhatWasRefusedIsNoFailureOfTheEndedText(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 7\n\nat 10ms: crash leader as old\nat 20ms: restart old\nwhen leader elected: restart S1\nat 30ms: crash S2\nafter 10ms: crash leader\nend at 1s\n\ncompare b with: seed 8\nat 900ms: restart S3\n")
	for _, r := range runs {
		arrive(t, r, 950*ms)
	}
	text, ended := checkWritten(t, runs)
	if !strings.Contains(text, "crash leader as old") || strings.Contains(ended, "old") || strings.Contains(ended, "restart") {
		t.Errorf("%s\n%s", text, ended)
	}
}

func TestTheExtentOfRunsIsThatOfTheirText(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 7\n\nat 10ms: crash S1\nafter 20ms: restart S1\nend at 1s\nexpect no violation\n")
	for i := range 3 {
		f, err := runs[0].Fork(fmt.Sprintf("f%d", i))
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, f)
	}
	size, statements, err := Extent(runs)
	text, _ := Together(runs)
	if err != nil || size < len(text) || size > len(text)+200 || statements != 3 {
		t.Errorf("%d bytes, %d statements, %v: %d bytes\n%s", size, statements, err, len(text), text)
	}
}
