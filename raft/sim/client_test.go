package sim_test

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

func clientAt(phase sim.RequestPhase) func(*sim.Event) bool {
	return func(e *sim.Event) bool { return e.Kind == sim.ClientEvent && e.Client.Phase == phase }
}

func TestRequestPassesThroughItsPhasesInOrder(t *testing.T) {
	w, leader := led(t, sim.DefaultConfig())
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 7, To: leader})
	var last raft.Time
	for _, phase := range []sim.RequestPhase{sim.PhaseReceived, sim.PhaseStored, sim.PhaseCommitted, sim.PhaseAnswered} {
		e := stepUntil(t, w, clientAt(phase))
		if e.At < last {
			t.Errorf("%s at %d µs, after the next phase", phase, e.At)
		}
		last = e.At
		if phase == sim.PhaseCommitted && e.Client.Copies < 3 {
			t.Errorf("committed with %d copies", e.Client.Copies)
		}
		if phase == sim.PhaseAnswered && e.Client.Value != 7 {
			t.Errorf("answered %+v", e.Client)
		}
	}
}

func TestFollowerSendsAClientOnToTheLeader(t *testing.T) {
	w, leader := led(t, sim.DefaultConfig())
	follower := leader%5 + 1
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 1, To: follower})
	e := stepUntil(t, w, clientAt(sim.PhaseAnswered))
	if c := e.Client; c.Attempt != 2 || c.Target != leader || c.Retry != sim.RetryNotLeader || c.Leader != leader {
		t.Errorf("answered as %+v", c)
	}
}

// TestLine72_RetryKeepsItsNumberAndIsAppliedOnce crashes the leader when its
// entry is on a majority and nobody knows it yet. The next leader commits the
// entry, and the client, which heard nothing, asks again: `add` adds once.
func TestLine72_RetryKeepsItsNumberAndIsAppliedOnce(t *testing.T) {
	w, leader := led(t, sim.DefaultConfig())
	do(t, w, sim.Request{Client: 1, Op: raft.Add, Key: "x", Value: 1, To: leader})
	stepUntil(t, w, func(e *sim.Event) bool { return e.Kind == sim.ClientEvent && e.Client.Copies >= 3 })
	do(t, w, sim.Crash{Server: leader})
	repeated := false
	answered := stepUntil(t, w, func(e *sim.Event) bool {
		repeated = repeated || e.Kind == sim.DecisionEvent && e.Decision.Kind == raft.RequestDeduplicated
		return clientAt(sim.PhaseAnswered)(e)
	})
	if c := answered.Client; c.Request != 1 || c.Attempt < 2 || c.Value != 1 {
		t.Errorf("answered %+v", c)
	}
	if !repeated {
		t.Error("the request was never recognised as a repeated one")
	}
	w.RunUntil(w.Now() + raft.Second)
	for _, s := range w.State().Servers {
		if !s.Down && (len(s.Machine) != 1 || s.Machine[0].Value != 1) {
			t.Errorf("%v holds %v", s.ID, s.Machine)
		}
	}
}

func TestLine72_FurtherRequestsQueueBehindTheOutstandingOne(t *testing.T) {
	w, leader := led(t, sim.DefaultConfig())
	for v := int64(1); v <= 3; v++ {
		do(t, w, sim.Request{Client: 1, Op: raft.Add, Key: "x", Value: v, To: leader})
	}
	if c := w.State().Clients[0]; c.Request != 1 || c.Queued != 2 {
		t.Fatalf("the client is at %+v", c)
	}
	for request := uint32(1); request <= 3; request++ {
		e := stepUntil(t, w, clientAt(sim.PhaseAnswered))
		if e.Client.Request != request {
			t.Fatalf("answered %+v, want request %d", e.Client, request)
		}
	}
	if c := w.State().Clients[0]; c.Value != 6 {
		t.Errorf("the last answer is %d", c.Value)
	}
	for range sim.MaxQueue + 1 {
		do(t, w, sim.Request{Client: 2, Op: raft.Get, Key: "x"})
	}
	if err := w.Do(sim.Request{Client: 2, Op: raft.Get, Key: "x"}, ""); err == nil {
		t.Error("a client's queue has no bound")
	}
}

func TestClientGivesUpWhenItsPatienceEnds(t *testing.T) {
	cfg := sim.DefaultConfig()
	cfg.ClientRetries = 2
	w, _ := led(t, cfg)
	for id := raft.ServerID(1); id <= 5; id++ {
		do(t, w, sim.Crash{Server: id})
	}
	begun := w.Now()
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 1})
	e := stepUntil(t, w, clientAt(sim.PhaseGaveUp))
	if e.Client.Attempt != 3 || e.At != begun+3*cfg.ClientPatience {
		t.Errorf("gave up at %d µs after %d attempts", e.At-begun, e.Client.Attempt)
	}
}

func TestLine73_OverwrittenWriteIsReportedUnknownAndRetried(t *testing.T) {
	cfg := sim.DefaultConfig()
	cfg.Servers = 3
	cfg.ClientPatience = 5 * raft.Second
	w, old := led(t, cfg)
	do(t, w, sim.Isolate{Server: old})
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 1, To: old})
	stepUntil(t, w, clientAt(sim.PhaseStored))
	w.RunUntil(w.Now() + raft.Second)
	do(t, w, sim.HealAll{})
	e := stepUntil(t, w, func(e *sim.Event) bool {
		return e.Kind == sim.SendEvent && e.Message.Kind == sim.ClientReply && e.Message.From.Server() == old
	})
	if e.Message.ClientReply.Status != sim.ReplyUnknown {
		t.Errorf("the deposed leader answered %q", e.Message.ClientReply.Status)
	}
	if e := stepUntil(t, w, clientAt(sim.PhaseAnswered)); e.Client.Request != 1 || e.Client.Target == old {
		t.Errorf("answered as %+v", e.Client)
	}
}
