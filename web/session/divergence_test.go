package session

import (
	"encoding/json"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Two clusters keep their events apart: where each has its parts must not matter, and what
// stands in a part of a part must.
func TestEventsAreTheSameIfTheySayTheSame(t *testing.T) {
	w, err := sim.New(sim.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	w.RunUntil(raft.Second)
	events := w.TakeEvents()
	if len(events) < 100 {
		t.Fatalf("only %d events", len(events))
	}
	broke := sim.Violation{Property: "one-vote", OneVote: &sim.OneVote{Voter: 1, Term: 2, VotedFor: 3}}
	events = append(events, sim.Event{Kind: sim.ViolationEvent, Violation: &broke})
	copied := func(e *sim.Event) *sim.Event {
		var c sim.Event
		if text, err := json.Marshal(e); err != nil || json.Unmarshal(text, &c) != nil {
			t.Fatal(err)
		}
		return &c
	}
	looked := 0
	for i := range events {
		e, other := &events[i], copied(&events[i])
		if !same(e, other) {
			t.Errorf("event %d is not the same as its copy: %v", i+1, e.Kind)
		}
		switch {
		case e.Kind == sim.SendEvent && e.Message.AppendEntries != nil:
			other.Message.AppendEntries.LeaderCommit++
		case e.Kind == sim.ViolationEvent:
			other.Violation.OneVote.VotedFor++
		default:
			continue
		}
		if looked++; same(e, other) {
			t.Errorf("event %d is the same as one with another body: %v", i+1, e.Kind)
		}
	}
	if looked < 2 {
		t.Errorf("only %d bodies were looked at", looked)
	}
}
