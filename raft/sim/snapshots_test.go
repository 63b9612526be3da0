package sim_test

import (
	"errors"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// written returns a world whose leader has written so many keys, and that leader.
func written(t testing.TB, cfg sim.Config, keys int) (*sim.World, raft.ServerID) {
	t.Helper()
	w, leader := led(t, cfg)
	for i := range keys {
		write(t, w, leader, string(rune('a'+i)))
	}
	w.RunUntil(w.Now() + 100*raft.Millisecond)
	w.TakeEvents()
	return w, leader
}

// write has a client write a key, and waits until it is told that this is done.
func write(t testing.TB, w *sim.World, to raft.ServerID, key string) {
	t.Helper()
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: key, Value: 1, To: to})
	stepUntil(t, w, clientAt(sim.PhaseAnswered))
}

func isSnapshot(doing sim.SnapshotDoing, id raft.ServerID) func(*sim.Event) bool {
	return func(e *sim.Event) bool {
		return e.Kind == sim.SnapshotEvent && e.Snapshot.Doing == doing && e.Snapshot.Server == id
	}
}

// The labs' TestSnapshotBasic: a server takes a snapshot whenever it has applied so many
// entries, and no log becomes longer than that and what is on its way.
func TestLine61_LogsStayShortWhereSnapshotsAreTaken(t *testing.T) {
	cfg := sim.DefaultConfig()
	cfg.SnapshotEvery = 4
	w, leader := led(t, cfg)
	for range 30 {
		write(t, w, leader, "x")
		for _, s := range w.State().Servers {
			if n := s.LastIndex - s.BaseIndex; n > 6 || s.BaseIndex > s.LastApplied {
				t.Fatalf("the log of %v has %d entries behind %d, of which it has applied those up to %d", s.ID, n, s.BaseIndex, s.LastApplied)
			}
		}
	}
	if s := w.State().Servers[leader-1]; s.BaseIndex < 24 {
		t.Errorf("after 31 entries the leader's log begins behind %d", s.BaseIndex)
	}
}

// The labs' TestSnapshotInstall, with a crash in place of a cut, and with everything.
func TestLine63_AServerThatComesBackIsBroughtUpByASnapshot(t *testing.T) {
	for _, lossy := range []bool{false, true} {
		cfg := sim.DefaultConfig()
		cfg.SnapshotEvery = 3
		w := newWorld(t, cfg)
		p := watch(w, nil)
		for w.Leader() == 0 {
			w.Step()
		}
		w.RunUntil(w.Now() + 60*raft.Millisecond)
		leader := w.Leader()
		other := leader%5 + 1
		do(t, w, sim.Crash{Server: other})
		if lossy { // TestSnapshotInstallUnreliable
			do(t, w, sim.SetLoss{Loss: 200_000})
			do(t, w, sim.SetReordering{Chance: 300_000})
			do(t, w, sim.SetDuplication{Chance: 200_000})
		}
		for i := range 12 {
			do(t, w, sim.Request{Client: 1, Op: raft.Add, Key: string(rune('a' + i%4)), Value: 1, To: leader})
			w.RunUntil(w.Now() + 400*raft.Millisecond)
		}
		do(t, w, sim.Restart{Server: other})
		w.RunUntil(w.Now() + 3*raft.Second)
		if err := errors.Join(p.check(), p.end()); err != nil {
			t.Error(err)
		}
		s := w.State().Servers
		if a, b := s[other-1], s[leader-1]; a.LastApplied != b.LastApplied || a.BaseIndex < 3 || len(a.Machine) != 4 || a.Machine[0] != b.Machine[0] {
			t.Errorf("lossy %v: it has applied %d entries, the leader %d; its log begins behind %d, and it holds %v", lossy, a.LastApplied, b.LastApplied, a.BaseIndex, a.Machine)
		}
	}
}

// The labs' TestSnapshotAllCrash and TestSnapshotInit: everybody begins from a snapshot and
// what follows it, and again.
func TestLine66_AClusterThatIsRestartedGoesOnFromItsSnapshots(t *testing.T) {
	cfg := sim.DefaultConfig()
	cfg.SnapshotEvery = 3
	w, leader := written(t, cfg, 7)
	for range 2 {
		for id := raft.ServerID(1); id <= 5; id++ {
			do(t, w, sim.Crash{Server: id, LoseUnsynced: true})
		}
		for id := raft.ServerID(1); id <= 5; id++ {
			do(t, w, sim.Restart{Server: id})
			if s := w.State().Servers[id-1]; s.BaseIndex < 3 || s.LastApplied != s.BaseIndex || len(s.Machine) == 0 {
				t.Errorf("%v begins behind %d, has applied %d, and holds %v", id, s.BaseIndex, s.LastApplied, s.Machine)
			}
		}
	}
	do(t, w, sim.TimeOut{Server: leader})
	w.RunUntil(w.Now() + raft.Second)
	if s := w.State().Servers[leader-1]; len(s.Machine) != 7 {
		t.Errorf("in the end %v holds %v", leader, s.Machine)
	}
}

