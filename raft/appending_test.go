package raft

import "testing"

// receives describes how a follower in term 9, whose leader is S2, receives one
// AppendEntries.
type receives struct {
	name    string
	log     string
	ae      AppendEntries
	after   string // the log afterwards
	success bool
	match   Index // of the reply, when it succeeds
	commit  Index
}

func (r receives) check(t *testing.T) {
	t.Helper()
	s := alone(t, 3, 9, 0, r.log)
	before := s.Log().Slice(1, s.Log().LastIndex())
	reply := answer[AppendEntriesReply](t, hear(s, 2, 9, r.ae))
	if got := termsOf(s.Log()); got != r.after {
		t.Errorf("%s: the log becomes %q, want %q", r.name, got, r.after)
	}
	if reply.Success != r.success || reply.PrevLogIndex != r.ae.PrevLogIndex {
		t.Errorf("%s: replies %+v, want success %v", r.name, reply, r.success)
	}
	if reply.MatchIndex != r.match {
		t.Errorf("%s: claims to match up to %d, want %d", r.name, reply.MatchIndex, r.match)
	}
	if s.CommitIndex() != r.commit {
		t.Errorf("%s: commitIndex is %d, want %d", r.name, s.CommitIndex(), r.commit)
	}
	if termsOf(s.Log()) == r.log {
		for i, e := range before {
			if s.Log().At(Index(i)+1) != e {
				t.Errorf("%s: entry %d has changed to %+v", r.name, i+1, s.Log().At(Index(i)+1))
			}
		}
	}
}

func TestLine25_TheEntryBeforeTheNewOnesMustMatch(t *testing.T) {
	for _, r := range []receives{
		{"prev 0, empty log", "", appendOf(0, 0, "1 1", 0), "1 1", true, 2, 0},
		{"prev 0, heartbeat", "1 2", appendOf(0, 0, "", 0), "1 2", true, 0, 0},
		{"prev 0, all known", "1 2", appendOf(0, 0, "1 2", 0), "1 2", true, 2, 0},
		{"prev is the last entry", "1 2", appendOf(2, 2, "3", 0), "1 2 3", true, 3, 0},
		{"prev lies inside", "1 2 2 2", appendOf(2, 2, "2 2 3", 0), "1 2 2 2 3", true, 5, 0},
		{"prev is beyond the end", "1 2", appendOf(3, 2, "3", 0), "1 2", false, 0, 0},
		{"prev is far beyond the end", "", appendOf(7, 3, "3", 0), "", false, 0, 0},
		{"prev has an earlier term here", "1 2", appendOf(2, 3, "3", 0), "1 2", false, 0, 0},
		{"prev has a later term here", "1 3", appendOf(2, 2, "4", 0), "1 3", false, 0, 0},
		{"heartbeat that does not fit", "1 2", appendOf(2, 3, "", 2), "1 2", false, 0, 0},
	} {
		r.check(t)
	}
}

func TestLine25_APrevOfZeroWithATermIsAFinding(t *testing.T) {
	s := alone(t, 3, 9, 0, "1 2")
	out := hear(s, 2, 9, appendOf(0, 3, "3", 2))
	if len(out.Findings) != 1 || out.Findings[0].Kind != UnreasonableAppend || len(sent(out)) != 0 {
		t.Errorf("finds %+v and answers %+v", out.Findings, sent(out))
	}
	if termsOf(s.Log()) != "1 2" || s.CommitIndex() != 0 || s.Leader() != 0 {
		t.Errorf("the input that failed the assertion has changed something")
	}
}

func TestLine26_StaleShorterAppendKeepsTheTail(t *testing.T) {
	for _, r := range []receives{
		{"an append that arrives again", "1 2 2 2", appendOf(1, 1, "2 2", 0), "1 2 2 2", true, 3, 0},
		{"one entry from the middle", "1 2 2 2 3", appendOf(2, 2, "2", 0), "1 2 2 2 3", true, 3, 0},
		{"a heartbeat from before", "1 2 2 2", appendOf(1, 1, "", 0), "1 2 2 2", true, 1, 0},
		{"the whole log again", "1 2 2 2", appendOf(0, 0, "1 2 2 2", 0), "1 2 2 2", true, 4, 0},
		{"a stale tail stays until it conflicts", "1 2 2 2", appendOf(1, 1, "", 0), "1 2 2 2", true, 1, 0},
	} {
		r.check(t)
	}
}

func TestLine26_AConflictRemovesAllThatFollowsIt(t *testing.T) {
	for _, r := range []receives{
		{"the first new entry conflicts", "1 2 2 2", appendOf(1, 1, "3", 0), "1 3", true, 2, 0},
		{"the last new entry conflicts", "1 2 2 2 2", appendOf(1, 1, "2 2 3", 0), "1 2 2 3", true, 4, 0},
		{"one in the middle conflicts", "1 2 2 2 2", appendOf(1, 1, "2 3 3", 0), "1 2 3 3", true, 4, 0},
		{"everything conflicts", "1 1 1", appendOf(0, 0, "2", 0), "2", true, 1, 0},
		{"a longer log of later terms", "1 4 5 6", appendOf(1, 1, "7 7", 0), "1 7 7", true, 3, 0},
	} {
		r.check(t)
	}
}

