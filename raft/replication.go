package raft

// A leader sends each follower the entries from nextIndex on as soon as they are
// on its own disk, or, with ParallelWrites, as soon as it has them, up to [Window] ahead of the acknowledgements. A follower that
// refuses is probed: one append at a time, until one fits. Whatever is lost
// shows at the next heartbeat, which the follower then refuses or matches.

// Window is how many entries a leader sends ahead of a follower's
// acknowledgements.
const Window = 64

// appendToOwnLog appends a command to the leader's log. It is sent once synced,
// unless it may be sent before.
func (s *Server) appendToOwnLog(c Command) Index {
	s.log.Append(Entry{Term: s.currentTerm, Command: c})
	s.disk.logChanged(s.log.LastIndex())
	if s.cfg.ParallelWrites {
		s.replicateToAll()
	}
	return s.log.LastIndex()
}

// replicateToAll sends every follower what it does not have.
func (s *Server) replicateToAll() {
	s.peers(s.replicate)
}

// replicate sends a follower the entries from nextIndex on, if there are any and
// it may have them now. A late answer of who has left the cluster leads to nothing.
func (s *Server) replicate(to ServerID) {
	if !s.others().Has(to) {
		return
	}
	for last := s.maySend(); s.nextIndex[to] <= last && !s.sending.Has(to); {
		if s.nextIndex[to] <= s.snapshot.Index {
			s.sendSnapshot(to)
			return
		}
		probing := s.probing.Has(to)
		if probing && s.unanswered.Has(to) {
			return
		}
		if !probing && s.nextIndex[to] > s.matchIndex[to]+Window {
			return
		}
		first := s.nextIndex[to]
		end := min(last, first+Index(s.cfg.Batch)-1)
		if !probing {
			end = min(end, s.matchIndex[to]+Window)
		}
		s.sendAppend(to, first-1, s.log.Slice(first, end))
		if probing {
			s.unanswered = s.unanswered.With(to)
			return
		}
		s.nextIndex[to] = end + 1
	}
}

// sendHeartbeats sends every follower an empty AppendEntries. It carries the
// entry before nextIndex, but none that has not been sent yet, so that a lost
// append is noticed and one that still waits for the disk is not. What is gone from the
// log is no entry to speak of.
func (s *Server) sendHeartbeats(now Time) {
	s.setDeadline(now, s.cfg.HeartbeatInterval)
	s.peers(s.countBeat)
	s.peers(s.sendHeartbeat)
}

func (s *Server) sendHeartbeat(to ServerID) {
	s.sendAppend(to, max(min(s.nextIndex[to]-1, s.maySend()), s.snapshot.Index), nil)
}

// tellCommits tells every follower at once what is committed, with TellCommits. Else
// they learn it from the next append or heartbeat, as in Figure 2.
func (s *Server) tellCommits() {
	if s.cfg.TellCommits {
		s.peers(s.tellCommit)
	}
}

// tellCommit tells a follower up to where what it is known to hold is
// committed, if it was not told yet and there is nothing to be sent that would. It
// speaks of what matches, so that no append on its way can be overtaken and missed.
func (s *Server) tellCommit(to ServerID) {
	if s.nextIndex[to] > s.maySend() && !s.log.Gone(s.matchIndex[to]) && min(s.commitIndex, s.matchIndex[to]) > s.toldCommit[to] {
		s.sendAppend(to, s.matchIndex[to], nil)
	}
}

func (s *Server) sendAppend(to ServerID, prev Index, entries []Entry) {
	s.toldCommit[to] = max(s.toldCommit[to], min(s.commitIndex, prev+Index(len(entries))))
	s.send(to, AppendEntries{
		PrevLogIndex: prev,
		PrevLogTerm:  s.log.TermAt(prev),
		Entries:      entries,
		LeaderCommit: s.commitIndex,
		Round:        s.round,
	})
}

