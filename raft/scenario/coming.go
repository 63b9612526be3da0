package scenario

import (
	"fmt"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/sim"
)

// This file says when each condition comes true, and what is true instead.

func (elected) comes(w *watch, e *sim.Event) bool {
	return e.Kind == sim.ServerEvent && takesOffice(&w.servers[e.Server.ID], e.Server)
}

// takesOffice reports whether a server has just become leader.
func takesOffice(before, now *sim.ServerState) bool {
	return leads(now) && !(leads(before) && before.Term == now.Term)
}

func leads(s *sim.ServerState) bool { return s.Role == raft.Leader && !s.Down }

func (elected) instead(w *watch) string { return w.whoLeads() }

func (c serverDoes) comes(w *watch, e *sim.Event) bool {
	switch e.Kind {
	case sim.ServerEvent:
		return c.verb != appendedWord && c.verb != sentWord && w.is(c.server) == e.Server.ID && c.changes(w, &w.servers[e.Server.ID], e.Server)
	case sim.LogEvent:
		if c.verb != appendedWord || w.is(c.server) != e.Log.Server || w.servers[e.Log.Server].Down {
			return false
		}
		for i := range e.Log.Entries {
			if e.Log.Entries[i].Command == c.entry {
				return true
			}
		}
	case sim.SendEvent:
		m := e.Message
		from := m.From.Server()
		return c.verb == sentWord && m.Kind == sim.AppendEntries && w.is(c.server) == from &&
			(!c.aimed || w.is(c.to) == m.To.Server()) && w.holds(from, c.entry, m.PrevLogIndex, m.PrevLogIndex+raft.Index(m.Entries))
	}
	return false
}

// changes reports whether the change of a server's state is what it waits for.
func (c serverDoes) changes(w *watch, before, now *sim.ServerState) bool {
	switch c.verb {
	case leadsWords:
		return takesOffice(before, now)
	case stepsDownWords:
		return leads(before) && !now.Down && now.Role != raft.Leader
	case candidateWords:
		return now.Role == raft.Candidate && (before.Role != raft.Candidate || before.Term != now.Term || before.Down)
	case votesForWords:
		return now.VotedFor != 0 && now.VotedFor == w.is(c.to) && (before.VotedFor != now.VotedFor || before.Term != now.Term)
	case storedWord, syncedWord:
		return w.holds(now.ID, c.entry, before.SyncedIndex, now.SyncedIndex)
	case committedWord:
		return w.holds(now.ID, c.entry, before.CommitIndex, now.CommitIndex)
	case appliedWord:
		return w.holds(now.ID, c.entry, before.LastApplied, now.LastApplied)
	}
	return false
}

func (c serverDoes) instead(w *watch) string {
	switch c.verb {
	case leadsWords, stepsDownWords, candidateWords, votesForWords:
		return w.roleOf(c.server)
	}
	return w.farthest(c.entry)
}

func (votesSplit) comes(w *watch, e *sim.Event) bool {
	if e.Kind != sim.ServerEvent || e.Server.Term < w.term || w.split >= e.Server.Term {
		return false
	}
	// What would be if the event had been noted.
	before, term := w.servers[e.Server.ID], w.term
	w.servers[e.Server.ID], w.term = *e.Server, e.Server.Term
	split := w.votesAreSplit()
	w.servers[e.Server.ID], w.term = before, term
	return split
}

func (votesSplit) instead(w *watch) string { return w.whoLeads() }

func (c entryBecomes) comes(w *watch, e *sim.Event) bool {
	switch {
	case e.Kind == sim.ClientEvent:
		return c.what == acknowledgedWord && e.Client.Command == c.entry && w.answered(e.Client)
	case e.Kind == sim.LogEvent && c.what == overwrittenWord:
		return c.overwrites(w, e.Log)
	case e.Kind != sim.ServerEvent:
		return false
	}
	now, before := e.Server, &w.servers[e.Server.ID]
	switch c.what {
	case committedWord:
		i := w.find(now.ID, c.entry, before.CommitIndex, now.CommitIndex)
		return i != 0 && w.count(now.ID, i, committed) == 0
	case storedWord:
		i := w.find(now.ID, c.entry, before.SyncedIndex, now.SyncedIndex)
		return i != 0 && w.count(now.ID, i, synced)+1 == c.copies
	}
	return false
}

