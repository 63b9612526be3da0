package raft

import "fmt"

// A leader can hand its leadership over (D3.10): before it is taken down for maintenance,
// or because another server is better placed. It takes no requests meanwhile, brings the
// target's log up to its own, and then has it stand for election at once, which it wins
// unless something fails. A leader that is not deposed within an election timeout takes
// requests again.

// TransferTargetError is returned by [Server.TransferLeadership] for a server to which this
// one cannot hand over: itself, or none of the cluster.
type TransferTargetError struct{ To ServerID }

// Error says which server it is.
func (e TransferTargetError) Error() string {
	return fmt.Sprintf("raft: leadership can be handed over to another voter of the cluster, not to %v", e.To)
}

// TransferringError is returned by [Server.Propose] and [Server.Read] while the leader hands
// its leadership over. To is where it will be.
type TransferringError struct{ To ServerID }

// Error says to whom.
func (e TransferringError) Error() string {
	return fmt.Sprintf("raft: leadership is being handed over to %v", e.To)
}

// completeTransfer has the target stand for election, once its log is the leader's.
func (s *Server) completeTransfer() {
	to := s.transfer.to
	if to == 0 || s.matchIndex[to] != s.log.LastIndex() {
		return
	}
	s.decided(Decision{Kind: TargetToldToStand, Peer: to, Term: s.currentTerm, Index: s.matchIndex[to]})
	s.send(to, TimeoutNow{})
}

// checkTransfer is asked at each heartbeat: a transfer that takes longer than an election
// timeout is given up, and a TimeoutNow may have been lost.
func (s *Server) checkTransfer(now Time) {
	if s.transfer.to != 0 && now >= s.transfer.until {
		s.decided(Decision{Kind: TransferGivenUp, Peer: s.transfer.to, Term: s.currentTerm})
		s.transfer = transfer{}
	}
	s.completeTransfer()
}

// turnsAway reports whether a client's request is not taken, since the leadership is being
// handed over.
func (s *Server) turnsAway(client ClientID, request uint32) bool {
	if s.transfer.to == 0 {
		return false
	}
	s.decided(Decision{Kind: RequestTurnedAway, Client: client, Request: request, Other: s.transfer.to})
	return true
}

// TransferTarget returns to whom a leader hands its leadership over, 0 while it does not.
func (s *Server) TransferTarget() ServerID { return s.transfer.to }
