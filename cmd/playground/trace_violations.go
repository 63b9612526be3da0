package main

import (
	"fmt"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// violation words what broke, with the property and the paper's section.
func (w words) violation(v *sim.Violation) string {
	return fmt.Sprintf("✗ %s: %s  [%s]", v.Property, w.broken(v), v.Section)
}

// broken words what broke. The page words it by the same rules
// (static/js/narration/violation.js).
func (w words) broken(v *sim.Violation) string {
	variant, values := valuesOf(v)
	said := w.Say("violation."+v.Property+variant, values...)
	if v.Wiped == 0 {
		return said
	}
	return w.Say("violation.after-wipe", "sentence", said, "wiped", v.Wiped)
}

// valuesOf returns what a violation fills its sentence in with, and which of its property's
// sentences that is.
func valuesOf(v *sim.Violation) (variant string, values []any) {
	switch {
	case v.ElectionSafety != nil:
		b := v.ElectionSafety
		return "", []any{"first", b.First, "second", b.Second, "term", b.Term}
	case v.LeaderAppendOnly != nil:
		b := v.LeaderAppendOnly
		return "", []any{"leader", b.Leader, "term", b.Term, "removed", b.Removed}
	case v.LogMatching != nil:
		b := v.LogMatching
		return own(b.Server, b.First), []any{"server", b.Server, "first", b.First, "index", b.Index, "term", b.Term}
	case v.LeaderCompleteness != nil:
		b := v.LeaderCompleteness
		if variant = own(b.Leader, b.CommittedBy); b.Index == 0 {
			variant = ".some" + variant
		}
		return variant, []any{"leader", b.Leader, "term", b.Term, "index", b.Index, "committedBy", b.CommittedBy, "committedIn", b.CommittedIn}
	case v.StateMachineSafety != nil:
		b := v.StateMachineSafety
		return own(b.Server, b.CommittedBy), []any{"server", b.Server, "index", b.Index, "committedBy", b.CommittedBy, "committedIn", b.CommittedIn}
	case v.CommitMonotonic != nil:
		b := v.CommitMonotonic
		return "", []any{"server", b.Server, "was", b.Was, "now", b.Now}
	case v.MatchMonotonic != nil:
		b := v.MatchMonotonic
		return "", []any{"leader", b.Leader, "term", b.Term, "follower", b.Follower, "was", b.Was, "now", b.Now}
	case v.TermMonotonic != nil:
		b := v.TermMonotonic
		return "", []any{"server", b.Server, "was", b.Was, "now", b.Now}
	case v.OneVote != nil:
		b := v.OneVote
		return own(b.Voter, b.VotedFor), []any{"voter", b.Voter, "term", b.Term, "votedFor", b.VotedFor}
	case v.PersistBeforeReply != nil:
		b := v.PersistBeforeReply
		if b.Acknowledged > 0 {
			variant = ".entries"
		}
		return variant, []any{"sender", b.Sender, "receiver", b.Receiver, "term", b.Term, "acknowledged", b.Acknowledged}
	case v.AtMostOnce != nil:
		b := v.AtMostOnce
		return "", []any{"server", b.Server, "client", b.Client, "request", b.Request, "second", b.Second}
	case v.FreshReads != nil:
		b := v.FreshReads
		return "", []any{"client", b.Client, "request", b.Request, "server", b.Server, "key", b.Key, "known", b.Known, "answered", b.Answered}
	case v.Linearizability != nil:
		return "", []any{"key", v.Linearizability.Key}
	case v.SnapshotEqualsLog != nil:
		b := v.SnapshotEqualsLog
		return "", []any{"server", b.Server, "index", b.Index, "term", b.Term}
	}
	return "", nil
}

// own chooses the sentence for a server that broke a property with what it did itself,
// before.
func own(server, other raft.ServerID) string {
	if server == other {
		return ".own"
	}
	return ""
}

// finding words what a server's own assertion found to be wrong.
func (w words) finding(by raft.ServerID, f *raft.Finding) string {
	return w.Say("finding."+f.Kind.String(), "by", by, "peer", named(f.Peer), "term", f.Term, "index", f.Index)
}
