package raft

// termGate is §5.1's rule for all servers, at the top of every message: a higher
// term in any request or reply makes its receiver a follower of that term.
func (s *Server) termGate(now Time, m Message) {
	if m.Term <= s.currentTerm {
		return
	}
	s.decided(Decision{Kind: SteppedDown, Peer: m.From, Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: m.Term}})
	s.stepDown(now, m.Term)
}

// stepDown makes the server a follower in term, which is its own or a later one.
func (s *Server) stepDown(now Time, term Term) {
	if s.role == Leader {
		s.answerUnknown()
		s.failReads()
		s.resetElectionTimer(now)
	}
	s.become(Follower)
	if term > s.currentTerm || !s.cfg.follows(KeepVoteOnStepDown) {
		s.votedFor = 0
	}
	if term > s.currentTerm {
		s.currentTerm = term
		s.leader = 0
	}
}
