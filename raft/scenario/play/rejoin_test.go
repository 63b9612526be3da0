package play

import (
	"testing"

	"raft-playground/raft"
)

const family = "raft 1\nservers 3\nseed 7\n\nat 5ms: c1 write x=1\nwhen leader elected: step elected\n\nfork a at 100ms\nat 150ms: crash S1\n\n" +
	"fork b of a at 200ms\nat 250ms: crash S2\n\ncompare c of b with: seed 9\n\nfork d of c at 300ms\n\nfork e at step elected\nafter 0ms: crash leader\n"

func TestARunWhoseOtherIsGoneComesFromOneThatIsThere(t *testing.T) {
	for gone := range runsOf(t, family) {
		runs := runsOf(t, family)
		for _, r := range runs {
			arrive(t, r, 400*ms)
		}
		sameOrigins(t, leaveOut(t, runs, gone))
	}
}

func TestOneAfterTheOtherCanGo(t *testing.T) {
	for _, gone := range []int{0, 1} {
		runs := runsOf(t, family)
		for _, r := range runs {
			arrive(t, r, 400*ms)
		}
		for len(runs) > 2 {
			runs = leaveOut(t, runs, gone)
			sameOrigins(t, runs)
		}
	}
}

func TestAForkThatLeavesLaterStillDoesSoWhenItsOtherIsGone(t *testing.T) {
	text := "raft 1\nservers 3\nseed 1\n\nfork a at 0ms\n\nfork b at 1ms\nafter 1ms: crash S1\n"
	runs := runsOf(t, text)
	for _, r := range runs {
		arrive(t, r, 0)
	}
	runs = leaveOut(t, runs, 0)
	sameOrigins(t, runs)
	for _, r := range runs {
		arrive(t, r, 3*ms)
	}
	sameOrigins(t, runs)
}

func TestWhatIsDoneInARunChangesWhereOneLeavesItThatHasComeToFollowIt(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nfork a at 1ms\n\nfork b at 2ms\nafter 1ms: crash S1\n")
	for _, r := range runs {
		arrive(t, r, 0)
	}
	runs = leaveOut(t, runs, 0)
	if _, err := runs[0].Do("crash S3"); err != nil {
		t.Fatal(err)
	}
	runs[1].Part(runs[0].Now(), false)
	arrive(t, runs[1], runs[0].Now())
	if f := runs[1].Origin().Fork; f == nil || *f != 0 {
		t.Errorf("it leaves at %v", f)
	}
	checkWritten(t, runs)
}

// What random sessions have found; see drawn_sessions_test.go in web/session.

func TestAComparisonUntilAnInstantOfARunThatIsGoneSharesNothingNew(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 5\nseed 1\n\nfork a at 1ms\nat 90ms: crash S2\n\ncompare b until 324ms with: servers 3\n")
	for _, r := range runs {
		arrive(t, r, 5*ms)
	}
	if _, err := runs[2].Do("crash S3"); err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		arrive(t, r, 6*ms)
	}
	runs = leaveOut(t, runs, 0)
	text, _ := checkWritten(t, runs)
	for _, r := range runs {
		arrive(t, r, 200*ms)
	}
	for i, r := range runsOf(t, text) {
		arrive(t, r, 200*ms)
		if r.World().Hash() != runs[i].World().Hash() {
			t.Errorf("run %d goes on in another way:\n%s", i, text)
		}
	}
}

func TestNamesThatARunThatIsGoneHadGivenAreNotSpokenOf(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 5ms: crash S1 as old\n\nfork a at 0ms\n\nfork b at 0ms\nat 1ms: crash S2\nat 2ms: crash old as old\nafter 1ms: expect old is crashed\nwhen old leads: wait\nexpect old is crashed\n")
	for _, r := range runs {
		arrive(t, r, 0)
	}
	runs = leaveOut(t, runs, 0)
	for to := raft.Time(0); to < 5*ms; to += ms {
		for _, r := range runs {
			arrive(t, r, to)
		}
		checkWritten(t, runs)
	}
}

// A run without an end of its own, which still waits, does not take over that of the run
// that it comes from now.
func TestWhatStillWaitsDoesNotEndWhereARunThatItComesFromNowDoes(t *testing.T) {
	text := "raft 1\nservers 3\nseed 1\n\nat 0ms: crash leader\nwhen leader elected: crash leader\n\ncompare v0 alone\nend at 0ms\n\ncompare v1 with: seed 77\n"
	runs := runsOf(t, text)
	for _, r := range runs {
		arrive(t, r, 0)
	}
	runs = leaveOut(t, runs, 0)
	text, _ = checkWritten(t, runs)
	again := runsOf(t, text)
	for i := range runs {
		arrive(t, runs[i], 500*ms)
		arrive(t, again[i], 500*ms)
		if again[i].World().Hash() != runs[i].World().Hash() {
			t.Errorf("run %d goes on in another way:\n%s", i, text)
		}
	}
}

// The end of a fork that leaves behind it is where it leaves, also in a text that tells
// of it by itself.
func TestAForkThatLeavesBehindItsEndEndsThereWhenItsOtherIsGone(t *testing.T) {
	text := "raft 1\nservers 3\nseed 1\n\nat 0ms: wait\nwhen leader elected: step s0\n\nfork v0 at step s0\nwhen leader elected: crash leader\nend at 0ms\n"
	runs := runsOf(t, text)
	for _, r := range runs {
		arrive(t, r, 0)
	}
	runs = leaveOut(t, runs, 0)
	again := runsOf(t, toldOf(t, runs))[0]
	arrive(t, runs[0], 300*ms)
	arrive(t, again, 300*ms)
	is, was := again.Ends(), runs[0].Ends()
	if is != was || was == 0 {
		t.Errorf("it ends at %d, and ended at %d", is, was)
	}
}
