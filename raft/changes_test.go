package raft

import "testing"

// change asks a server for a change of the configuration, of a client of its own, and lets
// everything that follows happen.
func (c *cluster) change(id ServerID, n uint32, op Op, servers ...ServerID) bool {
	c.t.Helper()
	taken := c.propose(id, Command{Op: op, Client: 1, Request: n, Servers: setOf(servers...)})
	c.settle()
	c.heartbeat(id)
	c.heartbeat(id)
	return taken
}

func TestAClusterOfOneGrowsAndShrinks(t *testing.T) {
	for _, joint := range []bool{false, true} {
		c := newCluster(t, setup{servers: 3, noOp: true, voters: setOf(1), joint: joint})
		c.timeout(1)
		var n uint32
		for _, step := range []struct {
			op     Op
			server ServerID
			want   ServerSet
		}{
			{AddVoter, 2, setOf(1, 2)}, {AddVoter, 3, setOf(1, 2, 3)}, {RemoveServer, 2, setOf(1, 3)}, {RemoveServer, 3, setOf(1)}, {AddVoter, 2, setOf(1, 2)},
		} {
			n++
			if !c.change(1, n, step.op, step.server) || c.at(1).configuration() != (Configuration{Voters: step.want}) || c.at(1).CommitIndex() != c.at(1).Log().LastIndex() {
				t.Errorf("%v S%d: S1 goes by %v, and has committed %d of %d", step.op, step.server, c.at(1).configuration(), c.at(1).CommitIndex(), c.at(1).Log().LastIndex())
			}
			if got := c.at(1).answers; len(got) != int(n) || got[n-1].Unknown || got[n-1].Request != n {
				t.Errorf("its client is told %+v", got)
			}
		}
		// The one that is left needs nobody.
		c.change(1, n+1, RemoveServer, 2)
		c.isolate(1)
		c.propose(1, set("x", 1))
		if c.at(1).CommitIndex() != c.at(1).Log().LastIndex() {
			t.Error("S1 is alone, and commits nothing")
		}
	}
}

// A leader that removes everybody but another leaves that to elect itself.
func TestALeaderLeavesTheClusterToASingleServer(t *testing.T) {
	c := newCluster(t, setup{servers: 2, noOp: true})
	c.elect(1)
	c.settle()
	c.propose(1, Command{Op: RemoveServer, Client: 1, Request: 1, Servers: setOf(1)})
	c.settle()
	if c.at(1).Role() != Follower || len(c.at(1).answers) != 1 {
		t.Fatalf("S1 is %v, and answers %+v", c.at(1).Role(), c.at(1).answers)
	}
	c.isolate(1)
	if c.timeout(2); c.at(2).Role() != Leader || c.at(2).CommitIndex() != 3 {
		t.Errorf("S2 is %v, and has committed %d", c.at(2).Role(), c.at(2).CommitIndex())
	}
}

func TestLine81_AConfigurationIsSentWhileItIsWritten(t *testing.T) {
	for parallel, want := range map[bool]int{true: 2, false: 0} {
		s := heads(t, 3, setOf(1, 2, 3), func(c *Config) { c.ParallelWrites = parallel })
		_, out, _ := asked(s, 0, 1, AddLearner, 3)
		if got := bodies[AppendEntries](out.Send); len(got) != want {
			t.Errorf("ParallelWrites %v: it sends %+v", parallel, got)
		}
	}
}

func TestLine81_AConfigurationThatFollowsACommitIsSentWhileItIsWritten(t *testing.T) {
	s := heads(t, 3, setOf(1, 2), func(c *Config) { c.ParallelWrites = true })
	asked(s, 0, 1, ChangeServers, 1, 3)
	out := hear(s, 3, 1, matches(1))
	if entries := bodies[AppendEntries](out.Send); len(entries) != 2 || out.Persist.Seq == 0 {
		t.Fatalf("the joint configuration: %+v", out.Send)
	}
	hear(s, 2, 1, matches(2))
	hear(s, 3, 1, matches(2)) // only the leader's own copy is missing
	out = synced(s, out)
	goesBy(t, s, Configuration{Voters: setOf(1, 3)}, 3)
	carries := 0
	for _, m := range out.Send {
		if ae, ok := m.Body.(AppendEntries); ok && m.To == 3 && len(ae.Entries) == 1 {
			carries++
		}
	}
	if carries != 1 {
		t.Errorf("its disk has the joint configuration, and it sends %+v", out.Send)
	}
}

