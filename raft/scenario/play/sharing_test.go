package play

import (
	"strings"
	"testing"

	"raft-playground/raft/scenario"
)

// What is told of variants: where they leave what they share, when that is, and when
// they end.

// toldOf returns the text of runs.
func toldOf(t *testing.T, runs []*Run) string {
	t.Helper()
	text, err := Together(runs)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// exportedOf returns their text as a file has it.
func exportedOf(t *testing.T, runs []*Run) string {
	t.Helper()
	text, err := ExportTogether(runs)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

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

func TestAForkDoesNotSpeakOfANameThatItsOtherNeverGave(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 1ms: crash leader\nat 1ms: crash leader as old\nat 2ms: crash leader\n\nfork v1 at 1ms\nafter 1ms: crash leader\nafter 0ms: crash old\nend at 3ms\n")
	if _, err := runs[0].DoFrom(1, "crash S2"); err != nil {
		t.Fatal(err)
	}
	runs[1].Part(runs[0].Now(), false)
	for _, r := range runs {
		arrive(t, r, ms)
	}
	text := toldOf(t, runs)
	if strings.Contains(text, "crash old") {
		t.Errorf("it speaks of old:\n%s", text)
	}
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

func TestAComparisonOfAForkWaitsFromTheBeginning(t *testing.T) {
	for at := 150 * ms; at < 260*ms; at += 2 * ms {
		runs := runsOf(t, "raft 1\nservers 2\nseed 1\nloss 5%\n\nwhen leader elected: c1 write x=1\nafter 900ms: step late\n\nfork f at step late\n")
		for _, r := range runs {
			arrive(t, r, at)
		}
		if _, err := runs[0].Do("isolate S1"); err != nil {
			t.Fatal(err)
		}
		runs[1].Part(runs[0].Now(), false)
		for _, r := range runs {
			arrive(t, r, runs[0].Now())
		}
		c, err := runs[1].Compare("c", "servers 3")
		if err != nil {
			t.Fatal(err)
		}
		arrive(t, c, runs[0].Now())
		checkWritten(t, append(runs, c))
	}
}

func TestAForkThatNeverLeftCanBeComparedWith(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 0ms: crash leader\nwhen leader elected: step s0\nend at 0ms\n\nfork v0 at step s0\nend at 0ms\n")
	for _, r := range runs {
		arrive(t, r, 0)
	}
	if _, err := runs[0].Do("crash S1"); err != nil {
		t.Fatal(err)
	}
	runs[1].Part(runs[0].Now(), false)
	c, err := runs[1].Compare("c", "servers 4")
	if err != nil {
		t.Fatal(err)
	}
	arrive(t, c, runs[0].Now())
	checkWritten(t, append(runs, c))
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

func TestAForkThatHasPartedKeepsWhatItDoesBehindAStepThatMayNotCome(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: step s0\n\nfork v0 at step s0\nafter 0ms: crash leader\n")
	for _, action := range []string{"isolate S1", "crash S3"} { // nobody can be elected
		if _, err := runs[1].DoFrom(1, action); err != nil {
			t.Fatal(err)
		}
		runs[1].Part(runs[1].Now(), false)
	}
	arrive(t, runs[0], runs[1].Now())
	text := toldOf(t, runs)
	again := runsOf(t, text)
	arrive(t, again[1], runs[1].Now())
	for _, r := range []*Run{runs[1], again[1]} {
		if _, err := r.Do("heal all"); err != nil {
			t.Fatal(err)
		}
		arrive(t, r, 400*ms)
	}
	if runs[1].World().Hash() != again[1].World().Hash() {
		t.Errorf("it goes on otherwise, told as\n%s", text)
	}
}

func TestAForkThatHasPartedForgetsNamesThatItsOtherGivesLater(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 1ms: step s0\nat 1ms: crash S3 as old\n\nfork v0 at step s0\nat 2ms: crash old as old\n")
	if _, err := runs[0].DoFrom(1, "crash S1"); err != nil {
		t.Fatal(err)
	}
	runs[1].Part(runs[0].Now(), false)
	arrive(t, runs[1], runs[0].Now())
	if text := toldOf(t, runs); strings.Contains(text, "crash old") {
		t.Errorf("it is told as\n%s", text)
	}
}

func TestAForkThatHasPartedTellsWhenWhatCountsFromItsOtherComes(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: wait\nafter 300ms: crash S3\nafter 100ms: step s0\n\nfork v0 at step s0\n")
	for _, r := range runs {
		arrive(t, r, 250*ms)
	}
	if _, err := runs[0].Do("isolate S2"); err != nil {
		t.Fatal(err)
	}
	runs[1].Part(runs[0].Now(), false)
	arrive(t, runs[1], runs[0].Now())
	text := toldOf(t, runs)
	again := runsOf(t, text)
	for _, r := range again {
		arrive(t, r, runs[0].Now())
	}
	if told := toldOf(t, again); told != text {
		t.Errorf("first it is told as\n%s\nand then as\n%s", text, told)
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

func TestAForkThatHasPartedTellsTheInstantsBehindItsStepAsOneThatIsReadAgain(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 0ms: time out S1\nwhen S1 leads: wait\nafter 10ms: wait\nafter 300ms: step s0\n\nfork v0 at step s0\nafter 10ms: heal all\nwhen S1 steps down: wait\n")
	for _, r := range runs {
		arrive(t, r, 100*ms)
	}
	if _, err := runs[1].Do("crash S3"); err != nil {
		t.Fatal(err)
	}
	runs[1].Part(runs[1].Now(), false)
	text := toldOf(t, runs[1:]) // the other is closed
	again := runsOf(t, text)
	arrive(t, again[0], 100*ms)
	if is := toldOf(t, again); is != text {
		t.Errorf("it is told as\n%s\nand then as\n%s", text, is)
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

func TestAForkThatHasPartedWaitsForWhatItSaysAlsoWhenMoreIsDone(t *testing.T) {
	for _, own := range []string{"", "when c1 acknowledged: wait\n", "after 1ms: crash S3\n"} {
		runs := runsOf(t, "raft 1\nservers 3\nseed 2\n\nat 100ms: wait\nwhen leader elected: wait\nwhen term 2: crash S1\nafter 0ms: crash leader\n\nfork v at 600ms\n"+own)
		for _, r := range runs {
			arrive(t, r, 50*ms)
		}
		if _, err := runs[0].Do("crash S3"); err != nil {
			t.Fatal(err)
		}
		runs[1].Part(runs[0].Now(), false)
		arrive(t, runs[1], runs[0].Now())
		text := toldOf(t, runs)
		if strings.Contains(text[strings.Index(text, "fork"):], "term 2") || strings.Count(text, "leader elected") != 2 {
			t.Errorf("what would come by then is told, and what would not is not:\n%s", text)
		}
		again := runsOf(t, text)
		arrive(t, again[1], runs[0].Now())
		for _, r := range []*Run{runs[1], again[1]} {
			arrive(t, r, 400*ms)
			if _, err := r.Do("time out S1"); err != nil { // the next term
				t.Fatal(err)
			}
			arrive(t, r, 1000*ms)
		}
		if runs[1].World().Hash() != again[1].World().Hash() {
			t.Errorf("it goes on otherwise, told as\n%s", text)
		}
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

func TestAForkThatNeverComesToItsStepDoesNotWaitAgainForWhatItsOtherWaitedFor(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 225ms: crash S2\nwhen term 2: restart S2\nafter 40ms: step s0\n\nfork v0 at step s0\n\nfork v1 at step s0\nafter 40ms: pause S1\n")
	for _, r := range runs {
		arrive(t, r, 100*ms)
	}
	again := runsOf(t, toldOf(t, leaveOut(t, runs, 0)))
	for _, r := range again {
		arrive(t, r, 100*ms)
	}
	if _, err := again[1].Do("loss 30%"); err != nil {
		t.Fatal(err)
	}
	again[1].Part(again[1].Now(), false)
	arrive(t, again[0], again[1].Now())
	checkWritten(t, again) // a text with the step twice cannot be read
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
