package play

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/scenariotest"
	"raft-playground/raft/sim"
)

func TestARunIsRecordedWithServersByName(t *testing.T) {
	r := play(t, scenariotest.Read("leader-crash.raft"))
	scenariotest.Golden(t, "testdata/leader-crash.recorded", r.Export())
}

func TestEverythingCanBePlayedAndPlayedAgain(t *testing.T) {
	r := play(t, scenariotest.Read("everything.raft"))
	scenariotest.Golden(t, "testdata/everything.recorded", r.Export())
	again := play(t, r.Export())
	if again.World().Hash() != r.World().Hash() {
		t.Errorf("played again it ends with %s, not %s", again.World().HashString(), r.World().HashString())
	}
}

func TestAStatementActsBeforeAllElseOfItsInstant(t *testing.T) {
	// Find an instant at which a message arrives, and crash its receiver then.
	quiet := begin(t, "raft 1\nservers 3")
	var arrival sim.Event
	for arrival.Kind != sim.DeliverEvent {
		if err := quiet.Step(); err != nil {
			t.Fatal(err)
		}
		for _, e := range quiet.World().TakeEvents() {
			if e.Kind == sim.DeliverEvent {
				arrival = e
				break
			}
		}
	}
	r := play(t, "raft 1\nservers 3\nat "+scenario.FormatTime(arrival.At)+": crash "+arrival.Message.To.String())
	events := r.World().TakeEvents()
	first := slices.IndexFunc(events, func(e sim.Event) bool { return e.At == arrival.At })
	if events[first].Kind != sim.ActionEvent {
		t.Errorf("at %d a %v comes first", arrival.At, events[first].Kind)
	}
	for _, e := range events {
		if e.At == arrival.At && e.Kind == sim.DeliverEvent && e.Message.To == arrival.Message.To {
			t.Errorf("the crashed %v was delivered message %d", e.Message.To, e.Message.ID)
		}
	}
}

func TestAStatementThatIsRefusedFailsTheRunWithItsLine(t *testing.T) {
	r := begin(t, "raft 1\n# so far, so good\n\nat 100ms: crash S1\nat 200ms: crash S1\nat 300ms: restart S1")
	err := r.RunUntil(r.Ends())
	var e *scenario.Error
	var refused *sim.ActionError
	if !errors.As(err, &e) || e.Line != 5 || e.Code != scenario.CodeRefused || !errors.As(err, &refused) || refused.Code != "already-crashed" {
		t.Fatalf("RunUntil = %v", err)
	}
	if err.Error() != `line 5: refused found="crash S1": already-crashed S1` {
		t.Errorf("it reads: %v", err)
	}
	if r.Now() != 200*ms {
		t.Errorf("the run stopped at %d, want 200 ms", r.Now())
	}
	if err := r.RunUntil(1000 * ms); err != nil {
		t.Errorf("going on without that statement: %v", err)
	}
	if got := r.Export(); strings.Count(got, "crash S1") != 1 || !strings.Contains(got, "restart S1") {
		t.Errorf("the record:\n%s", got)
	}
	if play(t, r.Export()).World().Hash() != r.World().Hash() {
		t.Error("the record ends elsewhere")
	}
}

func TestEveryStatementThatFailsAtAnInstantIsReported(t *testing.T) {
	r := begin(t, "raft 1\nat 0ms: heal all\nat 0ms: crash leader\nat 0ms: crash S1")
	err := r.RunUntil(0)
	for _, want := range []string{"line 2: ", "line 3: "} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("RunUntil = %v, which lacks %q", err, want)
		}
	}
	if r.World().Server(1) != nil {
		t.Error("the statement after them has not acted")
	}
}

func TestARunEndsAtItsBounds(t *testing.T) {
	var e *scenario.Error

	r := begin(t, "raft 1\nservers 1\ndisk sync 0ms\nheartbeat 60s\nelection timeout 60s to 60s")
	if err := r.RunUntil(scenario.MaxTime); err != nil {
		t.Fatal(err)
	}
	if err := r.RunUntil(scenario.MaxTime + 1); !errors.As(err, &e) || e.Code != scenario.CodeRunTooLong || r.Now() != scenario.MaxTime {
		t.Errorf("beyond the longest run: %v at %d", err, r.Now())
	}
	if _, err := r.Do("crash S1"); !errors.As(err, &e) || e.Code != scenario.CodeRunTooLong {
		t.Errorf("an action after the longest run: %v", err)
	}

	r = begin(t, "raft 1\nat 10s: crash S1")
	r.most = 1000
	if err := r.RunUntil(20_000 * ms); !errors.As(err, &e) || e.Code != scenario.CodeTooManyEvents {
		t.Errorf("beyond the most events: %v", err)
	}
	if n := r.World().Seq(); n < 1000 || n > 1100 {
		t.Errorf("it has %d events", n)
	}
	if _, err := r.Do("crash S1"); !errors.As(err, &e) || e.Code != scenario.CodeTooManyEvents {
		t.Errorf("an action after the most events: %v", err)
	}
	again := begin(t, r.Export())
	again.most = 1000
	if err := again.RunUntil(again.Ends()); err != nil || again.World().Hash() != r.World().Hash() {
		t.Errorf("the record: %v, hashes %s and %s", err, again.World().HashString(), r.World().HashString())
	}
}

func TestARecordHasBounds(t *testing.T) {
	r := begin(t, "raft 1\n"+strings.Repeat("at 3600s: c1 read x\n", scenario.MaxStatements-1))
	if _, err := r.Do("c1 read x"); err != nil {
		t.Fatal(err)
	}
	var e *scenario.Error
	if _, err := r.Do("c1 read x"); !errors.As(err, &e) || e.Code != scenario.CodeTooManyStatements {
		t.Errorf("too many statements: %v", err)
	}

	r = begin(t, "raft 1\n# "+strings.Repeat("x", scenario.MaxText-200))
	for err := error(nil); err == nil; {
		_, err = r.Do("c1 read x")
		if err != nil && (!errors.As(err, &e) || e.Code != scenario.CodeRecordTooLong) {
			t.Errorf("too long a record: %v", err)
		}
	}
	if err := r.RunUntil(100_000*ms + 1); err != nil {
		t.Fatal(err)
	}
	if n := len(r.Export()); n > scenario.MaxText {
		t.Errorf("the record has %d bytes", n)
	}
}

func TestARunMadeOfAConfiguration(t *testing.T) {
	r, err := New(&scenario.Scenario{Title: "Free play", Config: sim.DefaultConfig()})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.RunUntil(1000 * ms); err != nil {
		t.Fatal(err)
	}
	if want := "raft 1\ntitle Free play\nservers 5\nseed 1\n\nend at 1000ms\n"; r.Export() != want {
		t.Errorf("the record:\n%s", r.Export())
	}
	var e *scenario.Error
	if _, err := New(&scenario.Scenario{Title: "two\nlines", Config: sim.DefaultConfig()}); !errors.As(err, &e) {
		t.Errorf("a title of two lines: %v", err)
	}
	if _, err := New(&scenario.Scenario{}); err == nil {
		t.Error("a configuration without servers was accepted")
	}
}

func TestAnInstantThatIsPastIsReached(t *testing.T) {
	r := begin(t, "raft 1\nservers 3\nseed 1\n\nwhen leader elected: crash leader\nend at 2s\n")
	if err := r.RunUntil(500 * ms); err != nil {
		t.Fatal(err)
	}
	before := r.World().HashString()
	if err := r.RunUntil(100 * ms); err != nil || r.Now() != 500*ms || r.World().HashString() != before {
		t.Errorf("%v, at %v", err, r.Now())
	}
}
