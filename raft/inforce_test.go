package raft

import "testing"

// appendsConfiguration is S2 of term 1 or later, which has S1 append a configuration, after an entry.
func appendsConfiguration(prev Index, prevTerm, term Term, c Configuration, commit Index) AppendEntries {
	return AppendEntries{PrevLogIndex: prev, PrevLogTerm: prevTerm, Entries: []Entry{{Term: term, Configuration: c}}, LeaderCommit: commit}
}

func TestLine49_AConfigurationIsInForceWhenAppended(t *testing.T) {
	s := heads(t, 3, setOf(1, 2, 3), nil)
	_, out, _ := asked(s, 0, 1, RemoveServer, 3)
	if d := decided(out, ConfigurationInForce); len(d) != 1 || d[0].Index != 2 || d[0].Configuration.Voters != setOf(1, 2) {
		t.Errorf("it decides %+v", out.Decisions)
	}
	goesBy(t, s, Configuration{Voters: setOf(1, 2)}, 2)
	if needs := s.Needs(); s.CommitIndex() != 1 || needs.Votes != 2 || needs.Copies != 2 {
		t.Errorf("committed %d, needs %+v", s.CommitIndex(), needs)
	}
	f := alone(t, 3, 1, 2, "1")
	out = hear(f, 2, 1, appendsConfiguration(1, 1, 1, Configuration{Voters: setOf(1, 2)}, 0))
	if len(decided(out, ConfigurationInForce)) != 1 {
		t.Errorf("a follower decides %+v", out.Decisions)
	}
	goesBy(t, f, Configuration{Voters: setOf(1, 2)}, 2)
	// The same once more is nothing new.
	if out = hear(f, 2, 1, appendsConfiguration(1, 1, 1, Configuration{Voters: setOf(1, 2)}, 0)); len(decided(out, ConfigurationInForce)) != 0 {
		t.Errorf("a follower decides %+v", out.Decisions)
	}
	// Of several, the newest.
	ae := appendsConfiguration(2, 1, 1, Configuration{Voters: setOf(2)}, 0)
	ae.Entries = append(ae.Entries, entryAt(4, 1), Entry{Term: 1, Configuration: Configuration{Voters: setOf(2, 3)}})
	hear(f, 2, 1, ae)
	goesBy(t, f, Configuration{Voters: setOf(2, 3)}, 5)
}

func TestLine49_TruncationBringsTheFormerConfigurationBack(t *testing.T) {
	first, second := Configuration{Voters: setOf(1, 2)}, Configuration{Voters: setOf(2)}
	grown := func() *Server {
		s := alone(t, 3, 1, 2, "1")
		ae := appendsConfiguration(1, 1, 1, first, 0)
		ae.Entries = append(ae.Entries, Entry{Term: 1, Configuration: second})
		hear(s, 2, 1, ae)
		goesBy(t, s, second, 3)
		return s
	}
	s := grown()
	out := hear(s, 3, 2, appendOf(2, 1, "2", 0)) // in the place of the second
	if d := decided(out, ConfigurationTakenBack); len(d) != 1 || d[0].Index != 2 || d[0].Configuration != first {
		t.Errorf("it decides %+v", out.Decisions)
	}
	goesBy(t, s, first, 2)
	s = grown()
	hear(s, 3, 2, appendOf(1, 1, "2", 0)) // of both
	goesBy(t, s, firstServers(3), 0)
	s = grown()
	hear(s, 3, 2, appendOf(3, 1, "2", 0)) // of neither
	goesBy(t, s, second, 3)
	// Another configuration in its place is in force at once.
	s = grown()
	hear(s, 3, 2, appendsConfiguration(2, 1, 2, Configuration{Voters: setOf(1, 3)}, 0))
	goesBy(t, s, Configuration{Voters: setOf(1, 3)}, 3)
}

