package sim_test

import (
	"errors"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

func TestWhatIsOnItsWayIsLostWhenItsLinkIsCut(t *testing.T) {
	w, leader := led(t, sim.DefaultConfig())
	heartbeat := stepUntil(t, w, func(e *sim.Event) bool { return e.Kind == sim.SendEvent && e.Message.Kind == sim.AppendEntries })
	to := heartbeat.Message.To.Server()
	do(t, w, sim.Cut{From: leader, To: raft.ServerSet(0).With(to)})
	dropped := false
	for _, e := range w.TakeEvents() {
		dropped = dropped || e.Kind == sim.DropEvent && e.Message.ID == heartbeat.Message.ID && e.Why == sim.LostAtCut
	}
	if !dropped {
		t.Error("the heartbeat was not lost")
	}
}

func TestLine46_OneWayCutStopsOneDirectionOnly(t *testing.T) {
	w, leader := led(t, sim.DefaultConfig())
	deaf := leader%5 + 1
	do(t, w, sim.Cut{From: leader, To: raft.ServerSet(0).With(deaf)})
	term := w.Server(leader).CurrentTerm()
	// The follower hears nothing, but is heard: it starts an election and deposes
	// the leader.
	stepUntil(t, w, func(e *sim.Event) bool {
		return e.Kind == sim.ServerEvent && e.Server.ID == leader && e.Server.Term > term
	})
	do(t, w, sim.HealAll{})
	w.RunUntil(w.Now() + 2*raft.Second)
	if w.Leader() == 0 {
		t.Error("no leader two seconds after healing")
	}
}

func TestPartitionIsTheWholePicture(t *testing.T) {
	w := newWorld(t, sim.DefaultConfig())
	set := func(ids ...raft.ServerID) (s raft.ServerSet) {
		for _, id := range ids {
			s = s.With(id)
		}
		return s
	}
	do(t, w, sim.Isolate{Server: 1})
	do(t, w, sim.Partition{Groups: []raft.ServerSet{set(1, 2), set(3, 4, 5)}})
	cut := map[[2]raft.ServerID]bool{}
	for _, l := range w.State().Links {
		cut[[2]raft.ServerID{l.From, l.To}] = l.Cut
	}
	if cut[[2]raft.ServerID{1, 2}] || !cut[[2]raft.ServerID{2, 3}] || !cut[[2]raft.ServerID{5, 1}] {
		t.Errorf("cuts: %v", cut)
	}
}

func TestLine24_NoLeaderWithoutAQuorum(t *testing.T) {
	w, leader := led(t, sim.DefaultConfig())
	for i := raft.ServerID(0); i < 3; i++ {
		do(t, w, sim.Crash{Server: (leader-1+i)%5 + 1})
	}
	w.RunUntil(w.Now() + 5*raft.Second)
	if l := w.Leader(); l != 0 {
		t.Errorf("%v leads two of five servers", l)
	}
}

func TestActionsThatCannotBeDoneAreRefusedAndChangeNothing(t *testing.T) {
	w, leader := led(t, sim.DefaultConfig())
	follower := leader%5 + 1
	down := follower%5 + 1
	do(t, w, sim.Crash{Server: down})
	w.TakeEvents()
	for code, actions := range map[string][]sim.Action{
		"no-such-server":    {sim.Crash{Server: 6}, sim.Restart{Server: 0}, sim.Cut{From: 1, To: 1 << 7}, sim.Isolate{Server: 9}, sim.SetLoss{From: 1, To: 8}, sim.Request{Client: 1, Op: raft.Set, Key: "x", To: 7}},
		"no-such-client":    {sim.Request{Client: 9, Op: raft.Set, Key: "x"}},
		"already-crashed":   {sim.Crash{Server: down}},
		"already-running":   {sim.Restart{Server: leader}},
		"not-running":       {sim.TimeOut{Server: down}},
		"leader-no-timeout": {sim.TimeOut{Server: leader}},
		"leads-already":     {sim.Transfer{To: leader}},
		"nothing-to-heal":   {sim.HealAll{}, sim.Heal{From: 1, To: 1 << 2}},
		"bad-partition":     {sim.Partition{}, sim.Partition{Groups: []raft.ServerSet{1<<1 | 1<<2, 1 << 2}}},
		"bad-range":         {sim.SetLatency{Latency: sim.Span{Min: 2, Max: 1}}, sim.SetLoss{Loss: sim.Certain + 1}, sim.SetDiskSync{Sync: -1}},
		"bad-key":           {sim.Request{Client: 1, Op: raft.Set, Key: "<b>"}, sim.Request{Client: 1, Op: raft.Get, Key: ""}},
		"bad-value":         {sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: sim.MaxValue + 1}, sim.Request{Client: 1, Op: raft.NoOp, Key: "x"}},
		"no-change":         {sim.SetLoss{}, sim.SetDiskSync{Sync: 2 * raft.Millisecond}, sim.Cut{From: 1, To: 1 << 1}},
	} {
		for _, a := range actions {
			before := w.Hash()
			err := w.Do(a, "refused")
			var refusal *sim.ActionError
			if !errors.As(err, &refusal) || refusal.Code != code {
				t.Errorf("%#v: %v, want %s", a, err, code)
			}
			if w.Hash() != before || len(w.TakeEvents()) > 0 {
				t.Errorf("%#v was refused and yet changed something", a)
			}
		}
	}
}
