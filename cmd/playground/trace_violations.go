package main

import (
	"fmt"
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/sim"
)

// violation words what broke, with the property and the paper's section.
func (w words) violation(v *sim.Violation) string {
	return fmt.Sprintf("✗ %s: %s  [%s]", v.Property, w.broken(v), v.Section)
}

// own are properties that a server can break with what it did itself, before.
var own = []string{check.LogMatching.String(), check.LeaderCompleteness.String(), check.StateMachineSafety.String(), check.OneVote.String()}

// broken words what broke. The page words it by the same rules
// (static/js/narration/violation.js).
func (w words) broken(v *sim.Violation) string {
	key := "violation." + v.Property
	if v.Property == check.PersistBeforeReply.String() && v.Index > 0 {
		key += ".entries"
	}
	if v.Property == check.LeaderCompleteness.String() && v.Index == 0 {
		key += ".some"
	}
	if v.Other == v.Server && slices.Contains(own, v.Property) {
		key += ".own"
	}
	client := ""
	if v.Client != 0 {
		client = v.Client.String()
	}
	said := w.Say(key,
		"server", named(v.Server), "other", named(v.Other), "term", v.Term, "in", v.In, "index", v.Index,
		"was", v.Was, "now", v.Now, "client", client, "request", v.Request, "key", v.Key, "wiped", named(v.Wiped))
	if v.Wiped == 0 {
		return said
	}
	return w.Say("violation.after-wipe", "sentence", said, "wiped", v.Wiped)
}

// finding words what a server's own assertion found to be wrong.
func (w words) finding(by raft.ServerID, f *raft.Finding) string {
	return w.Say("finding."+f.Kind.String(), "by", by, "peer", named(f.Peer), "term", f.Term, "index", f.Index)
}
