package play

import (
	"errors"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
)

// expecting plays the story with a claim about its end, and returns what became of
// it.
func expecting(t *testing.T, claim string) Outcome {
	t.Helper()
	r := tell(t, "at 0ms: disk sync S3 3ms as gone\nexpect "+claim)
	if err := r.RunUntil(1500 * ms); err != nil {
		t.Fatal(err)
	}
	if len(r.Outcomes()) != 1 {
		t.Fatalf("%s: %d claims were judged", claim, len(r.Outcomes()))
	}
	return r.Outcomes()[0]
}

// At the end S2 leads in term 3, S3 is crashed, x=5 was overwritten and then
// written again, and c4 has given up.
func TestClaims(t *testing.T) {
	tests := []struct{ claim, instead string }{
		{"violation", ""},
		{"violation persist-before-reply", ""},
		{"violation election-safety", "violation persist-before-reply"},
		{"no violation", "violation persist-before-reply"},
		{"no violation election-safety", ""},
		{"no violation linearizability", ""},
		{"no leader", "S2 is leader"},
		{"logs equal", ""},
		{"S2 is leader", ""},
		{"leader is leader", ""},
		{"S3 is crashed", ""},
		{"gone is crashed", ""},
		{"S1 is leader", "S1 is follower"},
		{"S3 is leader", "S3 is crashed"},
		{"S2 in term 3", ""},
		{"S2 in term 4", "S2 in term 3"},
		{"S1 holds x=1", ""},
		{"S1 lacks x=1", "S1 holds x=1"},
		{"S1 holds q=9", "S1 lacks q=9"},
		{"S2 log has terms 2 2 2 2 3 3 3", ""},
		{"S2 log has terms 1", "S2 log has terms 2 2 2 2 3 3 3"},
		{"x=1 acknowledged", ""},
		{"x=1 acknowledged once", ""},
		{"x=1 acknowledged twice", "x=1 acknowledged once"},
		{"x=1 never acknowledged", "x=1 acknowledged once"},
		{"w=4 never acknowledged", ""},
		{"w=4 acknowledged 3 times", "w=4 never acknowledged"},
		{"x=1 committed", ""},
		{"w=4 committed", "w=4 never committed"},
		{"x=1 never committed", "x=1 committed"},
		{"x=1 applied", ""},
		{"x=1 applied everywhere", "x=1 not applied by S3"},
		{"w=4 never applied", ""},
		{"x=5 overwritten", ""},
		{"x=1 overwritten", "x=1 never overwritten"},
		{"add y 2 took effect once", ""},
		{"add y 2 took effect twice", "add y 2 took effect once"},
		{"add y 2 never took effect", "add y 2 took effect once"},
		{"c1 answered 5", ""},
		{"c1 answered 4", "c1 answered 5"},
		{"c2 answered nothing", "c2 answered 2"},
		{"c4 answered 4", "c4 w=4 gave-up"},
		{"c7 answered 1", "c7 idle"},
	}
	for _, test := range tests {
		o := expecting(t, test.claim)
		if o.Claim != test.claim || o.Held != (test.instead == "") || o.Instead != test.instead || !o.Reached || o.At != 1500*ms {
			t.Errorf("expect %s: %+v, want %q instead", test.claim, o, test.instead)
		}
	}
}

func TestATimedClaimIsJudgedAtItsInstant(t *testing.T) {
	r := play(t, "raft 1\nservers 3\n\nat 100ms: expect no leader\nwhen leader elected: expect no leader\nafter 1s: crash leader\nafter 0ms: expect no leader\nend at 1600ms\nexpect no leader\n")
	want := []bool{true, false, true, false}
	for i, o := range r.Outcomes() {
		if o.Held != want[i] || o.Line != []int{4, 5, 7, 9}[i] {
			t.Errorf("line %d: held %v", o.Line, o.Held)
		}
	}
	if len(r.Outcomes()) != 4 || r.Outcomes()[0].At != 100*ms {
		t.Errorf("judged: %+v", r.Outcomes())
	}
}

func TestLogsThatDifferAreToldApart(t *testing.T) {
	text := "raft 1\nservers 3\nnoop off\nclient retries 0\n\nat 0ms: time out S1\nwhen S1 leads: isolate S1\nafter 0ms: c1 write x=1 to S1\n"
	for claim, instead := range map[string]string{
		"": "S1 holds x=1, S2 lacks it",
		"when S1 stored x=1: time out S2\nwhen S2 leads: c2 write y=2 to S2\nafter 100ms: ":              "S1 holds x=1, S2 lacks it",
		"when S1 stored x=1: time out S2\nwhen S2 leads: c2 write x=1 to S2\nwhen S2 stored x=1: ":       "S1 log has terms 1, S2 2",
		"when S1 stored x=1: crash S1\nafter 0ms: time out S2\nwhen S2 leads: restart S1\nafter 100ms: ": "S1 holds x=1, S2 lacks it",
	} {
		if claim == "" {
			claim = "when S1 appended x=1: "
		}
		r := play(t, text+claim+"expect logs equal\n")
		if o := r.Outcomes()[0]; o.Held || o.Instead != instead {
			t.Errorf("%s: %+v, want %q", claim, o, instead)
		}
	}
}

