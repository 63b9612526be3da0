package main

import (
	"fmt"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// status is what a trace says of a server when it has changed.
type status struct {
	role   string
	term   raft.Term
	vote   raft.ServerID
	last   raft.Index
	commit raft.Index
}

func statusOf(s *sim.ServerState) status {
	return status{roleOf(s), s.Term, s.VotedFor, s.LastIndex, s.CommitIndex}
}

// roleOf returns what a server is, as the key of a catalogue ends.
func roleOf(s *sim.ServerState) string {
	switch {
	case s.Down:
		return "crashed"
	case s.Paused:
		return "paused"
	}
	return s.Role.String()
}

// status says what a server is after a change.
func (w words) status(id raft.ServerID, s status) string {
	key := "trace.status"
	if s.vote != 0 {
		key = "trace.status-voted"
	}
	return w.Say(key, "server", id, "role", w.Text("role."+s.role), "term", s.term, "vote", s.vote, "last", s.last, "commit", s.commit)
}

// printStatus prints a line for the servers that the instant behind it has changed.
func (t *trace) printStatus() {
	var changed []string
	for i := range t.shown {
		if now := statusOf(&t.state.Servers[i].ServerState); now != t.shown[i] {
			t.shown[i] = now
			changed = append(changed, t.words.status(t.state.Servers[i].ID, now))
		}
	}
	if len(changed) > 0 && !t.quiet && t.state.At >= t.from {
		fmt.Fprintf(t.out, "%s· %s\n", strings.Repeat(" ", len(instant(0))+4), strings.Join(changed, "   "))
	}
}