// Who joins may have anything in its log, and be in a later term: that deposes the leader,
// and the change is asked for again.
func TestWhoJoinsWithAnotherLogOrALaterTermTakesOverTheLeaders(t *testing.T) {
	c := newCluster(t, setup{logs: []string{"1 1", "1 1", "1 1", "1 2 2 2"}, voters: setOf(1, 2, 3), noOp: true, term: 2})
	c.elect(1, 2, 3)
	c.settle()
	if !c.change(1, 1, AddVoter, 4) || c.at(4).CommitIndex() != 4 || c.at(4).terms() != c.at(1).terms() {
		t.Errorf("S4 has %q, S1 %q", c.at(4).terms(), c.at(1).terms())
	}
	c = newCluster(t, setup{servers: 4, voters: setOf(1, 2, 3), noOp: true})
	c.members[4].disk.CurrentTerm = 9
	c.restart(4)
	c.elect(1, 2, 3)
	c.settle()
	c.propose(1, Command{Op: AddVoter, Client: 1, Request: 1, Servers: setOf(4)})
	c.settle()
	if got := c.at(1).answers; c.at(1).Role() != Follower || c.at(1).CurrentTerm() != 9 || len(got) != 1 || !got[0].Unknown {
		t.Errorf("S1 is %v of term %d, and answers %+v", c.at(1).Role(), c.at(1).CurrentTerm(), got)
	}
	c.elect(2, 1, 3)
	c.settle()
	if !c.change(2, 1, AddVoter, 4) {
		t.Error("the change is not begun")
	}
	goesBy(t, c.at(4).Server, firstServers(4), 3)
}

// A restart in the middle leaves everything to whoever leads next.
func TestARestartInTheMiddleOfAChangeForgetsWhatIsNotInTheLog(t *testing.T) {
	for name, log := range map[string]bool{"catching up": false, "in the log": true} {
		c := newCluster(t, setup{servers: 4, voters: setOf(1, 2, 3), noOp: true})
		c.elect(1)
		c.settle()
		c.cut(1, 2)
		c.cut(1, 3)
		if !log {
			c.cut(1, 4)
		}
		c.propose(1, Command{Op: AddVoter, Client: 1, Request: 1, Servers: setOf(4)})
		c.settle()
		c.restart(1)
		c.cuts = map[link]bool{}
		want := Configuration{Voters: setOf(1, 2, 3)}
		if log {
			want = firstServers(4)
		}
		if got := c.at(1).configuration(); got != want {
			t.Errorf("%s: S1 goes by %v", name, got)
		}
		c.elect(1)
		c.settle()
		c.heartbeat(1)
		if c.at(1).changeUnderWay() || c.at(1).configuration() != want || c.at(2).configuration() != want {
			t.Errorf("%s: S1 goes by %v, S2 by %v", name, c.at(1).configuration(), c.at(2).configuration())
		}
	}
}

func TestLine78_ATransferAndAChangeGoOnBesideEachOther(t *testing.T) {
	// What joins catches up during a transfer, and the target gets that entry, too.
	s := heads(t, 4, setOf(1, 2, 3), nil)
	asked(s, 0, 1, AddVoter, 4)
	if _, err := s.TransferLeadership(0, 4); err == nil {
		t.Error("it hands over to a server that has no vote yet")
	}
	if out, err := s.TransferLeadership(0, 2); err != nil || len(bodies[TimeoutNow](out.Send)) != 1 {
		t.Errorf("%v, sends %+v", err, out.Send)
	}
	if _, _, err := asked(s, 0, 2, RemoveServer, 3); err != (TransferringError{2}) {
		t.Errorf("a change meanwhile: %v", err)
	}
	synced(s, hear(s, 4, 1, matches(1)))
	if s.inForce.index != 2 {
		t.Fatal("S4 does not join")
	}
	if out := s.Timeout(1); len(bodies[TimeoutNow](out.Send)) != 0 {
		t.Error("S2 is told to stand again though it lacks an entry now")
	}
	if out := hear(s, 2, 1, matches(2)); len(bodies[TimeoutNow](out.Send)) != 1 {
		t.Errorf("S2 has everything again, and it sends %+v", out.Send)
	}
	for _, op := range []Op{RemoveServer, AddLearner} {
		s = heads(t, 3, setOf(1, 2, 3), nil)
		asked(s, 0, 1, op, 3)
		if _, err := s.TransferLeadership(0, 3); err != (TransferTargetError{3}) {
			t.Errorf("it hands over to a server that is to have no vote: %v", err)
		}
	}
}

// Who is back is sent what is new at once, whatever was known of its log and of what was on its
// way when it left.
func TestLine55_WhoComesBackIsSentTheLogAfresh(t *testing.T) {
	s := heads(t, 3, setOf(1, 2), nil)
	commits := func(out Output, index Index) Output {
		sent := synced(s, out)
		hear(s, 2, 1, matches(index))
		return sent
	}
	_, out, _ := asked(s, 0, 1, AddLearner, 3)
	commits(out, 2)
	hear(s, 3, 1, AppendEntriesReply{PrevLogIndex: 1, ConflictIndex: 1}) // and the probe that follows is lost
	_, out, _ = asked(s, 0, 2, RemoveServer, 3)
	commits(out, 3)
	_, out, _ = asked(s, 0, 3, AddLearner, 3)
	commits(out, 4)
	_, _, out, _ = s.Propose(0, set("x", 1))
	fresh := false
	for _, m := range commits(out, 5).Send {
		ae, ok := m.Body.(AppendEntries)
		fresh = fresh || ok && m.To == 3 && ae.PrevLogIndex == 4 && len(ae.Entries) == 1
	}
	if !fresh {
		t.Error("S3, which is a learner again, is sent nothing")
	}
}
