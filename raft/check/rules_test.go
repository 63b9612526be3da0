package check

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

func TestLeaderAppendOnly(t *testing.T) {
	expectOne(t, "a leader loses an entry", func(r *handmade) {
		r.leads(1, 1)
		r.log(1, 1, "1:x=1 1:y=2")
		r.log(1, 2, "1:y=2")
	}, sim.Violation{LeaderAppendOnly: &sim.LeaderAppendOnly{Leader: 1, Term: 1, Removed: 2}})
	expectNone(t, "a leader steps down and loses it, in one step", func(r *handmade) {
		r.leads(1, 1)
		r.log(1, 1, "1:x=1 1:y=2")
		r.tell(sim.Event{Kind: sim.DecisionEvent, By: 1, Decision: &raft.Decision{Kind: raft.SteppedDown}})
		r.log(1, 2, "2:z=3")
	})
	expectNone(t, "a leader's power fails", func(r *handmade) {
		r.leads(1, 1)
		r.log(1, 1, "1:x=1 1:y=2")
		r.server(1, func(s *sim.ServerState) { s.Down = true })
		r.log(1, 2, "")
	})
}

func TestCommitMonotonic(t *testing.T) {
	expectOne(t, "a commit index falls", func(r *handmade) {
		r.log(1, 1, "1:x=1 1:y=2")
		r.commits(1, 2)
		r.commits(1, 1)
	}, sim.Violation{CommitMonotonic: &sim.CommitMonotonic{Server: 1, Was: 2, Now: 1}})
	expectNone(t, "a process starts anew", func(r *handmade) {
		r.log(1, 1, "1:x=1 1:y=2")
		r.commits(1, 2)
		r.restarts(1)
		r.commits(1, 1)
	})
}

func TestMatchMonotonic(t *testing.T) {
	expectOne(t, "a match index falls", func(r *handmade) {
		r.leads(1, 1)
		r.progress(1, 0, 3, 1)
		r.progress(1, 0, 2, 1)
	}, sim.Violation{MatchMonotonic: &sim.MatchMonotonic{Leader: 1, Follower: 2, Term: 1, Was: 3, Now: 2}})
	expectNone(t, "a leadership ends, and another begins", func(r *handmade) {
		r.leads(1, 1)
		r.progress(1, 0, 3, 1)
		r.progress(1)
		r.leads(1, 3)
		r.progress(1, 0, 0, 0)
	})
}

func TestTermMonotonic(t *testing.T) {
	expectOne(t, "a durable term falls", func(r *handmade) {
		r.disk(1, 3, 0, 0)
		r.disk(1, 2, 0, 0)
	}, sim.Violation{TermMonotonic: &sim.TermMonotonic{Server: 1, Was: 3, Now: 2}})
	expectNone(t, "the disk was wiped", func(r *handmade) {
		r.disk(1, 3, 2, 0)
		r.server(1, func(s *sim.ServerState) { s.Wipes, s.SyncedTerm, s.SyncedVote = 1, 0, 0 })
		r.disk(1, 3, 3, 0)
	})
}

func TestOneVote(t *testing.T) {
	expectOne(t, "a second vote in a term", func(r *handmade) {
		r.disk(3, 1, 1, 0)
		r.disk(3, 1, 2, 0)
	}, sim.Violation{OneVote: &sim.OneVote{Voter: 3, VotedFor: 1, Term: 1}})
	expectOne(t, "a vote forgotten over a restart", func(r *handmade) {
		r.disk(3, 1, 1, 0)
		r.server(3, func(s *sim.ServerState) { s.Down = true })
		r.server(3, func(s *sim.ServerState) { s.Down, s.SyncedVote = false, 0 })
	}, sim.Violation{OneVote: &sim.OneVote{Voter: 3, VotedFor: 1, Term: 1}})
	expectNone(t, "a vote in each term, none in one", func(r *handmade) {
		r.disk(3, 1, 1, 0)
		r.disk(3, 2, 0, 0)
		r.disk(3, 2, 2, 0)
		r.disk(3, 3, 1, 0)
	})
}

func TestPersistBeforeReply(t *testing.T) {
	envelope := func(kind sim.MessageKind) sim.Envelope {
		return sim.Envelope{From: sim.ServerAddr(2), To: sim.ServerAddr(1), Term: 1, Kind: kind}
	}
	stands := sim.Message{Envelope: envelope(sim.RequestVote), RequestVote: &sim.RequestVoteArguments{}}
	votes := func(granted bool) sim.Message {
		return sim.Message{Envelope: envelope(sim.RequestVoteReply), RequestVoteReply: &sim.RequestVoteResults{VoteGranted: granted}}
	}
	acknowledges := func(success bool, match raft.Index) sim.Message {
		return sim.Message{Envelope: envelope(sim.AppendEntriesReply), AppendEntriesReply: &sim.AppendEntriesResults{Success: success, MatchIndex: match}}
	}
	broken := func(i raft.Index) sim.Violation {
		return sim.Violation{PersistBeforeReply: &sim.PersistBeforeReply{Sender: 2, Receiver: 1, Term: 1, Acknowledged: i}}
	}
	expectOne(t, "a candidate that has not written down its own vote", func(r *handmade) {
		r.disk(2, 0, 0, 0)
		r.sends(stands)
	}, broken(0))
	expectOne(t, "a vote that is not written down", func(r *handmade) {
		r.disk(2, 1, 0, 0)
		r.sends(votes(true))
	}, broken(0))
	expectOne(t, "an acknowledgement of what is not written down", func(r *handmade) {
		r.follows(2, 1)
		r.disk(2, 1, 1, 2)
		r.sends(acknowledges(true, 3))
	}, broken(3))
	expectNone(t, "what is written down, what is refused, and what is of an earlier term", func(r *handmade) {
		r.disk(2, 1, 2, 0)
		r.sends(stands)
		r.sends(votes(false))
		r.sends(acknowledges(false, 9))
		r.disk(2, 2, 1, 0)
		r.sends(votes(true))
		r.follows(2, 2)
		r.sends(acknowledges(true, 9))
	})
}
