package raft

import (
	"fmt"
	"slices"
)

// invariants are what must hold of one incarnation of a server after every input
// (LogCabin's list). They remember what may be set only once, or only grow.
type invariants struct {
	term        Term
	vote        ServerID
	leader      ServerID
	wasLeader   bool
	commitIndex Index
	matchIndex  [MaxServers + 1]Index
}

// check returns what is wrong with the server, nil when nothing is. The disk is
// what a crash would leave; it is idle when every write handed out is done.
func (v *invariants) check(s *Server, disk *DurableState, idle bool) error {
	for _, holds := range []error{
		v.terms(s), v.onceATerm(s), v.commit(s), v.leadership(s), membership(s), durability(s, disk, idle),
	} {
		if holds != nil {
			return holds
		}
	}
	if s.leader != 0 || s.currentTerm != v.term {
		v.leader = s.leader
	}
	v.term, v.vote = s.currentTerm, s.votedFor
	v.wasLeader, v.commitIndex, v.matchIndex = s.role == Leader, s.commitIndex, s.matchIndex
	return nil
}

func (v *invariants) terms(s *Server) error {
	last := Term(0)
	base := s.log.Base()
	if base != s.snapshot.Position() {
		return fmt.Errorf("the log begins behind %+v, the snapshot ends at %+v", base, s.snapshot.Position())
	}
	last = base.Term
	for i, e := range s.log.Slice(base.Index+1, s.log.LastIndex()) {
		if e.Term < last {
			return fmt.Errorf("entry %d is of term %d, the one before of term %d", int(base.Index)+i+1, e.Term, last)
		}
		last = e.Term
	}
	if last > s.currentTerm {
		return fmt.Errorf("the last entry is of term %d, currentTerm is %d", last, s.currentTerm)
	}
	if s.currentTerm < v.term {
		return fmt.Errorf("currentTerm fell from %d to %d", v.term, s.currentTerm)
	}
	return nil
}

func (v *invariants) onceATerm(s *Server) error {
	if s.currentTerm > v.term {
		return nil
	}
	if v.vote != 0 && s.votedFor != v.vote {
		return fmt.Errorf("in term %d the vote went to %v, and then to %v", v.term, v.vote, s.votedFor)
	}
	forgotten := s.leader == 0 && (s.cfg.PreVote || v.leader == s.cfg.ID) // by a server that asked for votes, or led and stepped down by itself
	if v.leader != 0 && s.leader != v.leader && !forgotten {
		return fmt.Errorf("in term %d the leader was %v, and then %v", v.term, v.leader, s.leader)
	}
	return nil
}

func (v *invariants) commit(s *Server) error {
	switch {
	case s.commitIndex > s.log.LastIndex():
		return fmt.Errorf("commitIndex %d is beyond the last entry %d", s.commitIndex, s.log.LastIndex())
	case s.commitIndex < v.commitIndex:
		return fmt.Errorf("commitIndex fell from %d to %d", v.commitIndex, s.commitIndex)
	case s.snapshot.Index > s.lastApplied:
		return fmt.Errorf("a snapshot of %d entries, of which %d are applied", s.snapshot.Index, s.lastApplied)
	case s.lastApplied != s.commitIndex:
		return fmt.Errorf("lastApplied %d, commitIndex %d", s.lastApplied, s.commitIndex)
	}
	return nil
}

