package raft

import "fmt"

// NotLeaderError is returned by [Server.Propose] on a server that is not leader.
// It carries whom that server takes for the leader, 0 for nobody.
type NotLeaderError struct{ Leader ServerID }

// Error says who may be asked instead.
func (e NotLeaderError) Error() string {
	if e.Leader == 0 {
		return "raft: not the leader, and none is known"
	}
	return fmt.Sprintf("raft: not the leader; %v may be", e.Leader)
}

// answerApplied answers the client that waits for the entry at index i. While a
// leadership lasts its entries cannot be overwritten, so the index suffices.
func (s *Server) answerApplied(i Index, result Result) {
	if len(s.waiting) == 0 || s.waiting[0].index != i {
		return
	}
	w := s.waiting[0]
	s.waiting = s.waiting[1:]
	s.out.Answers = append(s.out.Answers, Answer{Client: w.client, Request: w.request, Status: AnswerOK, Index: i, Result: result})
}

// answerUnknown tells every waiting client that its outcome is unknown, since
// the next leader may commit the entry or overwrite it.
func (s *Server) answerUnknown() {
	for _, w := range s.waiting {
		s.decided(Decision{Kind: OutcomeUnknown, Client: w.client, Request: w.request, Index: w.index})
		s.out.Answers = append(s.out.Answers, Answer{Client: w.client, Request: w.request, Status: AnswerUnknown, Index: w.index})
	}
	s.waiting = nil
}
