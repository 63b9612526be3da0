package play

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

func TestALiveActionIsRecordedAtTheEdge(t *testing.T) {
	r := begin(t, "raft 1\nservers 3\n\nat 900ms: heal all  # refused, nothing is cut\nat 950ms: c1 read x\nend at 1s")
	if err := r.RunUntil(500 * ms); err != nil {
		t.Fatal(err)
	}
	leader := r.World().Leader().String()
	recorded, err := r.Do("isolate leader")
	if err != nil || recorded != "isolate "+leader {
		t.Fatalf("Do = %q, %v; want isolate %s", recorded, err, leader)
	}
	if r.Now() != 500*ms {
		t.Errorf("nothing was due at 500ms, and yet time has moved on to %d", r.Now())
	}
	want := "raft 1\nservers 3\nseed 1\n\nat 500ms: isolate " + leader + "\n" +
		"at 900ms: heal all  # refused, nothing is cut\nat 950ms: c1 read x\nend at 1000ms\n"
	if diff := cmp.Diff(want, r.Text()); diff != "" {
		t.Errorf("the record (-want +got):\n%s", diff)
	}
	wantExport := "raft 1\nservers 3\nseed 1\n\nat 500ms: isolate " + leader + "\nend at 500ms\n"
	if diff := cmp.Diff(wantExport, r.Export()); diff != "" {
		t.Errorf("the export (-want +got):\n%s", diff)
	}
	if err := r.RunUntil(2000 * ms); err != nil {
		t.Fatal(err)
	}
	if text := r.Text(); strings.Contains(text, "end at") {
		t.Errorf("the run has gone on after its end, which its record still has:\n%s", text)
	}
}

func TestALiveActionComesAfterWhatHasHappenedAtItsInstant(t *testing.T) {
	r := begin(t, "raft 1\nservers 3")
	if err := r.Step(); err != nil {
		t.Fatal(err)
	}
	edge := r.Now()
	if _, err := r.Do("crash S1"); err != nil {
		t.Fatal(err)
	}
	if r.Now() != edge+1 {
		t.Errorf("the action is at %d, want 1 µs after %d", r.Now(), edge)
	}
	// Nothing else happened at that instant: the next one shares it.
	if _, err := r.Do("crash S2"); err != nil {
		t.Fatal(err)
	}
	if r.Now() != edge+1 {
		t.Errorf("the second action is at %d, want %d", r.Now(), edge+1)
	}
}

func TestWhatIsRefusedLiveChangesNothing(t *testing.T) {
	r := begin(t, "raft 1\nservers 3")
	if err := r.Step(); err != nil {
		t.Fatal(err)
	}
	text, now, hash := r.Export(), r.Now(), r.World().Hash()
	unchanged := func(what string) {
		t.Helper()
		if r.Export() != text || r.Now() != now || r.World().Hash() != hash {
			t.Errorf("%s has changed the run", what)
		}
	}

	_, err := r.Do("restart S1")
	var refused *sim.ActionError
	if !errors.As(err, &refused) || refused.Code != "already-running" || err != error(refused) {
		t.Errorf("restart S1: %v", err)
	}
	unchanged("restart S1")

	_, err = r.Do("crash leader")
	var e *scenario.Error
	if !errors.As(err, &e) || e.Code != scenario.CodeNoLeader || e.Line != 0 {
		t.Errorf("crash leader: %v", err)
	}
	unchanged("crash leader")

	_, err = r.Do("crash S1\nat 0ms: crash S2")
	if !errors.As(err, &e) || e.Code != scenario.CodeNotText {
		t.Errorf("two lines: %v", err)
	}
	unchanged("two lines")

	_, err = r.Do("crash S7")
	if !errors.As(err, &refused) || refused.Code != "no-such-server" {
		t.Errorf("crash S7: %v", err)
	}
	unchanged("crash S7")
}

func TestAStatementBesideALiveActionFailsTheNextStep(t *testing.T) {
	r := begin(t, "raft 1\nat 0ms: crash S1")
	if _, err := r.Do("crash S1"); err != nil {
		t.Fatal(err)
	}
	var e *scenario.Error
	if err := r.Step(); !errors.As(err, &e) || e.Line != 2 {
		t.Errorf("Step = %v, want an error on line 2", err)
	}
	if r.Now() != 0 {
		t.Errorf("the run has moved on to %d", r.Now())
	}
	if err := r.Step(); err != nil {
		t.Errorf("the same failure again: %v", err)
	}
}
