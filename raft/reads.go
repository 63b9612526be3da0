package raft

import "slices"

// A read need not go through the log (§8, D6.4). A leader has it answered from the
// state machine once three things hold, in this order:
//
//  1. an entry of its own term is committed: until then it cannot know how far the
//     former leader had come;
//  2. a majority has answered a heartbeat that was sent after the read came, so
//     that no later leader can have committed anything before that;
//  3. everything committed when the read came is applied.
//
// A read that a deposed leader still holds fails; the client asks again. A server
// that does not follow QuorumReads answers at once, from what it holds.

// waitsAlready reports whether a client that asks again has its read waiting
// already. What it asked for before that it does not want any more: it has one
// request outstanding.
func (s *Server) waitsAlready(client ClientID, request uint32) bool {
	s.reads = slices.DeleteFunc(s.reads, func(r read) bool { return r.client == client && r.request != request })
	return slices.ContainsFunc(s.reads, func(r read) bool { return r.client == client })
}

// roundAnswered notes that a follower has answered a heartbeat of a round.
func (s *Server) roundAnswered(follower ServerID, round uint64) {
	if round > s.roundOf[follower] {
		s.roundOf[follower] = round
		s.serveReads()
	}
}

// serveReads hands out the reads that need not wait any more, in the order in
// which they came.
func (s *Server) serveReads() {
	if s.role != Leader {
		return
	}
	for len(s.reads) > 0 && s.mayServe(&s.reads[0]) {
		r := s.reads[0]
		s.reads = s.reads[1:]
		s.answerRead(r)
	}
}

// answerRead has a read answered with what the key holds now.
func (s *Server) answerRead(r read) {
	s.decided(Decision{Kind: ReadServed, Client: r.client, Request: r.request, Index: s.lastApplied})
	s.out.Reads = append(s.out.Reads, ReadyRead{Client: r.client, Request: r.request, Key: r.key, Index: r.index})
}

// mayServe reports whether a read may be answered, and leaves the reason if not.
func (s *Server) mayServe(r *read) bool {
	d := Decision{Client: r.client, Request: r.request}
	if s.cfg.follows(ReadAfterOwnCommit) && s.log.TermAt(s.commitIndex) != s.currentTerm {
		d.Kind, d.Term = ReadWaitsForOwnCommit, s.currentTerm
		s.decided(d)
		return false
	}
	if !r.indexed {
		r.index, r.indexed = s.commitIndex, true
	}
	if confirmed := s.counts.tallyWith(s.answeredRound(r.round), s.besides, majority); !confirmed.reached() {
		d.Kind, d.Have, d.Need = ReadWaitsForQuorum, confirmed.have, confirmed.need
		d.HaveNext, d.NeedNext = uint8(confirmed.haveNext), uint8(confirmed.needNext)
		s.decided(d)
		return false
	}
	if s.lastApplied < r.index {
		d.Kind, d.Index, d.Ours = ReadWaitsForApply, r.index, Position{Index: s.lastApplied}
		s.decided(d)
		return false
	}
	return true
}

// answeredRound returns which servers have taken this one for the leader since a
// round began, itself included.
func (s *Server) answeredRound(round uint64) ServerSet {
	answered := ServerSet(0).With(s.cfg.ID)
	s.peers(func(id ServerID) {
		if s.roundOf[id] >= round {
			answered = answered.With(id)
		}
	})
	return answered
}

// failReads tells the clients of waiting reads that this server cannot answer.
func (s *Server) failReads() {
	for _, r := range s.reads {
		s.decided(Decision{Kind: ReadFailed, Client: r.client, Request: r.request})
		s.out.Unanswered = append(s.out.Unanswered, Unanswered{Client: r.client, Request: r.request})
	}
}
