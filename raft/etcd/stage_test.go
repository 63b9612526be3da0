package etcd

import (
	"fmt"
	"slices"

	"raft-playground/raft"
)

// stage is a cluster of package raft that a script of etcd's plays on. As there, an
// input only leaves work to be done, and sent messages lie still until a command
// says otherwise.
type stage struct {
	actors  map[int]*actor
	servers int
	base    uint64 // what the script calls this index is index 0 here
	leases  bool   // etcd's word for it: with CheckQuorum nobody stands against a leader that is heard
	flying  []raft.Message
	without raft.RuleSet // rules that are switched off, to see that it shows
	found   []string     // findings, which lawful scripts never bring about
}

// actor is a server, its clock, its disk and the work that waits for it.
type actor struct {
	server  *raft.Server
	now     raft.Time
	durable raft.DurableState
	work    []raft.Output
	told    raft.Index // the commit index that it has told its followers, if it leads
}

// patience is the election timeout, of everybody.
const patience = raft.Second

func (s *stage) add(servers int, preVote, checkQuorum bool) error {
	s.servers, s.leases = servers, checkQuorum
	s.actors = map[int]*actor{}
	for id := 1; id <= servers; id++ {
		server, err := raft.New(raft.Config{
			ID: raft.ServerID(id), Servers: servers,
			ElectionTimeoutMin: patience, ElectionTimeoutMax: patience, HeartbeatInterval: patience,
			PreVote: preVote, CheckQuorum: checkQuorum, LeaderPromise: checkQuorum, NoOpOnElection: true, Batch: raft.Window, Without: s.without,
		}, raft.DurableState{}, 0)
		if err != nil {
			return err
		}
		s.actors[id] = &actor{server: server}
	}
	return nil
}

// everybody returns all servers.
func (s *stage) everybody() []int {
	var list []int
	for id := 1; id <= s.servers; id++ {
		list = append(list, id)
	}
	return list
}

// campaign starts an election; without leases as if nobody had heard a leader for an
// election timeout.
func (s *stage) campaign(a *actor) {
	if !s.leases {
		for _, other := range s.actors {
			other.now += patience
		}
	}
	s.note(a, a.server.Timeout(a.now))
}

// tickElection lets an election timeout pass for an actor. Nobody stands for election
// but when told to. Of etcd's leaders each finds out once in a timeout who has answered
// since the last time; ours looks back for a timeout at each heartbeat, so that it is a
// part of one for it: it steps down with the second, as etcd's does.
func (s *stage) tickElection(a *actor) {
	if a.server.Role() != raft.Leader {
		a.now += patience
		return
	}
	a.now += patience * 2 / 3
	s.note(a, a.server.Timeout(a.now))
}

// note keeps what an input asks for until the actor works. A leader that has
// committed something tells its followers with a heartbeat, since etcd's tells them
// at once.
func (s *stage) note(a *actor, out raft.Output) {
	for _, f := range out.Findings {
		s.found = append(s.found, fmt.Sprintf("S%d: %+v", a.server.ID(), f))
	}
	out.Send, out.SendAfterPersist = slices.Clone(out.Send), slices.Clone(out.SendAfterPersist)
	out.Committed = slices.Clone(out.Committed)
	a.work = append(a.work, out)
	commit := a.server.CommitIndex()
	tell := a.server.Role() == raft.Leader && commit > a.told
	a.told = commit
	if tell {
		s.note(a, a.server.Timeout(a.now))
	}
}

// process does an actor's work until none is left, and reports whether there was
// any. One round of etcd's would not do, for its leader sends an entry while its disk
// writes, ours after.
func (s *stage) process(a *actor) (worked bool) {
	for len(a.work) > 0 {
		out := a.work[0]
		a.work = a.work[1:]
		worked = true
		if out.Persist.Seq > 0 {
			out.Persist.Apply(&a.durable)
		}
		s.flying = append(append(s.flying, out.Send...), out.SendAfterPersist...)
		if n := len(out.Committed); n > 0 {
			a.server.Applied(out.Committed[n-1].Index)
		}
		if out.Persist.Seq > 0 {
			s.note(a, a.server.Persisted(a.now, out.Persist.Seq))
		}
	}
	return worked
}

// deliver hands an actor all that was sent to it, or loses that, and reports whether
// there was anything.
func (s *stage) deliver(id int, lose bool) bool {
	var here, rest []raft.Message
	for _, m := range s.flying {
		if int(m.To) == id {
			here = append(here, m)
		} else {
			rest = append(rest, m)
		}
	}
	s.flying = rest
	for _, m := range here {
		if a := s.actors[id]; !lose {
			s.note(a, a.server.Receive(a.now, m))
		}
	}
	return len(here) > 0
}

// stabilize lets some servers work and receive until both come to an end.
func (s *stage) stabilize(ids []int) {
	for busy := true; busy; {
		busy = false
		for _, id := range ids {
			busy = s.process(s.actors[id]) || busy
		}
		for _, id := range ids {
			busy = s.deliver(id, false) || busy
		}
	}
}
