package raft

// resetElectionTimer draws a new election timeout (§5.2). Only three things call
// for it: a current leader was heard, a vote was granted, an election began.
// (A leader that steps down, and a process that starts, begin to wait anew.)
// Who does not stand for election has no such timer.
func (s *Server) resetElectionTimer(now Time) {
	if !s.mayStand() {
		s.deadlineSet, s.deadline = now, Never
		return
	}
	s.setDeadline(now, s.rand.Between(s.cfg.ElectionTimeoutMin, s.cfg.ElectionTimeoutMax))
}

// setDeadline makes the server want its next Timeout after a wait.
func (s *Server) setDeadline(now Time, wait Duration) {
	s.deadlineSet = now
	s.deadline = now + wait
}
