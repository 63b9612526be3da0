package raft

import (
	"errors"
	"testing"
)

// heads returns S1 as leader of term 1 of these voters, with its first entry committed.
func heads(t testing.TB, servers int, voters ServerSet, tweak func(*Config)) *Server {
	t.Helper()
	cfg := config(1, servers)
	cfg.Voters, cfg.NoOpOnElection = voters, true
	if tweak != nil {
		tweak(&cfg)
	}
	s := startAlone(t, cfg, DurableState{})
	out := synced(s, s.Timeout(0))
	for voter := ServerID(2); s.Role() != Leader; voter++ {
		out = hear(s, voter, 1, RequestVoteReply{VoteGranted: true})
	}
	synced(s, out)
	for rest := voters.Without(1); rest != 0; rest &= rest - 1 {
		hear(s, rest.first(), 1, matches(1))
	}
	if s.CommitIndex() != 1 {
		t.Fatalf("S1 is %v, and has committed %d", s.Role(), s.CommitIndex())
	}
	return s
}

// asked asks a server for a change, as request n of client 1.
func asked(s *Server, now Time, n uint32, op Op, servers ...ServerID) (Index, Output, error) {
	index, _, out, err := s.Propose(now, Command{Op: op, Client: 1, Request: n, Servers: setOf(servers...)})
	return index, out, err
}

// goesBy fails the test unless a configuration is in force at a server, from an entry.
func goesBy(t testing.TB, s *Server, want Configuration, from Index) {
	t.Helper()
	if got, at := s.Configuration(); got != want || at != from {
		t.Errorf("%v goes by %v of entry %d, want %v of %d", s.ID(), got, at, want, from)
	}
}

// refusedFor fails the test unless a change was refused for a reason, and nothing changed.
func refusedFor(t testing.TB, s *Server, why DecisionKind, do func() (Index, Output, error)) {
	t.Helper()
	before := dump(s)
	index, out, err := do()
	var refused ChangeRefusedError
	if !errors.As(err, &refused) || refused.Why != why || index != 0 || len(decided(out, why)) != 1 {
		t.Errorf("want %v: %v, entry %d, decides %+v", why, err, index, out.Decisions)
	}
	if dump(s) != before || len(sent(out)) != 0 {
		t.Errorf("what it refuses changes it, or is sent: %+v", sent(out))
	}
}

func TestLine51_ALeaderRefusesASecondChangeWhileOneIsUnderWay(t *testing.T) {
	s := heads(t, 5, setOf(1, 2, 3), nil)
	another := func() (Index, Output, error) {
		index, _, out, err := s.Propose(0, Command{Op: RemoveServer, Client: 2, Request: 1, Servers: setOf(3)})
		return index, out, err
	}
	// While S4 and S5 catch up, while the joint configuration is not committed, and while
	// what it leads to is not.
	if _, _, err := asked(s, 0, 1, ChangeServers, 1, 4, 5); err != nil {
		t.Fatal(err)
	}
	refusedFor(t, s, ChangeRefusedUnderWay, another)
	hear(s, 4, 1, matches(1))
	refusedFor(t, s, ChangeRefusedUnderWay, another)
	out := hear(s, 5, 1, matches(1))
	refusedFor(t, s, ChangeRefusedUnderWay, another)
	synced(s, out)
	hear(s, 2, 1, matches(2))
	out = hear(s, 4, 1, matches(2))
	goesBy(t, s, Configuration{Voters: setOf(1, 4, 5)}, 3)
	refusedFor(t, s, ChangeRefusedUnderWay, another)
	synced(s, out)
	hear(s, 4, 1, matches(3))
	if _, out, err := another(); err != nil || len(decided(out, ChangeAccepted)) != 1 {
		t.Errorf("once it is committed: %v, %+v", err, out.Decisions)
	}
}

// Where a configuration waits until it is committed, another change waits as well.
func TestLine51_AChangeIsUnderWayThoughItsConfigurationIsNotInForce(t *testing.T) {
	s := heads(t, 4, setOf(1, 2, 3, 4), func(c *Config) { c.Without = c.Without.With(ConfigurationWhenAppended) })
	if _, _, err := asked(s, 0, 1, RemoveServer, 4); err != nil {
		t.Fatal(err)
	}
	goesBy(t, s, firstServers(4), 0)
	refusedFor(t, s, ChangeRefusedUnderWay, func() (Index, Output, error) { return asked(s, 0, 2, RemoveServer, 3) })
}

func TestLine52_AChangeIsRefusedBeforeACommitOfTheLeadersTerm(t *testing.T) {
	s := elected(t, 3, 5, "1 2")
	refusedFor(t, s, ChangeRefusedTooEarly, func() (Index, Output, error) { return asked(s, 0, 1, RemoveServer, 3) })
	_, _, out, _ := s.Propose(0, set("x", 1))
	synced(s, out)
	refusedFor(t, s, ChangeRefusedTooEarly, func() (Index, Output, error) { return asked(s, 0, 1, RemoveServer, 3) })
	hear(s, 2, 5, matches(3))
	if index, _, err := asked(s, 0, 1, RemoveServer, 3); index != 4 || err != nil {
		t.Errorf("after that: entry %d, %v", index, err)
	}
	// Neither is it begun where joint configurations do not need that.
	s = elected(t, 3, 5, "1 2")
	s.cfg.JointConsensus = true
	refusedFor(t, s, ChangeRefusedTooEarly, func() (Index, Output, error) { return asked(s, 0, 1, RemoveServer, 3) })
}

