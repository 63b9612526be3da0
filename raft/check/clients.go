package check

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// applied checks that a request changes a state machine once. It does not look
// at the server's own sessions: it counts effects. A request that was given up and
// arrives late, after a newer one, has taken effect once like any other.
func (c *Checker) applied(a *sim.Application) {
	s := &c.servers[a.Server-1]
	if a.Key == "" { // a process started or ended: its state machine is empty
		s.applied = [raft.MaxClients + 1]uint32{}
		return
	}
	c.machines.applied(a)
	if int(a.Index) > s.prefixes.Len() {
		return
	}
	m := s.prefixes.At(int(a.Index))
	if m.client == 0 {
		return
	}
	if m.request <= s.applied[m.client] && s.appliedBefore(m, int(a.Index)) {
		if v := c.violated(subject{property: AtMostOnce, server: a.Server, index: a.Index, request: m.request}); v != nil {
			v.AtMostOnce = &sim.AtMostOnce{Server: a.Server, Client: m.client, Request: m.request, Second: a.Index}
		}
	}
	s.applied[m.client] = max(s.applied[m.client], m.request)
}

// appliedBefore reports whether the same request stands at an earlier index too: what
// was applied stands in the log.
func (s *shadow) appliedBefore(m mark, index int) bool {
	for i := index - 1; i > 0; i-- {
		if e := s.prefixes.Ref(i); e.client == m.client && e.request == m.request {
			return true
		}
	}
	return false
}

// floor is the newest version of a key that some client knows of: the index of
// the entry that wrote it.
type floor struct {
	key     string
	version raft.Index
}

// invocation is a client's newest request, and what it has to see at least.
type invocation struct {
	request  uint32
	floor    raft.Index
	answered bool
}

// clientChanged checks, the moment a client is answered, that the answer is no
// older than what any client had been told before the request was made. It
// reports [FreshReads]; the whole history is checked for [Linearizability] at
// the end of a run.
func (c *Checker) clientChanged(now *sim.ClientState) {
	inv := &c.requests[now.ID]
	if now.Request != inv.request {
		*inv = invocation{request: now.Request, floor: c.floorOf(now.Key)}
	}
	if now.Phase != sim.PhaseAnswered || inv.answered {
		return
	}
	inv.answered = true
	if now.Version < inv.floor {
		if v := c.violated(subject{property: FreshReads, server: now.Target, request: now.Request}); v != nil {
			v.FreshReads = &sim.FreshReads{Client: now.ID, Request: now.Request, Server: now.Target, Key: now.Key, Known: inv.floor, Answered: now.Version}
		}
	}
	c.raiseFloor(now.Key, now.Version)
}

func (c *Checker) floorOf(key string) raft.Index {
	for _, f := range c.floors {
		if f.key == key {
			return f.version
		}
	}
	return 0
}

func (c *Checker) raiseFloor(key string, version raft.Index) {
	for i := range c.floors {
		if c.floors[i].key == key {
			c.floors[i].version = max(c.floors[i].version, version)
			return
		}
	}
	c.floors = append(c.floors, floor{key, version})
}
