package sim_test

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Of what a quiet cluster does again and again, only that heartbeats are sent is notable,
// so that a step goes from one round of them to the next.
func TestInAQuietClusterOnlyThatHeartbeatsAreSentIsNotable(t *testing.T) {
	w := newWorld(t, sim.DefaultConfig())
	w.RunUntil(raft.Second)
	w.TakeEvents()
	w.RunUntil(2 * raft.Second)
	sent := 0
	for _, e := range w.TakeEvents() {
		heartbeat := e.Kind == sim.SendEvent && e.Message.Kind == sim.AppendEntries
		if e.Notable != heartbeat {
			t.Errorf("notable is %t of %+v", e.Notable, e)
		}
		if heartbeat {
			sent++
		}
	}
	if sent == 0 {
		t.Error("no heartbeats")
	}
}

// A request shows in every kind of event that is not routine; what is sent to a server
// that is down is lost without anybody's surprise.
func TestWhatARequestAndACrashBringIsNotable(t *testing.T) {
	w := newWorld(t, sim.DefaultConfig())
	w.RunUntil(raft.Second)
	w.TakeEvents()
	down := w.Leader()%3 + 1
	do(t, w, sim.Crash{Server: down})
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 1})
	w.RunUntil(w.Now() + 100*raft.Millisecond)
	notable := map[sim.EventKind]bool{}
	for _, e := range w.TakeEvents() {
		if e.Kind == sim.DropEvent && e.Notable {
			t.Errorf("a loss at %v, which is down, is notable", down)
		}
		notable[e.Kind] = notable[e.Kind] || e.Notable
	}
	for _, kind := range []sim.EventKind{sim.ActionEvent, sim.ServerEvent, sim.LogEvent, sim.ApplyEvent, sim.SendEvent, sim.DeliverEvent, sim.ClientEvent, sim.DecisionEvent} {
		if !notable[kind] {
			t.Errorf("no %v event is notable", kind)
		}
	}
}
