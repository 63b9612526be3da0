package check

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

func TestElectionSafety(t *testing.T) {
	expectOne(t, "two leaders in a term", func(r *handmade) {
		r.leads(1, 2)
		r.follows(1, 2)
		r.leads(3, 2)
	}, sim.Violation{ElectionSafety: &sim.ElectionSafety{Second: 3, First: 1, Term: 2}})
	expectNone(t, "leaders of different terms, one of them twice", func(r *handmade) {
		r.leads(1, 2)
		r.leads(3, 3)
		r.commits(1, 0)
		r.leads(1, 4)
	})
}

func TestLogMatching(t *testing.T) {
	expectOne(t, "another entry of the same index and term", func(r *handmade) {
		r.log(1, 1, "1:x=1")
		r.log(2, 1, "1:x=2")
	}, sim.Violation{LogMatching: &sim.LogMatching{Server: 2, First: 1, Term: 1, Index: 1}})
	expectOne(t, "the same entry behind another", func(r *handmade) {
		r.log(1, 1, "1:x=1 3:y=2")
		r.log(2, 1, "2:x=1 3:y=2")
	}, sim.Violation{LogMatching: &sim.LogMatching{Server: 2, First: 1, Term: 3, Index: 2}})
	expectNone(t, "logs that part, and meet again", func(r *handmade) {
		r.log(1, 1, "1:x=1 1:y=2")
		r.log(2, 1, "1:x=1 2:z=3")
		r.log(1, 2, "2:z=3")
	})
}

func TestLeaderCompleteness(t *testing.T) {
	lacking := sim.Violation{LeaderCompleteness: &sim.LeaderCompleteness{Leader: 2, CommittedBy: 1, Term: 2, Index: 1, CommittedIn: 1}}
	expectOne(t, "elected without what was committed", func(r *handmade) {
		r.leads(1, 1)
		r.log(1, 1, "1:x=1")
		r.commits(1, 1)
		r.leads(2, 2)
	}, lacking)
	expectOne(t, "elected before the commit was known", func(r *handmade) {
		r.leads(1, 1)
		r.log(1, 1, "1:x=1")
		r.leads(2, 2)
		r.commits(1, 1)
	}, lacking)
	expectOne(t, "of several only one is missing", func(r *handmade) {
		r.leads(1, 1)
		r.log(1, 1, "1:x=1 1:y=2 1:z=3")
		r.log(2, 1, "1:x=1 1:y=2")
		r.commits(1, 3)
		r.leads(2, 2)
	}, sim.Violation{LeaderCompleteness: &sim.LeaderCompleteness{Leader: 2, CommittedBy: 1, Term: 2, Index: 3, CommittedIn: 1}})
	expectNone(t, "elected with it, whatever follows", func(r *handmade) {
		r.leads(1, 1)
		r.log(1, 1, "1:x=1")
		r.log(2, 1, "1:x=1 1:y=2")
		r.commits(1, 1)
		r.leads(2, 2)
	})
	expectNone(t, "a leader of an earlier term need not have it", func(r *handmade) {
		r.leads(3, 1)
		r.leads(1, 2)
		r.log(1, 1, "2:x=1")
		r.commits(1, 1)
	})
}

func TestStateMachineSafety(t *testing.T) {
	expectOne(t, "two entries committed at one index", func(r *handmade) {
		r.leads(1, 2)
		r.log(1, 1, "2:x=1")
		r.log(2, 1, "1:x=2")
		r.commits(1, 1)
		r.commits(2, 1)
	}, sim.Violation{StateMachineSafety: &sim.StateMachineSafety{Server: 2, CommittedBy: 1, Index: 1, CommittedIn: 2}})
	expectNone(t, "one entry, known at different times, and anew after a restart", func(r *handmade) {
		r.log(1, 1, "1:x=1 1:y=2")
		r.log(2, 1, "1:x=1 1:y=2")
		r.commits(1, 2)
		r.commits(2, 1)
		r.restarts(1)
		r.commits(1, 1)
		r.commits(2, 2)
	})
}

