package sim_test

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// slowMachines is a cluster whose state machines take 30 ms for an entry.
func slowMachines() sim.Config {
	cfg := sim.DefaultConfig()
	cfg.Servers, cfg.Apply, cfg.Reads = 3, 30*raft.Millisecond, sim.ReadIndex
	return cfg
}

func TestLine37_AppliedFollowsCommittedEntryByEntryAsFastAsTheStateMachineIs(t *testing.T) {
	w := newWorld(t, slowMachines())
	var commits, applies [4][]raft.Time // of each server: when each index was first committed, and applied
	see := func(e *sim.Event) {
		if e.Kind != sim.ServerEvent {
			return
		}
		s := e.Server
		for raft.Index(len(commits[s.ID])) < s.CommitIndex {
			commits[s.ID] = append(commits[s.ID], e.At)
		}
		for raft.Index(len(applies[s.ID])) < s.LastApplied {
			applies[s.ID] = append(applies[s.ID], e.At)
		}
	}
	for i := range 10 {
		do(t, w, sim.Request{Client: raft.ClientID(i%3 + 1), Op: raft.Add, Key: "x", Value: 1})
		w.RunUntil(w.Now() + 100*raft.Millisecond)
		w.DrainEvents(see)
	}
	w.RunUntil(w.Now() + raft.Second)
	w.DrainEvents(see)
	for id := 1; id <= 3; id++ {
		if n := len(applies[id]); n < 11 || n != len(commits[id]) {
			t.Fatalf("S%d has applied %d of %d entries", id, n, len(commits[id]))
		}
		free := raft.Time(0)
		for i, at := range applies[id] {
			free = max(free, commits[id][i]) + 30*raft.Millisecond
			if at != free {
				t.Errorf("S%d: entry %d, committed at %d, is applied at %d µs, want %d", id, i+1, commits[id][i], at, free)
			}
		}
	}
}

func TestLine69_AClientIsAnsweredWhenItsEntryIsAppliedAndAReadWaitsForThat(t *testing.T) {
	cfg := slowMachines()
	cfg.Apply = 100 * raft.Millisecond
	w, leader := led(t, cfg)
	w.RunUntil(w.Now() + 200*raft.Millisecond)
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 7, To: leader})
	committed := stepUntil(t, w, clientAt(sim.PhaseCommitted))
	do(t, w, sim.Request{Client: 2, Op: raft.Get, Key: "x", To: leader})
	waits := false
	read := stepUntil(t, w, func(e *sim.Event) bool {
		if e.Kind != sim.ClientEvent || e.Client.ID != 2 {
			return false
		}
		waits = waits || e.Client.Waits == sim.WaitsForApply
		return e.Client.Phase == sim.PhaseAnswered
	})
	if !waits || read.Client.Value != 7 || read.At < committed.At+100*raft.Millisecond {
		t.Errorf("committed at %d, the read is answered %d at %d µs; it waited for that: %v", committed.At, read.Client.Value, read.At, waits)
	}
	w.RunUntil(w.Now() + 20*raft.Millisecond)
	if c := w.State().Clients[0]; c.Phase != sim.PhaseAnswered {
		t.Errorf("the writer is at %v", c.Phase)
	}
}

// What is committed stays so: whoever waits for it is told what came of it, also by a
// server that does not lead any more when it has applied it.
func TestADeposedLeaderAnswersForWhatItHadCommitted(t *testing.T) {
	cfg := slowMachines()
	cfg.Apply = 300 * raft.Millisecond
	w, leader := led(t, cfg)
	w.RunUntil(w.Now() + 400*raft.Millisecond)
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 7, To: leader})
	stepUntil(t, w, clientAt(sim.PhaseCommitted))
	do(t, w, sim.TimeOut{Server: leader%3 + 1})
	answered := stepUntil(t, w, clientAt(sim.PhaseAnswered))
	if w.Leader() == leader || answered.Client.Attempt != 1 || answered.Client.Value != 7 {
		t.Errorf("%v leads; the client is at %+v", w.Leader(), answered.Client)
	}
}

// The state machine is the process's: it stands still while that is paused, and what
// it has not applied yet is applied anew after a crash.
func TestAPausedProcessAppliesNothingAndACrashedOneBeginsAnew(t *testing.T) {
	w, leader := led(t, slowMachines())
	w.RunUntil(w.Now() + 100*raft.Millisecond)
	follower := leader%3 + 1
	for range 3 {
		do(t, w, sim.Request{Client: 1, Op: raft.Add, Key: "x", Value: 1, To: leader})
	}
	stepUntil(t, w, func(e *sim.Event) bool {
		return e.Kind == sim.ServerEvent && e.Server.ID == follower && e.Server.CommitIndex > e.Server.LastApplied
	})
	before := w.Server(follower).LastApplied()
	do(t, w, sim.Pause{Server: follower})
	w.RunUntil(w.Now() + 90*raft.Millisecond)
	if got := w.Server(follower).LastApplied(); got != before {
		t.Errorf("paused, it applies up to %d; it was at %d", got, before)
	}
	do(t, w, sim.Resume{Server: follower})
	w.RunUntil(w.Now() + raft.Second)
	do(t, w, sim.Crash{Server: follower})
	if s := w.State().Servers[follower-1]; len(s.Machine) != 0 {
		t.Errorf("crashed, it holds %v", s.Machine)
	}
	do(t, w, sim.Restart{Server: follower})
	w.RunUntil(w.Now() + 2*raft.Second)
	if s := w.State().Servers[follower-1]; len(s.Machine) != 1 || s.Machine[0].Value != 3 || s.LastApplied != s.CommitIndex {
		t.Errorf("restarted, it holds %v, applied up to %d of %d", s.Machine, s.LastApplied, s.CommitIndex)
	}
}

// A copy of a world whose state machines are behind goes on by itself.
func TestAWorldThatIsBehindInApplyingIsCopiedAsItIs(t *testing.T) {
	w, leader := led(t, slowMachines())
	for range 4 {
		do(t, w, sim.Request{Client: 1, Op: raft.Add, Key: "x", Value: 1, To: leader})
	}
	stepUntil(t, w, clientAt(sim.PhaseCommitted))
	copied := w.Clone()
	w.RunUntil(w.Now() + raft.Second)
	copied.RunUntil(w.Now())
	if w.Hash() != copied.Hash() || w.State().Servers[leader-1].Machine[0].Value != 4 {
		t.Errorf("the copy ends with %v, its original with %v", copied.State().Servers[leader-1].Machine, w.State().Servers[leader-1].Machine)
	}
}
