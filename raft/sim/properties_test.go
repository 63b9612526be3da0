package sim_test

import (
	"fmt"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/sim"
)

// properties watches a run: its events through the checker, and, for each
// server, the invariants that only its inside shows.
type properties struct {
	w       *sim.World
	checker *check.Checker
	servers int
}

func watch(w *sim.World) *properties {
	return &properties{w: w, checker: check.New(w.Config().Servers), servers: w.Config().Servers}
}

// check takes the events since the last call and returns the first violation.
func (p *properties) check() error {
	for _, e := range p.w.TakeEvents() {
		if e.Kind == sim.FindingEvent {
			return fmt.Errorf("at %d µs: %v found %+v", e.At, e.By, *e.Finding)
		}
		for _, v := range p.checker.Event(&e) {
			return fmt.Errorf("at %d µs: %+v", e.At, v)
		}
	}
	for i := range p.servers {
		if err := p.invariants(raft.ServerID(i + 1)); err != nil {
			return fmt.Errorf("at %d µs, S%d: %w", p.w.Now(), i+1, err)
		}
	}
	return nil
}

// invariants are LogCabin's, for each server, at any instant.
func (p *properties) invariants(id raft.ServerID) error {
	s := p.w.Server(id)
	if s == nil {
		return nil
	}
	log := s.Log()
	for i := raft.Index(2); i <= log.LastIndex(); i++ {
		if log.TermAt(i) < log.TermAt(i-1) {
			return fmt.Errorf("terms in the log decrease at %d", i)
		}
	}
	switch {
	case log.LastTerm() > s.CurrentTerm():
		return fmt.Errorf("last log term %d > current term %d", log.LastTerm(), s.CurrentTerm())
	case s.CommitIndex() > log.LastIndex():
		return fmt.Errorf("commit index %d > last index %d", s.CommitIndex(), log.LastIndex())
	case s.LastApplied() > s.CommitIndex():
		return fmt.Errorf("last applied %d > commit index %d", s.LastApplied(), s.CommitIndex())
	case s.DurableIndex() > log.LastIndex():
		return fmt.Errorf("durable index %d > last index %d", s.DurableIndex(), log.LastIndex())
	case s.Role() != raft.Leader:
		return nil
	case s.VotedFor() != id:
		return fmt.Errorf("a leader that voted for %v", s.VotedFor())
	}
	stored := 0
	for other := raft.ServerID(1); int(other) <= p.servers; other++ {
		if other == id {
			if s.DurableIndex() > s.CommitIndex() {
				stored++
			}
			continue
		}
		next, match := s.Progress(other)
		if match > log.LastIndex() || next <= match {
			return fmt.Errorf("%v: nextIndex %d, matchIndex %d, last index %d", other, next, match, log.LastIndex())
		}
		if match > s.CommitIndex() && log.TermAt(match) == s.CurrentTerm() {
			stored++
		}
	}
	if next := s.CommitIndex() + 1; stored > p.servers/2 && log.TermAt(next) == s.CurrentTerm() {
		return fmt.Errorf("entry %d is on a majority and not committed", next)
	}
	return nil
}
