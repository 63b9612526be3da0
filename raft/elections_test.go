package raft

import (
	"fmt"
	"testing"
)

func TestLine13_AServerStartsAsAFollower(t *testing.T) {
	for _, vote := range []ServerID{0, 1, 2} {
		s := alone(t, 3, 5, vote, "1 2")
		if s.Role() != Follower || s.Leader() != 0 {
			t.Errorf("with its vote for %q it starts as %v of %q", vote, s.Role(), s.Leader())
		}
	}
}

func TestLine15_OneVoteATermAndTheSameCandidateGetsTheSameAnswer(t *testing.T) {
	s := alone(t, 5, 4, 0, "1 2")
	ask := func(who ServerID, term Term) bool {
		return answer[RequestVoteReply](t, hear(s, who, term, RequestVote{LastLogIndex: 2, LastLogTerm: 2})).VoteGranted
	}
	for _, step := range []struct {
		who  ServerID
		term Term
		want bool
	}{
		{2, 5, true}, {3, 5, false}, {2, 5, true}, {4, 5, false}, {2, 5, true},
		{3, 6, true}, {2, 6, false}, {2, 5, false}, {3, 6, true},
	} {
		if got := ask(step.who, step.term); got != step.want {
			t.Errorf("%v asks in term %d: granted %v, want %v", step.who, step.term, got, step.want)
		}
	}
	s = alone(t, 5, 5, 2, "1 2") // restarted after the vote
	if ask(3, 5) || !ask(2, 5) {
		t.Errorf("a restart forgets to whom the vote was given")
	}
	s = candidate(t, 5, 5, "1 2")
	if ask(2, 5) {
		t.Errorf("a candidate votes for another in its own term")
	}
	s = elected(t, 5, 5, "1 2")
	if ask(5, 5) {
		t.Errorf("a leader votes for another in its own term")
	}
}

func TestLine17_VoteRepliesOfAnOldTermAreIgnored(t *testing.T) {
	s := candidate(t, 3, 5, "1 2")
	synced(s, s.Timeout(0)) // term 6
	out := hear(s, 2, 5, RequestVoteReply{VoteGranted: true})
	if granted, _ := s.Votes(); s.Role() != Candidate || granted.Has(2) {
		t.Errorf("a vote of term 5 counts in term 6: %v with votes %b", s.Role(), granted)
	}
	if len(decided(out, VoteReplyIgnored)) != 1 {
		t.Errorf("decides %+v", out.Decisions)
	}
	hear(s, 2, 6, RequestVoteReply{VoteGranted: true})
	if s.Role() != Leader {
		t.Errorf("a vote of term 6 does not count in term 6")
	}
	s = candidate(t, 5, 5, "1 2")
	hear(s, 2, 5, RequestVoteReply{VoteGranted: true})
	synced(s, s.Timeout(0)) // term 6: S2 has not voted in it
	hear(s, 3, 6, RequestVoteReply{VoteGranted: true})
	if granted, _ := s.Votes(); s.Role() != Candidate || granted.Has(2) {
		t.Errorf("a vote received in term 5 is carried over to term 6: %v with votes %b", s.Role(), granted)
	}
	f := alone(t, 3, 5, 1, "1 2")
	hear(f, 2, 5, RequestVoteReply{VoteGranted: true})
	hear(f, 3, 5, RequestVoteReply{VoteGranted: true})
	if f.Role() != Follower {
		t.Errorf("votes make a leader of a server that is no candidate any more")
	}
}

func TestLine18_ADuplicateGrantCountsOnce(t *testing.T) {
	s := candidate(t, 5, 5, "1 2")
	for range 5 {
		hear(s, 2, 5, RequestVoteReply{VoteGranted: true})
	}
	if granted, _ := s.Votes(); s.Role() != Candidate || granted.Len() != 2 {
		t.Errorf("its own vote and one that came five times: %v with %d votes", s.Role(), granted.Len())
	}
	s.Persisted(0, 1) // its own, once more
	if s.Role() != Candidate {
		t.Errorf("its own vote counts twice")
	}
}

// A refusal may answer a request of an earlier term (it carries the voter's
// current one), so a vote may follow it, or precede it.
func TestLine18_AGrantOutweighsARefusalOfTheSameVoter(t *testing.T) {
	for _, grantFirst := range []bool{true, false} {
		s := candidate(t, 5, 5, "1 2")
		hear(s, 2, 5, RequestVoteReply{VoteGranted: grantFirst})
		hear(s, 2, 5, RequestVoteReply{VoteGranted: !grantFirst})
		granted, refused := s.Votes()
		if !granted.Has(2) || refused.Has(2) {
			t.Errorf("grant first %v: granted %b, refused %b", grantFirst, granted, refused)
		}
	}
}

