package sim

import "raft-playground/raft"

// violationFigures are the contents of a violation's body, of whatever property, in the
// places in which traces have always been hashed: what a property does not have is zero
// there. A body that gets another field gets a place for it, too.
type violationFigures struct {
	server, other   raft.ServerID // in whose doings it shows, and who is on the other side
	term, committed raft.Term
	index           raft.Index
	was, now        uint64
	client          raft.ClientID
	request         uint32
	key             string
}

// figures returns what a violation's body says.
func (v *Violation) figures() violationFigures {
	switch {
	case v.ElectionSafety != nil:
		b := v.ElectionSafety
		return violationFigures{server: b.Second, other: b.First, term: b.Term}
	case v.LeaderAppendOnly != nil:
		b := v.LeaderAppendOnly
		return violationFigures{server: b.Leader, term: b.Term, index: b.Removed}
	case v.LogMatching != nil:
		b := v.LogMatching
		return violationFigures{server: b.Server, other: b.First, term: b.Term, index: b.Index}
	case v.LeaderCompleteness != nil:
		b := v.LeaderCompleteness
		return violationFigures{server: b.Leader, other: b.CommittedBy, term: b.Term, committed: b.CommittedIn, index: b.Index}
	case v.StateMachineSafety != nil:
		b := v.StateMachineSafety
		return violationFigures{server: b.Server, other: b.CommittedBy, term: b.Term, committed: b.CommittedIn, index: b.Index}
	case v.CommitMonotonic != nil:
		b := v.CommitMonotonic
		return violationFigures{server: b.Server, index: b.Was, was: uint64(b.Was), now: uint64(b.Now)}
	case v.MatchMonotonic != nil:
		b := v.MatchMonotonic
		return violationFigures{server: b.Leader, other: b.Follower, term: b.Term, index: b.Was, was: uint64(b.Was), now: uint64(b.Now)}
	case v.TermMonotonic != nil:
		b := v.TermMonotonic
		return violationFigures{server: b.Server, term: b.Was, was: uint64(b.Was), now: uint64(b.Now)}
	case v.OneVote != nil:
		b := v.OneVote
		return violationFigures{server: b.Voter, other: b.VotedFor, term: b.Term}
	case v.PersistBeforeReply != nil:
		b := v.PersistBeforeReply
		return violationFigures{server: b.Sender, other: b.Receiver, term: b.Term, index: b.Acknowledged}
	case v.AtMostOnce != nil:
		b := v.AtMostOnce
		return violationFigures{server: b.Server, index: b.Second, client: b.Client, request: b.Request}
	case v.FreshReads != nil:
		b := v.FreshReads
		return violationFigures{server: b.Server, client: b.Client, request: b.Request, key: b.Key, was: uint64(b.Known), now: uint64(b.Answered)}
	case v.Linearizability != nil:
		return violationFigures{key: v.Linearizability.Key}
	case v.SnapshotEqualsLog != nil:
		b := v.SnapshotEqualsLog
		return violationFigures{server: b.Server, term: b.Term, index: b.Index}
	}
	return violationFigures{}
}

// Server returns the server in whose doings a violation shows, 0 where that is none.
func (v *Violation) Server() raft.ServerID { return v.figures().server }

// Alike reports whether two violations say the same.
func (v *Violation) Alike(o *Violation) bool {
	return v.Property == o.Property && v.Tier == o.Tier && v.Section == o.Section && v.Wiped == o.Wiped && v.figures() == o.figures()
}

func (h *hash) violation(v *Violation) {
	f := v.figures()
	h.text(v.Property)
	h.number(uint64(f.server)<<40 | uint64(f.other)<<32 | uint64(v.Wiped)<<24 | uint64(f.client)<<16)
	h.number(uint64(f.term)<<32 | uint64(f.committed))
	h.number(uint64(f.index)<<32 | uint64(f.request))
	h.number(f.was)
	h.number(f.now)
	h.text(f.key)
}