func (v *invariants) leadership(s *Server) error {
	if s.granted&s.refused != 0 {
		return fmt.Errorf("votes granted %b and refused %b overlap", s.granted, s.refused)
	}
	if s.role == Follower && s.granted|s.refused != 0 {
		return fmt.Errorf("a follower counts votes: %b, %b", s.granted, s.refused)
	}
	if (s.role == Candidate || s.role == Leader) && s.votedFor != s.cfg.ID {
		return fmt.Errorf("the %v of term %d voted for %v", s.role, s.currentTerm, s.votedFor)
	}
	if s.role != Leader {
		return nil
	}
	if s.leader != s.cfg.ID {
		return fmt.Errorf("a leader takes %v for the leader", s.leader)
	}
	stored := s.matchIndex
	stored[s.cfg.ID] = s.disk.durableIndex
	for id := ServerID(1); int(id) <= s.cfg.Servers; id++ {
		if !s.others().Has(id) {
			continue
		}
		next, match := s.nextIndex[id], s.matchIndex[id]
		switch {
		case match > s.log.LastIndex():
			return fmt.Errorf("matchIndex %d of %v is beyond the last entry %d", match, id, s.log.LastIndex())
		case next <= match || next > s.log.LastIndex()+1:
			return fmt.Errorf("nextIndex %d of %v is not between matchIndex %d and the end %d", next, id, match, s.log.LastIndex())
		case v.wasLeader && v.term == s.currentTerm && match < v.matchIndex[id]:
			return fmt.Errorf("matchIndex of %v fell from %d to %d", id, v.matchIndex[id], match)
		}
	}
	if s.inForce.index > s.disk.durableIndex {
		return nil // it counts anew once that is written
	}
	majority := s.log.LastIndex()
	for majority > s.commitIndex && !bothMajorities(s.configuration(), func(id ServerID) bool { return stored[id] >= majority }) {
		majority--
	}
	if majority > s.commitIndex && s.log.TermAt(majority) == s.currentTerm {
		return fmt.Errorf("a majority stores entry %d of this term, commitIndex is %d", majority, s.commitIndex)
	}
	return nil
}

// unkept returns what a message promises that the sender's disk does not hold,
// "" when it keeps what it promises.
func unkept(m Message, disk *DurableState) string {
	if disk.CurrentTerm < m.Term {
		return fmt.Sprintf("is in term %d", disk.CurrentTerm)
	}
	switch body := m.Body.(type) {
	case RequestVote:
		if disk.CurrentTerm == m.Term && disk.VotedFor != m.From {
			return fmt.Sprintf("holds a vote for %q", disk.VotedFor)
		}
	case RequestVoteReply:
		if body.VoteGranted && disk.CurrentTerm == m.Term && disk.VotedFor != m.To {
			return fmt.Sprintf("holds a vote for %q", disk.VotedFor)
		}
	case AppendEntries:
		if body.PrevLogIndex > 0 && body.PrevLogTerm == 0 {
			return fmt.Sprintf("knows no entry %d to speak of", body.PrevLogIndex)
		}
		for i, e := range body.Entries {
			if at := body.PrevLogIndex + Index(i) + 1; at > disk.Log.LastIndex() || at > disk.Log.Base().Index && disk.Log.At(at) != e {
				return fmt.Sprintf("lacks entry %d", at)
			}
		}
	case AppendEntriesReply:
		if disk.CurrentTerm == m.Term && body.MatchIndex > disk.Log.LastIndex() {
			return fmt.Sprintf("holds %d entries", disk.Log.LastIndex())
		}
	case InstallSnapshotReply:
		if body.Success && disk.CurrentTerm == m.Term && body.Index > disk.Log.LastIndex() {
			return fmt.Sprintf("holds %d entries", disk.Log.LastIndex())
		}
	}
	return ""
}

func durability(s *Server, disk *DurableState, idle bool) error {
	durable := s.disk.durableIndex
	if durable > s.log.LastIndex() || durable > disk.Log.LastIndex() ||
		!slices.Equal(whole(&s.snapshot, &s.log)[:durable], whole(&disk.Snapshot, &disk.Log)[:durable]) {
		return fmt.Errorf("the disk does not hold the first %d entries", durable)
	}
	if !idle {
		return nil
	}
	if disk.CurrentTerm != s.currentTerm || disk.VotedFor != s.votedFor {
		return fmt.Errorf("the idle disk holds term %d and vote %v, memory %d and %v", disk.CurrentTerm, disk.VotedFor, s.currentTerm, s.votedFor)
	}
	if disk.Snapshot != s.snapshot || disk.Log.Base() != s.log.Base() {
		return fmt.Errorf("the idle disk holds a snapshot of %+v, memory of %+v", disk.Log.Base(), s.log.Base())
	}
	if disk.Log.LastIndex() != s.log.LastIndex() || durable != s.log.LastIndex() {
		return fmt.Errorf("the idle disk holds %d entries, memory %d, of which %d count as durable", disk.Log.LastIndex(), s.log.LastIndex(), durable)
	}
	return nil
}
