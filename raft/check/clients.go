package check

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// applied checks that a request changes a state machine once. It does not look
// at the server's own sessions: it counts effects.
func (c *Checker) applied(a *sim.Application) {
	s := &c.servers[a.Server-1]
	if a.Key == "" { // a process started or ended: its state machine is empty
		s.applied = [raft.MaxClients + 1]uint32{}
		return
	}
	if int(a.Index) > s.prefixes.len() {
		return
	}
	m := s.prefixes.at(int(a.Index))
	if m.client == 0 {
		return
	}
	if m.request <= s.applied[m.client] {
		c.violated(Violation{Property: AtMostOnce, Server: a.Server, Index: a.Index, Client: m.client, Request: m.request})
	}
	s.applied[m.client] = max(s.applied[m.client], m.request)
}

// floor is the newest version of a key that some client knows of.
type floor struct {
	key     string
	version raft.Index
}

// invocation is a client's outstanding request: what it had to see at least.
type invocation struct {
	request uint32
	floor   raft.Index
}
