package play

import (
	"errors"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// leaveOut closes one of the runs, as a session does.
func leaveOut(t *testing.T, runs []*Run, gone int) (left []*Run) {
	t.Helper()
	joins, err := Without(runs, gone)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range runs {
		if i != gone {
			left = append(left, r)
		}
	}
	for _, join := range joins {
		left[join.Run].Rejoin(join)
		if join.Run > 0 && left[join.From].Name() != join.Origin.Of {
			t.Errorf("it comes from %q, which is not run %d", join.Origin.Of, join.From)
		}
	}
	return left
}

// sameOrigins fails unless runs come back with where they come from.
func sameOrigins(t *testing.T, runs []*Run) {
	t.Helper()
	text, _ := checkWritten(t, runs)
	again := runsOf(t, text)
	for i, r := range again {
		arrive(t, r, runs[i].Now())
		is, was := r.Origin(), runs[i].Origin()
		if is.Of != was.Of || is.Step != was.Step || is.Change != was.Change || is.Alone != was.Alone || !alike(is.Fork, was.Fork) {
			t.Errorf("run %d comes from %+v, and came from %+v:\n%s", i, is, was, text)
		}
		if r.Name() != runs[i].Name() {
			t.Errorf("run %d is called %q, and was called %q", i, r.Name(), runs[i].Name())
		}
	}
}

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

func TestTellingForksThatHaveNotLeftYetCanBeGivenUp(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nfork late at 100s\nafter 1ms: crash S1\n\nfork other at 5ms\n")
	for _, r := range runs {
		arrive(t, r, 5*ms)
	}
	if PlaysAhead(runs) {
		t.Error("nothing has been done: it is told as it was")
	}
	runs = leaveOut(t, runs, 0)
	if !PlaysAhead(runs) {
		t.Fatal("it has to be played up to where it leaves")
	}
	enough := errors.New("enough")
	for _, r := range runs {
		r.SetMeter(func(uint64) error { return enough })
	}
	begun := time.Now()
	for name, tell := range map[string]func() error{
		"text":    func() error { _, err := Together(runs); return err },
		"extent":  func() error { _, _, err := Extent(runs); return err },
		"close":   func() error { _, err := Without(runs, 1); return err },
		"compare": func() error { _, err := runs[0].Compare("c", "seed 2"); return err },
	} {
		if err := tell(); !errors.Is(err, enough) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if took := time.Since(begun); took > time.Second {
		t.Errorf("that took %v", took)
	}
}

func TestBeginningRunsCanBeGivenUpWhereThatTakesPlayingOthers(t *testing.T) {
	s, err := scenario.Parse("raft 1\nservers 3\nseed 1\n\nwhen term 9: wait\nwhen term 9: crash S1\nend at 100s\n\ncompare a until 90s with: seed 2\n\nfork b at 50s\n\ncompare c of b with: seed 3\n")
	if err != nil {
		t.Fatal(err)
	}
	enough := errors.New("enough")
	if _, err := RunsMetered(s, func(uint64) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("%v", err)
	}
}

// What random sessions have found; see the session's own test in package web.

func TestAForkThatIsLaterThanTheEndOfItsOtherCanBeRead(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 77\n\nat 0ms: wait\nend at 0ms\n")
	arrive(t, runs[0], 1)
	other, err := runs[0].Fork("a")
	if err != nil {
		t.Fatal(err)
	}
	runs = append(runs, other)
	for _, r := range runs {
		arrive(t, r, 5*ms)
	}
	checkWritten(t, runs)
	text := "raft 1\nservers 3\nseed 77\n\nat 0ms: step s\nend at 0ms\n\nfork a at step s\nwhen leader elected: wait\nend at 0ms\nexpect no violation\n"
	runs = runsOf(t, text)
	for _, r := range runs {
		arrive(t, r, 0)
	}
	if _, err := runs[0].Do("crash S1"); err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		arrive(t, r, 1*ms)
	}
	checkWritten(t, runs)
}

func TestAComparisonThatWentOnAfterItsEndDoesNotFollowWhatItLeftOut(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 2ms: step s0\nwhen leader elected: crash leader\n\ncompare a until 670ms with: pre-vote on\nend at 15ms\n")
	for _, r := range runs {
		arrive(t, r, 20*ms)
	}
	if _, err := runs[1].Do("crash S2"); err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		arrive(t, r, 21*ms)
	}
	checkWritten(t, runs)
}

func TestWhatCountsFromAStatementThatIsToldElsewhereStandsAtItsInstant(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 7\n\nwhen leader elected: wait\nafter 120ms: step told\nafter 0ms: wait\nafter 10ms: crash S2\n\nfork a at step told\nafter 5ms: crash S3\n")
	for _, r := range runs {
		for len(r.done) < 2 {
			arrive(t, r, max(r.Next(), r.Now()))
		}
	}
	// Something is done in the fork alone, so that it has to tell by itself what follows.
	if _, err := runs[1].Do("crash S1"); err != nil {
		t.Fatal(err)
	}
	runs[1].Part(runs[1].Now(), false)
	arrive(t, runs[0], runs[1].Now())
	text, _ := checkWritten(t, runs)
	again := runsOf(t, text)
	for i, r := range again {
		arrive(t, r, runs[i].Now())
	}
	if more, err := Together(again); err != nil || more != text {
		t.Errorf("%v: written again as\n%s\nnot as\n%s", err, more, text)
	}
}

