package raft

// PreVote (D9.6) asks, before an election disturbs anybody, whether it could
// succeed. It changes no term, no vote and no timer but the asking server's own.

// startPreVote makes the server a pre-candidate: it forgets its leader and asks
// everybody whether they would vote for it in the next term.
func (s *Server) startPreVote(now Time) {
	s.become(PreCandidate)
	s.leader = 0
	s.resetElectionTimer(now)
	s.decided(Decision{Kind: PreVoteStarted, Term: s.currentTerm + 1})
	s.peers(func(to ServerID) {
		s.sendOnceDurable(to, PreVote{NextTerm: s.currentTerm + 1, LastLogIndex: s.log.LastIndex(), LastLogTerm: s.log.LastTerm()}, 0)
	})
	s.countPreVote(now, s.cfg.ID)
}

// receivePreVote says whether this server would grant its vote. One that hears a
// leader would not: there is no need for an election.
func (s *Server) receivePreVote(now Time, m Message, pv PreVote) {
	reply := PreVoteReply{NextTerm: pv.NextTerm}
	switch ours, theirs := s.lastPosition(), (Position{pv.LastLogTerm, pv.LastLogIndex}); {
	case pv.NextTerm <= s.currentTerm:
		s.decided(Decision{Kind: PreVoteRefusedTerm, Peer: m.From, Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: pv.NextTerm}})
	case s.hearsLeader(now):
		s.decided(Decision{Kind: PreVoteRefusedLeader, Peer: m.From, Other: s.leader})
	case s.cfg.follows(ElectionRestriction) && s.lessUpToDate(theirs, ours):
		s.decided(Decision{Kind: PreVoteRefusedLog, Peer: m.From, Term: pv.NextTerm, Ours: ours, Theirs: theirs})
	default:
		reply.Granted = true
		s.decided(Decision{Kind: PreVoteGranted, Peer: m.From, Term: pv.NextTerm, Ours: ours, Theirs: theirs})
	}
	s.sendOnceDurable(m.From, reply, 0)
}

// hearsLeader reports whether the server leads, or has heard from a leader within
// the shortest election timeout.
func (s *Server) hearsLeader(now Time) bool {
	return s.role == Leader || s.leader != 0 && now-s.heard < s.cfg.ElectionTimeoutMin
}

// receivePreVoteReply counts pre-votes, but for those of an earlier attempt.
func (s *Server) receivePreVoteReply(now Time, m Message, reply PreVoteReply) {
	if s.role != PreCandidate || reply.NextTerm != s.currentTerm+1 {
		s.decided(Decision{Kind: PreVoteReplyIgnored, Peer: m.From, Term: reply.NextTerm})
		return
	}
	if !reply.Granted {
		s.refused = s.refused.With(m.From) &^ s.granted
		return
	}
	s.countPreVote(now, m.From)
}

// countPreVote counts who would vote; with a majority the election begins.
func (s *Server) countPreVote(now Time, voter ServerID) {
	s.granted, s.refused = s.granted.With(voter), s.refused.Without(voter)
	votes := s.counts.tallyWith(s.granted, s.besides, s.cfg.toWin())
	s.decided(Decision{Kind: PreVoteCounted, Peer: voter, Term: s.currentTerm + 1, Have: votes.have, Need: votes.need, HaveNext: uint8(votes.haveNext), NeedNext: uint8(votes.needNext)})
	if votes.reached() {
		s.startElection(now, 0)
	}
}
