package play

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/scenariotest"
	"raft-playground/raft/sim"
)

func TestAConditionIsRecordedAsItIsAndItsServersByNumber(t *testing.T) {
	r := begin(t, "raft 1\nservers 3\n\nwhen leader elected: crash leader as old\nafter 0ms: wait\nafter 300ms: restart old\nwhen old appended x=1: isolate old\nat 9s: heal all\nend at 10s\n")
	if err := r.RunUntil(1000 * ms); err != nil {
		t.Fatal(err)
	}
	acted := map[string]raft.Time{}
	for _, e := range r.World().TakeEvents() {
		if e.Kind == sim.ActionEvent {
			acted[e.Action.Text] = e.At
		}
	}
	leader := r.names[0].ID.String()
	crashed, restarted := acted["crash "+leader], acted["restart "+leader]
	if crashed == 0 || restarted != crashed+300*ms {
		t.Errorf("acted: %v", acted)
	}
	want := "raft 1\nservers 3\nseed 1\n\nwhen leader elected: crash " + leader + " as old\nafter 0ms: wait\nat " + scenario.FormatTime(restarted) + ": restart " + leader +
		"\nwhen old appended x=1: isolate old\nat 9000ms: heal all\nend at 10000ms\n"
	if diff := cmp.Diff(want, r.Text()); diff != "" {
		t.Errorf("the record (-want +got):\n%s", diff)
	}
}

func TestALiveActionCanSpeakOfNames(t *testing.T) {
	r := begin(t, "raft 1\nservers 3\n\nwhen leader elected: crash leader as old\n")
	if _, err := r.Do("restart old"); err == nil {
		t.Error("a name that is not given yet was accepted")
	}
	if err := r.RunUntil(raft.Second); err != nil {
		t.Fatal(err)
	}
	recorded, err := r.Do("restart old")
	if err != nil || recorded != "restart "+r.names[0].ID.String() {
		t.Errorf("Do = %q, %v", recorded, err)
	}
	if _, err := r.Do("crash S2 as other"); err == nil {
		t.Error("a name was given live")
	}
}

func TestALiveActionCanMakeAConditionComeAtOnce(t *testing.T) {
	r := begin(t, "raft 1\nservers 3\n\nwhen S3 becomes candidate: crash S3\nafter 0ms: restart S3\nend at 5s\n")
	if _, err := r.Do("time out S3"); err != nil {
		t.Fatal(err)
	}
	if len(r.done) != 3 || r.World().Server(3).CurrentTerm() != 1 {
		t.Errorf("acted:\n%s", r.Export())
	}
	if again := play(t, r.Export()); again.World().Hash() != r.World().Hash() {
		t.Errorf("the record ends elsewhere:\n%s", r.Export())
	}
}

func TestTheRecordKeepsItsClaimsUntilSomethingIsDoneBehindTheEnd(t *testing.T) {
	r := begin(t, "raft 1\nservers 3\nat 500ms: c1 write x=1\nend at 1s\nexpect x=1 acknowledged\n")
	has := func(text string) bool { return strings.Contains(text, "expect x=1 acknowledged\n") }
	if err := r.RunUntil(600 * ms); err != nil {
		t.Fatal(err)
	}
	if !has(r.Text()) || has(r.Export()) {
		t.Errorf("before the end:\n%s\n%s", r.Text(), r.Export())
	}
	if err := r.RunUntil(1000 * ms); err != nil {
		t.Fatal(err)
	}
	if !has(r.Text()) || !has(r.Export()) || !r.Outcomes()[0].Held {
		t.Errorf("at the end:\n%s\n%s", r.Text(), r.Export())
	}
	if err := r.RunUntil(2000 * ms); err != nil {
		t.Fatal(err)
	}
	if !has(r.Text()) || has(r.Export()) || !strings.Contains(r.Text(), "end at 1000ms\n") {
		t.Errorf("behind the end:\n%s\n%s", r.Text(), r.Export())
	}
	if _, err := r.Do("crash S1"); err != nil {
		t.Fatal(err)
	}
	if has(r.Text()) || strings.Contains(r.Text(), "end at") || len(r.Outcomes()) != 1 {
		t.Errorf("something was done behind the end:\n%s", r.Text())
	}
}

func TestViolationsArePartOfTheTraceAndOfItsHash(t *testing.T) {
	text := "raft 1\nservers 3\nwithout election-majority\n\nat 0ms: time out S1\nat 0ms: time out S2\nend at 100ms\n"
	r := play(t, text)
	found := 0
	state := sim.State{Servers: make([]sim.ServerView, 3)}
	for _, e := range r.World().TakeEvents() {
		if e.Kind == sim.ViolationEvent {
			found++
			if e.Violation.Property != check.ElectionSafety.String() || e.At != 2*ms {
				t.Errorf("at %d: %+v", e.At, e.Violation)
			}
		}
		state.Apply(&e)
	}
	if found != 1 || len(r.Broken()) != 1 || state.Seq != r.World().Seq() {
		t.Errorf("%d violations in the trace of %d events, broken %v", found, state.Seq, r.Broken())
	}
	// A copy made before goes on to find the same, and not twice what was found.
	early := begin(t, text)
	for at := raft.Time(0); at < 50*ms; at += ms {
		if err := early.RunUntil(at); err != nil {
			t.Fatal(err)
		}
		c := early.Clone()
		if err := c.RunUntil(100 * ms); err != nil || c.World().Hash() != r.World().Hash() {
			t.Errorf("a copy made at %d ends with %s, not %s: %v", at, c.World().HashString(), r.World().HashString(), err)
		}
	}
}

func TestARunGoesOnTheSameHoweverItIsCut(t *testing.T) {
	whole := play(t, scenariotest.Read("dies-before-replicating.raft"))
	steps := begin(t, scenariotest.Read("dies-before-replicating.raft"))
	for !steps.Ended() {
		if err := steps.RunUntil(min(steps.Next(), steps.Ends())); err != nil {
			t.Fatal(err)
		}
	}
	if steps.Now() != whole.Now() || steps.World().Hash() != whole.World().Hash() {
		t.Errorf("in steps it ends at %d with %s, at once at %d with %s", steps.Now(), steps.World().HashString(), whole.Now(), whole.World().HashString())
	}
}

func TestALiveStepIsRefusedWhenThereIsOneOfItsName(t *testing.T) {
	r := begin(t, "raft 1\nservers 3\nat 900ms: step later\n")
	if _, err := r.Do("step now"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"now", "later"} {
		var e *scenario.Error
		if _, err := r.Do("step " + name); !errors.As(err, &e) || e.Code != scenario.CodeRepeatedStep || e.Expected != name+"-2" {
			t.Errorf("step %s: %v", name, err)
		}
	}
	if text := r.Text(); !strings.Contains(text, "at 0ms: step now\n") {
		t.Errorf("the record:\n%s", text)
	}
}