func TestReadsOfWhatWasNeverWrittenAreAnsweredNothing(t *testing.T) {
	r := play(t, "raft 1\nservers 3\nat 400ms: c1 read x\nexpect c1 answered nothing\nexpect c1 answered 0\n")
	if o := r.Outcomes(); !o[0].Held || o[1].Held || o[1].Instead != "c1 answered nothing" {
		t.Errorf("judged: %+v", o)
	}
}

func TestClaimsHaveNoEffectOnTheRun(t *testing.T) {
	quiet := play(t, "raft 1\nservers 3\nat 400ms: c1 write x=1\nend at 1s\n")
	loud := play(t, "raft 1\nservers 3\nat 300ms: expect no leader\nat 400ms: c1 write x=1\nat 500ms: expect logs equal\nend at 1s\nexpect violation\n")
	if quiet.World().Hash() != loud.World().Hash() {
		t.Error("the run with claims ends elsewhere")
	}
}

func TestAConditionThatNeverComesFailsTheRunAndSaysWhatWasTrueInstead(t *testing.T) {
	tests := []struct{ condition, instead string }{
		{"S2 leads", "S2 is follower"},
		{"x=9 committed", "x=9 never appended"},
		{"S2 appended x=5", "x=5 stored on 1"},
		{"x=5 stored on 2", "x=5 stored on 1"},
		{"x=1 overwritten", "x=1 acknowledged"},
		{"c2 acknowledged", "c2 idle"},
		{"c1 gives up", "c1 x=5 "},
		{"votes split", "S1 is leader"},
		{"term 7", "term 1"},
		{"violation one-vote", "no violation"},
		{"RequestVote S2 -> S1 sent", "S2 is follower"},
		{"ClientReply S1 -> c2 sent", "S1 is leader"},
	}
	for _, test := range tests {
		r := begin(t, "raft 1\nservers 3\nseed 1\n\nat 0ms: time out S1\nat 100ms: c1 write x=1\nat 200ms: isolate S1\nat 200ms: c1 write x=5\nwhen "+test.condition+": crash S1\nafter 1s: expect logs equal\nend at 320ms\nexpect no leader\n")
		err := r.Finish()
		var e *scenario.Error
		if !errors.As(err, &e) || e.Code != scenario.CodeNeverCame || e.Line != 9 || e.Found != test.condition || !strings.HasPrefix(e.Expected, test.instead) {
			t.Errorf("%s: %v", test.condition, err)
		}
		if r.Now() != 320*ms || !r.Ended() || len(r.Outcomes()) != 2 || r.Outcomes()[0].Reached || !r.Outcomes()[1].Reached {
			t.Errorf("%s: at %d, claims judged: %+v", test.condition, r.Now(), r.Outcomes())
		}
		if err := r.Finish(); err != nil {
			t.Errorf("%s: again: %v", test.condition, err)
		}
	}
}

func TestAConditionIsWaitedForTenSecondsUnlessTheEndIsGiven(t *testing.T) {
	r := begin(t, "raft 1\nservers 3\n\nat 1s: wait\nwhen term 9: crash S1\nexpect no leader\n")
	var e *scenario.Error
	if err := r.Finish(); !errors.As(err, &e) || e.Code != scenario.CodeNeverCame || r.Now() != raft.Second+scenario.MaxWait {
		t.Errorf("Finish = %v at %d", err, r.Now())
	}
	if len(r.Outcomes()) != 1 || r.Outcomes()[0].At != r.Now() {
		t.Errorf("judged: %+v", r.Outcomes())
	}
	r = begin(t, "raft 1\nservers 3\n\nwhen leader elected: c1 write x=1\nexpect x=1 committed\n")
	if r.Ends() != scenario.MaxWait {
		t.Errorf("while it waits it ends at %d", r.Ends())
	}
	if err := r.Finish(); err != nil || r.Now() != r.last+2*raft.Second {
		t.Errorf("Finish = %v at %d", err, r.Now())
	}
}

