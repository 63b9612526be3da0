package play

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// Runs come back from their text: what random sessions have found; see
// drawn_sessions_test.go in web/session.

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

// What a fork does behind a step that counts from a condition counts from it too: a
// comparison of that fork comes there later.
func TestWhatAForkDoesBehindAStepCountsFromThatStep(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: wait\nafter 50ms: step told\nafter 40ms: crash S1\n\nfork a at step told\nafter 1ms: crash S2\nafter 2ms: crash S3\n")
	arrive(t, runs[0], 400*ms)
	arrive(t, runs[1], 400*ms)
	compared, err := runs[1].Compare("b", "pre-vote on")
	if err != nil {
		t.Fatal(err)
	}
	arrive(t, compared, 400*ms)
	checkWritten(t, append(runs, compared))
}
