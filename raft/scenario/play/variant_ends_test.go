package play

import (
	"strings"
	"testing"
)

// When variants end, and what is told of their end.

func TestAForkEndsBehindWhatWasDoneInItAfterItsOtherHadEnded(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: step s0\nend at 0ms\n\nfork a at step s0\nafter 0ms: crash leader\n")
	for _, r := range runs {
		arrive(t, r, 0)
	}
	if _, err := runs[1].Do("crash S1"); err != nil {
		t.Fatal(err)
	}
	runs[1].Part(runs[1].Now(), false)
	arrive(t, runs[0], runs[1].Now())
	checkWritten(t, runs)
}

func TestAForkWhoseStepCameAfterItsEndEndsThere(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: step s0\n\nfork a at step s0\nend at 0ms\n")
	for _, r := range runs {
		arrive(t, r, 100*ms)
	}
	if _, err := runs[0].Do("crash S1"); err != nil {
		t.Fatal(err)
	}
	runs[1].Part(runs[0].Now(), false)
	for _, r := range runs {
		arrive(t, r, 400*ms)
	}
	checkWritten(t, runs)
}

func TestAComparisonThatIsPastItsEndDoesNotEndWhereItsOtherDoes(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nend at 0ms\n\ncompare v0 with: seed 77\nat 0ms: wait\nwhen leader elected: crash leader\nend at 180ms\n")
	for _, r := range runs {
		arrive(t, r, 181*ms)
	}
	checkWritten(t, runs)
}

func TestAComparisonWithoutAnEndDoesNotEndWhereItsOtherDoes(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: crash leader\nend at 0ms\n\ncompare v1 with: seed 77\nat 1ms: crash leader\n")
	for _, r := range runs {
		arrive(t, r, 180*ms)
	}
	checkWritten(t, runs)
}

func TestAForkThatEndsWhereItLeavesKeepsWhatItWaitedFor(t *testing.T) {
	for _, end := range []string{"", "end at 0ms\n"} {
		text := "raft 1\nservers 3\nseed 77\n\nend at 0ms\n\nfork v1 at 0ms\nwhen leader elected: crash leader\n" + end
		runs := runsOf(t, text)
		for _, r := range runs {
			arrive(t, r, 0)
		}
		told := toldOf(t, runs)
		if !strings.Contains(told, "when leader elected") {
			t.Errorf("it is told as\n%s", told)
		}
	}
}

func TestTheEndOfAComparisonDoesNotDependOnHowItsStatementsAreDated(t *testing.T) {
	const head = "raft 1\nservers 3\nseed 1\n\nend at 1ms\n\ncompare v0 until 1ms with: pre-vote on\n"
	for _, own := range []string{"after 0ms: crash S1\nafter 1ms: crash S2\n", "at 0ms: crash S1\nat 1ms: crash S2\n"} {
		if r := runsOf(t, head+own)[1]; r.Ends() != ms {
			t.Errorf("it ends at %d:\n%s", r.Ends(), own)
		}
	}
	later := head + "after 0ms: crash S1\nafter 2ms: crash S2\n"
	if r := runsOf(t, later)[1]; r.Ends() <= 2*ms {
		t.Errorf("it ends at %d, before what it does itself", r.Ends())
	}
}

func TestAComparisonKeepsAnEndBeforeWhichSomethingSharedNeverCame(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: crash leader\nend at 209ms\n")
	arrive(t, runs[0], 209*ms)
	c, err := runs[0].Compare("c", "seed 2")
	if err != nil {
		t.Fatal(err)
	}
	runs = append(runs, c)
	for _, r := range runs {
		arrive(t, r, 900*ms)
	}
	if len(runs[0].left) > 0 || len(c.left) == 0 {
		t.Fatalf("the case is another: %d and %d statements never came", len(runs[0].left), len(c.left))
	}
	checkWritten(t, runs)
}

func TestALiveForkEndsWhereItsOtherDoes(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nend at 300ms\n")
	arrive(t, runs[0], 100*ms)
	f, err := runs[0].Fork("f")
	if err != nil {
		t.Fatal(err)
	}
	if f.Ends() != 300*ms {
		t.Errorf("it ends at %v", f.Ends())
	}
	arrive(t, runs[0], 400*ms)
	late, err := runs[0].Fork("late")
	if err != nil {
		t.Fatal(err)
	}
	if late.Ends() <= 400*ms {
		t.Errorf("one from behind the end ends at %v", late.Ends())
	}
}

func TestARunThatWentOnInTheInstantOfItsEndHasNone(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 0ms: time out S1\nwhen S1 leads: wait\nafter 120ms: wait\nend at 144ms\n")
	arrive(t, runs[0], 144*ms)
	if _, err := runs[0].Do("isolate S2"); err != nil {
		t.Fatal(err)
	}
	c, err := runs[0].Compare("c", "pre-vote on") // what it waits for comes later there
	if err != nil {
		t.Fatal(err)
	}
	arrive(t, c, runs[0].Now())
	text := toldOf(t, append(runs, c))
	again := runsOf(t, text)
	for _, r := range again {
		arrive(t, r, runs[0].Now())
	}
	if is := toldOf(t, again); is != text {
		t.Errorf("it is told as\n%s\nand then as\n%s", text, is)
	}
}

func TestAComparisonOfAForkSharesNothingThatComesAfterItsEnd(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 5\n\nwhen leader elected: c1 write x=1\nafter 200ms: step s0\nend at 205ms\n\nfork v1 at step s0\n")
	for _, r := range runs {
		arrive(t, r, 100*ms)
	}
	c, err := runs[1].Compare("c", "servers 4")
	if err != nil {
		t.Fatal(err)
	}
	arrive(t, c, runs[0].Now())
	text := toldOf(t, append(runs, c))
	if !strings.HasSuffix(text, "\ncompare c of v1 with: servers 4\n") {
		t.Errorf("it is told as\n%s", text)
	}
}

func TestAForkThatPartsBehindItsEndEndsThere(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen votes split: step s0\n\nfork v0 at step s0\nend at 2ms\n\nfork v1 at 1ms\n")
	for _, r := range runs {
		arrive(t, r, 900*ms)
	}
	if _, err := runs[1].Do("crash S1"); err != nil {
		t.Fatal(err)
	}
	runs[1].Part(runs[1].Now(), false)
	for _, r := range runs {
		arrive(t, r, runs[1].Now())
	}
	checkWritten(t, leaveOut(t, runs, 0))
}
