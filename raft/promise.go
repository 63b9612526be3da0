package raft

// With the promise to a leader (D4.2.3) a server that hears one lets nobody disturb it:
// whoever stands for election in a higher term is not heeded, and its term not taken
// over. So a server that hears nothing itself, or is no member any more, deposes nobody.

// keepsPromise reports whether a message is not to be heeded, since it asks for a vote
// in a higher term and this server leads, or has heard a leader within the least election
// timeout. There is no answer: it could only be mistaken for one of a lower term. Whoever
// stands at the leader's own word is heeded (D3.10).
func (s *Server) keepsPromise(now Time, m Message) bool {
	rv, asks := m.Body.(RequestVote)
	if !asks || rv.Transfer || !s.cfg.LeaderPromise || m.Term <= s.currentTerm || !s.hearsLeader(now) {
		return false
	}
	s.decided(Decision{Kind: VoteWithheld, Peer: m.From, Term: m.Term, Other: s.leader})
	return true
}