func TestLine27_NothingCommittedIsEverTruncated(t *testing.T) {
	s := alone(t, 3, 9, 0, "1 2 2 2")
	hear(s, 2, 9, appendOf(4, 2, "", 3))
	if s.CommitIndex() != 3 {
		t.Fatalf("commitIndex is %d", s.CommitIndex())
	}
	for first, terms := range map[Index]string{1: "3 3 3 3 3", 2: "3 3 3", 3: "3"} {
		out := hear(s, 2, 9, appendOf(first-1, []Term{0, 1, 2}[first-1], terms, 9))
		want := Finding{Kind: TruncateBelowCommit, Peer: 2, Term: 3, Index: first}
		if len(out.Findings) != 1 || out.Findings[0] != want {
			t.Errorf("a conflict at %d: finds %+v, want %+v", first, out.Findings, want)
		}
		if termsOf(s.Log()) != "1 2 2 2" || s.CommitIndex() != 3 || len(sent(out)) != 0 || out.Persist.Seq != 0 {
			t.Errorf("a conflict at %d has changed something: log %q, commitIndex %d", first, termsOf(s.Log()), s.CommitIndex())
		}
	}
	if out := hear(s, 2, 9, appendOf(3, 2, "9", 3)); len(out.Findings) != 0 || termsOf(s.Log()) != "1 2 2 9" {
		t.Errorf("a conflict above commitIndex: finds %+v, log %q", out.Findings, termsOf(s.Log()))
	}
}

func TestLine28_CommitIndexIsTheSmallerOfLeaderCommitAndTheLastNewEntry(t *testing.T) {
	for _, r := range []receives{
		{"leaderCommit is smaller", "1 2", appendOf(2, 2, "3 3 3", 4), "1 2 3 3 3", true, 5, 4},
		{"the last new entry is smaller", "1 2", appendOf(2, 2, "3", 9), "1 2 3", true, 3, 3},
		{"the two are equal", "1 2", appendOf(2, 2, "3", 3), "1 2 3", true, 3, 3},
		{"a longer log does not count", "1 2 2 2 2", appendOf(1, 1, "2", 9), "1 2 2 2 2", true, 2, 2},
		{"nor does it for a heartbeat", "1 2 2 2 2", appendOf(3, 2, "", 9), "1 2 2 2 2", true, 3, 3},
		{"a heartbeat at 0 commits nothing", "1 2 2", appendOf(0, 0, "", 9), "1 2 2", true, 0, 0},
	} {
		r.check(t)
	}
}

func TestLine28_CommitIndexNeverFalls(t *testing.T) {
	s := alone(t, 3, 9, 0, "1 2 2 2")
	hear(s, 2, 9, appendOf(4, 2, "", 4))
	for _, ae := range []AppendEntries{appendOf(4, 2, "", 2), appendOf(1, 1, "", 4), appendOf(1, 1, "2", 1), appendOf(0, 0, "", 0)} {
		out := hear(s, 2, 9, ae)
		if s.CommitIndex() != 4 || s.LastApplied() != 4 || len(out.Committed) != 0 {
			t.Errorf("%+v: commitIndex is %d, applied %d again", ae, s.CommitIndex(), len(out.Committed))
		}
	}
}

func TestLine29_AHeartbeatWithACommitIndexCommitsNothingOnADivergedFollower(t *testing.T) {
	receives{"the follower's entries are others", "1 2 2 2", appendOf(4, 3, "", 4), "1 2 2 2", false, 0, 0}.check(t)
	receives{"the follower's log is too short", "1 2", appendOf(4, 3, "", 4), "1 2", false, 0, 0}.check(t)
	receives{"up to prev they agree", "1 2 2 2", appendOf(2, 2, "", 4), "1 2 2 2", true, 2, 2}.check(t)

	// S3 has entries that no one else has, while S1 and S2 commit others.
	c := newCluster(t, setup{logs: []string{"1 3", "1", "1 2 2 2"}, term: 3})
	c.elect(1, 2)
	c.propose(1, set("x", 1))
	c.talk(1, 2)
	if c.at(1).CommitIndex() != 3 {
		t.Fatalf("commitIndex is %d", c.at(1).CommitIndex())
	}
	c.lose(anything)
	c.timeout(1)
	c.deliver(between(1, 3))
	if c.at(3).CommitIndex() != 0 || c.at(3).terms() != "1 2 2 2" {
		t.Errorf("the heartbeat made the diverged follower commit %d of %q", c.at(3).CommitIndex(), c.at(3).terms())
	}
	c.settle()
	c.heartbeat(1)
	if c.at(3).CommitIndex() != 3 || c.at(3).terms() != "1 3 4" {
		t.Errorf("the follower ends with commitIndex %d and log %q", c.at(3).CommitIndex(), c.at(3).terms())
	}
}

func TestLine38_UpToDateComparesTheLastTermFirstThenTheLength(t *testing.T) {
	for _, v := range []struct {
		voter, candidate string
		granted          bool
	}{
		{"", "", true},
		{"", "1", true},
		{"1", "", false},
		{"1 1", "1 1", true},
		{"1 1", "1 1 1", true},
		{"1 1 1", "1 1", false},
		{"1 1 1 1", "1 2", true},  // shorter, but of a later term
		{"1 2", "1 1 1 1", false}, // longer, but of an earlier term
		{"1 2 2", "1 3", true},    // each term counts, not only the length
		{"1 3", "1 2 2 2 2", false},
		{"1 2 2", "2 2", false}, // equal last terms: the longer log
	} {
		s := alone(t, 3, 5, 0, v.voter)
		log := logOf(v.candidate)
		reply := answer[RequestVoteReply](t, hear(s, 2, 6, RequestVote{LastLogIndex: log.LastIndex(), LastLogTerm: log.LastTerm()}))
		if reply.VoteGranted != v.granted {
			t.Errorf("voter %q, candidate %q: granted %v", v.voter, v.candidate, reply.VoteGranted)
		}
		if got := s.VotedFor() == 2; got != v.granted {
			t.Errorf("voter %q, candidate %q: votedFor is %v", v.voter, v.candidate, s.VotedFor())
		}
	}
}
