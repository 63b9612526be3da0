package raft

// receiveAppendEntries is Figure 2's receiver of AppendEntries, its five steps in
// the order and the words of the paper.
func (s *Server) receiveAppendEntries(now Time, m Message, ae AppendEntries) {
	reply := AppendEntriesReply{PrevLogIndex: ae.PrevLogIndex, Round: ae.Round}

	// 1. Reply false if term < currentTerm.
	if s.cfg.follows(RefuseStaleAppend) && m.Term < s.currentTerm {
		s.decided(Decision{Kind: AppendRefusedStaleTerm, Peer: m.From, Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: m.Term}})
		s.sendOnceDurable(m.From, reply, 0)
		return
	}
	if !s.followLeader(now, m.From, m.Term, Position{ae.PrevLogTerm, ae.PrevLogIndex}) {
		return
	}

	// 2. Reply false if log doesn't contain an entry at prevLogIndex whose term
	// matches prevLogTerm.
	if s.cfg.follows(PrevLogCheck) && !s.log.holds(ae.PrevLogIndex, ae.PrevLogTerm) {
		s.refuseWithHint(m.From, ae, reply)
		return
	}

	// 3. If an existing entry conflicts with a new one, delete the existing entry
	// and all that follow it.
	// 4. Append any new entries not already in the log.
	added, stored := s.storeEntries(now, m.From, ae)
	if !stored {
		return
	}
	lastNew := ae.PrevLogIndex + Index(len(ae.Entries))
	if len(ae.Entries) > 0 {
		s.decided(Decision{Kind: AppendAccepted, Peer: m.From, Index: lastNew, Count: added})
	}

	// 5. If leaderCommit > commitIndex, set commitIndex = min(leaderCommit, index of
	// last new entry). What lies beyond that may differ from the leader's log.
	commit := min(ae.LeaderCommit, lastNew)
	if !s.cfg.follows(CommitUpToLastNewEntry) {
		commit = min(ae.LeaderCommit, s.log.LastIndex())
	}
	if commit > s.commitIndex || commit < s.commitIndex && !s.cfg.follows(CommitIndexMonotonic) {
		s.decided(Decision{Kind: CommitLearned, Peer: m.From, Index: commit})
		s.commitIndex = commit
		s.handOutCommitted()
		s.commitsConfigurations(now)
	}

	s.agreesUpTo(lastNew)
	reply.Success = true
	reply.MatchIndex = lastNew // not this log's end, which may hold a stale tail
	if s.cfg.follows(FollowerSyncsBeforeAck) {
		s.sendOnceDurable(m.From, reply, lastNew)
	} else {
		s.send(m.From, reply)
	}
}

// followLeader makes the server a follower of the sender of an AppendEntries. It
// reports false, and changes nothing, for one that no lawful leader sends.
func (s *Server) followLeader(now Time, leader ServerID, term Term, prev Position) (followed bool) {
	switch {
	case s.role == Leader:
		s.found(Finding{Kind: TwoLeadersInTerm, Peer: leader, Term: term})
		return false
	case prev.Index == 0 && prev.Term != 0:
		s.found(Finding{Kind: UnreasonableAppend, Peer: leader, Term: term})
		return false
	case s.leader != 0 && s.leader != leader && term == s.currentTerm:
		// Obeying either is wrong; a follower cannot tell which, and goes with the
		// newest it hears, as it would if it had not heard of the other.
		s.found(Finding{Kind: TwoLeadersInTerm, Peer: leader, Term: term})
	case s.role != Follower:
		s.decided(Decision{Kind: Yielded, Peer: leader, Term: term})
		s.stepDown(now, term)
	}
	s.leader, s.heard = leader, now
	s.resetElectionTimer(now)
	return true
}

// agreesUpTo notes that the log is that of the leader of this term up to an index.
func (s *Server) agreesUpTo(i Index) {
	if s.agrees.Term != s.currentTerm {
		s.agrees = Position{Term: s.currentTerm}
	}
	s.agrees.Index = max(s.agrees.Index, i)
}

// refuseWithHint answers an append that does not fit with what lets the leader
// skip a whole term at once (§5.3, end):
//
//	follower   1 1 2 2 2        its entry at prevLogIndex 5 is of term 2,
//	leader     1 1 1 3 3        which begins at 3: ConflictTerm 2, ConflictIndex 3
func (s *Server) refuseWithHint(leader ServerID, ae AppendEntries, reply AppendEntriesReply) {
	term := s.log.TermAt(ae.PrevLogIndex)
	s.decided(Decision{Kind: AppendRefusedPrev, Peer: leader,
		Ours: Position{term, min(ae.PrevLogIndex, s.log.LastIndex())}, Theirs: Position{ae.PrevLogTerm, ae.PrevLogIndex}})
	if ae.PrevLogIndex > s.log.LastIndex() {
		reply.ConflictIndex = s.log.LastIndex() + 1
	} else {
		reply.ConflictTerm = term
		reply.ConflictIndex = s.log.firstOfTerm(term)
	}
	s.sendOnceDurable(leader, reply, 0)
}

// storeEntries makes the log hold the new entries, and returns how many it did
// not hold before. Only the first of these may cost the log anything: a stale,
// shorter append leaves the tail alone. It reports false, and stores nothing,
// when that would remove a committed entry.
func (s *Server) storeEntries(now Time, leader ServerID, ae AppendEntries) (added int, stored bool) {
	prev := min(ae.PrevLogIndex, s.log.LastIndex()) // a log has no gaps, checked or not
	known := 0
	if s.cfg.follows(TruncateOnlyOnConflict) {
		known = s.log.heldAfter(prev, ae.Entries)
	}
	fresh, first := ae.Entries[known:], prev+Index(known)+1
	if len(fresh) == 0 {
		return 0, true
	}
	var kept []Entry
	if first <= s.log.LastIndex() {
		if first <= max(s.commitIndex, s.snapshot.Index) {
			s.found(Finding{Kind: TruncateBelowCommit, Peer: leader, Term: fresh[0].Term, Index: first})
			return 0, false
		}
		kept = s.removeConflict(now, leader, first, fresh)
	}
	s.log.Append(fresh...)
	s.log.Append(kept...)
	s.disk.logChanged(first)
	s.configurationsAppended(now, first, fresh)
	s.configurationsAppended(now, first+Index(len(fresh)), kept)
	return len(fresh), true
}

// removeConflict removes the entry at index first, which conflicts with a new one,
// and all that follow it. It returns what is to stand again after the new ones:
// nothing, but for a server that does not follow ConflictRemovesTail.
func (s *Server) removeConflict(now Time, leader ServerID, first Index, fresh []Entry) (kept []Entry) {
	last := s.log.LastIndex()
	if after := first + Index(len(fresh)); !s.cfg.follows(ConflictRemovesTail) && after <= last {
		kept = s.log.Slice(after, last)
	}
	s.decided(Decision{Kind: ConflictTruncated, Peer: leader, Index: first,
		Ours: Position{s.log.TermAt(first), first}, Theirs: Position{fresh[0].Term, first}, Count: int(last-first+1) - len(kept)})
	s.log.Truncate(first - 1)
	s.configurationsTruncated(now, first)
	return kept
}
