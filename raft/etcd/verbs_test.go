package etcd

import (
	"fmt"
	"slices"
	"strconv"

	"raft-playground/raft"
)

// verb is what a command of etcd's scripts means here: the named arguments that it
// takes, what it does, and which servers have come to rest after it.
type verb struct {
	takes []string
	once  bool // a script may say it once
	play  func(*stage, step) (atRest []int, err error)
}

// verbs are the commands that have a meaning here. What is not here, or takes more,
// is in lacks.
var verbs = map[string]verb{
	"add-nodes":      {takes: []string{"voters", "index", "inflight", "prevote", "checkquorum"}, once: true, play: addNodes},
	"campaign":       {play: onServer(campaignOf)},
	"propose":        {play: onServer(proposeTo)},
	"process-ready":  {play: processReady},
	"deliver-msgs":   {takes: []string{"drop"}, play: deliverMessages},
	"stabilize":      {takes: []string{"log-level"}, play: stabilize},
	"tick-heartbeat": {play: onServer(tickHeartbeat)},
	"tick-election":  {play: onServer(tickElection)},

	"transfer-leadership": {takes: []string{"from", "to"}, play: transferLeadership},

	// Nobody's timer runs out here by itself.
	"set-randomized-election-timeout": {takes: []string{"timeout"}, play: nothing},

	// What was lost shows at the next heartbeat: our leader needs no such hint.
	"report-unreachable": {play: nothing},

	// These only print. What they print is compared as any other state is.
	"raft-log":   {play: nothing},
	"raft-state": {play: nothing},
	"status":     {play: nothing},
	"log-level":  {play: nothing},
}

func nothing(*stage, step) ([]int, error) { return nil, nil }

// onServer plays what concerns one server.
func onServer(play func(*stage, *actor, step) error) func(*stage, step) ([]int, error) {
	return func(s *stage, c step) ([]int, error) {
		id, err := c.server()
		if err != nil {
			return nil, err
		}
		if s.actors[id] == nil {
			return nil, fmt.Errorf("there is no S%d", id)
		}
		return nil, play(s, s.actors[id], c)
	}
}

func campaignOf(s *stage, a *actor, _ step) error {
	s.campaign(a)
	return nil
}

func proposeTo(s *stage, a *actor, c step) error {
	if len(c.plain) != 2 {
		return fmt.Errorf("propose takes a server and a command")
	}
	_, _, out, err := a.server.Propose(a.now, raft.Command{Op: raft.Set, Key: c.plain[1]})
	s.note(a, out)
	return err
}

// tickHeartbeat is a tick of the clock, with which a leader sends heartbeats.
func tickHeartbeat(s *stage, a *actor, _ step) error {
	if a.server.Role() != raft.Leader {
		return fmt.Errorf("S%d does not lead, and nothing here counts its ticks", a.server.ID())
	}
	s.note(a, a.server.Timeout(a.now))
	return nil
}

// transferLeadership has a leader hand over.
func transferLeadership(s *stage, c step) ([]int, error) {
	from, err := servers(c.named["from"])
	if err != nil {
		return nil, err
	}
	to, err := servers(c.named["to"])
	if err != nil {
		return nil, err
	}
	if len(from) != 1 || len(to) != 1 || s.actors[from[0]] == nil {
		return nil, fmt.Errorf("from %v to %v: one server each", from, to)
	}
	a := s.actors[from[0]]
	out, err := a.server.TransferLeadership(a.now, raft.ServerID(to[0]))
	s.note(a, out)
	return nil, err
}

func tickElection(s *stage, a *actor, _ step) error {
	s.tickElection(a)
	return nil
}

// addNodes starts all servers. etcd's begin with a snapshot up to some index, the
// same for all; ours with nothing, and this index is counted as 0 (see the package's
// comment). How many appends may be in flight is a constant here, raft.Window.
func addNodes(s *stage, c step) ([]int, error) {
	n, err := c.server()
	if err != nil {
		return nil, err
	}
	voters, err := servers(c.named["voters"])
	if err != nil {
		return nil, err
	}
	if s.servers > 0 || len(voters) != n || slices.Max(voters) != n {
		return nil, fmt.Errorf("%d servers for the voters %v, beside %d: only a whole cluster can be started", n, voters, s.servers)
	}
	if index := c.named["index"]; index != nil {
		if s.base, err = strconv.ParseUint(index[0], 10, 64); err != nil {
			return nil, err
		}
	}
	isOn := func(name string) bool { return slices.Equal(c.named[name], []string{"true"}) }
	return s.everybody(), s.add(n, isOn("prevote"), isOn("checkquorum"))
}

func deliverMessages(s *stage, c step) ([]int, error) {
	to, err := s.among(c)
	if err != nil {
		return nil, err
	}
	losers, err := servers(c.named["drop"])
	if err != nil {
		return nil, err
	}
	for _, id := range to {
		s.deliver(id, false)
	}
	for _, id := range losers {
		s.deliver(id, true)
	}
	return nil, nil
}

func processReady(s *stage, c step) ([]int, error) {
	ids, err := s.among(c)
	for _, id := range ids {
		s.process(s.actors[id])
	}
	return nil, err
}

func stabilize(s *stage, c step) ([]int, error) {
	ids, err := s.among(c)
	if ids == nil {
		ids = s.everybody()
	}
	if err == nil {
		s.stabilize(ids)
	}
	return ids, err
}

// among returns the servers that a command names, which must be on the stage.
func (s *stage) among(c step) ([]int, error) {
	ids, err := servers(c.plain)
	for _, id := range ids {
		if s.actors[id] == nil {
			return nil, fmt.Errorf("there is no S%d", id)
		}
	}
	return ids, err
}
