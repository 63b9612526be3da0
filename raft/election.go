package raft

// startElection makes the server a candidate of the next term (§5.2): it votes
// for itself and asks everybody else. Nothing leaves before that vote is
// durable.
func (s *Server) startElection(now Time) {
	s.currentTerm++
	s.role = Candidate
	s.leader = 0
	s.votedFor = s.cfg.ID
	s.forgetVotes()
	s.resetElectionTimer(now)
	s.decided(Decision{Kind: ElectionStarted, Rule: PersistVote, Term: s.currentTerm})
	s.peers(func(to ServerID) {
		s.sendAfterPersist(to, RequestVote{LastLogIndex: s.log.LastIndex(), LastLogTerm: s.log.LastTerm()})
	})
	s.countOwnVote(now) // which has to wait for the disk, unless nothing was written
}

// receiveRequestVote is Figure 2's receiver of RequestVote.
func (s *Server) receiveRequestVote(now Time, m Message, rv RequestVote) {
	granted := false
	switch ours, theirs := s.lastPosition(), (Position{rv.LastLogTerm, rv.LastLogIndex}); {
	case m.Term < s.currentTerm:
		s.decided(Decision{Kind: VoteRefusedStaleTerm, Peer: m.From, Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: m.Term}})
	case !s.oneVotePerTerm(m.From):
		s.decided(Decision{Kind: VoteRefusedAlreadyVoted, Rule: OneVotePerTerm, Peer: m.From, Term: m.Term, Other: s.votedFor})
	case !s.electionRestriction(theirs):
		s.decided(Decision{Kind: VoteRefusedLog, Rule: ElectionRestriction, Peer: m.From, Term: m.Term, Ours: ours, Theirs: theirs})
	default:
		granted = true
		kind := VoteGranted
		if s.votedFor == m.From {
			kind = VoteGrantedAgain
		}
		s.decided(Decision{Kind: kind, Rule: ElectionRestriction, Peer: m.From, Term: m.Term, Ours: ours, Theirs: theirs})
		s.votedFor = m.From
		s.resetElectionTimer(now)
	}
	s.sendAfterPersist(m.From, RequestVoteReply{VoteGranted: granted})
}

// oneVotePerTerm enforces [OneVotePerTerm]: within a term a server votes for one
// candidate, the first to ask; asked again by the same, it answers the same.
func (s *Server) oneVotePerTerm(candidate ServerID) bool {
	return s.votedFor == 0 || s.votedFor == candidate || s.off(OneVotePerTerm)
}

// electionRestriction enforces [ElectionRestriction]: a vote goes only to a
// candidate whose log is at least as up to date as the voter's (§5.4.1).
func (s *Server) electionRestriction(candidate Position) bool {
	return !s.compareLastTermFirst(candidate, s.lastPosition()) || s.off(ElectionRestriction)
}

// compareLastTermFirst enforces [CompareLastTermFirst]: whether log a is less up
// to date than log b. The later last term wins; only then does length count.
func (s *Server) compareLastTermFirst(a, b Position) bool {
	if a.Term != b.Term && !s.off(CompareLastTermFirst) {
		return a.Term < b.Term
	}
	return a.Index < b.Index
}

// receiveRequestVoteReply counts votes.
func (s *Server) receiveRequestVoteReply(now Time, m Message, reply RequestVoteReply) {
	if s.role != Candidate || !s.ignoreStaleVoteReply(m.Term) {
		s.decided(Decision{Kind: VoteReplyIgnored, Rule: IgnoreStaleVoteReply, Peer: m.From,
			Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: m.Term}})
		return
	}
	if !reply.VoteGranted {
		// It may answer a request of an earlier term: a vote that was given stays.
		s.refused = s.refused.With(m.From) &^ s.granted
		s.decided(Decision{Kind: VoteMissed, Peer: m.From, Term: s.currentTerm})
		return
	}
	s.countVote(now, m.From)
}

// ignoreStaleVoteReply enforces [IgnoreStaleVoteReply]: it reports whether a
// vote reply of the given term counts in this one.
func (s *Server) ignoreStaleVoteReply(term Term) bool {
	return term == s.currentTerm || s.off(IgnoreStaleVoteReply)
}

// countOwnVote counts the candidate's vote for itself, once it is durable.
func (s *Server) countOwnVote(now Time) {
	if s.voteIsDurable() && !s.granted.Has(s.cfg.ID) {
		s.countVote(now, s.cfg.ID)
	}
}

func (s *Server) countVote(now Time, voter ServerID) {
	if !s.countEachVoterOnce(voter) {
		s.decided(Decision{Kind: VoteCountedBefore, Rule: CountEachVoterOnce, Peer: voter, Term: s.currentTerm})
		return
	}
	s.refused = s.refused.Without(voter)
	s.decided(Decision{Kind: VoteCounted, Rule: CountEachVoterOnce, Peer: voter, Term: s.currentTerm, Have: s.votes, Need: s.votesNeeded()})
	if s.electionMajority() {
		s.becomeLeader(now)
	}
}

// countEachVoterOnce enforces [CountEachVoterOnce]: votes are a set of servers,
// not a number. It reports whether the voter was new.
func (s *Server) countEachVoterOnce(voter ServerID) bool {
	if s.granted.Has(voter) && !s.off(CountEachVoterOnce) {
		return false
	}
	s.granted = s.granted.With(voter)
	s.votes++
	return true
}

// electionMajority enforces [ElectionMajority].
func (s *Server) electionMajority() bool { return s.votes >= s.votesNeeded() }

func (s *Server) votesNeeded() int {
	if s.off(ElectionMajority) {
		return s.half()
	}
	return s.majority()
}

// becomeLeader takes office: every follower is assumed to match until it says
// otherwise, and hears of the new leader at once (§5.2).
func (s *Server) becomeLeader(now Time) {
	s.role = Leader
	s.leader = s.cfg.ID
	s.probing, s.awaiting = 0, 0
	s.roundOf = [MaxServers + 1]uint64{}
	s.peers(func(id ServerID) {
		s.nextIndex[id] = s.log.LastIndex() + 1
		s.matchIndex[id] = 0
	})
	s.decided(Decision{Kind: BecameLeader, Rule: ElectionMajority, Term: s.currentTerm, Have: s.votes, Need: s.votesNeeded()})
	s.sendHeartbeats(now)
	if s.cfg.NoOpOnElection {
		s.appendToOwnLog(Command{Op: NoOp})
	}
}

func (s *Server) lastPosition() Position {
	return Position{Term: s.log.LastTerm(), Index: s.log.LastIndex()}
}