func (c entryBecomes) overwrites(w *watch, change *sim.LogChange) bool {
	if w.servers[change.Server].Down {
		return false
	}
	log := &w.logs[change.Server]
	for i := int(change.From); i <= log.Len(); i++ {
		removed, at := log.Ref(i), i-int(change.From)
		if removed.Command == c.entry && (at >= len(change.Entries) || change.Entries[at] != *removed) {
			return true
		}
	}
	return false
}

func (c entryBecomes) instead(w *watch) string { return w.farthest(c.entry) }

func (c clientDoes) comes(w *watch, e *sim.Event) bool {
	if e.Kind != sim.ClientEvent || e.Client.ID != c.client {
		return false
	}
	now, before := e.Client, &w.clients[c.client]
	again := now.Request == before.Request && now.Attempt > before.Attempt
	switch c.verb {
	case acknowledgedWord:
		return w.answered(now)
	case retriesWord:
		return again
	case timesOutWords:
		return again && now.Retry == sim.RetryTimeout
	default:
		return now.Phase == sim.PhaseGaveUp && before.Phase != sim.PhaseGaveUp
	}
}

func (c clientDoes) instead(w *watch) string {
	s := &w.clients[c.client]
	if s.Command == "" {
		return fmt.Sprintf("%v %v", c.client, sim.PhaseIdle)
	}
	return fmt.Sprintf("%v %v %v", c.client, s.Command, s.Phase)
}

func (c termBegins) comes(w *watch, e *sim.Event) bool {
	return e.Kind == sim.ServerEvent && w.term < c.term && e.Server.Term >= c.term
}

func (c termBegins) instead(w *watch) string { return termBegins{w.term}.String() }

func (c violated) comes(_ *watch, e *sim.Event) bool {
	return e.Kind == sim.ViolationEvent && (c.any || c.matches(e.Violation.Property))
}

// matches reports whether a violation of a property is what is spoken of.
// Linearizability stands for what shows at once too, a read that is not fresh.
func (c violated) matches(property string) bool {
	return property == c.property.String() || c.property == check.Linearizability && property == check.FreshReads.String()
}

func (c violated) instead(*watch) string { return noWord + " " + violationWord }

func (c messageMoves) comes(w *watch, e *sim.Event) bool {
	kind := sim.NoMessageKind
	switch {
	case e.Kind == sim.SendEvent && c.stage == sentWord:
		kind = e.Message.Kind
	case e.Kind == sim.DeliverEvent && c.stage == deliveredWord, e.Kind == sim.DropEvent && c.stage == lostWord:
		kind = w.kinds[e.Message.ID]
	}
	return kind == c.kind && w.at(c.from) == e.Message.From && w.at(c.to) == e.Message.To
}

// at returns the address of an end.
func (w *watch) at(a end) sim.Addr {
	if a.client != 0 {
		return sim.ClientAddr(a.client)
	}
	return sim.ServerAddr(w.is(a.server))
}

func (c messageMoves) instead(w *watch) string {
	if c.from.client != 0 {
		return clientDoes{client: c.from.client}.instead(w)
	}
	return w.roleOf(c.from.server)
}

// whoLeads says who leads, as a claim would.
func (w *watch) whoLeads() string {
	if leader := w.leader(); leader != 0 {
		return fmt.Sprintf("%v is leader", leader)
	}
	return noWord + " " + leaderWord
}

// roleOf says what a server is.
func (w *watch) roleOf(s server) string {
	id := w.is(s)
	if id == 0 {
		return w.whoLeads()
	}
	return fmt.Sprintf("%v is %s", id, w.role(id))
}

// role returns what a server is, in one word.
func (w *watch) role(id raft.ServerID) string {
	switch s := &w.servers[id]; {
	case s.Down:
		return crashedWord
	case s.Paused:
		return pausedWord
	default:
		return s.Role.String()
	}
}

// farthest says how far an entry has come.
func (w *watch) farthest(command string) string {
	stored, held := 0, raft.ServerID(0)
	for id := raft.ServerID(1); int(id) <= w.size; id++ {
		if i := w.find(id, command, 0, raft.Index(w.logs[id].Len())); i != 0 {
			if held == 0 {
				held = id
			}
			stored = max(stored, w.count(id, i, synced))
		}
	}
	switch {
	case w.acknowledged.count(command) > 0:
		return command + " " + acknowledgedWord
	case w.committed.count(command) > 0:
		return command + " " + committedWord
	case stored > 0:
		return fmt.Sprintf("%s %s on %d", command, storedWord, stored)
	case held != 0:
		return fmt.Sprintf("%v holds %s", held, command)
	}
	return command + " " + neverWord + " " + appendedWord
}
