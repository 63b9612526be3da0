package play

import (
	"strings"
	"testing"

	"raft-playground/raft/scenario"
)

// What variants share with the run that they come from, and how what came too late in it is
// told.

func TestAForkAtAStepThatHasComeTooLateIsToldWithoutIt(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: crash leader\nat 100ms: step s0\n\nfork a at step s0\nafter 0ms: crash S1\n")
	for _, r := range runs {
		arrive(t, r, 120*ms)
		if _, err := r.Do("crash S3"); err != nil {
			t.Fatal(err)
		}
	}
	checkWritten(t, runs)
}

func TestAFileTellsAComparisonOfWhatCouldNotBeDone(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 1ms: crash leader as old\n\ncompare v0 until 0ms with: pre-vote on\nafter 0ms: crash leader\nafter 0ms: crash old\n")
	for _, r := range runs {
		arrive(t, r, 0)
	}
	c, err := runs[1].Compare("c", "servers 4")
	if err != nil {
		t.Fatal(err)
	}
	arrive(t, c, 0)
	text := exportedOf(t, append(runs, c))
	if !strings.Contains(text, "\ncompare c of v0 with: servers 4\n") {
		t.Errorf("it is told as\n%s", text)
	}
}

func TestWhatFollowsSomethingTooLateIsToldAsWhatFollowsIt(t *testing.T) {
	for _, begin := range []string{"when leader elected: crash leader\n\ncompare v0 with: seed 77\n", "end at 0ms\n\nfork v0 at 0ms\nwhen leader elected: wait\n"} {
		goesOnAsTold(t, begin+"at 2ms: crash leader\nafter 0ms: crash S1\n")
	}
}

// goesOnAsTold fails unless a variant goes on as the text says that is told of it at the
// beginning.
func goesOnAsTold(t *testing.T, text string) {
	t.Helper()
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\n"+text)
	for _, r := range runs {
		arrive(t, r, 0)
	}
	told := toldOf(t, runs)
	again := runsOf(t, told)
	arrive(t, runs[1], 400*ms)
	arrive(t, again[1], 400*ms)
	if runs[1].World().Hash() != again[1].World().Hash() {
		t.Errorf("it goes on otherwise, told as\n%s", told)
	}
}

func TestAComparisonDoesNotShareWhatHasYetToBeWaitedFor(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 0ms: crash S1\nwhen leader elected: crash leader\nat 1ms: wait\n\ncompare v0 until 1ms with: seed 77\n")
	arrive(t, runs[1], 1000*ms)
	for _, e := range runs[1].told {
		if e.Timing.When != nil {
			t.Errorf("at %d it does %s", e.at, e.Statement.String())
		}
	}
}

func TestWhatCameTooLateBehindAStepIsToldAtItsInstant(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 209ms: step s0\n\nfork v0 at step s0\nat 3ms: crash S1\n")
	for _, r := range runs {
		arrive(t, r, 210*ms)
	}
	told := toldOf(t, runs)
	if !strings.Contains(told, "\nat 209ms: wait\n") {
		t.Errorf("it is told as\n%s", told)
	}
	checkWritten(t, runs)
}

func TestAFreshInstantIsNeededOnlyWhereSomethingIsShared(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 0ms: crash S1\n\ncompare v0 alone\nat 0ms: crash S2\n\nfork v1 at 1ms\n")
	for _, r := range runs {
		arrive(t, r, 0)
	}
	runs = leaveOut(t, runs, 0)
	if r := runs[1]; !r.Origin().Alone || r.Free() != 0 {
		t.Errorf("alone: %v, it is free at %d", r.Origin().Alone, r.Free())
	}
	strayed := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: step s0\nend at 0ms\n\nfork v0 at step s0\n")
	for _, r := range strayed {
		arrive(t, r, 0)
	}
	if r := strayed[1]; r.Free() != 1 {
		t.Errorf("a fork that strayed is free at %d, which it shares", r.Free())
	}
}

func TestWhatIsDueHasItsTurnBeforeWhatIsDone(t *testing.T) {
	r := runsOf(t, "raft 1\nservers 3\nseed 1\n\ncompare v0 with: seed 77\nat 0ms: crash leader\nat 0ms: crash leader\nat 0ms: crash S2\n")[1]
	if _, err := r.Do("crash S3"); err != nil {
		t.Fatal(err)
	}
	var had []string
	for _, e := range r.told {
		had = append(had, e.Statement.String())
	}
	if got := strings.Join(had, "; "); got != "at 0ms: crash leader; at 0ms: crash leader; at 0ms: crash S2; at 0.001ms: crash S3" {
		t.Error(got)
	}
	if len(r.failed) == 0 {
		t.Error("that two failed does not come up when it goes on")
	}
}

func TestAFileTellsOfNoStepThatCameTooLate(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: crash leader\nat 2ms: step s0\n\nfork v0 at step s0\n")
	for _, r := range runs {
		arrive(t, r, 300*ms)
	}
	text := exportedOf(t, runs)
	if _, err := scenario.Parse(text); err != nil || strings.Contains(text, "step s0") {
		t.Errorf("%v:\n%s", err, text)
	}
}

func TestAFileTellsWhatCameTooLateBehindAStepThatWasWaitedForAsWhatFollowsIt(t *testing.T) {
	for _, step := range []string{"when leader elected: step s0\n", "when leader elected: wait\nafter 0ms: step s0\n", "when leader elected: wait\nafter 10ms: step s0\n"} {
		runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\n"+step+"\nfork v0 at step s0\nat 1ms: crash leader\n")
		for _, r := range runs {
			arrive(t, r, 300*ms)
		}
		text, _ := checkWritten(t, runs)
		again := runsOf(t, text)
		for _, r := range again {
			arrive(t, r, 300*ms)
		}
		if is := toldOf(t, again); is != text {
			t.Errorf("it is told as\n%s\nand then as\n%s", text, is)
		}
	}
}

func TestAStepBehindWhatCannotBeToldOfARunMayBeTaken(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 5\nseed 1\n\nwhen term 9: step a\nwhen S5 leads: step b\n")
	c, err := runs[0].Compare("c", "servers 4") // nothing is told of what waits for S5
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range append(runs, c) {
		_, a := r.Do("step a")
		_, b := r.Do("step b")
		if a == nil || (b == nil) != (r == c) {
			t.Errorf("%q: %v, %v", r.Name(), a, b)
		}
	}
}
