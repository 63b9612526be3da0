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

// Who draws messages, and sets the pace by them, need not know what a heartbeat is.
func TestHeartbeatsAndTheirAnswersAreRoutineAndNothingElseIs(t *testing.T) {
	w := newWorld(t, sim.DefaultConfig())
	w.RunUntil(raft.Second)
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 1})
	w.RunUntil(2 * raft.Second)
	seen := map[string]int{}
	for _, e := range w.TakeEvents() {
		if e.Kind != sim.SendEvent {
			continue
		}
		m, what := e.Message, e.Message.Kind.String()
		sent, reply := m.AppendEntries, m.AppendEntriesReply
		carries := sent != nil && sent.Entries > 0 || reply != nil && reply.MatchIndex > reply.PrevLogIndex
		if carries {
			what += " of entries"
		}
		routine := !carries && (m.Kind == sim.AppendEntries || m.Kind == sim.AppendEntriesReply)
		if m.Routine != routine {
			t.Errorf("routine is %t of %+v", m.Routine, *m)
		}
		seen[what]++
	}
	for _, what := range []string{"RequestVote", "RequestVoteReply", "AppendEntries", "AppendEntriesReply", "AppendEntries of entries", "AppendEntriesReply of entries", "ClientRequest", "ClientReply"} {
		if seen[what] == 0 {
			t.Errorf("there was no %s", what)
		}
	}
}
