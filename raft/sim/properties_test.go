package sim_test

import (
	"fmt"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/sim"
)

// properties watches a run: its events through the checker, and, for each server
// that an event speaks of, the invariants that only its inside shows.
type properties struct {
	world   *sim.World
	checker *check.Checker
	history check.History
	spoken  raft.ServerSet // of whom events spoke since the last check
	insides [raft.MaxServers + 1]inside
	broken  error // what the events have shown
	see     func(*sim.Event)
}

// inside is what a running process had decided when it was last looked at. Within
// a term it decides once.
type inside struct {
	server *raft.Server
	term   raft.Term
	vote   raft.ServerID
	leader raft.ServerID
	sorted raft.Index // up to here its log's terms are known not to decrease
}

// watch returns what watches a world. Whoever else wants to see the events does so
// through also, which may be nil.
func watch(w *sim.World, also func(*sim.Event)) *properties {
	p := &properties{world: w, checker: check.New(w.Config().Servers)}
	p.see = func(e *sim.Event) {
		p.event(e)
		if also != nil {
			also(e)
		}
	}
	return p
}

func (p *properties) event(e *sim.Event) {
	p.history.Event(e)
	for _, v := range p.checker.Event(e) {
		p.breaks(fmt.Errorf("at %d µs: %+v", e.At, v))
	}
	switch e.Kind {
	case sim.FindingEvent:
		p.breaks(fmt.Errorf("at %d µs: %v found %+v", e.At, e.By, *e.Finding))
	case sim.LogEvent:
		in := &p.insides[e.Log.Server]
		in.sorted = min(in.sorted, e.Log.From-1)
		p.spoken = p.spoken.With(e.Log.Server)
	case sim.ServerEvent:
		p.spoken = p.spoken.With(e.Server.ID)
	case sim.ProgressEvent:
		p.spoken = p.spoken.With(e.Progress.Server)
	}
}

// end checks what only a whole history shows.
func (p *properties) end() error {
	switch p.history.Linearizable(nil) {
	case check.Broken:
		p.breaks(fmt.Errorf("what the clients were told has no linear order"))
	case check.NotDecided:
		p.breaks(fmt.Errorf("whether what the clients were told has a linear order is not decided"))
	}
	return p.broken
}

func (p *properties) breaks(err error) {
	if p.broken == nil {
		p.broken = err
	}
}

// check looks at what has happened since the last call and returns the first
// violation.
func (p *properties) check() error {
	p.world.DrainEvents(p.see)
	for id := raft.ServerID(1); p.spoken != 0; id++ {
		if !p.spoken.Has(id) {
			continue
		}
		p.spoken = p.spoken.Without(id)
		if err := p.invariants(id); err != nil {
			p.breaks(fmt.Errorf("at %d µs, %v: %w", p.world.Now(), id, err))
		}
	}
	return p.broken
}

// invariants are LogCabin's, for each server, at any instant.
func (p *properties) invariants(id raft.ServerID) error {
	s := p.world.Server(id)
	if s == nil {
		return nil
	}
	if err := p.insides[id].check(s); err != nil {
		return err
	}
	log := s.Log()
	switch {
	case log.LastTerm() > s.CurrentTerm():
		return fmt.Errorf("last log term %d > current term %d", log.LastTerm(), s.CurrentTerm())
	case s.CommitIndex() > log.LastIndex():
		return fmt.Errorf("commit index %d > last index %d", s.CommitIndex(), log.LastIndex())
	case s.LastApplied() > s.CommitIndex(), p.world.Config().Apply == 0 && s.LastApplied() < s.CommitIndex():
		return fmt.Errorf("last applied %d, commit index %d", s.LastApplied(), s.CommitIndex())
	case s.DurableIndex() > log.LastIndex():
		return fmt.Errorf("durable index %d > last index %d", s.DurableIndex(), log.LastIndex())
	case log.Base() != snapshotEnd(s), s.LastApplied() < log.Base().Index:
		return fmt.Errorf("the log begins behind %+v, the snapshot ends at %+v, applied %d", log.Base(), snapshotEnd(s), s.LastApplied())
	case s.Role() != raft.Leader:
		return nil
	case s.VotedFor() != id:
		return fmt.Errorf("a leader that voted for %v", s.VotedFor())
	}
	return p.leads(id, s)
}

// snapshotEnd returns the last entry that a server's snapshot stands for.
func snapshotEnd(s *raft.Server) raft.Position {
	snapshot := s.Snapshot()
	return snapshot.Position()
}

// check compares a process with what it was.
func (in *inside) check(s *raft.Server) error {
	if in.server != s {
		*in = inside{server: s}
	}
	same := s.CurrentTerm() == in.term
	switch {
	case s.CurrentTerm() < in.term:
		return fmt.Errorf("its term fell from %d to %d", in.term, s.CurrentTerm())
	case same && in.vote != 0 && s.VotedFor() != in.vote:
		return fmt.Errorf("in term %d it voted for %v, and then for %v", in.term, in.vote, s.VotedFor())
	case same && in.leader != 0 && s.Leader() != 0 && s.Leader() != in.leader:
		return fmt.Errorf("in term %d it followed %v, and then %v", in.term, in.leader, s.Leader())
	}
	if in.vote = s.VotedFor(); !same || s.Leader() != 0 {
		in.leader = s.Leader() // a pre-candidate forgets it for a while
	}
	in.term = s.CurrentTerm()
	in.sorted = max(in.sorted, s.Log().Base().Index)
	for log := s.Log(); in.sorted < log.LastIndex(); in.sorted++ {
		if log.TermAt(in.sorted) > log.TermAt(in.sorted+1) {
			return fmt.Errorf("terms in the log decrease at %d", in.sorted+1)
		}
	}
	return nil
}

// leads checks what a leader knows of its followers.
func (p *properties) leads(id raft.ServerID, s *raft.Server) error {
	log, stored := s.Log(), raft.ServerSet(0)
	configuration, since := s.Configuration()
	for other := raft.ServerID(1); int(other) <= p.world.Config().Servers; other++ {
		if other == id {
			if s.DurableIndex() > s.CommitIndex() {
				stored = stored.With(other)
			}
			continue
		}
		if !configuration.Members().Has(other) {
			continue
		}
		next, match := s.Progress(other)
		if match > log.LastIndex() || next <= match || next > log.LastIndex()+1 {
			return fmt.Errorf("%v: nextIndex %d, matchIndex %d, last index %d", other, next, match, log.LastIndex())
		}
		if match > s.CommitIndex() && log.TermAt(match) == s.CurrentTerm() {
			stored = stored.With(other)
		}
	}
	if since > s.DurableIndex() {
		return nil // what is committed by the new configuration shows once that is on the disk
	}
	have, need := configuration.Count(stored)
	if next := s.CommitIndex() + 1; have >= need && log.TermAt(next) == s.CurrentTerm() {
		return fmt.Errorf("entry %d is on a majority and not committed", next)
	}
	return nil
}
