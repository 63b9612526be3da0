package main

import (
	"fmt"

	"raft-playground/raft"
)

// decision words what a server in a role decided, where it takes another role or
// term, or refuses, ignores, removes or holds back something. It returns "" for
// any other decision.
func decision(role raft.Role, d *raft.Decision) string {
	switch d.Kind {
	case raft.ElectionStarted:
		return fmt.Sprintf("becomes candidate in term %d", d.Term)
	case raft.BecameLeader:
		return fmt.Sprintf("becomes leader in term %d with %s, of which it needs %d", d.Term, counted(d.Have, "vote"), d.Need)
	case raft.SteppedDown:
		if role == raft.Follower {
			return fmt.Sprintf("moves on to term %d", d.Theirs.Term)
		}
		return fmt.Sprintf("becomes follower: %v is in term %d already", d.Peer, d.Theirs.Term)
	case raft.Yielded:
		return fmt.Sprintf("becomes follower: %v leads in term %d", d.Peer, d.Term)
	case raft.VoteRefusedStaleTerm:
		return fmt.Sprintf("refuses %v its vote: it is in term %d, the request in term %d", d.Peer, d.Ours.Term, d.Theirs.Term)
	case raft.VoteRefusedAlreadyVoted:
		return fmt.Sprintf("refuses %v its vote: in term %d that went to %v", d.Peer, d.Term, d.Other)
	case raft.VoteRefusedLog:
		return fmt.Sprintf("refuses %v its vote: that log ends with %s, its own with %s", d.Peer, position(d.Theirs), position(d.Ours))
	case raft.VoteReplyIgnored:
		if d.Ours.Term == d.Theirs.Term {
			return fmt.Sprintf("does not count a vote reply of %v: it is no candidate any more", d.Peer)
		}
		return fmt.Sprintf("ignores a vote reply of %v: it is of term %d, not %d", d.Peer, d.Theirs.Term, d.Ours.Term)
	case raft.VoteCountedBefore:
		return fmt.Sprintf("does not count %v's vote twice", d.Peer)
	case raft.AppendRefusedStaleTerm:
		return fmt.Sprintf("refuses an append of %v: it is of term %d, not %d", d.Peer, d.Theirs.Term, d.Ours.Term)
	case raft.AppendRefusedPrev:
		return fmt.Sprintf("refuses an append of %v: before the new entries should stand %s, but there is %s", d.Peer, position(d.Theirs), position(d.Ours))
	case raft.ConflictTruncated:
		return fmt.Sprintf("removes %s: there %v has %s, and it has %s", stretch(d.Index, d.Count), d.Peer, position(d.Theirs), position(d.Ours))
	case raft.AppendReplyIgnored:
		if d.Ours.Term == d.Theirs.Term {
			return fmt.Sprintf("ignores an append reply of %v: it is no leader any more", d.Peer)
		}
		return fmt.Sprintf("ignores an append reply of %v: it is of term %d, not %d", d.Peer, d.Theirs.Term, d.Ours.Term)
	case raft.CommitHeldOldTerm:
		return fmt.Sprintf("does not commit %d, though %d servers have it: it is of term %d, not %d", d.Index, d.Have, d.Theirs.Term, d.Ours.Term)
	case raft.ProposalRefused:
		if d.Other == 0 {
			return fmt.Sprintf("refuses a request of %v: it is not the leader, and knows none", d.Client)
		}
		return fmt.Sprintf("refuses a request of %v: %v is the leader", d.Client, d.Other)
	case raft.RequestDeduplicated:
		return fmt.Sprintf("does not apply %d: %v's request %d was applied before", d.Index, d.Client, d.Request)
	case raft.OutcomeUnknown:
		return fmt.Sprintf("cannot tell %v what became of its request at %d", d.Client, d.Index)
	case raft.PreVoteStarted:
		return fmt.Sprintf("asks whether it could win an election in term %d", d.Term)
	case raft.PreVoteRefusedTerm:
		return fmt.Sprintf("would not vote for %v: it is in term %d already, and %v asks about term %d", d.Peer, d.Ours.Term, d.Peer, d.Theirs.Term)
	case raft.PreVoteRefusedLeader:
		return fmt.Sprintf("would not vote for %v: it hears its leader %v", d.Peer, d.Other)
	case raft.PreVoteRefusedLog:
		return fmt.Sprintf("would not vote for %v: that log ends with %s, its own with %s", d.Peer, position(d.Theirs), position(d.Ours))
	}
	return readDecision(d)
}

// readDecision words what a leader decides about a read that it answers itself.
func readDecision(d *raft.Decision) string {
	switch d.Kind {
	case raft.ReadWaitsForOwnCommit:
		return fmt.Sprintf("lets %v's read wait: it has committed nothing of term %d yet", d.Client, d.Term)
	case raft.ReadWaitsForQuorum:
		return fmt.Sprintf("lets %v's read wait: %d of %d servers have confirmed that it leads", d.Client, d.Have, d.Need)
	case raft.ReadWaitsForApply:
		return fmt.Sprintf("lets %v's read wait: it has applied %d entries of %d", d.Client, d.Ours.Index, d.Index)
	case raft.ReadServed:
		return fmt.Sprintf("answers %v's read from what it has applied up to %d", d.Client, d.Index)
	case raft.ReadFailed:
		return fmt.Sprintf("cannot answer %v's read: it leads no more", d.Client)
	}
	return ""
}

func position(p raft.Position) string {
	if p.Term == 0 {
		return "no entry"
	}
	if p.Index == 0 {
		return fmt.Sprintf("an entry of term %d", p.Term)
	}
	return fmt.Sprintf("entry %d of term %d", p.Index, p.Term)
}

// governed names the rule for which a server refuses something.
func governed(d *raft.Decision) string {
	if d.Rule == raft.NoRule || d.Kind == raft.ElectionStarted || d.Kind == raft.BecameLeader {
		return ""
	}
	return fmt.Sprintf("  [%v, %s]", d.Rule, d.Rule.Section())
}

// counted returns so many of something in words.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
