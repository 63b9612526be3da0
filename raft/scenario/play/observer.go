package play

import (
	"maps"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// observer is what the events of a run have told so far, as far as conditions and
// claims ask for it.
type observer struct {
	servers [raft.MaxServers + 1]sim.ServerState        // of S1 to S‹size›
	logs    [raft.MaxServers + 1]raft.Vector[sim.Entry] // in memory, or, of a server that is down, on its disk
	clients [raft.MaxClients + 1]sim.ClientState
	size    int // servers of the cluster
	first   raft.Configuration
	kinds   map[uint64]sim.MessageKind
	names   []scenario.Naming
	term    raft.Term // the highest that a server has got to
	split   raft.Term // the newest in which the votes were split

	leaderless raft.Time // since when nobody leads though all are up; raft.Never when that is not so

	// What has ever happened, by the command of an entry.
	acknowledged tally[string] // answers to clients
	overwritten  tally[string] // a server lost it to another entry
	committed    became        // a server took it for committed
	applied      became        // a server applied it
	tookEffect   became        // a state machine changed
}

func newObserver(cfg *sim.Config) *observer {
	return &observer{size: cfg.Servers, first: cfg.First(), leaderless: raft.Never, kinds: map[uint64]sim.MessageKind{}}
}

func (w *observer) clone() *observer {
	c := *w
	for i := range c.logs {
		c.logs[i] = w.logs[i].Clone()
	}
	c.kinds = maps.Clone(w.kinds)
	c.acknowledged, c.overwritten = w.acknowledged.clone(), w.overwritten.clone()
	c.committed, c.applied, c.tookEffect = w.committed.clone(), w.applied.clone(), w.tookEffect.clone()
	return &c
}

// event takes note of an event.
func (w *observer) event(e *sim.Event) {
	switch e.Kind {
	case sim.ServerEvent:
		now := e.Server
		before := &w.servers[now.ID]
		w.grow(&w.committed, now.ID, before.CommitIndex, now.CommitIndex)
		w.grow(&w.applied, now.ID, before.LastApplied, now.LastApplied)
		*before = *now
		w.term = max(w.term, now.Term)
		w.noteLeaderless(e.At)
		if w.votesAreSplit() {
			w.split = w.term
		}
	case sim.LogEvent:
		w.logChanged(e.Log)
	case sim.SnapshotEvent:
		w.snapshotChanged(e.Snapshot)
	case sim.ApplyEvent:
		w.changed(e.Apply)
	case sim.ClientEvent:
		now := e.Client
		if w.answered(now) {
			w.acknowledged.note(now.Command)
		}
		w.clients[now.ID] = *now
	case sim.SendEvent:
		w.kinds[e.Message.ID] = e.Message.Kind
	case sim.DeliverEvent, sim.DropEvent:
		delete(w.kinds, e.Message.ID)
	}
}

// changed notes an entry that changed a state machine, once for all servers: each
// makes the same change.
func (w *observer) changed(a *sim.Application) {
	if a.Index > 0 && int(a.Index) <= w.logs[a.Server].Len() {
		w.tookEffect.note(w.logs[a.Server].Ref(int(a.Index)).Command, a.Index)
	}
}

// grow notes the commands of a server's entries after from and up to to.
func (w *observer) grow(facts *became, id raft.ServerID, from, to raft.Index) {
	for i := from + 1; i <= to && int(i) <= w.logs[id].Len(); i++ {
		facts.note(w.logs[id].Ref(int(i)).Command, i)
	}
}

func (w *observer) logChanged(change *sim.LogChange) {
	log := &w.logs[change.Server]
	if !w.servers[change.Server].Down {
		for i := int(change.From); i <= log.Len(); i++ {
			if at := i - int(change.From); at >= len(change.Entries) || *log.Ref(i) != change.Entries[at] {
				w.overwritten.note(log.Ref(i).Command)
			}
		}
	}
	log.Cut(int(change.From) - 1)
	for i := range change.Entries {
		log.Push(change.Entries[i])
	}
}

// answered reports whether a client's new state is the first that has the answer.
func (w *observer) answered(now *sim.ClientState) bool {
	before := &w.clients[now.ID]
	return now.Phase == sim.PhaseAnswered && (before.Phase != sim.PhaseAnswered || before.Request != now.Request)
}

// leader returns the running leader of the highest term, 0 when there is none.
func (w *observer) leader() (leader raft.ServerID) {
	term := raft.Term(0)
	for id := raft.ServerID(1); int(id) <= w.size; id++ {
		if s := &w.servers[id]; s.Role == raft.Leader && !s.Down && s.Term >= term {
			leader, term = id, s.Term
		}
	}
	return leader
}

// is returns the server that a word stands for now, 0 for none.
func (w *observer) is(s scenario.Server) raft.ServerID {
	bound, err := s.Bind(scenario.Scope{Leader: w.leader(), Names: w.names})
	if err != nil {
		return 0
	}
	return bound.ID
}

// holds reports whether a server's log has an entry with this command among those
// after from and up to to.
func (w *observer) holds(id raft.ServerID, command string, from, to raft.Index) bool {
	return w.find(id, command, from, to) != 0
}

// find returns the index of such an entry, 0 for none.
func (w *observer) find(id raft.ServerID, command string, from, to raft.Index) raft.Index {
	for i := from + 1; i <= to && int(i) <= w.logs[id].Len(); i++ {
		if w.logs[id].Ref(int(i)).Command == command {
			return i
		}
	}
	return 0
}

// count returns how many servers have the entry that a log has at an index, as far
// as each one's reach says.
func (w *observer) count(id raft.ServerID, at raft.Index, reach func(*sim.ServerState) raft.Index) (n int) {
	entry := w.logs[id].Ref(int(at))
	for other := raft.ServerID(1); int(other) <= w.size; other++ {
		if reach(&w.servers[other]) >= at && int(at) <= w.logs[other].Len() && *w.logs[other].Ref(int(at)) == *entry {
			n++
		}
	}
	return n
}

func synced(s *sim.ServerState) raft.Index    { return s.SyncedIndex }
func committed(s *sim.ServerState) raft.Index { return s.CommitIndex }

// votesAreSplit reports whether nobody can win the election of the newest term any
// more, though more than one tries.
func (w *observer) votesAreSplit() bool {
	var votes [raft.MaxServers + 1]raft.ServerSet
	undecided, candidates := raft.ServerSet(0), 0
	for id := raft.ServerID(1); int(id) <= w.size; id++ {
		s := &w.servers[id]
		switch {
		case s.Term != w.term || s.VotedFor == 0:
			undecided = undecided.With(id)
		case s.Role == raft.Leader && !s.Down:
			return false
		default:
			if votes[s.VotedFor] == 0 {
				candidates++
			}
			votes[s.VotedFor] = votes[s.VotedFor].With(id)
		}
	}
	voters := w.newestConfiguration()
	for _, set := range votes {
		if have, need := voters.Count(set | undecided); set != 0 && have >= need {
			return false
		}
	}
	return candidates > 1
}

// noteLeaderless keeps since when nobody leads though every server is up.
func (w *observer) noteLeaderless(at raft.Time) {
	for id := raft.ServerID(1); int(id) <= w.size; id++ {
		if s := &w.servers[id]; s.Role == raft.Leader || s.Down || s.Paused {
			w.leaderless = raft.Never
			return
		}
	}
	if w.leaderless == raft.Never {
		w.leaderless = at
	}
}