// receiveAppendEntriesReply learns what a follower's log holds.
func (s *Server) receiveAppendEntriesReply(now Time, m Message, reply AppendEntriesReply) {
	if s.role != Leader || s.cfg.follows(IgnoreStaleAppendReply) && m.Term < s.currentTerm {
		s.decided(Decision{Kind: AppendReplyIgnored, Peer: m.From,
			Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: m.Term}})
		return
	}
	// What was refused for its term was sent in an earlier leadership, whose rounds
	// confirm no read of this one, nor that it is heard.
	if !reply.refusesTerm() {
		s.roundAnswered(m.From, reply.Round)
		s.answeredAt[m.From] = now
	}
	if reply.Success {
		s.followerMatches(now, m.From, reply.MatchIndex)
	} else {
		s.followerRefused(m.From, reply)
	}
}

// followerMatches is Figure 2's "if successful: update nextIndex and matchIndex
// for follower". A success speaks of the entries that the request carried, not of
// what the leader has appended since; and a delayed one never takes back what an
// earlier one has shown.
func (s *Server) followerMatches(now Time, follower ServerID, match Index) {
	if !s.cfg.follows(MatchWhatWasSent) {
		match = s.log.LastIndex()
	}
	if match > s.log.LastIndex() {
		s.found(Finding{Kind: MatchBeyondLog, Peer: follower, Term: s.currentTerm, Index: match})
		return
	}
	s.probing, s.unanswered = s.probing.Without(follower), s.unanswered.Without(follower)
	if match >= s.nextIndex[follower]-1 {
		s.sending = s.sending.Without(follower)
	}
	last := s.log.LastIndex()
	if known := s.matchIndex[follower]; match > known || match < known && !s.cfg.follows(MatchIndexMonotonic) {
		s.matchIndex[follower] = match
		s.nextIndex[follower] = max(s.nextIndex[follower], match+1)
		s.decided(Decision{Kind: MatchAdvanced, Peer: follower, Index: match})
		s.advanceCommitIndex(now)
		if s.role != Leader {
			return // what is committed leaves it out
		}
		if follower == s.transfer.to {
			s.completeTransfer()
		}
		if s.change.joining.Has(follower) {
			s.catchUp(now)
		}
	}
	if s.log.LastIndex() > last { // another configuration
		s.replicateToAll()
	} else {
		s.replicate(follower)
	}
	s.tellCommits()
}

// followerRefused moves nextIndex back, by a whole term where it can, and tries
// again from there.
func (s *Server) followerRefused(follower ServerID, reply AppendEntriesReply) {
	prev, next := reply.PrevLogIndex, s.nextIndex[follower]
	switch {
	case s.refusalOutdated(follower, reply):
		s.decided(Decision{Kind: AppendReplyOutdated, Peer: follower, Index: prev})
		return
	case s.sending.Has(follower) && !s.snapshotOverdue(follower):
		s.decided(Decision{Kind: SnapshotOnItsWay, Peer: follower, Index: next - 1})
		return
	}
	back := max(s.matchIndex[follower]+1, min(s.backUp(reply), prev))
	s.decided(Decision{Kind: BackedUp, Peer: follower, Index: back, Ours: Position{Index: next}})
	s.nextIndex[follower], s.toldCommit[follower] = back, 0
	s.probing, s.unanswered = s.probing.With(follower), s.unanswered.Without(follower)
	s.sending = s.sending.Without(follower)
	s.replicate(follower)
}

// refusalOutdated reports whether a refusal says nothing new. Heeding one that
// answers an append before the last probe would send the same entries twice;
// heeding one by a follower that is known to match there (its disk was wiped)
// would do so for ever.
func (s *Server) refusalOutdated(follower ServerID, reply AppendEntriesReply) bool {
	prev, next := reply.PrevLogIndex, s.nextIndex[follower]
	switch {
	case reply.refusesTerm():
		return true
	case prev <= s.matchIndex[follower]:
		return true
	case s.sending.Has(follower):
		return false
	case s.probing.Has(follower):
		return prev != next-1
	}
	return prev >= next
}

// backUp turns a follower's hint into the next index to try: right after the
// leader's own last entry of the conflicting term, or where the follower's
// entries of that term begin when the leader has none (§5.3, end).
func (s *Server) backUp(reply AppendEntriesReply) Index {
	if reply.ConflictTerm != 0 {
		if after := s.log.firstOfTerm(reply.ConflictTerm + 1); s.log.TermAt(after-1) == reply.ConflictTerm {
			return after
		}
	}
	return reply.ConflictIndex
}
