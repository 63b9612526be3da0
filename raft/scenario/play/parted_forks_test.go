package play

import (
	"strings"
	"testing"
)

// What is told of forks that leave earlier than their text said, because something was done
// in one of the two alone.

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
