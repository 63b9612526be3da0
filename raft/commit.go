package raft

// advanceCommitIndex is the last of Figure 2's rules for leaders. If there exists
// an N such that N > commitIndex, a majority of matchIndex[i] ≥ N, and log[N].term
// == currentTerm, it sets commitIndex = N (§5.3, §5.4). All before N are then
// committed too. An entry of an earlier term is not committed by counting copies,
// since a later leader may still overwrite it (Figure 8).
func (s *Server) advanceCommitIndex(now Time) {
	n := s.storedByQuorum()
	switch {
	case n <= s.commitIndex:
		s.explainUncommitted()
	case s.cfg.follows(CommitOnlyCurrentTerm) && s.log.TermAt(n) != s.currentTerm:
		stored := s.storedOn(n)
		s.decided(Decision{Kind: CommitHeldOldTerm, Index: n,
			Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: s.log.TermAt(n)}, Have: stored.have, Need: stored.need, HaveNext: uint8(stored.haveNext), NeedNext: uint8(stored.needNext)})
	default:
		stored := s.storedOn(n)
		s.decided(Decision{Kind: Committed, Index: n, Have: stored.have, Need: stored.need, HaveNext: uint8(stored.haveNext), NeedNext: uint8(stored.needNext)})
		s.commitIndex = n
		s.handOutCommitted()
		s.commitsConfigurations(now)
		s.configurationCommitted(now)
	}
}

// explainUncommitted leaves the reason why the next entry is not committed yet,
// when there is one.
func (s *Server) explainUncommitted() {
	if next := s.commitIndex + 1; next <= s.log.LastIndex() {
		stored := s.storedOn(next)
		s.decided(Decision{Kind: CommitHeldMajority, Index: next, Have: stored.have, Need: stored.need, HaveNext: uint8(stored.haveNext), NeedNext: uint8(stored.needNext)})
	}
}

// storedByQuorum returns the highest index up to which as many servers as a commit
// needs are known to store the log durably.
func (s *Server) storedByQuorum() Index {
	stored := s.matchIndex
	stored[s.cfg.ID] = s.storedHere()
	return s.counts.agreed(&stored, s.countedBesides(), s.cfg.toCommit())
}

// storedOn counts the servers that are known to store the entry at index i.
func (s *Server) storedOn(i Index) tally {
	var on ServerSet
	for id := range s.matchIndex {
		if s.matchIndex[id] >= i {
			on = on.With(ServerID(id))
		}
	}
	if s.storedHere() >= i {
		on = on.With(s.cfg.ID)
	}
	return s.counts.tallyWith(on, s.countedBesides(), s.cfg.toCommit())
}

// countedBesides returns who counts for a commit without being a voter: nobody, but a leader
// that is to leave and does not follow the rule (D4.2.2).
func (s *Server) countedBesides() ServerSet {
	if s.cfg.follows(RemovedLeaderDoesNotCountItself) {
		return s.besides
	}
	return s.besides.With(s.cfg.ID)
}

// handOutCommitted hands out what is committed and was not handed out before, to be
// applied in order (Figure 2, rules for all servers). Without PrevLogCheck
// commitIndex may lie beyond the log's end; what is not there waits until it is.
func (s *Server) handOutCommitted() {
	for s.handedOut < min(s.commitIndex, s.log.LastIndex()) {
		s.handedOut++
		s.out.Committed = append(s.out.Committed, CommittedEntry{Index: s.handedOut, Entry: s.log.At(s.handedOut), Answer: s.awaited(s.handedOut)})
	}
}
