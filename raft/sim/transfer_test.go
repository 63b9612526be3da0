package sim_test

import (
	"errors"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// TestATransferMakesAnotherServerLeadAtOnce: within the few milliseconds that an election
// takes, and not after an election timeout.
func TestATransferMakesAnotherServerLeadAtOnce(t *testing.T) {
	w, leader := led(t, sim.DefaultConfig())
	w.RunUntil(w.Now() + 60*raft.Millisecond)
	target := leader%5 + 1
	do(t, w, sim.Transfer{To: target})
	if got := w.State().Servers[leader-1].Transfer; got != target {
		t.Errorf("the leader hands over to %v", got)
	}
	began := w.Now()
	told := stepUntil(t, w, func(e *sim.Event) bool { return e.Kind == sim.SendEvent && e.Message.Kind == sim.TimeoutNow })
	if told.Message.From != sim.ServerAddr(leader) || told.Message.To != sim.ServerAddr(target) {
		t.Errorf("%v tells %v", told.Message.From, told.Message.To)
	}
	stepUntil(t, w, func(e *sim.Event) bool {
		return e.Kind == sim.ServerEvent && e.Server.ID == target && e.Server.Role == raft.Leader
	})
	if took := w.Now() - began; took > 60*raft.Millisecond {
		t.Errorf("it took %d µs", took)
	}
	if s := w.State().Servers[leader-1]; s.Role != raft.Follower || s.Transfer != 0 {
		t.Errorf("the former leader is %v and hands over to %v", s.Role, s.Transfer)
	}
}

// TestAClientThatIsTurnedAwayByWhoHandsOverAsksTheTargetNext, after a little while, and is
// not told that the server asked does not lead.
func TestAClientThatIsTurnedAwayByWhoHandsOverAsksTheTargetNext(t *testing.T) {
	w, leader := led(t, sim.DefaultConfig())
	w.RunUntil(w.Now() + 60*raft.Millisecond)
	target := (leader+1)%5 + 1
	do(t, w, sim.Transfer{To: target})
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 7, To: leader})
	answer := stepUntil(t, w, func(e *sim.Event) bool { return e.Kind == sim.SendEvent && e.Message.Kind == sim.ClientReply })
	if r := answer.Message.ClientReply; r.Status != sim.ReplyTransferring || r.Leader != target {
		t.Errorf("it is told %v, leader %v", r.Status, r.Leader)
	}
	again := stepUntil(t, w, func(e *sim.Event) bool { return e.Kind == sim.ClientEvent && e.Client.Attempt == 2 })
	if c := again.Client; c.Retry != sim.RetryTransferring || c.Target != target {
		t.Errorf("it asks %v next, because of %q", c.Target, c.Retry)
	}
	done := stepUntil(t, w, clientAt(sim.PhaseAnswered))
	if c := done.Client; c.Attempt != 2 || c.Value != 7 {
		t.Errorf("the client is at %+v", c)
	}
}

// TestATransferToWhoDoesNotAnswerIsGivenUp: then the leader takes requests again.
func TestATransferToWhoDoesNotAnswerIsGivenUp(t *testing.T) {
	w, leader := led(t, sim.DefaultConfig())
	target := leader%5 + 1
	do(t, w, sim.Crash{Server: target})
	do(t, w, sim.Transfer{To: target})
	began := w.Now()
	stepUntil(t, w, func(e *sim.Event) bool {
		return e.Kind == sim.DecisionEvent && e.Decision.Kind == raft.TransferGivenUp
	})
	if took := w.Now() - began; took < 150*raft.Millisecond || took > 200*raft.Millisecond {
		t.Errorf("given up after %d µs: the election timeout is 150 ms at least, and heartbeats come every 50", took)
	}
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 7, To: leader})
	if done := stepUntil(t, w, clientAt(sim.PhaseAnswered)); done.Client.Attempt != 1 || w.Leader() != leader {
		t.Errorf("%v leads; the client is at %+v", w.Leader(), done.Client)
	}
}

// TestOfTwoLeadersTheOneOfTheHigherTermIsTold: the other has been deposed, and does not
// know it yet. One that is paused can be told nothing.
func TestOfTwoLeadersTheOneOfTheHigherTermIsTold(t *testing.T) {
	w, old := led(t, sim.DefaultConfig())
	do(t, w, sim.Isolate{Server: old})
	stepUntil(t, w, func(e *sim.Event) bool {
		return e.Kind == sim.ServerEvent && e.Server.ID != old && e.Server.Role == raft.Leader
	})
	leader := w.Leader()
	target := leader%5 + 1
	if target == old {
		target = target%5 + 1
	}
	do(t, w, sim.Transfer{To: target})
	if s := w.State().Servers; s[old-1].Transfer != 0 || s[leader-1].Transfer != target {
		t.Errorf("%v hands over to %v, %v to %v", old, s[old-1].Transfer, leader, s[leader-1].Transfer)
	}
	do(t, w, sim.Pause{Server: leader})
	do(t, w, sim.Transfer{To: target})
	if s := w.State().Servers; s[old-1].Transfer != target {
		t.Errorf("the one that is not paused hands over to %v", s[old-1].Transfer)
	}
}

func TestATransferNeedsALeader(t *testing.T) {
	w := newWorld(t, sim.DefaultConfig())
	var refusal *sim.ActionError
	if err := w.Do(sim.Transfer{To: 1}, "refused"); !errors.As(err, &refusal) || refusal.Code != "nobody-leads" {
		t.Errorf("where nobody leads: %v", err)
	}
}
