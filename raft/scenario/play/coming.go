package play

import (
	"fmt"
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// This file says when each condition comes true, and what is true instead.

// comes reports whether an event makes a condition true. The observer has seen everything
// before that event.
func (w *observer) comes(c scenario.Condition, e *sim.Event) bool {
	switch c := c.(type) {
	case scenario.Elected:
		return w.electedComes(e)
	case scenario.ServerDoes:
		return w.serverComes(c, e)
	case scenario.VotesSplit:
		return w.splitComes(e)
	case scenario.EntryBecomes:
		return w.entryComes(c, e)
	case scenario.ClientDoes:
		return w.clientComes(c, e)
	case scenario.TermBegins:
		return e.Kind == sim.ServerEvent && w.term < c.Term && e.Server.Term >= c.Term
	case scenario.VotersCommitted:
		return e.Kind == sim.ServerEvent && w.votersCommit(c.Voters, e.Server)
	case scenario.ServerUses:
		return e.Kind == sim.ServerEvent && w.is(c.Server) == e.Server.ID && w.uses(e.Server, c.Voters) && !w.uses(&w.servers[e.Server.ID], c.Voters)
	case scenario.Violated:
		return e.Kind == sim.ViolationEvent && (c.Any || matches(c, e.Violation.Property))
	case scenario.MessageMoves:
		return w.messageComes(c, e)
	}
	panic(fmt.Sprintf("condition %T", c))
}

// instead says, in the words of claims, what is true while a condition is not.
func (w *observer) instead(c scenario.Condition) string {
	switch c := c.(type) {
	case scenario.Elected, scenario.VotesSplit:
		return w.whoLeads()
	case scenario.ServerDoes:
		switch c.Verb {
		case scenario.LeadsWords, scenario.StepsDownWords, scenario.CandidateWords, scenario.VotesForWords:
			return w.roleOf(c.Server)
		case scenario.TookSnapshotWords, scenario.InstalledSnapshotWords:
			return w.beginning(c.Server)
		}
		return w.farthest(c.Entry)
	case scenario.EntryBecomes:
		return w.farthest(c.Entry)
	case scenario.VotersCommitted:
		return w.votersOf(w.leader())
	case scenario.ServerUses:
		return w.votersOf(w.is(c.Server))
	case scenario.ClientDoes:
		return w.clientDoes(c.Client)
	case scenario.TermBegins:
		return scenario.TermBegins{Term: w.term}.String()
	case scenario.Violated:
		return scenario.NoWord + " " + scenario.ViolationWord
	case scenario.MessageMoves:
		if c.From.Client != 0 {
			return w.clientDoes(c.From.Client)
		}
		return w.roleOf(c.From.Server)
	}
	panic(fmt.Sprintf("condition %T", c))
}

func (w *observer) electedComes(e *sim.Event) bool {
	return e.Kind == sim.ServerEvent && takesOffice(&w.servers[e.Server.ID], e.Server)
}

// takesOffice reports whether a server has just become leader.
func takesOffice(before, now *sim.ServerState) bool {
	return leads(now) && !(leads(before) && before.Term == now.Term)
}

func leads(s *sim.ServerState) bool { return s.Role == raft.Leader && !s.Down }

func (w *observer) serverComes(c scenario.ServerDoes, e *sim.Event) bool {
	switch e.Kind {
	case sim.ServerEvent:
		return c.Verb != scenario.AppendedWord && c.Verb != scenario.SentWord && w.is(c.Server) == e.Server.ID && w.serverChanges(c, &w.servers[e.Server.ID], e.Server)
	case sim.SnapshotEvent:
		if w.is(c.Server) != e.Snapshot.Server {
			return false
		}
		return c.Verb == scenario.TookSnapshotWords && e.Snapshot.Doing == sim.SnapshotTaken ||
			c.Verb == scenario.InstalledSnapshotWords && e.Snapshot.Doing == sim.SnapshotInstalled
	case sim.LogEvent:
		if c.Verb != scenario.AppendedWord || w.is(c.Server) != e.Log.Server || w.servers[e.Log.Server].Down {
			return false
		}
		for i := range e.Log.Entries {
			if e.Log.Entries[i].Command == c.Entry {
				return true
			}
		}
	case sim.SendEvent:
		m := e.Message
		from := m.From.Server()
		sent := m.AppendEntries
		return c.Verb == scenario.SentWord && sent != nil && w.is(c.Server) == from &&
			(!c.Aimed || w.is(c.To) == m.To.Server()) && w.holds(from, c.Entry, sent.PrevLogIndex, sent.PrevLogIndex+raft.Index(sent.Entries))
	}
	return false
}

// serverChanges reports whether the change of a server's state is what it waits for.
func (w *observer) serverChanges(c scenario.ServerDoes, before, now *sim.ServerState) bool {
	switch c.Verb {
	case scenario.LeadsWords:
		return takesOffice(before, now)
	case scenario.StepsDownWords:
		return leads(before) && !now.Down && now.Role != raft.Leader
	case scenario.CandidateWords:
		return now.Role == raft.Candidate && (before.Role != raft.Candidate || before.Term != now.Term || before.Down)
	case scenario.VotesForWords:
		return now.VotedFor != 0 && now.VotedFor == w.is(c.To) && (before.VotedFor != now.VotedFor || before.Term != now.Term)
	case scenario.StoredWord, scenario.SyncedWord:
		return w.holds(now.ID, c.Entry, before.SyncedIndex, now.SyncedIndex)
	case scenario.CommittedWord:
		return w.holds(now.ID, c.Entry, before.CommitIndex, now.CommitIndex)
	case scenario.AppliedWord:
		return w.holds(now.ID, c.Entry, before.LastApplied, now.LastApplied)
	}
	return false
}

func (w *observer) splitComes(e *sim.Event) bool {
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

func (w *observer) entryComes(c scenario.EntryBecomes, e *sim.Event) bool {
	switch {
	case e.Kind == sim.ClientEvent:
		return c.What == scenario.AcknowledgedWord && e.Client.Command == c.Entry && w.answered(e.Client)
	case e.Kind == sim.LogEvent && c.What == scenario.OverwrittenWord:
		return w.overwrites(c.Entry, e.Log)
	case e.Kind == sim.SnapshotEvent && c.What == scenario.OverwrittenWord:
		return slices.Contains(w.replaced(e.Snapshot), c.Entry)
	case e.Kind != sim.ServerEvent:
		return false
	}
	now, before := e.Server, &w.servers[e.Server.ID]
	switch c.What {
	case scenario.CommittedWord:
		i := w.find(now.ID, c.Entry, before.CommitIndex, now.CommitIndex)
		return i != 0 && w.count(now.ID, i, committed) == 0
	case scenario.StoredWord:
		i := w.find(now.ID, c.Entry, before.SyncedIndex, now.SyncedIndex)
		return i != 0 && w.count(now.ID, i, synced)+1 == c.Copies
	}
	return false
}

func (w *observer) overwrites(command string, change *sim.LogChange) bool {
	if w.servers[change.Server].Down {
		return false
	}
	log := &w.logs[change.Server]
	for i := int(change.From); i <= log.Len(); i++ {
		removed, at := log.Ref(i), i-int(change.From)
		if removed.Command == command && (at >= len(change.Entries) || change.Entries[at] != *removed) {
			return true
		}
	}
	return false
}

func (w *observer) clientComes(c scenario.ClientDoes, e *sim.Event) bool {
	if e.Kind != sim.ClientEvent || e.Client.ID != c.Client {
		return false
	}
	now, before := e.Client, &w.clients[c.Client]
	again := now.Request == before.Request && now.Attempt > before.Attempt
	switch c.Verb {
	case scenario.AcknowledgedWord:
		return w.answered(now)
	case scenario.RetriesWord:
		return again
	case scenario.TimesOutWords:
		return again && now.Retry == sim.RetryTimeout
	default:
		return now.Phase == sim.PhaseGaveUp && before.Phase != sim.PhaseGaveUp
	}
}

// clientDoes says what a client does.
func (w *observer) clientDoes(id raft.ClientID) string {
	s := &w.clients[id]
	if s.Command == "" {
		return fmt.Sprintf("%v %v", id, sim.PhaseIdle)
	}
	return fmt.Sprintf("%v %v %v", id, s.Command, s.Phase)
}

// matches reports whether a violation of a property is what is spoken of.
// Linearizability stands for what shows at once too, a read that is not fresh.
func matches(c scenario.Violated, property string) bool {
	return property == c.Property.String() || c.Property == check.Linearizability && property == check.FreshReads.String()
}

func (w *observer) messageComes(c scenario.MessageMoves, e *sim.Event) bool {
	kind := sim.NoMessageKind
	switch {
	case e.Kind == sim.SendEvent && c.Stage == scenario.SentWord:
		kind = e.Message.Kind
	case e.Kind == sim.DeliverEvent && c.Stage == scenario.DeliveredWord, e.Kind == sim.DropEvent && c.Stage == scenario.LostWord:
		kind = w.kinds[e.Message.ID]
	}
	return kind == c.Kind && w.at(c.From) == e.Message.From && w.at(c.To) == e.Message.To
}

// at returns the address of an end.
func (w *observer) at(a scenario.Endpoint) sim.Addr {
	if a.Client != 0 {
		return sim.ClientAddr(a.Client)
	}
	return sim.ServerAddr(w.is(a.Server))
}

// whoLeads says who leads, as a claim would.
func (w *observer) whoLeads() string {
	if leader := w.leader(); leader != 0 {
		return fmt.Sprintf("%v is leader", leader)
	}
	return scenario.NoWord + " " + scenario.LeaderWord
}

// roleOf says what a server is.
func (w *observer) roleOf(s scenario.Server) string {
	id := w.is(s)
	if id == 0 {
		return w.whoLeads()
	}
	return fmt.Sprintf("%v is %s", id, w.role(id))
}

// role returns what a server is, in one word.
func (w *observer) role(id raft.ServerID) string {
	switch s := &w.servers[id]; {
	case s.Down:
		return scenario.CrashedWord
	case s.Paused:
		return scenario.PausedWord
	default:
		return s.Role.String()
	}
}

// farthest says how far an entry has come.
func (w *observer) farthest(command string) string {
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
		return command + " " + scenario.AcknowledgedWord
	case w.committed.count(command) > 0:
		return command + " " + scenario.CommittedWord
	case stored > 0:
		return fmt.Sprintf("%s %s on %d", command, scenario.StoredWord, stored)
	case held != 0:
		return fmt.Sprintf("%v holds %s", held, command)
	}
	return command + " " + scenario.NeverWord + " " + scenario.AppendedWord
}
