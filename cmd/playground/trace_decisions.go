package main

import (
	"fmt"
	"strings"

	"raft-playground/raft"
)

// untold are the decisions that a trace leaves out: they show in a message, or say that
// all goes as it should.
var untold = map[raft.DecisionKind]bool{
	raft.VoteGranted: true, raft.VoteGrantedAgain: true, raft.VoteCounted: true, raft.VoteMissed: true,
	raft.AppendAccepted: true, raft.AppendReplyOutdated: true, raft.BackedUp: true, raft.MatchAdvanced: true,
	raft.Committed: true, raft.CommitHeldMajority: true, raft.CommitLearned: true, raft.ProposalAccepted: true,
	raft.PreVoteGranted: true, raft.PreVoteReplyIgnored: true, raft.PreVoteCounted: true, raft.ReadAccepted: true,
	raft.SnapshotOnItsWay: true,
}

// memory is what is told with a decision and does not stand in it.
type memory struct {
	role  raft.Role      // of who decided, before
	votes raft.ServerSet // that it has counted in this election
	entry string         // the command of the entry that it commits, "" if that is not known
}

// decision words what a server decided. The page words it by the same rules
// (static/js/narration/decision.js).
func (w words) decision(by raft.ServerID, d *raft.Decision, m memory) string {
	key := "decision." + d.Kind.String()
	switch {
	case d.Kind == raft.ElectionStarted && d.Peer != 0:
		key += ".told"
	case d.Kind == raft.VoteGranted && d.Ours.Index == 0 && d.Theirs.Index == 0:
		key += ".empty"
	case d.Kind == raft.VoteGranted && d.Ours == d.Theirs:
		key += ".alike"
	case (d.Kind == raft.VoteCounted || d.Kind == raft.PreVoteCounted) && d.Peer == by:
		key += ".own"
	case (d.Kind == raft.PreVoteRefusedLeader || d.Kind == raft.VoteWithheld) && d.Other == by:
		key += ".own"
	case d.Kind == raft.SteppedDown && m.role == raft.Follower:
		key += ".follower"
	case d.Kind == raft.AppendAccepted && d.Count == 0:
		key += ".known"
	case d.Kind == raft.ConflictTruncated && d.Ours.Term == d.Theirs.Term:
		key += ".alike"
	case d.Kind == raft.AppendRefusedPrev && d.Ours.Index < d.Theirs.Index:
		key += ".short"
	case d.Kind == raft.ProposalRefused && d.Other == 0:
		key += ".unknown"
	}
	other := named(d.Other)
	if d.Other == by {
		other = w.Text("word.itself")
	}
	command := ""
	if m.entry != "" {
		command = w.Say("word.command", "cmd", m.entry)
	}
	client := ""
	if d.Client != 0 {
		client = d.Client.String()
	}
	return w.Say(key,
		"by", by, "peer", named(d.Peer), "other", other, "term", d.Term, "index", d.Index, "count", d.Count,
		"have", d.Have, "need", d.Need, "client", client, "request", d.Request,
		"ours", w.position(d.Ours), "theirs", w.position(d.Theirs),
		"ourTerm", d.Ours.Term, "ourIndex", d.Ours.Index, "theirTerm", d.Theirs.Term, "theirIndex", d.Theirs.Index,
		"voters", w.servers(m.votes), "cmd", command)
}

// position words the end of a log, or an entry.
func (w words) position(p raft.Position) string {
	if p.Index == 0 {
		return w.Text("word.nothing")
	}
	return w.Say("word.entry", "index", p.Index, "term", p.Term)
}

// servers lists the members of a set.
func (w words) servers(set raft.ServerSet) string {
	var names []string
	for id := raft.ServerID(1); id <= raft.MaxServers; id++ {
		if set.Has(id) {
			names = append(names, id.String())
		}
	}
	return strings.Join(names, w.Text("word.and"))
}

// named returns a server's name, "" for none.
func named(id raft.ServerID) string {
	if id == 0 {
		return ""
	}
	return id.String()
}

// governed names the rule for which a server refuses something.
func governed(d *raft.Decision) string {
	if d.Rule == raft.NoRule || d.Kind == raft.ElectionStarted || d.Kind == raft.BecameLeader {
		return ""
	}
	return fmt.Sprintf("  [%v, %s]", d.Rule, d.Rule.Section())
}
