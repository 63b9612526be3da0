package sim_test

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// timers is a cluster of three whose S1 stands after 200 ms, and nobody else soon.
func timers(t *testing.T) *sim.World {
	cfg := sim.DefaultConfig()
	cfg.Servers, cfg.ElectionTimeout = 3, sim.Span{Min: 5 * raft.Second, Max: 5 * raft.Second}
	cfg.Timeouts = []sim.OwnTimeout{{Server: 1, Timeout: sim.Span{Min: 200 * raft.Millisecond, Max: 200 * raft.Millisecond}}}
	return newWorld(t, cfg)
}

func TestAClockThatBeginsToDriftKeepsWhatHasPassed(t *testing.T) {
	for percent, want := range map[int]raft.Time{
		400: 152_000, // 60 ms are left by that clock, of which five pass in one
		-80: 440_000,
		50:  180_000,
		7:   196_075, // rounded up: not before the clock shows it
	} {
		w := timers(t)
		w.AdvanceTo(140 * raft.Millisecond)
		do(t, w, sim.Drift{Server: 1, Percent: percent})
		s := w.State().Servers[0]
		if s.TimerSet != 0 || s.Deadline != want {
			t.Errorf("%+d %%: the timer runs from %d to %d µs, want 0 to %d", percent, s.TimerSet, s.Deadline, want)
		}
		w.RunUntil(want - 1)
		before := w.Server(1).Role()
		w.RunUntil(want)
		if before != raft.Follower || w.Server(1).Role() != raft.Candidate {
			t.Errorf("%+d %%: it is %v right before, and %v then", percent, before, w.Server(1).Role())
		}
	}
}

func TestAClockThatIsPutRightAgainStaysAheadByWhatItRanTooFast(t *testing.T) {
	w := timers(t)
	do(t, w, sim.Drift{Server: 1, Percent: 100})
	w.AdvanceTo(50 * raft.Millisecond)
	do(t, w, sim.Drift{Server: 1}) // it shows 100 ms
	if got := w.State().Servers[0].Deadline; got != 150*raft.Millisecond {
		t.Errorf("the timer ends at %d µs, want 150 ms", got)
	}
	w.AdvanceTo(60 * raft.Millisecond)
	do(t, w, sim.Crash{Server: 1})
	do(t, w, sim.Restart{Server: 1})
	if s := w.State().Servers[0]; s.TimerSet != 60*raft.Millisecond || s.Deadline != 260*raft.Millisecond {
		t.Errorf("restarted, its timer runs from %d to %d µs, want 60 to 260 ms", s.TimerSet, s.Deadline)
	}
}

// Whoever counts how long ago a leader was heard counts by its own clock: one that runs
// five times too slowly refuses a PreVote five times as long.
func TestAServerWithASlowClockHearsItsLeaderLonger(t *testing.T) {
	for percent, refused := range map[int]bool{0: false, -80: true} {
		cfg := sim.DefaultConfig()
		cfg.Servers, cfg.PreVote = 3, true
		for id, ms := range map[raft.ServerID]raft.Duration{1: 150, 2: 600, 3: 500} {
			cfg.Timeouts = append(cfg.Timeouts, sim.OwnTimeout{Server: id, Timeout: sim.Span{Min: ms * raft.Millisecond, Max: ms * raft.Millisecond}})
		}
		w, _ := led(t, cfg)
		do(t, w, sim.SetTimeout{Server: 3, Timeout: sim.Span{Min: 500 * raft.Millisecond, Max: 5 * raft.Second}})
		if percent != 0 {
			do(t, w, sim.Drift{Server: 3, Percent: percent})
		}
		w.RunUntil(w.Now() + 300*raft.Millisecond)
		do(t, w, sim.Crash{Server: 1})
		asked := stepUntil(t, w, func(e *sim.Event) bool {
			return e.Kind == sim.DecisionEvent && e.By == 3 && (e.Decision.Kind == raft.PreVoteRefusedLeader || e.Decision.Kind == raft.PreVoteGranted)
		})
		if got := asked.Decision.Kind == raft.PreVoteRefusedLeader; got != refused {
			t.Errorf("%+d %%: it decides %v", percent, asked.Decision.Kind)
		}
	}
}
