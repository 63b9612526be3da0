package sim_test

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// led returns a world that has elected its first leader, and that leader.
func led(t testing.TB, cfg sim.Config) (*sim.World, raft.ServerID) {
	t.Helper()
	w := newWorld(t, cfg)
	for w.Leader() == 0 {
		if w.Step(); w.Now() > 5*raft.Second {
			t.Fatal("no leader")
		}
	}
	w.RunUntil(w.Now() + 60*raft.Millisecond)
	w.TakeEvents()
	return w, w.Leader()
}

// stepUntil steps until an event satisfies is, and returns that event.
func stepUntil(t testing.TB, w *sim.World, is func(*sim.Event) bool) sim.Event {
	t.Helper()
	limit := w.Now() + 10*raft.Second
	for w.Now() < limit {
		w.Step()
		for _, e := range w.TakeEvents() {
			if is(&e) {
				return e
			}
		}
	}
	t.Fatal("it never happened")
	return sim.Event{}
}

func TestAppendedSyncedAndSentAreThreeInstants(t *testing.T) {
	cfg := sim.DefaultConfig()
	cfg.DiskSync = 20 * raft.Millisecond
	w, leader := led(t, cfg)
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 1, To: leader})
	appended := stepUntil(t, w, func(e *sim.Event) bool { return e.Kind == sim.LogEvent && e.Log.Server == leader })
	index := appended.Log.From
	synced := stepUntil(t, w, func(e *sim.Event) bool {
		return e.Kind == sim.ServerEvent && e.Server.ID == leader && e.Server.SyncedIndex >= index
	})
	if synced.At != appended.At+20*raft.Millisecond {
		t.Errorf("appended at %d, synced at %d µs: a sync takes 20 ms", appended.At, synced.At)
	}
	ack := stepUntil(t, w, func(e *sim.Event) bool {
		return e.Kind == sim.SendEvent && e.Message.Kind == sim.AppendEntriesReply && e.Message.AppendEntriesReply.MatchIndex >= index
	})
	follower := ack.Message.From.Server()
	if ack.At < synced.At+20*raft.Millisecond {
		t.Errorf("%v acknowledged at %d µs, before its own disk can have been done", follower, ack.At)
	}
}

func TestPowerCutLosesTheUnsyncedTailAndAKillDoesNot(t *testing.T) {
	for _, lose := range []bool{false, true} {
		cfg := sim.DefaultConfig()
		cfg.DiskSync = 20 * raft.Millisecond
		w, leader := led(t, cfg)
		before := w.State().Servers[leader-1].LastIndex
		do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 1, To: leader})
		stepUntil(t, w, func(e *sim.Event) bool { return e.Kind == sim.LogEvent && e.Log.Server == leader })
		do(t, w, sim.Crash{Server: leader, LoseUnsynced: lose})
		down := w.State().Servers[leader-1]
		if kept := down.LastIndex > before; kept == lose {
			t.Errorf("losing the unsynced tail: %v; last index %d, before %d", lose, down.LastIndex, before)
		}
		if !lose && down.SyncedIndex != before {
			t.Errorf("synced up to %d right after the kill, want %d", down.SyncedIndex, before)
		}
		w.RunUntil(w.Now() + 25*raft.Millisecond)
		if down = w.State().Servers[leader-1]; down.SyncedIndex != down.LastIndex {
			t.Errorf("25 ms later synced up to %d of %d", down.SyncedIndex, down.LastIndex)
		}
		do(t, w, sim.Restart{Server: leader})
		if up := w.State().Servers[leader-1]; up.LastIndex != down.LastIndex || up.Role != raft.Follower || up.CommitIndex != 0 {
			t.Errorf("restarted as %+v from %+v", up.ServerState, down.ServerState)
		}
	}
}

// TestOldTailComesBackWhenItsTruncationWasNotSynced crashes a follower between
// truncating a conflict in memory and on disk (line 11).
func TestOldTailComesBackWhenItsTruncationWasNotSynced(t *testing.T) {
	cfg := sim.DefaultConfig()
	cfg.Servers = 3
	w, old := led(t, cfg)
	do(t, w, sim.Isolate{Server: old})
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 1, To: old})
	stepUntil(t, w, func(e *sim.Event) bool {
		return e.Kind == sim.ServerEvent && e.Server.Role == raft.Leader && e.Server.ID != old
	})
	w.RunUntil(w.Now() + 60*raft.Millisecond)
	do(t, w, sim.SetDiskSync{Server: old, Sync: 50 * raft.Millisecond})
	do(t, w, sim.HealAll{})
	stepUntil(t, w, func(e *sim.Event) bool {
		return e.Kind == sim.DecisionEvent && e.By == old && e.Decision.Kind == raft.ConflictTruncated
	})
	newTail := w.State().Servers[old-1].Log
	do(t, w, sim.Crash{Server: old, LoseUnsynced: true})
	tail := w.State().Servers[old-1].Log
	if last := tail[len(tail)-1]; last.Command != "x=1" {
		t.Errorf("after the crash its log ends with %+v; before it ended with %+v; want the old x=1", last, newTail[len(newTail)-1])
	}
	var events []sim.Event
	events = append(events, w.TakeEvents()...)
	if len(events) == 0 || events[len(events)-1].At != w.Now() {
		t.Error("the crash left no event")
	}
	do(t, w, sim.Restart{Server: old})
	w.RunUntil(w.Now() + raft.Second)
	s := w.State()
	for _, server := range s.Servers {
		if server.Log[len(server.Log)-1] != s.Servers[0].Log[len(s.Servers[0].Log)-1] {
			t.Errorf("logs differ after everything healed: %v ends with %+v", server.ID, server.Log[len(server.Log)-1])
		}
	}
}
