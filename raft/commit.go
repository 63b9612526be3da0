package raft

// advanceCommitIndex is the last of Figure 2's rules for leaders. If there exists
// an N such that N > commitIndex, a majority of matchIndex[i] ≥ N, and log[N].term
// == currentTerm, it sets commitIndex = N (§5.3, §5.4). All before N are then
// committed too. An entry of an earlier term is not committed by counting copies,
// since a later leader may still overwrite it (Figure 8).
func (s *Server) advanceCommitIndex() {
	n := s.storedByMajority()
	switch {
	case n <= s.commitIndex:
		s.explainUncommitted()
	case s.cfg.follows(CommitOnlyCurrentTerm) && s.log.TermAt(n) != s.currentTerm:
		s.decided(Decision{Kind: CommitHeldOldTerm, Rule: CommitOnlyCurrentTerm, Index: n,
			Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: s.log.TermAt(n)}, Have: s.storedOn(n), Need: s.cfg.CopiesNeeded()})
	default:
		s.decided(Decision{Kind: Committed, Rule: CommitMajority, Index: n, Have: s.storedOn(n), Need: s.cfg.CopiesNeeded()})
		s.commitIndex = n
		s.apply()
	}
}

// explainUncommitted leaves the reason why the next entry is not committed yet,
// when there is one.
func (s *Server) explainUncommitted() {
	if next := s.commitIndex + 1; next <= s.log.LastIndex() {
		s.decided(Decision{Kind: CommitHeldMajority, Rule: CommitMajority, Index: next, Have: s.storedOn(next), Need: s.cfg.CopiesNeeded()})
	}
}

// storedByMajority returns the highest index that as many servers as a commit
// needs are known to store durably.
func (s *Server) storedByMajority() Index {
	var stored [MaxServers]Index
	n := 0
	for id := ServerID(1); int(id) <= s.cfg.Servers; id++ {
		i := s.storedIndex(id)
		at := n
		for ; at > 0 && stored[at-1] < i; at-- {
			stored[at] = stored[at-1]
		}
		stored[at] = i
		n++
	}
	return stored[s.cfg.CopiesNeeded()-1]
}

// storedIndex returns up to where a server is known to store the leader's log.
func (s *Server) storedIndex(id ServerID) Index {
	if id == s.cfg.ID {
		return s.storedHere()
	}
	return s.matchIndex[id]
}

// storedOn returns how many servers are known to store the entry at index i.
func (s *Server) storedOn(i Index) int {
	n := 0
	for id := ServerID(1); int(id) <= s.cfg.Servers; id++ {
		if s.storedIndex(id) >= i {
			n++
		}
	}
	return n
}

// apply applies committed entries in order (Figure 2, rules for all servers),
// and answers the clients that wait for them. Without PrevLogCheck commitIndex may
// lie beyond the log's end; what is not there waits until it is.
func (s *Server) apply() {
	for s.lastApplied < min(s.commitIndex, s.log.LastIndex()) {
		s.lastApplied++
		entry := s.log.At(s.lastApplied)
		result := s.machine.Apply(s.lastApplied, entry.Command)
		if result.Repeated {
			s.decided(Decision{Kind: RequestDeduplicated, Rule: DedupRequests, Index: s.lastApplied, Client: entry.Command.Client, Request: entry.Command.Request})
		}
		s.out.Applied = append(s.out.Applied, Applied{Index: s.lastApplied, Entry: entry, Result: result})
		s.answerApplied(s.lastApplied, result)
	}
	s.serveReads()
}
