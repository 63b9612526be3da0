package raft

import "slices"

// receiveAppendEntries is Figure 2's receiver of AppendEntries.
func (s *Server) receiveAppendEntries(now Time, m Message, ae AppendEntries) {
	reply := AppendEntriesReply{PrevLogIndex: ae.PrevLogIndex, Round: ae.Round}
	if !s.refuseStaleAppend(m.Term) {
		s.decided(Decision{Kind: AppendRefusedStaleTerm, Rule: RefuseStaleAppend, Peer: m.From, Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: m.Term}})
		s.sendAfterPersist(m.From, reply)
		return
	}
	switch {
	case s.role == Leader:
		s.found(Finding{Kind: TwoLeadersInTerm, Peer: m.From, Term: m.Term})
		return
	case ae.PrevLogIndex == 0 && ae.PrevLogTerm != 0:
		s.found(Finding{Kind: UnreasonableAppend, Peer: m.From, Term: m.Term})
		return
	case s.leader != 0 && s.leader != m.From && m.Term == s.currentTerm:
		// Obeying either is wrong; a follower cannot tell which, and goes with the
		// newest it hears, as it would if it had not heard of the other.
		s.found(Finding{Kind: TwoLeadersInTerm, Peer: m.From, Term: m.Term})
	case s.role != Follower:
		s.decided(Decision{Kind: Yielded, Peer: m.From, Term: m.Term})
		s.stepDown(now, m.Term)
	}
	s.leader, s.heard = m.From, now
	s.resetElectionTimer(now)

	if !s.prevLogCheck(ae) {
		s.refuseWithHint(m.From, ae, reply)
		return
	}
	lastNew := ae.PrevLogIndex + Index(len(ae.Entries))
	ae.PrevLogIndex = min(ae.PrevLogIndex, s.log.LastIndex()) // a log has no gaps, checked or not
	added, ok := s.storeEntries(m.From, ae)
	if !ok {
		return
	}
	if len(ae.Entries) > 0 {
		s.decided(Decision{Kind: AppendAccepted, Rule: PrevLogCheck, Peer: m.From, Index: lastNew, Count: added})
	}
	if commit := s.commitUpToLastNewEntry(ae.LeaderCommit, lastNew); s.commitIndexMonotonic(commit) {
		s.decided(Decision{Kind: CommitLearned, Rule: CommitUpToLastNewEntry, Peer: m.From, Index: commit})
		s.commitIndex = commit
		s.apply()
	}
	reply.Success = true
	reply.MatchIndex = lastNew // not this log's end, which may hold a stale tail
	s.followerSyncsBeforeAck(m.From, reply)
}

// followerSyncsBeforeAck enforces [FollowerSyncsBeforeAck]: an acknowledgement
// leaves when what it acknowledges is durable.
func (s *Server) followerSyncsBeforeAck(leader ServerID, reply AppendEntriesReply) {
	if s.off(FollowerSyncsBeforeAck) {
		s.send(leader, reply)
		return
	}
	s.sendAfterPersist(leader, reply)
}

// refuseStaleAppend enforces [RefuseStaleAppend]: it reports whether an append
// of the given term is current.
func (s *Server) refuseStaleAppend(term Term) bool {
	return term >= s.currentTerm || s.off(RefuseStaleAppend)
}

// prevLogCheck enforces [PrevLogCheck]: the log must hold, right before the new
// entries, the entry that the leader has there (§5.3).
func (s *Server) prevLogCheck(ae AppendEntries) bool {
	return ae.PrevLogIndex <= s.log.LastIndex() && s.log.TermAt(ae.PrevLogIndex) == ae.PrevLogTerm || s.off(PrevLogCheck)
}

// refuseWithHint answers a failed check with what lets the leader skip a whole
// term at once (§5.3, end):
//
//	follower   1 1 2 2 2        its entry at prevLogIndex 5 is of term 2,
//	leader     1 1 1 3 3        which begins at 3: ConflictTerm 2, ConflictIndex 3
func (s *Server) refuseWithHint(leader ServerID, ae AppendEntries, reply AppendEntriesReply) {
	term := s.log.TermAt(ae.PrevLogIndex)
	s.decided(Decision{Kind: AppendRefusedPrev, Rule: PrevLogCheck, Peer: leader,
		Ours: Position{term, min(ae.PrevLogIndex, s.log.LastIndex())}, Theirs: Position{ae.PrevLogTerm, ae.PrevLogIndex}})
	if ae.PrevLogIndex > s.log.LastIndex() {
		reply.ConflictIndex = s.log.LastIndex() + 1
	} else {
		reply.ConflictTerm = term
		reply.ConflictIndex = s.log.firstOfTerm(term)
	}
	s.sendAfterPersist(leader, reply)
}

// storeEntries makes the log hold the new entries, and returns how many it did
// not hold before. It reports false, and stores nothing, when that would remove
// a committed entry.
func (s *Server) storeEntries(leader ServerID, ae AppendEntries) (added int, ok bool) {
	known := s.truncateOnlyOnConflict(ae)
	fresh, first := ae.Entries[known:], ae.PrevLogIndex+Index(known)+1
	if len(fresh) == 0 {
		return 0, true
	}
	var tail []Entry
	if first <= s.log.LastIndex() {
		if first <= s.commitIndex {
			s.found(Finding{Kind: TruncateBelowCommit, Peer: leader, Term: fresh[0].Term, Index: first})
			return 0, false
		}
		tail = s.conflictRemovesTail(leader, first, fresh)
	}
	s.log.Append(fresh...)
	s.log.Append(tail...)
	s.disk.logChanged(first)
	return len(fresh), true
}

// truncateOnlyOnConflict enforces [TruncateOnlyOnConflict]: it returns how many
// of the new entries the log holds already. Only the first that it does not hold
// may cost it anything; a stale, shorter append leaves the tail alone.
func (s *Server) truncateOnlyOnConflict(ae AppendEntries) (known int) {
	if s.off(TruncateOnlyOnConflict) {
		return 0
	}
	for known < len(ae.Entries) {
		i := ae.PrevLogIndex + Index(known) + 1
		if i > s.log.LastIndex() || s.log.TermAt(i) != ae.Entries[known].Term {
			break
		}
		known++
	}
	return known
}

// conflictRemovesTail enforces [ConflictRemovesTail]: an entry that conflicts
// with a new one goes, and all that follow it. It returns what is kept of them,
// which is nothing.
func (s *Server) conflictRemovesTail(leader ServerID, first Index, fresh []Entry) (tail []Entry) {
	last := s.log.LastIndex()
	if after := first + Index(len(fresh)); s.off(ConflictRemovesTail) && after <= last {
		tail = slices.Clone(s.log.Slice(after, last))
	}
	s.decided(Decision{Kind: ConflictTruncated, Rule: ConflictRemovesTail, Peer: leader, Index: first,
		Ours: Position{s.log.TermAt(first), first}, Theirs: Position{fresh[0].Term, first}, Count: int(last-first+1) - len(tail)})
	s.log.Truncate(first - 1)
	return tail
}

// commitUpToLastNewEntry enforces [CommitUpToLastNewEntry]: what lies beyond the
// entries just checked may differ from the leader's log.
func (s *Server) commitUpToLastNewEntry(leaderCommit, lastNew Index) Index {
	if s.off(CommitUpToLastNewEntry) {
		return min(leaderCommit, s.log.LastIndex())
	}
	return min(leaderCommit, lastNew)
}