func TestWhatIsDoneWhereAForkLeavesIsDoneBehindThat(t *testing.T) {
	text := "raft 1\nservers 3\nseed 1\n\nfork a at 0ms\nwhen leader elected: crash leader\n"
	var forks [2]raft.Time
	for i := range forks {
		r := runsOf(t, text)[1]
		if i == 1 {
			arrive(t, r, 0)
		}
		if _, err := r.Do("crash S1"); err != nil {
			t.Fatal(err)
		}
		forks[i] = *r.Origin().Fork
	}
	if forks[0] != forks[1] || forks[0] != 0 {
		t.Errorf("it leaves at %v", forks)
	}
}

func TestWhatIsDoneAtTheEndTakesAwayWhatWasExpectedOfIt(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 7\n\nwhen term 9: wait\nend at 1s\nexpect no leader\n")
	arrive(t, runs[0], 1000*ms)
	if _, err := runs[0].Do("crash S1"); err != nil {
		t.Fatal(err)
	}
	_, ended := checkWritten(t, runs)
	if s, err := scenario.Parse(ended); err != nil || len(s.Claims) > 0 {
		t.Errorf("%v\n%s", err, ended)
	}
}

func TestAComparisonTellsWhatItsOtherNeverCameTo(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 3\n\nwhen leader elected: c1 write x=1\nafter 60ms: c1 write x=2\nend at 264ms\nexpect no violation\n\ncompare a with: seed 77\n")
	for _, r := range runs {
		arrive(t, r, 300*ms)
	}
	if len(runs[0].left) == 0 || len(runs[1].left) > 0 {
		t.Fatalf("%d and %d statements had no turn", len(runs[0].left), len(runs[1].left))
	}
	if _, err := runs[1].Do("crash S1"); err != nil {
		t.Fatal(err)
	}
	arrive(t, runs[0], runs[1].Now())
	checkWritten(t, runs)
}

func TestWhatIsTooLateAlreadyOnlyKeepsItsPlace(t *testing.T) {
	s := scenario.Script{Statements: []scenario.Statement{
		{Timing: scenario.Timing{Time: 5 * ms}, Action: scenario.Wait{}}, {Timing: scenario.Timing{Time: 3 * ms}, Action: scenario.Step{Name: "late"}, Line: 7},
		{Timing: scenario.Timing{When: scenario.Elected{}}, Action: scenario.Wait{}}, {Timing: scenario.Timing{After: true, Time: ms}, Action: scenario.Wait{}}, {Timing: scenario.Timing{Time: 6 * ms}, Action: scenario.Step{Name: "told"}},
	}}
	keepLate(&s)
	if late := s.Statements[1]; late.String() != "at 5ms: wait" || late.Line != 7 {
		t.Errorf("%s", late.String())
	}
	if told := s.Statements[4]; told.Action != (scenario.Step{Name: "told"}) {
		t.Errorf("%s", told.String())
	}
}

func TestAForkOfAComparisonSharesWhatCameTooLateInThat(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nat 0ms: wait\n\ncompare a until 0ms with: pre-vote on\nwhen leader elected: crash S2\nat 1ms: crash S1\n")
	for _, r := range runs {
		arrive(t, r, 400*ms)
	}
	fork, err := runs[1].Fork("b")
	if err != nil {
		t.Fatal(err)
	}
	runs = append(runs, fork)
	for _, r := range runs {
		arrive(t, r, 450*ms)
	}
	sameOrigins(t, runs)
}

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

// A fork shares with its other what that said of a name which was never given, though it does
// not share what would give it later.
func TestAForkSharesWhatSpeaksOfANameThatIsGivenLater(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: crash leader as old\n\ncompare v0 until 0ms with: pre-vote on\nat 0ms: crash old\nat 42ms: crash S1 as old\n")
	for _, r := range runs {
		arrive(t, r, 4*ms)
	}
	fork, err := runs[1].Fork("e")
	if err != nil {
		t.Fatal(err)
	}
	sameOrigins(t, append(runs, fork))
}

// What waits for a condition can go with a name that was not given; then nobody expects any
// more that it never comes.
func TestNothingIsExpectedNeverToComeForWhichNothingWaitsAnyMore(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: wait\nwhen leader steps down: wait\nat 54ms: crash S1 as old\n\ncompare v1 until 0ms with: pre-vote on\nwhen old steps down: crash leader\nwhen violation: crash leader\nexpect never violation\n")
	for _, r := range runs {
		arrive(t, r, 400*ms)
	}
	checkWritten(t, runs)
}
