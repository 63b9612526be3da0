package sim_test

import (
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/sim"
)

// startLog returns a log of no-ops of these terms.
func startLog(terms ...raft.Term) (log []raft.Entry) {
	for _, t := range terms {
		log = append(log, raft.Entry{Term: t})
	}
	return log
}

func TestAServerStartsWithWhatItsDiskHolds(t *testing.T) {
	cfg := sim.DefaultConfig()
	log := startLog(1, 1, 4)
	log[1].Command = raft.Command{Op: raft.Set, Key: "x", Value: 7}
	cfg.Starts = []sim.Start{{Server: 2, Term: 8, VotedFor: 3, Log: log}}
	w := newWorld(t, cfg)
	events := w.TakeEvents()
	sameState(t, reduced(5, events), w.State())
	s := w.State().Servers[1]
	if s.Term != 8 || s.VotedFor != 3 || s.LastIndex != 3 || s.SyncedIndex != 3 || s.CommitIndex != 0 || s.SyncedTerm != 8 || s.SyncedVote != 3 {
		t.Errorf("S2 starts as %+v", s.ServerState)
	}
	if len(s.Log) != 3 || s.Log[1].Command != "x=7" || s.Log[2].Term != 4 {
		t.Errorf("its log is %+v", s.Log)
	}
	// What it starts with is durable: it outlives the loss of all that is not.
	do(t, w, sim.Crash{Server: 2, LoseUnsynced: true})
	do(t, w, sim.Restart{Server: 2})
	if again := w.State().Servers[1]; again.LastIndex != 3 || again.Term != 8 || again.VotedFor != 3 {
		t.Errorf("after a crash S2 is %+v", again.ServerState)
	}
}

func TestAnEmptyStartChangesNothing(t *testing.T) {
	plain, empty := sim.DefaultConfig(), sim.DefaultConfig()
	empty.Starts = []sim.Start{{Server: 2}}
	a, b := newWorld(t, plain), newWorld(t, empty)
	a.RunUntil(raft.Second)
	b.RunUntil(raft.Second)
	if a.Hash() != b.Hash() {
		t.Error("it plays differently")
	}
}

func TestFigure7sLeaderBringsAllLogsToItsOwn(t *testing.T) {
	cfg := sim.DefaultConfig()
	cfg.Servers = 7
	for i, log := range [][]raft.Entry{
		startLog(1, 1, 1, 4, 4, 5, 5, 6, 6, 6), startLog(1, 1, 1, 4, 4, 5, 5, 6, 6), startLog(1, 1, 1, 4), startLog(1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6),
		startLog(1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7), startLog(1, 1, 1, 4, 4, 4, 4), startLog(1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3),
	} {
		cfg.Starts = append(cfg.Starts, sim.Start{Server: raft.ServerID(i + 1), Term: 7, Log: log})
	}
	w := newWorld(t, cfg)
	do(t, w, sim.TimeOut{Server: 1})
	w.RunUntil(raft.Second)
	checker := check.New(7)
	for _, e := range w.TakeEvents() {
		for _, v := range checker.Event(&e) {
			t.Errorf("at %d: %+v", e.At, v)
		}
	}
	if leader := w.Server(1); leader.Role() != raft.Leader || leader.CurrentTerm() != 8 {
		t.Fatalf("S1 is %v in term %d", leader.Role(), leader.CurrentTerm())
	}
	for _, s := range w.State().Servers {
		if len(s.Log) != 11 || s.Log[10].Term != 8 || s.Log[9].Term != 6 || s.CommitIndex != 11 {
			t.Errorf("%v holds %+v", s.ID, s.Log)
		}
	}
}

func TestAServersOwnElectionTimeoutIsThatFromTheBeginning(t *testing.T) {
	cfg := sim.DefaultConfig()
	own := sim.Span{Min: 31 * raft.Millisecond, Max: 32 * raft.Millisecond}
	cfg.Timeouts = []sim.OwnTimeout{{Server: 4, Timeout: own}}
	w := newWorld(t, cfg)
	s := w.State().Servers[3]
	if s.Timeout != own || s.Deadline < own.Min || s.Deadline > own.Max {
		t.Errorf("S4 starts as %+v", s.ServerState)
	}
	if w.RunUntil(100 * raft.Millisecond); w.Leader() != 4 {
		t.Errorf("%v leads", w.Leader())
	}
}

func TestAStartThatCannotBeIsRefused(t *testing.T) {
	start := func(s ...sim.Start) sim.Config {
		cfg := sim.DefaultConfig()
		cfg.Starts = s
		return cfg
	}
	timeouts := func(o ...sim.OwnTimeout) sim.Config {
		cfg := sim.DefaultConfig()
		cfg.Timeouts = o
		return cfg
	}
	good := sim.Span{Min: raft.Millisecond, Max: raft.Millisecond}
	x := startLog(1, 1, 4)
	x[0].Command = raft.Command{Op: raft.Set, Key: "x", Value: 1}
	for _, test := range []struct {
		cfg  sim.Config
		says string
	}{
		{start(sim.Start{Server: 6}), "there are 1 to 5"},
		{start(sim.Start{Server: 0}), "there are 1 to 5"},
		{start(sim.Start{Server: 1, VotedFor: 6}), "a vote for server 6"},
		{start(sim.Start{Server: 1}, sim.Start{Server: 1}), "S1 starts twice"},
		{start(sim.Start{Server: 1, Term: 4, Log: startLog(1, 4, 3)}), "comes after term 4"},
		{start(sim.Start{Server: 1, Term: 4, Log: startLog(0, 4)}), "comes after term 1"},
		{start(sim.Start{Server: 1, Term: 3, Log: startLog(1, 4)}), "below its last entry's, 4"},
		{start(sim.Start{Server: 1, Term: 1, Log: make([]raft.Entry, sim.MaxStartEntries+1)}), "at most 256"},
		{start(sim.Start{Server: 1, Term: 4, Log: startLog(1, 1, 4)}, sim.Start{Server: 2, Term: 4, Log: startLog(1, 2, 4)}), "the same term at index 3"},
		{start(sim.Start{Server: 1, Term: 4, Log: startLog(1, 1, 4)}, sim.Start{Server: 2, Term: 4, Log: x}), "the same term at index 3"},
		{timeouts(sim.OwnTimeout{Server: 6, Timeout: good}), "there are 1 to 5"},
		{timeouts(sim.OwnTimeout{Server: 1}), "both ends"},
		{timeouts(sim.OwnTimeout{Server: 1, Timeout: good}, sim.OwnTimeout{Server: 1, Timeout: good}), "S1 has two"},
	} {
		if _, err := sim.New(test.cfg); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%+v %+v: %v, not %q", test.cfg.Starts, test.cfg.Timeouts, err, test.says)
		}
	}
}
