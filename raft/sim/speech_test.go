package sim_test

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

func TestHalfStepsAddUpToSteps(t *testing.T) {
	for _, servers := range []int{1, 3, 5} {
		whole := playScript(t, 7, servers, nil).Clone()
		halves := whole.Clone()
		whole.RunUntil(whole.Now() + raft.Second)
		for halves.HalfStep(whole.Now()) {
		}
		halves.RunUntil(whole.Now())
		if whole.Hash() != halves.Hash() {
			t.Errorf("%d servers: in half steps the run ends with %s, not %s", servers, halves.HashString(), whole.HashString())
		}
	}
}

// ledAndSynced returns a world whose leader has just synced a write, and has not
// sent it to anybody.
func ledAndSynced(t *testing.T) (*sim.World, raft.ServerID) {
	t.Helper()
	w, leader := led(t, sim.DefaultConfig())
	w.RunUntil(w.Now() + 200*raft.Millisecond)
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 1, To: leader})
	last := w.Server(leader).Log().LastIndex()
	for w.Server(leader).DurableIndex() == last {
		if !w.HalfStep(raft.Never - 1) {
			t.Fatal("nothing is due")
		}
	}
	w.TakeEvents()
	return w, leader
}

func appends(events []sim.Event) (n int) {
	for _, e := range events {
		if e.Kind == sim.SendEvent && e.Message.Kind == sim.AppendEntries && e.Message.AppendEntries.Entries > 0 {
			n++
		}
	}
	return n
}

func TestALeaderCanCrashBetweenItsDiskAndItsSends(t *testing.T) {
	w, leader := ledAndSynced(t)
	left := w.Clone()
	left.HalfStep(left.Now())
	if n := appends(left.TakeEvents()); n != 4 {
		t.Fatalf("left alone, it sends %d appends", n)
	}
	do(t, w, sim.Crash{Server: leader})
	w.RunUntil(w.Now() + 100*raft.Millisecond)
	if n := appends(w.TakeEvents()); n != 0 {
		t.Errorf("crashed, it still sends %d appends", n)
	}
	do(t, w, sim.Restart{Server: leader})
	for _, s := range w.State().Servers {
		if has := len(s.Log) == 2; has != (s.ID == leader) {
			t.Errorf("%v holds %v", s.ID, s.Log)
		}
	}
}

func TestAPausedServerSaysWhatItWasAboutToSayWhenItResumes(t *testing.T) {
	w, leader := ledAndSynced(t)
	do(t, w, sim.Pause{Server: leader})
	w.RunUntil(w.Now() + 20*raft.Millisecond)
	if n := appends(w.TakeEvents()); n != 0 {
		t.Fatalf("paused, it sends %d appends", n)
	}
	do(t, w, sim.Resume{Server: leader})
	if n := appends(w.TakeEvents()); n != 4 {
		t.Errorf("resumed, it sends %d appends", n)
	}
}
