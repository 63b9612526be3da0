package raft

import "fmt"

// NotLeaderError is returned by [Server.Propose] and [Server.Read] on a server that
// is not leader. It carries whom that server takes for the leader, 0 for nobody.
type NotLeaderError struct{ Leader ServerID }

// Error says who may be asked instead.
func (e NotLeaderError) Error() string {
	if e.Leader == 0 {
		return "raft: not the leader, and none is known"
	}
	return fmt.Sprintf("raft: not the leader; %v may be", e.Leader)
}

// awaited reports whether a client waits for the entry at index i, which is
// committed: from here on its outcome is known, whoever leads. While a leadership
// lasts its entries cannot be overwritten, so the index suffices.
func (s *Server) awaited(i Index) bool {
	if len(s.proposals) == 0 || s.proposals[0].index != i {
		return false
	}
	s.proposals = s.proposals[1:]
	return true
}

// answerUnknown tells every waiting client that its outcome is unknown, since
// the next leader may commit the entry or overwrite it.
func (s *Server) answerUnknown() {
	for _, p := range s.proposals {
		s.decided(Decision{Kind: OutcomeUnknown, Client: p.client, Request: p.request, Index: p.index})
		s.out.Unanswered = append(s.out.Unanswered, Unanswered{Client: p.client, Request: p.request, Index: p.index})
	}
	if c := s.change.command; c.Client != 0 { // it has no entry yet
		s.decided(Decision{Kind: OutcomeUnknown, Client: c.Client, Request: c.Request})
		s.out.Unanswered = append(s.out.Unanswered, Unanswered{Client: c.Client, Request: c.Request})
	}
}
