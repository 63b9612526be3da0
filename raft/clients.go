package raft

import "fmt"

// AnswerStatus is how a proposal ended.
type AnswerStatus uint8

const (
	// AnswerOK: the command was committed and applied.
	AnswerOK AnswerStatus = iota
	// AnswerUnknown: the leadership ended before the entry was committed. It may
	// still be committed, or be overwritten; only a retry finds out.
	AnswerUnknown
)

// Answer is what a client is told about its request (§8).
type Answer struct {
	Client  ClientID
	Request uint32
	Status  AnswerStatus
	Index   Index
	Result  Result
}

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

// waiting is a proposal whose client waits for an answer.
type waiting struct {
	index   Index
	client  ClientID
	request uint32
}

// Propose asks the server to replicate a command, and returns the position it
// would have if committed. The answer comes later, in [Output.Answers]. Only a
// leader accepts; others return a [NotLeaderError].
func (s *Server) Propose(now Time, c Command) (Index, Term, Output, error) {
	s.begin()
	if c.Client > MaxClients {
		return 0, 0, s.end(), fmt.Errorf("raft: client %d: there are 1 to %d, or 0 for a command that need not be recognised", c.Client, MaxClients)
	}
	if s.role != Leader {
		s.decided(Decision{Kind: ProposalRefused, Client: c.Client, Request: c.Request, Other: s.leader})
		return 0, 0, s.end(), NotLeaderError{s.leader}
	}
	index := s.appendToOwnLog(c)
	s.decided(Decision{Kind: ProposalAccepted, Client: c.Client, Request: c.Request, Index: index, Term: s.currentTerm})
	s.waiting = append(s.waiting, waiting{index, c.Client, c.Request})
	return index, s.currentTerm, s.end(), nil
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
