package main

import (
	"fmt"
	"slices"
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
	values := []any{"by", by}
	d.Each(func(name string, value any) {
		switch v := value.(type) {
		case raft.Position:
			value = w.position(v)
		case raft.ServerSet:
			value = w.servers(v)
		}
		values = append(values, name, value)
	})
	countHalves(values)
	say := func(name string, value any) { values = append(values, name, value) }
	switch body := d.Body().(type) {
	case raft.Standing:
		if body.ToldBy != 0 {
			key += ".told"
		}
	case raft.LastEntries:
		switch {
		case d.Kind != raft.VoteGranted:
		case body.Ours.Index == 0 && body.Theirs.Index == 0:
			key += ".empty"
		case body.Ours == body.Theirs:
			key += ".alike"
		}
	case raft.NewConfiguration:
		if body.Configuration.Joint() {
			key += ".joint"
		}
	case raft.VoteGone:
		if body.VotedFor == by {
			say("votedFor", w.Text("word.itself"))
		}
	case raft.VoteTally:
		if body.Voter == by {
			key += ".own"
		}
	case raft.HeardLeader:
		if body.Leader == by {
			key += ".own"
		}
	case raft.KeptPromise:
		if body.Leader == by {
			key += ".own"
		}
	case raft.Elected:
		say("voters", w.servers(m.votes))
	case raft.LaterTerm:
		if m.role == raft.Follower {
			key += ".follower"
		}
	case raft.Accepted:
		if body.Added == 0 {
			key += ".known"
		}
	case raft.Conflict:
		say("ourTerm", body.Ours.Term)
		say("theirTerm", body.Theirs.Term)
		if body.Ours.Term == body.Theirs.Term {
			key += ".alike"
		}
	case raft.PrevEntries:
		if body.Ours.Index < body.Theirs.Index {
			say("last", body.Ours.Index)
			key += ".short"
		}
	case raft.Copies:
		if m.entry != "" {
			say("cmd", w.Say("word.command", "cmd", m.entry))
		}
	case raft.Redirection:
		if body.Leader == 0 {
			key += ".unknown"
		}
	}
	return w.Say(key, values...)
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
	if d.Kind.Rule() == raft.NoRule || d.Kind == raft.ElectionStarted || d.Kind == raft.BecameLeader {
		return ""
	}
	return fmt.Sprintf("  [%v, %s]", d.Kind.Rule(), d.Kind.Rule().Section())
}

// countHalves has each half of a joint configuration counted by itself: "1 + 2". values are
// names and what they stand for, in turns.
func countHalves(values []any) {
	at := func(name string) int { return slices.Index(values, any(name)) + 1 }
	need := at("needNext")
	if need == 0 || values[need] == uint8(0) {
		return
	}
	for _, name := range []string{"votes", "stored", "heard", "confirmed", "need"} {
		if i := at(name); i > 0 {
			next := any(0)
			if j := at(name + "Next"); j > 0 {
				next = values[j]
			}
			values[i] = fmt.Sprintf("%v + %v", values[i], next)
		}
	}
}