func TestAChangeThatMakesNoSenseIsRefused(t *testing.T) {
	s := heads(t, 3, setOf(1), nil)
	refusedFor(t, s, ChangeRefusedNoVoter, func() (Index, Output, error) { return asked(s, 0, 1, RemoveServer, 1) })
	refusedFor(t, s, ChangeRefusedNoVoter, func() (Index, Output, error) { return asked(s, 0, 1, AddLearner, 1) })
	for _, strangers := range []ServerSet{0, setOf(4), setOf(2, 9), 1} {
		for op := AddVoter; op <= ChangeServers; op++ {
			before := dump(s)
			var refused ChangeRefusedError
			if _, _, _, err := s.Propose(0, Command{Op: op, Servers: strangers}); err == nil || errors.As(err, &refused) || dump(s) != before {
				t.Errorf("%v of %b: %v", op, strangers, err)
			}
		}
	}
	var follows NotLeaderError
	f := alone(t, 3, 1, 0, "")
	if _, _, err := asked(f, 0, 1, RemoveServer, 2); !errors.As(err, &follows) {
		t.Errorf("a follower: %v", err)
	}
}

func TestLine55_WhoIsToVoteCatchesUpWithoutAVote(t *testing.T) {
	s := heads(t, 4, setOf(1, 2, 3), nil)
	_, _, out, _ := s.Propose(0, set("x", 1))
	synced(s, out)
	index, out, err := asked(s, 0, 1, AddVoter, 4)
	if err != nil || index != 0 || len(bodies[AppendEntries](out.Send)) != 1 || out.Send[0].To != 4 {
		t.Fatalf("entry %d, %v, sends %+v", index, err, out.Send)
	}
	goesBy(t, s, Configuration{Voters: setOf(1, 2, 3)}, 0)
	// It counts for nothing meanwhile: two of three commit.
	if hear(s, 4, 1, matches(1)); s.CommitIndex() != 1 {
		t.Errorf("with a server that catches up %d entries are committed", s.CommitIndex())
	}
	if hear(s, 2, 1, matches(2)); s.CommitIndex() != 2 {
		t.Errorf("two of three have entry 2, and %d are committed", s.CommitIndex())
	}
	out = hear(s, 4, 1, matches(2))
	want := Configuration{Voters: setOf(1, 2, 3, 4)}
	if d := decided(out, CaughtUp); len(d) != 1 || d[0].Index != 2 || d[0].Configuration.Voters != setOf(4) {
		t.Errorf("it decides %+v", out.Decisions)
	}
	if d := decided(out, ConfigurationAppended); len(d) != 1 || d[0].Index != 3 || d[0].Client != 1 || d[0].Request != 1 || d[0].Configuration != want {
		t.Errorf("it decides %+v", out.Decisions)
	}
	goesBy(t, s, want, 3)
	out = synced(s, out)
	for _, m := range out.Send {
		if ae := m.Body.(AppendEntries); len(ae.Entries) != 1 || ae.Entries[0].Configuration != want {
			t.Errorf("it sends %+v", m)
		}
	}
	if len(out.Send) != 3 {
		t.Errorf("it sends to %d", len(out.Send))
	}
	hear(s, 2, 1, matches(3))
	if s.CommitIndex() != 2 {
		t.Error("two of four commit")
	}
	out = hear(s, 4, 1, matches(3))
	if s.CommitIndex() != 3 || len(out.Committed) != 1 || !out.Committed[0].Answer {
		t.Errorf("with S4 three of four have it: %d, %+v", s.CommitIndex(), out.Committed)
	}
}

// A learner has caught up as far as it has, and keeps what it is known to match.
func TestLine55_ALearnerThatBecomesAVoterGoesOnFromWhereItIs(t *testing.T) {
	s := heads(t, 4, setOf(1, 2, 3), nil)
	index, out, err := asked(s, 0, 1, AddLearner, 4)
	if index != 2 || err != nil {
		t.Fatal(index, err)
	}
	goesBy(t, s, Configuration{Voters: setOf(1, 2, 3), Learners: setOf(4)}, 2)
	synced(s, out)
	hear(s, 2, 1, matches(2))
	hear(s, 4, 1, matches(2))
	index, out, err = asked(s, 0, 2, AddVoter, 4)
	goesBy(t, s, Configuration{Voters: setOf(1, 2, 3, 4)}, 3)
	if next, match := s.Progress(4); index != 3 || err != nil || len(decided(out, CaughtUp)) != 1 || match != 2 || next != 3 {
		t.Errorf("entry %d, %v, decides %+v; S4 matches up to %d, next is %d", index, err, out.Decisions, match, next)
	}
}

