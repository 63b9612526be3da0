package raft

// advanceCommitIndex is the last of Figure 2's rules for leaders: an index that
// a majority stores is committed, if its entry is of the current term; all
// before it are then committed too (§5.3, §5.4.2).
func (s *Server) advanceCommitIndex() {
	n := s.commitMajority()
	have, need := s.storedOn(n), s.copiesNeeded()
	switch {
	case n <= s.commitIndex:
		s.explainUncommitted()
		return
	case !s.commitOnlyCurrentTerm(n):
		s.decided(Decision{Kind: CommitHeldOldTerm, Rule: CommitOnlyCurrentTerm, Index: n,
			Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: s.log.TermAt(n)}, Have: have, Need: need})
		return
	case !s.commitIndexMonotonic(n):
		return
	}
	s.decided(Decision{Kind: Committed, Rule: CommitMajority, Index: n, Have: have, Need: need})
	s.commitIndex = n
	s.apply()
}

// explainUncommitted leaves the reason why the next entry is not committed yet,
// when there is one.
func (s *Server) explainUncommitted() {
	if next := s.commitIndex + 1; next <= s.log.LastIndex() {
		s.decided(Decision{Kind: CommitHeldMajority, Rule: CommitMajority, Index: next, Have: s.storedOn(next), Need: s.copiesNeeded()})
	}
}

// commitMajority enforces [CommitMajority]: it returns the highest index that a
// majority of servers is known to store durably.
func (s *Server) commitMajority() Index {
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
	return stored[s.copiesNeeded()-1]
}

func (s *Server) copiesNeeded() int {
	if s.off(CommitMajority) {
		return s.half()
	}
	return s.majority()
}

// storedIndex returns up to where a server is known to store the leader's log.
func (s *Server) storedIndex(id ServerID) Index {
	if id == s.cfg.ID {
		return s.leaderSyncsBeforeCounting()
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

// commitOnlyCurrentTerm enforces [CommitOnlyCurrentTerm]: an entry of an earlier
// term is never committed by counting copies, since a later leader may still
// overwrite it (Figure 8).
func (s *Server) commitOnlyCurrentTerm(i Index) bool {
	return s.log.TermAt(i) == s.currentTerm || s.off(CommitOnlyCurrentTerm)
}

// commitIndexMonotonic enforces [CommitIndexMonotonic]: it reports whether
// commitIndex may be set to i, which is when that would raise it.
func (s *Server) commitIndexMonotonic(i Index) bool {
	return i > s.commitIndex || i < s.commitIndex && s.off(CommitIndexMonotonic)
}

// apply applies committed entries in order (Figure 2, rules for all servers),
// and answers the clients that wait for them.
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
