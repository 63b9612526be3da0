package main

import (
	"fmt"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/sim"
)

// violation words what broke, with the property and the paper's section.
func violation(v *sim.Violation) string {
	line := fmt.Sprintf("✗ %s: %s  [%s]", v.Property, broken(v), v.Section)
	if v.Wiped != 0 {
		line += fmt.Sprintf("  (%v's disk was wiped before, which Raft does not claim to survive)", v.Wiped)
	}
	return line
}

func broken(v *sim.Violation) string {
	var p check.Property
	if p.UnmarshalText([]byte(v.Property)) != nil {
		return ""
	}
	switch p {
	case check.ElectionSafety:
		return fmt.Sprintf("%v leads in term %d, which %v leads already", v.Server, v.Term, v.Other)
	case check.LeaderAppendOnly:
		return fmt.Sprintf("%v, the leader of term %d, loses what it has from %d on", v.Server, v.Term, v.Index)
	case check.LogMatching:
		if v.Server == v.Other {
			return fmt.Sprintf("%v has its entry %d of term %d behind other entries than before", v.Server, v.Index, v.Term)
		}
		return fmt.Sprintf("%v and %v have the same term %d at %d, and not the same log up to there", v.Server, v.Other, v.Term, v.Index)
	case check.LeaderCompleteness:
		if v.Server == v.Other {
			return fmt.Sprintf("%v leads in term %d without entry %d, which it committed itself in term %d", v.Server, v.Term, v.Index, v.In)
		}
		return fmt.Sprintf("%v leads in term %d without entry %d, which %v committed in term %d", v.Server, v.Term, v.Index, v.Other, v.In)
	case check.StateMachineSafety:
		if v.Server == v.Other {
			return fmt.Sprintf("%v takes another entry %d for committed than it did itself, before", v.Server, v.Index)
		}
		return fmt.Sprintf("%v takes another entry %d for committed than %v does", v.Server, v.Index, v.Other)
	case check.CommitMonotonic:
		return fmt.Sprintf("%v's commit index falls from %d to %d", v.Server, v.Was, v.Now)
	case check.MatchMonotonic:
		return fmt.Sprintf("%v's match index for %v falls from %d to %d", v.Server, v.Other, v.Was, v.Now)
	case check.TermMonotonic:
		return fmt.Sprintf("the term on %v's disk falls from %d to %d", v.Server, v.Was, v.Now)
	case check.OneVote:
		if v.Server == v.Other {
			return fmt.Sprintf("%v does not keep its vote of term %d for itself", v.Server, v.Term)
		}
		return fmt.Sprintf("%v does not keep its vote of term %d for %v", v.Server, v.Term, v.Other)
	case check.PersistBeforeReply:
		return fmt.Sprintf("%v promises %v what is not on its disk", v.Server, v.Other)
	case check.AtMostOnce:
		return fmt.Sprintf("%v does request %d of %v once more, at %d", v.Server, v.Request, v.Client, v.Index)
	case check.FreshReads:
		return fmt.Sprintf("%v's answer about %s is as old as entry %d, though entry %d was known when it asked", v.Client, v.Key, v.Now, v.Was)
	}
	return ""
}

// finding words what a server's own assertion found to be wrong.
func finding(f *raft.Finding) string {
	switch f.Kind {
	case raft.TwoLeadersInTerm:
		return fmt.Sprintf("hears from %v as leader of term %d, which has another leader", f.Peer, f.Term)
	case raft.TruncateBelowCommit:
		return fmt.Sprintf("is to replace entry %d, which is committed, by one of term %d of %v, and does not", f.Index, f.Term, f.Peer)
	case raft.MatchBeyondLog:
		return fmt.Sprintf("hears from %v that it matches up to %d, which is beyond its own log", f.Peer, f.Index)
	}
	return fmt.Sprintf("%v: peer %v, term %d, index %d", f.Kind, f.Peer, f.Term, f.Index)
}
