package raft

import (
	"fmt"
	"slices"
)

// A leader changes who belongs to the cluster (§6, D4). Two configurations may not both
// decide without each other: so it changes one voter at a time, since the majorities before
// and after then share a server, or goes through a joint configuration, in which nothing is
// decided without a majority of each. Who is to vote and is no member yet has the log sent
// first, so that it does not hold up commits once its copies are needed (D4.2.1).

// ChangeRefusedError is returned by [Server.Propose] for a change of the configuration that
// the leader does not begin now. Why says the reason, as the decision's kind.
type ChangeRefusedError struct{ Why DecisionKind }

// Error gives the reason's name.
func (e ChangeRefusedError) Error() string {
	return fmt.Sprintf("raft: the configuration is not changed: %v", e.Why)
}

// takeChange begins a change of the configuration, or says why not. Asking for the same
// again changes nothing. It returns the index of the entry, 0 if there is none yet.
func (s *Server) takeChange(now Time, c Command) (Index, error) {
	if again := slices.IndexFunc(s.proposals, func(p proposal) bool { return c.Client != 0 && p.client == c.Client && p.request == c.Request }); again >= 0 {
		return s.proposals[again].index, nil
	}
	if s.change.command == c {
		return 0, nil
	}
	to := s.configuration().asked(c)
	d := Decision{Client: c.Client, Request: c.Request}
	switch {
	case to.Voters == 0:
		d.Kind = ChangeRefusedNoVoter
	case s.cfg.follows(OneChangeAtATime) && s.changeUnderWay():
		d.Kind, d.Configuration = ChangeRefusedUnderWay, s.configuration()
	case s.cfg.follows(ChangeAfterOwnCommit) && s.log.TermAt(s.commitIndex) != s.currentTerm:
		d.Kind, d.Term = ChangeRefusedTooEarly, s.currentTerm
	default:
		d.Kind, d.Term, d.Configuration = ChangeAccepted, s.currentTerm, to
		s.decided(d)
		return s.beginChange(now, c, to), nil
	}
	s.decided(d)
	return 0, ChangeRefusedError{d.Kind}
}

// changeUnderWay reports whether a change has begun that is not applied yet, whether or
// not the log's newest configuration is in force already. It is over once it is applied:
// from then on the state machine knows who has asked for it.
func (s *Server) changeUnderWay() bool {
	return s.change != (change{}) || s.placedAt(s.log.LastIndex()).index > s.lastApplied || s.configuration().Joint()
}

// beginChange has whoever is to vote catch up, and then puts the configuration into the log.
// It returns the index of the entry, if that is in the log already.
func (s *Server) beginChange(now Time, c Command, to Configuration) (index Index) {
	members := s.configuration().Members()
	s.change = change{command: c, to: to, joining: to.Voters &^ (s.configuration().Voters | s.configuration().Next), goal: s.log.LastIndex(), since: now}
	s.meet(now, s.change.joining&^members)
	for rest := (s.change.joining &^ members).Without(s.cfg.ID); rest != 0; rest &= rest - 1 {
		s.sendHeartbeat(rest.first())
	}
	s.catchUp(now)
	if s.cfg.ParallelWrites {
		s.replicateToAll()
	}
	if s.change == (change{}) {
		index = s.log.LastIndex()
	}
	return index
}
