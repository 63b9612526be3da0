package play

import (
	"errors"
	"strings"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// crowd is a text with so much at one instant that no run gets beyond it.
func crowd() string {
	return "raft 1\nservers 9\nseed 1\nlatency 0ms to 0ms\ndisk sync 0ms\n" + "at 0ms: duplication 100%\n" + strings.Repeat("at 1s: time out S1\nat 1s: time out S2\n", 950)
}

func TestARunCannotHaveEndlesslyManyEventsAtOneInstant(t *testing.T) {
	s, err := scenario.Parse(crowd())
	if err != nil {
		t.Fatal(err)
	}
	run, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	var e *scenario.Error
	if err := run.RunUntil(2 * raft.Second); !errors.As(err, &e) || e.Code != scenario.CodeTooManyAtOnce || e.Found != "1000ms" {
		t.Fatalf("%v", err)
	}
	if n := run.World().Seq(); n > 3*MaxInstant {
		t.Errorf("%d events", n)
	}
	if err := run.RunUntil(3 * raft.Second); err == nil || !run.Over() {
		t.Error("it went on")
	}
}

func TestAMeteredRunIsToldOfAllEventsAndCanBeGivenUp(t *testing.T) {
	s, err := scenario.Parse("raft 1\nservers 5\nseed 3\nwhen leader elected: wait\nat 2s: crash leader\nend at 20s\ncompare b until 3s with: servers 3\nfork a at 1s\n")
	if err != nil {
		t.Fatal(err)
	}
	told := uint64(0)
	enough := errors.New("enough")
	var most uint64
	meter := func(events uint64) error {
		if told += events; told > most {
			return enough
		}
		return nil
	}
	if _, err := RunsMetered(s, meter); !errors.Is(err, enough) && err != nil {
		t.Fatalf("%v", err)
	}
	most = 1 << 40
	told = 0
	runs, err := RunsMetered(s, meter)
	if err != nil {
		t.Fatal(err)
	}
	told = 0
	played := uint64(0)
	for _, run := range runs {
		if err := run.Finish(); err != nil {
			t.Fatal(err)
		}
		played += run.World().Seq()
	}
	if told > played || told < played-uint64(len(runs))*meterEvery*2 {
		t.Errorf("told of %d events of %d", told, played)
	}
	most = told + 2000
	if err := runs[0].RunUntil(100 * raft.Second); !errors.Is(err, enough) {
		t.Errorf("given up with %v", err)
	}
	runs[1].SetMeter(nil)
	if err := runs[1].RunUntil(100 * raft.Second); err != nil {
		t.Errorf("no longer metered: %v", err)
	}
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