func TestLine85_CatchingUpGoesInRounds(t *testing.T) {
	s := heads(t, 4, setOf(1, 2, 3), nil)
	write := func() {
		_, _, out, _ := s.Propose(0, set("x", 1))
		synced(s, out)
	}
	at := func(now Time, match Index) Output {
		return s.Receive(now, Message{From: 4, To: 1, Term: 1, Body: matches(match)})
	}
	asked(s, 0, 1, AddVoter, 4)
	write() // entry 2 belongs to the next round
	slow := s.cfg.ElectionTimeoutMin
	if out := at(slow, 1); len(decided(out, CaughtUp)) != 0 {
		t.Error("a round that took an election timeout is the last one though more was written meanwhile")
	}
	write()
	out := at(2*slow-1, 2) // within an election timeout
	if d := decided(out, CaughtUp); len(d) != 1 || d[0].Index != 2 {
		t.Errorf("a quick round is not the last one: %+v", out.Decisions)
	}
	// A slow round in which nothing was written is the last one, too.
	s = heads(t, 4, setOf(1, 2, 3), nil)
	asked(s, 0, 1, AddVoter, 4)
	if out := at(9*slow, 1); len(decided(out, CaughtUp)) != 1 {
		t.Errorf("there is nothing left to catch up with: %+v", out.Decisions)
	}
}

// All of those who are to vote have to catch up.
func TestLine85_NobodyVotesBeforeEverybodyWhoJoinsHasCaughtUp(t *testing.T) {
	s := heads(t, 5, setOf(1, 2, 3), nil)
	asked(s, 0, 1, ChangeServers, 1, 2, 3, 4, 5)
	if hear(s, 4, 1, matches(1)); s.inForce.index != 0 {
		t.Errorf("S5 has nothing, and %v is in force", s.configuration())
	}
	hear(s, 5, 1, matches(1))
	goesBy(t, s, Configuration{Voters: setOf(1, 2, 3), Next: setOf(1, 2, 3, 4, 5)}, 2)
}

func TestLine86_ARequestThatIsRepeatedBeginsNothingNew(t *testing.T) {
	s := heads(t, 4, setOf(1, 2, 3), nil)
	again := func(n uint32, want Index) {
		t.Helper()
		before := dump(s)
		if index, out, err := asked(s, 0, n, AddVoter, 4); index != want || err != nil || len(out.Decisions)+len(sent(out)) != 0 || dump(s) != before {
			t.Errorf("again: entry %d, %v, %+v", index, err, out)
		}
	}
	asked(s, 0, 1, AddVoter, 4)
	again(1, 0)
	hear(s, 4, 1, matches(1))
	again(1, 2)
	// The same of another client, or as another request, is another change.
	refusedFor(t, s, ChangeRefusedUnderWay, func() (Index, Output, error) { return asked(s, 0, 2, AddVoter, 4) })
	refusedFor(t, s, ChangeRefusedUnderWay, func() (Index, Output, error) {
		index, _, out, err := s.Propose(0, Command{Op: AddVoter, Client: 2, Request: 1, Servers: setOf(4)})
		return index, out, err
	})
}

// Until then nobody could tell who asks again that its change is made.
func TestLine86_AChangeIsUnderWayUntilItIsApplied(t *testing.T) {
	s := heads(t, 4, setOf(1, 2, 3, 4), nil)
	_, out, _ := asked(s, 0, 1, RemoveServer, 4)
	synced(s, out)
	s.Receive(0, Message{From: 2, To: 1, Term: 1, Body: matches(2)})
	if s.CommitIndex() != 2 || s.LastApplied() != 1 {
		t.Fatalf("committed %d, applied %d", s.CommitIndex(), s.LastApplied())
	}
	refusedFor(t, s, ChangeRefusedUnderWay, func() (Index, Output, error) { return asked(s, 0, 2, RemoveServer, 3) })
	s.Applied(2)
	if _, _, err := asked(s, 0, 2, RemoveServer, 3); err != nil {
		t.Error(err)
	}
}

func TestLine87_AChangeOfADeposedLeaderIsToldAsUnknown(t *testing.T) {
	for name, until := range map[string]func(*Server){
		"catching up": func(*Server) {},
		"appended":    func(s *Server) { hear(s, 4, 1, matches(1)); hear(s, 5, 1, matches(1)) },
		"joint": func(s *Server) {
			hear(s, 4, 1, matches(1))
			synced(s, hear(s, 5, 1, matches(1)))
			hear(s, 2, 1, matches(2))
			hear(s, 4, 1, matches(2))
		},
	} {
		s := heads(t, 5, setOf(1, 2, 3), nil)
		asked(s, 0, 7, ChangeServers, 1, 4, 5)
		until(s)
		out := hear(s, 2, 2, RequestVote{})
		if len(out.Unanswered) != 1 || out.Unanswered[0].Client != 1 || out.Unanswered[0].Request != 7 || len(decided(out, OutcomeUnknown)) != 1 {
			t.Errorf("%s: its client is told %+v", name, out.Unanswered)
		}
		if s.change != (change{}) {
			t.Errorf("%s: a follower changes %+v", name, s.change)
		}
	}
}