// A snapshot of so many keys takes so many milliseconds more, on a disk and on a link.
func TestASnapshotTakesTimeInProportionToItsSize(t *testing.T) {
	for _, keys := range []int{1, 9} {
		cfg := sim.DefaultConfig()
		cfg.Latency = sim.Span{Min: 10 * raft.Millisecond, Max: 10 * raft.Millisecond}
		w, leader := written(t, cfg, keys)
		other := leader%5 + 1
		do(t, w, sim.Wipe{Server: other})
		more := raft.Duration(keys) * raft.Millisecond
		do(t, w, sim.TakeSnapshot{Server: leader})
		began := w.Now()
		if _, took := w.Activity(); took != cfg.DiskSync+more {
			t.Errorf("a snapshot of %d keys is written in %d µs", keys, took)
		}
		base := w.State().Servers[leader-1].BaseIndex
		do(t, w, sim.Crash{Server: leader})
		do(t, w, sim.Restart{Server: leader}) // from the disk, which has been made to finish
		if got := w.State().Servers[leader-1].BaseIndex; got != base || w.Now() != began {
			t.Errorf("it starts behind %d at %d µs", got, w.Now()-began)
		}
		do(t, w, sim.TimeOut{Server: leader})
		do(t, w, sim.Restart{Server: other})
		sent := stepUntil(t, w, func(e *sim.Event) bool {
			return e.Kind == sim.SendEvent && e.Message.Kind == sim.InstallSnapshot
		})
		if m := sent.Message; m.Arrives-m.Sent != 10*raft.Millisecond+more || m.InstallSnapshot.Keys != keys {
			t.Errorf("a snapshot of %d keys travels for %d µs", keys, m.Arrives-m.Sent)
		}
		installed := stepUntil(t, w, isSnapshot(sim.SnapshotInstalled, other))
		acknowledged := stepUntil(t, w, func(e *sim.Event) bool {
			return e.Kind == sim.SendEvent && e.Message.Kind == sim.InstallSnapshotReply
		})
		if took := acknowledged.At - installed.At; took != cfg.DiskSync+more {
			t.Errorf("with %d keys it is acknowledged %d µs after it was installed", keys, took)
		}
	}
}

// A crash in the midst of it leaves a server as it was before.
func TestLine11_PowerThatFailsWhileASnapshotIsWrittenLeavesTheStateBefore(t *testing.T) {
	for _, install := range []bool{false, true} {
		w, leader := written(t, sim.DefaultConfig(), 3)
		id := leader
		if install {
			id = leader%5 + 1
			do(t, w, sim.Isolate{Server: id})
			write(t, w, leader, "y")
			write(t, w, leader, "z")
		}
		do(t, w, sim.SetDiskSync{Server: id, Sync: 50 * raft.Millisecond})
		before := w.State().Servers[id-1]
		do(t, w, sim.TakeSnapshot{Server: leader})
		if install {
			do(t, w, sim.HealAll{})
			stepUntil(t, w, isSnapshot(sim.SnapshotInstalled, id))
		}
		if w.State().Servers[id-1].BaseIndex == 0 {
			t.Fatal("there is no snapshot")
		}
		do(t, w, sim.Crash{Server: id, LoseUnsynced: true})
		if now := w.State().Servers[id-1]; now.BaseIndex != 0 || len(now.Log) != len(before.Log) || now.First != 0 {
			t.Errorf("install %v: its disk holds a log of %d entries behind %d, before %d", install, len(now.Log), now.BaseIndex, len(before.Log))
		}
		do(t, w, sim.Restart{Server: id})
		w.RunUntil(w.Now() + 3*raft.Second)
		if now, all := w.State().Servers[id-1], w.State().Servers[leader%5].Machine; len(now.Machine) != len(all) {
			t.Errorf("install %v: in the end it holds %v, others %v", install, now.Machine, all)
		}
	}
}

// A server whose disk is wiped begins with nothing, and gets the leader's snapshot.
func TestAWipedServerHasNoSnapshotAndGetsTheLeaders(t *testing.T) {
	cfg := sim.DefaultConfig()
	cfg.SnapshotEvery = 2
	w, leader := written(t, cfg, 6)
	other := leader%5 + 1
	do(t, w, sim.Wipe{Server: other})
	if s := w.State().Servers[other-1]; s.BaseIndex != 0 || s.LastIndex != 0 || len(s.Log) != 0 {
		t.Fatalf("wiped, it has a log behind %d up to %d", s.BaseIndex, s.LastIndex)
	}
	do(t, w, sim.Crash{Server: leader})
	w.RunUntil(w.Now() + raft.Second)
	do(t, w, sim.Restart{Server: other})
	stepUntil(t, w, isSnapshot(sim.SnapshotInstalled, other))
	if s := w.State().Servers[other-1]; s.BaseIndex < 6 || len(s.Machine) != 6 {
		t.Errorf("its log begins behind %d, and it holds %v", s.BaseIndex, s.Machine)
	}
}

func TestASnapshotIsRefusedWhereThereIsNothingNew(t *testing.T) {
	w, leader := written(t, sim.DefaultConfig(), 1)
	do(t, w, sim.TakeSnapshot{Server: leader})
	var refusal *sim.ActionError
	if err := w.Do(sim.TakeSnapshot{Server: leader}, "again"); !errors.As(err, &refusal) || refusal.Code != "nothing-to-snapshot" {
		t.Errorf("once more: %v", err)
	}
	do(t, w, sim.Crash{Server: leader})
	if err := w.Do(sim.TakeSnapshot{Server: leader}, "crashed"); !errors.As(err, &refusal) || refusal.Code != "not-running" {
		t.Errorf("of a crashed server: %v", err)
	}
}