func TestAtMostOnce(t *testing.T) {
	expectOne(t, "a request applied twice", func(r *handmade) {
		r.log(1, 1, "1:x=1 1:x=1")
		r.applies(1, 1)
		r.applies(1, 2)
	}, sim.Violation{AtMostOnce: &sim.AtMostOnce{Server: 1, Second: 2, Client: 1, Request: 1}})
	expectOne(t, "a late request applied twice", func(r *handmade) {
		r.log(1, 1, "2:x=2 1:x=1 1:x=1")
		r.applies(1, 1)
		r.applies(1, 2)
		r.applies(1, 3)
	}, sim.Violation{AtMostOnce: &sim.AtMostOnce{Server: 1, Second: 3, Client: 1, Request: 1}})
	expectNone(t, "a request that comes late, after a newer one", func(r *handmade) {
		r.log(1, 1, "2:x=2 1:x=1")
		r.applies(1, 1)
		r.applies(1, 2)
	})
	expectNone(t, "each server applies it, and one again after a restart", func(r *handmade) {
		r.log(1, 1, "1:x=1 2:x=2")
		r.log(2, 1, "1:x=1 2:x=2")
		r.applies(1, 1)
		r.applies(2, 1)
		r.applies(1, 2)
		r.restarts(1)
		r.applies(1, 1)
	})
}

func TestFreshReads(t *testing.T) {
	expectOne(t, "a read older than what another client was told", func(r *handmade) {
		r.asks(1, "x=1", "x")
		r.hears(1, 1, 2)
		r.asks(1, "x=2", "x")
		r.hears(1, 2, 3)
		r.asks(2, "read x", "x")
		r.hears(2, 1, 2)
	}, sim.Violation{FreshReads: &sim.FreshReads{Server: 1, Client: 2, Request: 1, Key: "x", Known: 3, Answered: 2}})
	expectOne(t, "a read older than another read", func(r *handmade) {
		r.asks(1, "read x", "x")
		r.hears(1, 2, 3)
		r.asks(2, "read x", "x")
		r.hears(2, 0, 0)
	}, sim.Violation{FreshReads: &sim.FreshReads{Server: 1, Client: 2, Request: 1, Key: "x", Known: 3, Answered: 0}})
	expectNone(t, "what becomes known while a read is under way, and another key", func(r *handmade) {
		r.asks(2, "read x", "x")
		r.asks(1, "x=2", "x")
		r.hears(1, 2, 3)
		r.hears(2, 1, 2)
		r.asks(2, "read y", "y")
		r.hears(2, 0, 0)
	})
}

func TestAViolationIsReportedOncePerSubject(t *testing.T) {
	twice := func(r *handmade) {
		r.leads(1, 2)
		r.leads(3, 2)
		r.follows(3, 2)
		r.leads(3, 2)
	}
	if got := violations(twice); len(got) != 1 {
		t.Errorf("it is reported %d times", len(got))
	}
	many := func(r *handmade) {
		for term := raft.Term(1); term <= 2*MaxViolations; term++ {
			r.leads(1, term)
			r.leads(2, term)
		}
	}
	if got := violations(many); len(got) != MaxViolations {
		t.Errorf("%d violations are reported, want %d", len(got), MaxViolations)
	}
}

func TestWhatBreaksAfterAWipeSaysSo(t *testing.T) {
	got := violations(func(r *handmade) {
		r.leads(1, 1)
		r.log(1, 1, "1:x=1")
		r.log(2, 1, "1:x=1")
		r.disk(2, 1, 1, 1)
		r.commits(1, 1)
		r.server(2, func(s *sim.ServerState) {
			s.Wipes, s.Down, s.SyncedTerm, s.SyncedVote, s.SyncedIndex = 1, true, 0, 0, 0
		})
		r.log(2, 1, "")
		r.follows(2, 0)
		r.leads(3, 2)
	})
	if len(got) != 1 || got[0].Property != "leader-completeness" || got[0].Wiped != 2 {
		t.Errorf("reported: %+v", got)
	}
}

func TestACloneOfACheckerGoesOnByItself(t *testing.T) {
	c := New(3)
	begin := tell(func(r *handmade) {
		r.leads(1, 1)
		r.log(1, 1, "1:x=1 1:y=2")
		r.log(2, 1, "1:x=1 1:y=2")
		r.commits(1, 1)
		r.progress(1, 0, 2, 0)
	})
	for _, e := range begin {
		c.Event(&e)
	}
	clone := c.Clone()
	// The clone sees another log there, the original never does.
	other := &handmade{}
	other.log(3, 1, "1:x=1 1:z=3")
	other.progress(1, 0, 1, 0)
	found := 0
	for _, e := range other.events {
		found += len(clone.Event(&e))
	}
	if found != 2 || len(clone.Broken()) != 2 {
		t.Errorf("the clone finds %v", clone.Broken())
	}
	same := &handmade{}
	same.log(3, 1, "1:x=1 1:y=2")
	same.progress(1, 0, 2, 1)
	for _, e := range same.events {
		if v := c.Event(&e); len(v) > 0 {
			t.Errorf("the original finds %+v", v)
		}
	}
	if len(c.Broken()) != 0 {
		t.Errorf("the original has broken %v", c.Broken())
	}
}
