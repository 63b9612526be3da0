package raft

import (
	"slices"
	"testing"
)

// leaderWith returns S1, the leader of term 5 of three servers that holds
// "1 2", none of it committed, with a setting.
func leaderWith(t *testing.T, set func(*Config)) *Server {
	t.Helper()
	cfg := config(1, 3)
	set(&cfg)
	s := startAlone(t, cfg, DurableState{CurrentTerm: 4, Log: logOf("1 2")})
	synced(s, s.Timeout(0))
	hear(s, 2, 5, RequestVoteReply{VoteGranted: true})
	return s
}

func TestLine81_WithParallelWritesALeaderSendsWhatItStillWritesAndCountsItselfLate(t *testing.T) {
	s := leaderWith(t, func(c *Config) { c.ParallelWrites = true })
	_, _, out, _ := s.Propose(0, set("x", 1))
	if sent := bodies[AppendEntries](out.Send); len(sent) != 2 || len(sent[0].Entries) != 1 || s.DurableIndex() != 2 {
		t.Fatalf("asked, it sends %+v at once", out.Send)
	}
	hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: 2, MatchIndex: 3})
	if s.CommitIndex() != 0 {
		t.Errorf("with one copy on a disk it commits up to %d", s.CommitIndex())
	}
	if synced(s, out); s.CommitIndex() != 3 {
		t.Errorf("with its own copy on the disk it commits up to %d", s.CommitIndex())
	}
}

// A majority of the others is one: what they hold is committed (D10.2.1).
func TestLine81_WithParallelWritesAnEntryMayBeCommittedBeforeItsLeaderHasWrittenIt(t *testing.T) {
	s := leaderWith(t, func(c *Config) { c.ParallelWrites = true })
	s.Propose(0, set("x", 1))
	hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: 2, MatchIndex: 3})
	hear(s, 3, 5, AppendEntriesReply{Success: true, PrevLogIndex: 2, MatchIndex: 3})
	if s.CommitIndex() != 3 || s.DurableIndex() != 2 {
		t.Errorf("commitIndex is %d, and %d is on its disk", s.CommitIndex(), s.DurableIndex())
	}
}

func TestLine81_WithoutParallelWritesALeaderSendsOnlyWhatItHasWritten(t *testing.T) {
	s := leaderWith(t, func(*Config) {})
	_, _, out, _ := s.Propose(0, set("x", 1))
	if len(out.Send) != 0 {
		t.Errorf("asked, it sends %+v at once", out.Send)
	}
	if sent := bodies[AppendEntries](synced(s, out).Send); len(sent) != 2 || len(sent[0].Entries) != 1 {
		t.Errorf("written, it sends %+v", sent)
	}
}

func TestLine82_WithTellCommitsFollowersLearnOfACommitAtOnceAndOnce(t *testing.T) {
	for _, tell := range []bool{false, true} {
		s := leaderWith(t, func(c *Config) { c.TellCommits = tell })
		_, _, out, _ := s.Propose(0, set("x", 1))
		synced(s, out)
		told := func(from ServerID) []Message {
			return slices.Clone(hear(s, from, 5, AppendEntriesReply{Success: true, PrevLogIndex: 2, MatchIndex: 3}).Send)
		}
		first, second, again := told(2), told(3), told(3)
		if !tell {
			if len(first)+len(second)+len(again) != 0 {
				t.Errorf("without the setting it tells of a commit at once")
			}
			continue
		}
		// S3 is not known to hold the entry when it is committed: it is told when it is.
		for follower, sent := range map[ServerID][]Message{2: first, 3: second} {
			if len(sent) != 1 || sent[0].To != follower {
				t.Fatalf("when %v's copy counts, it sends %+v", follower, sent)
			}
			if ae := sent[0].Body.(AppendEntries); ae.LeaderCommit != 3 || ae.PrevLogIndex != 3 || len(ae.Entries) != 0 {
				t.Errorf("%v is told %+v", follower, ae)
			}
		}
		if len(again) != 0 {
			t.Errorf("it tells S3 again: %+v", again)
		}
	}
}

func TestLine82_WithTellCommitsWhatIsToBeSentAnywayTellsOfTheCommit(t *testing.T) {
	s := leaderWith(t, func(c *Config) { c.TellCommits, c.ParallelWrites = true, true })
	_, _, first, _ := s.Propose(0, set("x", 1))
	synced(s, first)
	hear(s, 3, 5, AppendEntriesReply{PrevLogIndex: 2, ConflictIndex: 1}) // S3 is probed from here on
	s.Propose(0, set("y", 2))
	out := hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: 2, MatchIndex: 3})
	if len(out.Send) != 1 || out.Send[0].To != 2 || s.CommitIndex() != 3 {
		t.Errorf("to S3, which gets entries, it sends of the commit too: %+v", out.Send)
	}
}