func TestStatementsWhoseTurnComesTooLateOrNever(t *testing.T) {
	var e *scenario.Error
	r := begin(t, "raft 1\nservers 3\n\nwhen leader elected: wait\nat 10ms: crash S1\nafter 1ms: crash S2\nend at 1s\n")
	if err := r.RunUntil(r.Ends()); !errors.As(err, &e) || e.Line != 5 || e.Code != scenario.CodeTooLate {
		t.Errorf("an instant that is past: %v", err)
	}
	if err := r.Finish(); err != nil || r.World().Server(1) == nil || r.World().Server(2) != nil {
		t.Errorf("what comes after it: %v", err)
	}
	r = begin(t, "raft 1\nservers 3\n\nwhen leader elected: wait\nafter 2s: crash S1\nend at 1s\n")
	if err := r.Finish(); !errors.As(err, &e) || e.Line != 5 || e.Code != scenario.CodeNotReached || r.Now() != raft.Second {
		t.Errorf("behind the end: %v", err)
	}
	// The instant of the condition itself is past too: something has happened there.
	quiet := play(t, "raft 1\nservers 3\nwhen leader elected: wait\n")
	at := scenario.FormatTime(quiet.last)
	r = begin(t, "raft 1\nservers 3\nwhen leader elected: wait\nat "+at+": crash S1\n")
	if err := r.Finish(); !errors.As(err, &e) || e.Code != scenario.CodeTooLate {
		t.Errorf("at the instant of the condition: %v", err)
	}
}

func TestWhatSpeaksOfANameThatWasNotGivenDoesNothing(t *testing.T) {
	r := begin(t, "raft 1\nservers 3\n\nat 0ms: crash leader as old\nat 10ms: restart old\nat 20ms: crash S1\nat 30ms: expect old is crashed\nwhen old leads: crash S2\nexpect old is crashed\nexpect S1 is crashed\n")
	var e *scenario.Error
	if err := r.Finish(); !errors.As(err, &e) || e.Line != 4 || e.Code != scenario.CodeNoLeader {
		t.Errorf("Finish = %v", err)
	}
	if err := r.Finish(); err != nil {
		t.Errorf("Finish = %v", err)
	}
	for _, o := range r.Outcomes() {
		if o.Held != (o.Claim == "S1 is crashed") || o.Reached != o.Held {
			t.Errorf("line %d: expect %s: %+v", o.Line, o.Claim, o)
		}
	}
	if len(r.Outcomes()) != 3 || play(t, r.Export()).World().Hash() != r.World().Hash() {
		t.Errorf("%d claims; the record ends elsewhere:\n%s", len(r.Outcomes()), r.Export())
	}
}

func TestARefusedStatementKeepsItsPlaceWhereConditionsFollow(t *testing.T) {
	r := begin(t, "raft 1\nservers 3\n\nwhen leader elected: restart leader\nwhen leader elected: c1 write x=1\nend at 4s\n")
	var e *scenario.Error
	if err := r.RunUntil(500 * ms); !errors.As(err, &e) || e.Line != 4 || e.Code != scenario.CodeRefused {
		t.Fatalf("RunUntil = %v", err)
	}
	if err := r.RunUntil(1000 * ms); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Do("crash leader"); err != nil {
		t.Fatal(err)
	}
	if err := r.Finish(); err != nil {
		t.Fatal(err)
	}
	if again := play(t, r.Export()); again.World().Hash() != r.World().Hash() || !strings.Contains(r.Export(), "when leader elected: wait\n") {
		t.Errorf("the record ends elsewhere:\n%s", r.Export())
	}
}

func TestLinearizabilityIsJudgedAtTheEndToo(t *testing.T) {
	// c1's add is answered 2 though it asked once: no version is older than it
	// should be, and yet no order of the requests explains it.
	text := "raft 1\nservers 3\nseed 1\nnoop off\nwithout dedup-requests\n\nat 0ms: time out S1\nwhen S1 leads: c1 add x 1 to S1\nwhen S1 applied add x 1: cut c1 <-> S1\nwhen c1 retries: heal c1 <-> S1\n"
	r := play(t, text+"expect violation linearizability\nexpect no violation fresh-reads\n")
	for _, o := range r.Outcomes() {
		if !o.Held {
			t.Errorf("expect %s, but %s", o.Claim, o.Instead)
		}
	}
	if b := r.Broken(); b[len(b)-1] != check.Linearizability {
		t.Errorf("broken: %v", b)
	}
	if r := play(t, strings.Replace(text, "without dedup-requests\n", "", 1)+"expect no violation\n"); !r.Outcomes()[0].Held || r.Linearizable() != check.Held {
		t.Error("with the rule on the history is not linearizable")
	}
}
