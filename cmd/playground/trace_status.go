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

// roleOf returns what a server is, in a word.
func roleOf(s *sim.ServerState) string {
	switch {
	case s.Down:
		return "crashed"
	case s.Paused:
		return "paused"
	}
	return s.Role.String()
}

func (s status) String() string {
	text := fmt.Sprintf("%s, term %d", s.role, s.term)
	if s.vote != 0 {
		text += fmt.Sprintf(", voted for %v", s.vote)
	}
	return text + fmt.Sprintf(", log %d, committed %d", s.last, s.commit)
}

// printStatus prints a line for the servers that the instant behind it has changed.
func (t *trace) printStatus() {
	var changed []string
	for i := range t.shown {
		if now := statusOf(&t.state.Servers[i].ServerState); now != t.shown[i] {
			t.shown[i] = now
			changed = append(changed, fmt.Sprintf("%v: %v", t.state.Servers[i].ID, now))
		}
	}
	if len(changed) > 0 && !t.quiet && t.state.At >= t.from {
		fmt.Fprintf(t.out, "%s· %s\n", strings.Repeat(" ", len(instant(0))+4), strings.Join(changed, "   "))
	}
}