func TestLine19_ASplitVoteResolvesItself(t *testing.T) {
	for seed := range uint64(20) {
		c := newCluster(t, setup{servers: 4, seed: seed})
		c.timeout(1)
		c.timeout(2)
		c.deliver(between(1, 3))
		c.deliver(between(2, 4))
		c.settle()
		if c.leader() != 0 {
			t.Fatalf("seed %d: two votes of four elected %v", seed, c.leader())
		}
		if !c.runUntil(5*Second, func() bool { return c.leader() != 0 }) {
			t.Errorf("seed %d: no leader within 5 s of a split vote", seed)
		}
	}
}

func TestLine20_ACandidateYieldsToAnAppendEntriesOfItsOwnTerm(t *testing.T) {
	for name, ae := range map[string]AppendEntries{
		"heartbeat":        appendOf(2, 2, "", 0),
		"entries":          appendOf(2, 2, "5 5", 0),
		"one not fitting":  appendOf(7, 4, "5", 0),
		"one that repairs": appendOf(1, 1, "3", 0),
	} {
		s := candidate(t, 3, 5, "1 2")
		hear(s, 3, 5, ae)
		if s.Role() != Follower || s.Leader() != 3 || s.CurrentTerm() != 5 {
			t.Errorf("%s: is %v of %v in term %d", name, s.Role(), s.Leader(), s.CurrentTerm())
		}
		if granted, refused := s.Votes(); granted|refused != 0 {
			t.Errorf("%s: still counts votes", name)
		}
	}
	s := candidate(t, 3, 5, "1 2")
	hear(s, 3, 4, appendOf(2, 2, "", 0))
	if s.Role() != Candidate {
		t.Errorf("a candidate yields to a leader of an earlier term")
	}
}

func TestLine21_TwoLeadersInOneTermIsAFinding(t *testing.T) {
	s := elected(t, 3, 5, "1 2")
	out := hear(s, 3, 5, appendOf(1, 1, "5", 1))
	if len(out.Findings) != 1 || out.Findings[0] != (Finding{Kind: TwoLeadersInTerm, Peer: 3, Term: 5}) {
		t.Errorf("finds %+v", out.Findings)
	}
	if s.Role() != Leader || termsOf(s.Log()) != "1 2" || s.CommitIndex() != 0 || len(sent(out)) != 0 {
		t.Errorf("the input that failed the assertion has changed something")
	}
}

func TestLine22_AClusterOfOneElectsItselfAndCommits(t *testing.T) {
	for _, noOp := range []bool{false, true} {
		c := newCluster(t, setup{servers: 1, noOp: noOp})
		if !c.runUntil(Second, func() bool { return c.leader() == 1 }) {
			t.Fatalf("no leader")
		}
		c.propose(1, Command{Op: Add, Client: 1, Request: 1, Key: "x", Value: 3})
		answers := c.at(1).answers
		if len(answers) != 1 || answers[0].Unknown || answers[0].Result.Value != 3 {
			t.Errorf("no-op %v: answers %+v", noOp, answers)
		}
	}
}

func TestLine23_MajoritiesAreRightForEverySizeEvenOnes(t *testing.T) {
	for servers, majority := range map[int]int{1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 4, 7: 4, 8: 5, 9: 5} {
		for up := 1; up <= servers; up++ {
			c := newCluster(t, setup{servers: servers})
			for id := up + 1; id <= servers; id++ {
				c.crash(ServerID(id))
			}
			c.timeout(1)
			c.settle()
			if got := c.leader() == 1; got != (up >= majority) {
				t.Errorf("%d of %d up: elected %v", up, servers, got)
			}
		}
		if majority == 1 {
			continue
		}
		c := newCluster(t, setup{servers: servers})
		c.elect(1)
		c.settle()
		c.propose(1, set("x", 1))
		for id := 2; id <= majority; id++ {
			if c.at(1).CommitIndex() != 0 {
				t.Errorf("committed on %d of %d", id-1, servers)
			}
			c.talk(1, ServerID(id))
		}
		if c.at(1).CommitIndex() != 1 {
			t.Errorf("not committed on %d of %d", majority, servers)
		}
	}
}

func TestLine24_NoQuorumNoLeader(t *testing.T) {
	for servers := 2; servers <= MaxServers; servers++ {
		t.Run(fmt.Sprint(servers), func(t *testing.T) {
			c := newCluster(t, setup{servers: servers})
			for id := servers/2 + 1; id <= servers; id++ { // one too few stay up
				c.crash(ServerID(id))
			}
			if c.runUntil(20*Second, func() bool { return c.leader() != 0 }) {
				t.Errorf("%v leads without a quorum", c.leader())
			}
			if c.at(1).CurrentTerm() < 10 {
				t.Errorf("only %d elections in 20 s", c.at(1).CurrentTerm())
			}
			c.heal()
			if !c.runUntil(5*Second, func() bool { return c.leader() != 0 }) {
				t.Errorf("no leader within 5 s of the quorum's return")
			}
		})
	}
}
