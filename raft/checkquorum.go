package raft

// With CheckQuorum a leader that has heard no majority for an election timeout steps
// down (D6.2). It can commit nothing, and the clients that wait for it do better to ask
// another server. It keeps its term, and its vote in it.

// checkQuorum is asked at each heartbeat. It makes a leader a follower that has
// heard from no majority within the least election timeout, itself counted, and reports
// whether it still leads. Who takes office has as long to hear them.
func (s *Server) checkQuorum(now Time) bool {
	if !s.cfg.CheckQuorum {
		return true
	}
	lately := ServerSet(0).With(s.cfg.ID)
	s.peers(func(id ServerID) {
		if now-s.answeredAt[id] < s.cfg.ElectionTimeoutMin {
			lately = lately.With(id)
		}
	})
	heard := s.counts.tallyWith(lately, s.besides, majority)
	if heard.reached() {
		return true
	}
	s.decided(Decision{Kind: QuorumLost, Term: s.currentTerm, Have: heard.have, Need: heard.need, HaveNext: uint8(heard.haveNext), NeedNext: uint8(heard.needNext)})
	s.stepDown(now, s.currentTerm)
	s.leader = 0
	return false
}
