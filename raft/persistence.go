package raft

// What a server makes durable, and from when on it relies on that. How far the
// disk has come is disk.go's subject.

// toPersist returns the term and the vote that the disk gets, always together
// (§5.2, Figure 2).
func (s *Server) toPersist() (Term, ServerID) {
	switch {
	case !s.cfg.follows(PersistTerm):
		return s.log.LastTerm(), 0 // after a restart it knows what its log tells
	case !s.cfg.follows(PersistVote):
		return s.currentTerm, 0
	}
	return s.currentTerm, s.votedFor
}

// handOutChanges derives what is to be persisted by comparing state, once after
// each input, so that no path can forget it.
func (s *Server) handOutChanges() {
	term, votedFor := s.toPersist()
	s.out.Persist = s.disk.collect(term, votedFor, &s.snapshot, &s.log)
}

// voteIsDurable reports whether the disk holds the newest term and vote.
func (s *Server) voteIsDurable() bool { return s.disk.holdsVote(s.toPersist()) }

// sendOnceDurable sends what promises the term, the vote, and the log up to an index:
// at once if the disk holds all of that, and else when it has caught up. What it still
// has to write besides is no reason to wait.
func (s *Server) sendOnceDurable(to ServerID, body Body, upTo Index) {
	if s.voteIsDurable() && upTo <= s.disk.durableIndex {
		s.send(to, body)
		return
	}
	s.out.SendAfterPersist = append(s.out.SendAfterPersist, Message{From: s.cfg.ID, To: to, Term: s.currentTerm, Body: body})
}

// storedHere returns up to where a leader's own log counts as stored.
func (s *Server) storedHere() Index {
	if s.cfg.follows(LeaderSyncsBeforeCounting) {
		return s.disk.durableIndex
	}
	return s.log.LastIndex()
}

// maySend returns up to where a leader sends its log. Figure 2 asks only followers to
// have written what they acknowledge; a leader may write while its entries are on
// their way, and count itself late (D10.2.1).
func (s *Server) maySend() Index {
	if s.cfg.ParallelWrites {
		return s.log.LastIndex()
	}
	return s.storedHere()
}
