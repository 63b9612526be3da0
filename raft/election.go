package raft

import "math"

// startElection makes the server a candidate of the next term (§5.2): it votes
// for itself and asks everybody else. Nothing leaves before that vote is
// durable. It stands because its timer ran out, or because a leader has told it to (D3.10):
// then told is that leader.
func (s *Server) startElection(now Time, told ServerID) {
	s.become(Candidate)
	s.currentTerm++
	s.leader = 0
	s.votedFor = s.cfg.ID
	s.resetElectionTimer(now)
	s.decided(Decision{Kind: ElectionStarted, Term: s.currentTerm, Peer: told})
	s.peers(func(to ServerID) {
		s.sendOnceDurable(to, RequestVote{LastLogIndex: s.log.LastIndex(), LastLogTerm: s.log.LastTerm(), Transfer: told != 0}, 0)
	})
	s.countOwnVote(now) // which has to wait for the disk, unless nothing was written
}

// receiveTimeoutNow makes the server stand for election at once, as if its election timer
// had run out; it does not ask first, with PreVote, since its leader wants to be deposed.
func (s *Server) receiveTimeoutNow(now Time, m Message) {
	switch {
	case m.Term < s.currentTerm:
		s.decided(Decision{Kind: TimeoutNowIgnored, Peer: m.From, Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: m.Term}})
	case s.role == Leader:
		s.found(Finding{Kind: TwoLeadersInTerm, Peer: m.From, Term: m.Term})
	case s.standsNot(now):
	default:
		s.startElection(now, m.From)
	}
}

// receiveRequestVote is Figure 2's receiver of RequestVote. It replies false if
// term < currentTerm. If votedFor is null or candidateId, and the candidate's log
// is at least as up to date as the receiver's log, it grants its vote.
func (s *Server) receiveRequestVote(now Time, m Message, rv RequestVote) {
	granted := false
	switch ours, theirs := s.lastPosition(), (Position{rv.LastLogTerm, rv.LastLogIndex}); {
	case m.Term < s.currentTerm:
		s.decided(Decision{Kind: VoteRefusedStaleTerm, Peer: m.From, Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: m.Term}})
	case s.cfg.follows(OneVotePerTerm) && s.votedFor != 0 && s.votedFor != m.From:
		s.decided(Decision{Kind: VoteRefusedAlreadyVoted, Peer: m.From, Term: m.Term, Other: s.votedFor})
	case s.cfg.follows(ElectionRestriction) && s.lessUpToDate(theirs, ours):
		s.decided(Decision{Kind: VoteRefusedLog, Peer: m.From, Term: m.Term, Ours: ours, Theirs: theirs})
	default:
		granted = true
		kind := VoteGranted
		if s.votedFor == m.From {
			kind = VoteGrantedAgain
		}
		s.decided(Decision{Kind: kind, Peer: m.From, Term: m.Term, Ours: ours, Theirs: theirs})
		s.votedFor = m.From
		s.resetElectionTimer(now)
	}
	s.sendOnceDurable(m.From, RequestVoteReply{VoteGranted: granted}, 0)
}

// lastPosition returns where the log ends.
func (s *Server) lastPosition() Position {
	return Position{Term: s.log.LastTerm(), Index: s.log.LastIndex()}
}

// lessUpToDate reports whether a log that ends at a is less up to date than one
// that ends at b: the later last term wins, then the longer log (§5.4.1).
func (s *Server) lessUpToDate(a, b Position) bool {
	if s.cfg.follows(CompareLastTermFirst) && a.Term != b.Term {
		return a.Term < b.Term
	}
	return a.Index < b.Index
}

// receiveRequestVoteReply counts votes. From a majority of them the candidate
// becomes leader (Figure 2, rules for candidates).
func (s *Server) receiveRequestVoteReply(now Time, m Message, reply RequestVoteReply) {
	if s.role != Candidate || s.cfg.follows(IgnoreStaleVoteReply) && m.Term < s.currentTerm {
		s.decided(Decision{Kind: VoteReplyIgnored, Peer: m.From,
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

// countOwnVote counts the candidate's vote for itself, once it is durable.
func (s *Server) countOwnVote(now Time) {
	if s.voteIsDurable() && !s.granted.Has(s.cfg.ID) {
		s.countVote(now, s.cfg.ID)
	}
}

// countVote counts a vote; with enough of them the election is won.
func (s *Server) countVote(now Time, voter ServerID) {
	if s.cfg.follows(CountEachVoterOnce) && s.granted.Has(voter) {
		s.decided(Decision{Kind: VoteCountedBefore, Peer: voter, Term: s.currentTerm})
		return
	}
	if s.granted.Has(voter) && s.repeats[voter] < math.MaxUint8 {
		s.repeats[voter]++
	}
	s.granted, s.refused = s.granted.With(voter), s.refused.Without(voter)
	votes := s.votes()
	s.decided(Decision{Kind: VoteCounted, Peer: voter, Term: s.currentTerm, Have: votes.have, Need: votes.need, HaveNext: uint8(votes.haveNext), NeedNext: uint8(votes.needNext)})
	if votes.reached() {
		s.becomeLeader(now, votes)
	}
}

// votes counts the votes that a candidate has.
func (s *Server) votes() tally {
	votes := s.counts.tallyWith(s.granted, s.besides, s.cfg.toWin())
	for id, repeats := range s.repeats {
		if s.counts.Voters.Has(ServerID(id)) {
			votes.have += int(repeats)
		}
		if s.counts.Next.Has(ServerID(id)) {
			votes.haveNext += int(repeats)
		}
	}
	return votes
}

// becomeLeader takes office. Every follower's log is assumed to end where the
// leader's does until it says otherwise, none is known to match; and each hears of
// the new leader at once (§5.2).
func (s *Server) becomeLeader(now Time, votes tally) {
	s.become(Leader)
	s.leader = s.cfg.ID
	s.peers(func(id ServerID) { s.nextIndex[id], s.answeredAt[id] = s.log.LastIndex()+1, now })
	s.decided(Decision{Kind: BecameLeader, Term: s.currentTerm, Have: votes.have, Need: votes.need, HaveNext: uint8(votes.haveNext), NeedNext: uint8(votes.needNext)})
	s.sendHeartbeats(now)
	if s.cfg.NoOpOnElection {
		s.appendToOwnLog(Command{Op: NoOp})
	}
}
