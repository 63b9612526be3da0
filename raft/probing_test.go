package raft

import "testing"

// How a leader sends: up to a window ahead of the acknowledgements, or, to a
// follower whose log it has to look for, one append at a time.

// sentTo returns the entries and heartbeats that an output sends to a follower.
func sentTo(out Output, follower ServerID) (appends []AppendEntries) {
	for _, m := range out.Send {
		if ae, ok := m.Body.(AppendEntries); ok && m.To == follower {
			appends = append(appends, ae)
		}
	}
	return appends
}

// probed returns S1, the leader of term 5, that S2 has just told how short its log
// is, and what S1 sends thereupon.
func probed(t *testing.T) (*Server, Output) {
	t.Helper()
	s := elected(t, 3, 5, "1 2 2 2 3 3")
	return s, hear(s, 2, 5, AppendEntriesReply{PrevLogIndex: 6, ConflictIndex: 3})
}

// While a leader does not know where the logs part, all that it sends may be
// refused. So it sends one append, and waits for the answer.
func TestAFollowerWhoseLogIsLookedForGetsOneAppendAtATime(t *testing.T) {
	s, out := probed(t)
	if sent := sentTo(out, 2); len(sent) != 1 || sent[0].PrevLogIndex != 2 || len(sent[0].Entries) != 4 {
		t.Fatalf("refused, it sends %+v", sent)
	}
	for range 3 {
		_, _, out, _ = s.Propose(0, set("x", 1))
		if out = synced(s, out); len(sentTo(out, 2)) != 0 || len(sentTo(out, 3)) != 1 {
			t.Fatalf("before S2 has answered it is sent %+v", sentTo(out, 2))
		}
	}
	out = hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: 2, MatchIndex: 6})
	if sent := sentTo(out, 2); len(sent) != 1 || sent[0].PrevLogIndex != 6 || len(sent[0].Entries) != 3 {
		t.Errorf("once the logs match it sends %+v", sent)
	}
}

// A refusal that does not answer the last probe is about an append of before. If
// it were heeded, what the probe carries would be sent twice.
func TestARefusalOfAnEarlierAppendSendsNothingTwice(t *testing.T) {
	for prev := Index(1); prev <= 6; prev++ {
		s := elected(t, 3, 5, "1 2 2 2 3 3")
		hear(s, 2, 5, AppendEntriesReply{PrevLogIndex: 6, ConflictIndex: 5})
		if prev == 4 {
			continue // the probe itself
		}
		out := hear(s, 2, 5, AppendEntriesReply{PrevLogIndex: prev, ConflictIndex: 1})
		if len(out.Send) != 0 || len(decided(out, AppendReplyOutdated)) != 1 {
			t.Errorf("a refusal at %d, where the probe is at 4: sends %+v", prev, out.Send)
		}
		progress(t, s, "after it", 5, 0)
	}
}

// The same once the logs have met: a second refusal of what was sent before the
// probing begins the probing anew, even where it names the very next entry to be sent.
func TestARefusalFromBeforeTheProbingDoesNotBeginItAnew(t *testing.T) {
	log := ""
	for range 16 + Window + 1 {
		log += "1 "
	}
	s := elected(t, 3, 5, log)
	refusal := AppendEntriesReply{PrevLogIndex: 16 + Window + 1, ConflictIndex: 1}
	hear(s, 2, 5, refusal)
	hear(s, 2, 5, AppendEntriesReply{Success: true, MatchIndex: 16})
	progress(t, s, "a batch matches, a window is on its way", 16+Window+1, 16)
	out := hear(s, 2, 5, refusal) // of a second heartbeat, sent with the first
	if len(out.Send) != 0 || len(decided(out, AppendReplyOutdated)) != 1 {
		t.Errorf("it sends %+v", out.Send)
	}
	progress(t, s, "after it", 16+Window+1, 16)
}

// A follower that says again what is known of it shows that the logs match there,
// and that is all that was looked for (in etcd a heartbeat's answer does it).
func TestAnAnswerWithoutNewsEndsTheProbing(t *testing.T) {
	s := elected(t, 3, 5, "1 2 2 2 3 3")
	hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: 3, MatchIndex: 3})
	hear(s, 2, 5, AppendEntriesReply{PrevLogIndex: 6, ConflictIndex: 4})
	progress(t, s, "probed from 4 on; the probe is lost", 4, 3)
	out := hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: 3, MatchIndex: 3}) // to a heartbeat
	if sent := sentTo(out, 2); len(sent) != 1 || len(sent[0].Entries) != 3 {
		t.Errorf("it sends %+v", sent)
	}
	progress(t, s, "answered", 7, 3)
	_, _, out, _ = s.Propose(0, set("x", 1))
	if sent := sentTo(synced(s, out), 2); len(sent) != 1 || sent[0].PrevLogIndex != 6 {
		t.Errorf("the next entry, which need not wait for an answer, is sent with %+v", sent)
	}
}

// What has been sent and not been acknowledged yet is on its way. An
// acknowledgement of what was sent before it does not send it again.
func TestAnAcknowledgementLeavesWhatIsOnItsWayAlone(t *testing.T) {
	s := elected(t, 3, 5, "1 2")
	for range 5 {
		_, _, out, _ := s.Propose(0, set("x", 1))
		synced(s, out)
	}
	progress(t, s, "five entries are on their way", 8, 0)
	for match := Index(2); match <= 6; match++ {
		out := hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: match - 1, MatchIndex: match})
		progress(t, s, "acknowledged in part", 8, match)
		if sent := sentTo(out, 2); len(sent) != 0 {
			t.Errorf("acknowledged up to %d, it sends %+v", match, sent)
		}
	}
}

// The window is as many entries as its constant says, not one more and not one
// fewer.
func TestALeaderSendsAWholeWindowAheadOfTheAcknowledgements(t *testing.T) {
	for _, batch := range []int{1, 3, 16, 100} {
		c := newCluster(t, setup{servers: 2, batch: batch})
		c.elect(1)
		c.settle()
		c.at(1).slow = true
		for range 2 * Window {
			c.propose(1, set("x", 1))
		}
		c.sync(1)
		entries := 0
		for _, ae := range bodies[AppendEntries](c.flying) {
			entries += len(ae.Entries)
		}
		if entries != Window {
			t.Errorf("in batches of %d, %d entries are on their way, the window is %d", batch, entries, Window)
		}
	}
}

// The next index to try is one past the end of a log that is too short: an entry
// fewer would be sent once more than needed.
func TestTheHintOfAShortLogIsOnePastItsEnd(t *testing.T) {
	for log, want := range map[string]Index{"": 1, "1": 2, "1 2": 3, "1 2 2 2": 5} {
		s := alone(t, 3, 9, 0, log)
		reply := answer[AppendEntriesReply](t, hear(s, 2, 9, appendOf(7, 5, "6", 0)))
		if reply.Success || reply.ConflictIndex != want || reply.ConflictTerm != 0 {
			t.Errorf("a follower with the log %q answers %+v, want the hint %d", log, reply, want)
		}
	}
}
