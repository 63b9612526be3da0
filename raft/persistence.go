package raft

// persistTerm enforces [PersistTerm]: the disk gets the term, and the vote with
// it. A server that does not follow it knows after a restart only what its log
// tells.
func (s *Server) persistTerm() Term {
	if s.off(PersistTerm) {
		return s.log.LastTerm()
	}
	return s.currentTerm
}

// persistVote enforces [PersistVote]: the disk gets the vote.
func (s *Server) persistVote() ServerID {
	if s.off(PersistVote) || s.off(PersistTerm) {
		return 0
	}
	return s.votedFor
}

// voteIsDurable reports whether nothing of the newest term and vote waits for the
// disk any more.
func (s *Server) voteIsDurable() bool {
	term, votedFor := s.persistTerm(), s.persistVote()
	for _, w := range s.disk.pending {
		if w.term == term && w.votedFor == votedFor {
			return false
		}
	}
	return s.disk.term == term && s.disk.votedFor == votedFor
}

// leaderSyncsBeforeCounting enforces [LeaderSyncsBeforeCounting]: up to where
// the leader's own log counts as stored, and may be sent.
func (s *Server) leaderSyncsBeforeCounting() Index {
	if s.off(LeaderSyncsBeforeCounting) {
		return s.log.LastIndex()
	}
	return s.disk.durableIndex
}