func TestLine49_ARestartFindsTheNewestConfigurationInTheLog(t *testing.T) {
	log := logOf("1")
	want := Configuration{Voters: setOf(1, 4), Learners: setOf(2)}
	log.Append(Entry{Term: 1, Configuration: Configuration{Voters: setOf(3)}}, Entry{Term: 1, Configuration: want}, entryAt(4, 1))
	cfg := config(1, 4)
	cfg.Voters = setOf(1, 2)
	goesBy(t, startAlone(t, cfg, DurableState{CurrentTerm: 1, Log: log}), want, 3)
	goesBy(t, startAlone(t, cfg, DurableState{CurrentTerm: 1, Log: logOf("1")}), Configuration{Voters: setOf(1, 2)}, 0)
}

// A copy of a server has configurations of its own.
func TestLine49_ACloneGoesByItsOwnLog(t *testing.T) {
	s := alone(t, 3, 1, 2, "1")
	hear(s, 2, 1, appendsConfiguration(1, 1, 1, Configuration{Voters: setOf(1, 2)}, 0))
	hear(s, 2, 1, appendsConfiguration(2, 1, 1, Configuration{Voters: setOf(2)}, 0))
	hear(s, 2, 1, appendsConfiguration(3, 1, 1, Configuration{Voters: setOf(2, 3)}, 0))
	c := s.Clone()
	hear(c, 3, 2, appendsConfiguration(2, 1, 2, Configuration{Voters: setOf(1, 3)}, 0))
	hear(s, 3, 2, appendOf(3, 1, "2", 0))
	goesBy(t, s, Configuration{Voters: setOf(2)}, 3)
	goesBy(t, c, Configuration{Voters: setOf(1, 3)}, 3)
}

func TestLine56_WhoDoesNotKnowThatItVotesStillDoes(t *testing.T) {
	for name, outside := range map[string]func(*Config){
		"outside":  func(c *Config) { c.Voters = setOf(2, 3) },
		"a member": func(*Config) {},
	} {
		cfg := config(1, 4)
		outside(&cfg)
		s := startAlone(t, cfg, DurableState{CurrentTerm: 1, Log: logOf("1")})
		out := hear(s, 4, 2, RequestVote{LastLogIndex: 1, LastLogTerm: 1})
		if reply := answer[RequestVoteReply](t, out); !reply.VoteGranted || s.VotedFor() != 4 {
			t.Errorf("%s: replies %+v", name, reply)
		}
		hear(s, 2, 3, RequestVote{LastLogIndex: 1, LastLogTerm: 1}) // and it is asked whether it would
		if reply := answer[PreVoteReply](t, hear(s, 4, 3, PreVote{NextTerm: 4, LastLogIndex: 1, LastLogTerm: 1})); !reply.Granted {
			t.Errorf("%s: replies %+v", name, reply)
		}
	}
	// Nor does a candidate leave out who is no voter yet as far as that knows: it asks learners.
	log := NewLog(Entry{Term: 1, Configuration: Configuration{Voters: setOf(1, 2), Learners: setOf(3)}})
	s := startAlone(t, config(1, 4), DurableState{CurrentTerm: 1, Log: log})
	asks := bodies[RequestVote](sent(s.Timeout(0)))
	if len(asks) != 2 {
		t.Errorf("it asks %d", len(asks))
	}
}

