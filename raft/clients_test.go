package raft

import (
	"errors"
	"testing"
)

func add(client ClientID, request uint32, value int64) Command {
	return Command{Op: Add, Client: client, Request: request, Key: "x", Value: value}
}

func TestLine72_ARepeatedRequestIsAnsweredWithTheFirstResult(t *testing.T) {
	c := newCluster(t, setup{servers: 3})
	c.elect(1)
	ask := func(leader ServerID, command Command) told {
		t.Helper()
		before := len(c.at(leader).answers)
		c.propose(leader, command)
		c.settle()
		answers := c.at(leader).answers[before:]
		if len(answers) != 1 || answers[0].Unknown {
			t.Fatalf("%+v is answered %+v", command, answers)
		}
		return answers[0]
	}
	first := ask(1, add(1, 1, 5))
	if first.Result != (Result{Value: 5, Found: true, Version: 1}) {
		t.Errorf("the first answer is %+v", first.Result)
	}
	ask(1, add(2, 1, 10)) // another client has requests of its own
	if again := ask(1, add(1, 1, 5)); again.Result != (Result{Value: 5, Found: true, Version: 1, Repeated: true}) {
		t.Errorf("repeated: %+v, want the first result", again.Result)
	}
	c.heartbeat(1)
	c.elect(2)
	if again := ask(2, add(1, 1, 5)); again.Result != (Result{Value: 5, Found: true, Version: 1, Repeated: true}) {
		t.Errorf("repeated to the next leader: %+v, want the first result", again.Result)
	}
	if next := ask(2, add(1, 2, 1)); next.Result != (Result{Value: 16, Found: true, Version: 5}) {
		t.Errorf("the client's next request: %+v", next.Result)
	}
	c.heartbeat(2)
	for _, id := range c.ids() {
		if pairs := c.at(id).machine.Pairs(); len(pairs) != 1 || pairs[0].Value != 16 {
			t.Errorf("%v holds %v, want x=16", id, pairs)
		}
	}
}

func TestLine73_AProposalThatWasOverwrittenIsReportedAsUnknown(t *testing.T) {
	c := newCluster(t, setup{servers: 3})
	c.elect(1)
	c.settle()
	c.isolate(1)
	c.propose(1, add(1, 7, 1))
	c.propose(1, add(2, 3, 1))
	c.elect(2, 3)
	c.propose(2, set("x", 2))
	c.settle()
	if got := c.at(1).answers; len(got) != 0 {
		t.Fatalf("answered %+v before the leadership ended", got)
	}
	c.heal()
	c.heartbeat(2)
	want := []told{
		{Client: 1, Request: 7, Unknown: true, Index: 1},
		{Client: 2, Request: 3, Unknown: true, Index: 2},
	}
	got := c.at(1).answers
	if len(got) != 2 {
		t.Fatalf("the deposed leader answers %+v, want %+v", got, want)
	}
	if got[0] != want[0] || got[1] != want[1] {
		t.Errorf("the deposed leader answers %+v, want %+v", got, want)
	}
	c.heartbeat(2)
	if c.at(1).terms() != "2" || !c.agree() {
		t.Errorf("S1 ends with %q", c.at(1).terms())
	}
	if got := c.at(1).answers; len(got) != 2 {
		t.Errorf("later it answers %+v", got[2:])
	}
}

// Unknown it is: the entry may be committed by the next leader just as well.
func TestLine73_AProposalReportedAsUnknownMayBeCommittedLater(t *testing.T) {
	c := newCluster(t, setup{servers: 3})
	c.elect(1)
	c.settle()
	c.propose(1, add(1, 1, 5))
	c.deliver(between(1, 2)) // S2 has it, S1 does not know
	c.lose(anything)
	c.elect(2, 1, 3)
	c.propose(2, add(1, 1, 5)) // the client retries
	c.settle()
	c.heartbeat(2)
	if got := c.at(1).answers; len(got) != 1 || !got[0].Unknown {
		t.Errorf("the deposed leader answers %+v", got)
	}
	if got := c.at(2).answers; len(got) != 1 || got[0].Unknown || got[0].Result.Value != 5 || !got[0].Result.Repeated {
		t.Errorf("the next leader answers %+v", got)
	}
}

func TestOnlyALeaderAcceptsProposals(t *testing.T) {
	for role, make := range everyRole {
		s := make(t)
		if role == "follower" {
			hear(s, 3, 5, AppendEntries{})
		}
		index, term, out, err := s.Propose(0, add(1, 1, 1))
		if role == "leader" {
			if index != 3 || term != 5 || err != nil || s.Log().LastIndex() != 3 || len(decided(out, ProposalAccepted)) != 1 {
				t.Errorf("leader: %d, %d, %v", index, term, err)
			}
			continue
		}
		want := NotLeaderError{Leader: map[string]ServerID{"follower": 3, "candidate": 0}[role]}
		var refused NotLeaderError
		if err == nil {
			t.Errorf("a %v accepts", role)
			continue
		}
		if !errors.As(err, &refused) || refused != want || s.Log().LastIndex() != 2 || out.Persist.Seq != 0 {
			t.Errorf("%s: %v, want %v", role, err, want)
		}
		if want.Leader == 3 && err.Error() != "raft: not the leader; S3 may be" || want.Leader == 0 && err.Error() != "raft: not the leader, and none is known" {
			t.Errorf("%s says %q", role, err)
		}
	}
}

func TestTheStateMachineReadsWritesAndAdds(t *testing.T) {
	var m StateMachine
	for _, step := range []struct {
		command Command
		want    Result
	}{
		{Command{Op: Get, Key: "x"}, Result{}},
		{set("x", 3), Result{Value: 3, Found: true}},
		{set("b", 7), Result{Value: 7, Found: true}},
		{Command{Op: Get, Key: "x"}, Result{Value: 3, Found: true}},
		{Command{Op: Add, Key: "x", Value: -1}, Result{Value: 2, Found: true}},
		{Command{Op: Add, Key: "new", Value: 4}, Result{Value: 4, Found: true}},
		{Command{Op: NoOp}, Result{}},
		{set("x", 0), Result{Found: true}},
	} {
		got := m.Apply(1, step.command)
		if got.Version = 0; got != step.want {
			t.Errorf("%v leads to %+v, want %+v", step.command, got, step.want)
		}
	}
	want := []Pair{{"b", 7, 1}, {"new", 4, 1}, {"x", 0, 1}}
	for i, p := range m.Pairs() {
		if len(m.Pairs()) != len(want) || p != want[i] {
			t.Errorf("it holds %v, want %v", m.Pairs(), want)
		}
	}
}

// The caller answers a change of the configuration that comes again before it comes into a log.
func TestLine72_TheSessionsKnowWhichRequestsWereApplied(t *testing.T) {
	request := func(client ClientID, n uint32) Command {
		return Command{Op: RemoveServer, Client: client, Request: n, Servers: setOf(3)}
	}
	for _, dedup := range []bool{true, false} {
		cfg := config(1, 3)
		if !dedup {
			cfg.Without = cfg.Without.With(DedupRequests)
		}
		m := NewStateMachine(cfg)
		m.Apply(1, request(1, 2))
		m.Apply(2, request(0, 0))
		for c, want := range map[Command]bool{request(1, 1): dedup, request(1, 2): dedup, request(1, 3): false, request(2, 1): false, request(0, 0): false} {
			if first, again := m.Answered(c); again != want || again && !first.Repeated {
				t.Errorf("deduplication %v: request %d of client %d: %v, %+v", dedup, c.Request, c.Client, again, first)
			}
		}
	}
}