func TestLine57_AConfigurationSurvivesASnapshot(t *testing.T) {
	c := newCluster(t, setup{servers: 4, noOp: true, voters: setOf(1, 2, 3)})
	c.elect(1)
	c.settle()
	c.propose(1, Command{Op: AddLearner, Client: 1, Request: 1, Servers: setOf(4)})
	c.settle()
	want := Configuration{Voters: setOf(1, 2, 3), Learners: setOf(4)}
	c.propose(1, set("x", 1))
	c.settle()
	c.isolate(2)
	c.heartbeat(1)
	c.propose(1, Command{Op: RemoveServer, Client: 1, Request: 2, Servers: setOf(4)}) // follows the snapshot
	c.at(1).slow, c.at(3).slow = true, true
	c.compact(1)
	c.compact(3)
	if s := c.at(1).Snapshot(); s.Index < 3 || s.Configuration != want || s.ConfigurationIndex != 2 {
		t.Errorf("the snapshot of %d holds %v of entry %d", s.Index, s.Configuration, s.ConfigurationIndex)
	}
	goesBy(t, c.at(1).Server, Configuration{Voters: setOf(1, 2, 3)}, 4)
	c.heal()
	c.restart(3) // which has what is behind its snapshot as well
	c.crash(1)
	c.elect(3, 2) // S2 is behind
	c.settle()
	c.heartbeat(3)
	goesBy(t, c.at(2).Server, c.at(3).configuration(), c.at(3).inForce.index)
}

// Both the configuration at the snapshot's end and those behind it are found, by whoever
// takes the snapshot, is sent it, or starts from it.
func TestLine57_WhatIsInForceIsTheNewestBehindASnapshotOrThatOfIt(t *testing.T) {
	in, behind := Configuration{Voters: setOf(1, 2)}, Configuration{Voters: setOf(1, 2, 3)}
	s := alone(t, 4, 1, 2, "1")
	hear(s, 2, 1, appendsConfiguration(1, 1, 1, in, 2))
	ae := appendOf(2, 1, "1", 3)
	hear(s, 2, 1, ae)
	hear(s, 2, 1, appendsConfiguration(3, 1, 1, behind, 3))
	s.Compact(nil)
	if got := s.Snapshot(); got.Index != 3 || got.Configuration != in || got.ConfigurationIndex != 2 {
		t.Errorf("the snapshot is %+v", got)
	}
	goesBy(t, s, behind, 4)
	again := startAlone(t, s.cfg, DurableState{CurrentTerm: 1, Snapshot: s.Snapshot(), Log: s.log.Clone()})
	goesBy(t, again, behind, 4)
	hear(again, 3, 2, appendOf(3, 1, "2", 0))
	goesBy(t, again, in, 2)
	// Who is sent it loses what its own log had, but not what stands behind.
	sentTo := func(log Log) *Server {
		f := startAlone(t, config(1, 4), DurableState{CurrentTerm: 1, Log: log})
		hear(f, 2, 1, InstallSnapshot{s.Snapshot()})
		return f
	}
	goesBy(t, sentTo(NewLog()), in, 2)
	goesBy(t, sentTo(NewLog(entryAt(1, 1), Entry{Term: 1, Configuration: Configuration{Voters: setOf(4)}})), in, 2)
	whole := logOf("1 1 1")
	whole.Append(Entry{Term: 1, Configuration: behind})
	goesBy(t, sentTo(whole), behind, 4)
}

// Without the rule, leader and follower use a configuration from its commit on.
func TestAConfigurationThatWaitsForItsCommitIsInForceFromThenOn(t *testing.T) {
	s := heads(t, 3, setOf(1, 2, 3), func(c *Config) { c.Without = c.Without.With(ConfigurationWhenAppended) })
	_, out, _ := asked(s, 0, 1, RemoveServer, 3)
	goesBy(t, s, firstServers(3), 0)
	synced(s, out)
	hear(s, 2, 1, matches(2))
	goesBy(t, s, Configuration{Voters: setOf(1, 2)}, 2)
	cfg := config(1, 3)
	cfg.Without = s.cfg.Without
	f := startAlone(t, cfg, DurableState{})
	hear(f, 2, 1, appendsConfiguration(0, 0, 1, Configuration{Voters: setOf(1, 2)}, 0))
	goesBy(t, f, firstServers(3), 0)
	hear(f, 2, 1, AppendEntries{PrevLogIndex: 1, PrevLogTerm: 1, LeaderCommit: 1})
	goesBy(t, f, Configuration{Voters: setOf(1, 2)}, 1)
}
