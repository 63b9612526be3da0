package sim_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

var seeds = flag.Int("seeds", 3000, "how many seeds of random faults to play")

// TestLine44_PropertiesHoldUnderLawfulFaults plays many seeds of random lawful
// faults, with the properties checked after every event, and, when everything
// has healed, demands progress (lines 24, 34, 44, 46 and 48).
func TestLine44_PropertiesHoldUnderLawfulFaults(t *testing.T) {
	n := *seeds
	if raceDetector {
		n /= 10
	}
	var next, events atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for {
				seed := next.Add(1)
				if seed > int64(n) || t.Failed() {
					return
				}
				played, err := playFaults(uint64(seed))
				if err != nil {
					t.Errorf("seed %d: %v", seed, err)
				}
				events.Add(played)
			}
		})
	}
	workers.Wait()
	t.Logf("%d seeds, %d events", n, events.Load())
}

// playFaults hurts a cluster for some virtual seconds, then heals it and demands
// that it commits again. Each seed draws which faults it uses and how often.
func playFaults(seed uint64) (events int64, err error) {
	r := rand.New(rand.NewPCG(seed, 44))
	cfg := sim.DefaultConfig()
	cfg.Seed = seed
	cfg.Servers = []int{3, 3, 3, 5, 5, 5, 1, 2, 4, 7}[r.IntN(10)]
	cfg.NoOp = r.IntN(3) > 0
	cfg.Batch = []int{1, 2, 16}[r.IntN(3)]
	cfg.DiskSync = []raft.Duration{0, 2 * raft.Millisecond, 30 * raft.Millisecond}[r.IntN(3)]
	if r.IntN(2) == 0 {
		cfg.Latency = sim.Span{Min: 1 * raft.Millisecond, Max: 60 * raft.Millisecond}
	}
	cfg.ClientRetries = 5
	w, err := sim.New(cfg)
	if err != nil {
		return 0, err
	}
	p := watch(w)
	runUntil := func(t raft.Time) error {
		for w.Next() <= t {
			w.Step()
			if err := p.check(); err != nil {
				return err
			}
		}
		w.RunUntil(t)
		return p.check()
	}
	weights := [10]int{}
	for i := range weights {
		weights[i] = r.IntN(4) * r.IntN(4)
	}
	weights[0] = 6
	for w.Now() < 6*raft.Second {
		if err := runUntil(w.Now() + raft.Duration(r.Int64N(int64(120*raft.Millisecond)))); err != nil {
			return int64(w.Seq()), err
		}
		// A refusal is no failure: the fault would have done nothing now.
		_ = w.Do(randomAction(r, cfg.Servers, weights), "fault")
		if err := p.check(); err != nil {
			return int64(w.Seq()), err
		}
	}
	return int64(w.Seq()), healAndCommit(w, runUntil)
}

func randomAction(r *rand.Rand, servers int, weights [10]int) sim.Action {
	total := 0
	for _, weight := range weights {
		total += weight
	}
	pick, kind := r.IntN(total), 0
	for pick >= weights[kind] {
		pick -= weights[kind]
		kind++
	}
	server := func() raft.ServerID { return raft.ServerID(1 + r.IntN(servers)) }
	switch kind {
	case 0:
		return sim.Request{Client: raft.ClientID(1 + r.IntN(3)), Op: raft.Op(1 + r.IntN(3)), Key: string(rune('x' + r.IntN(3))), Value: r.Int64N(9), To: raft.ServerID(r.IntN(servers + 1))}
	case 1:
		return sim.Crash{Server: server(), LoseUnsynced: r.IntN(2) == 0}
	case 2, 3:
		return sim.Restart{Server: server()}
	case 4:
		return sim.TimeOut{Server: server()}
	case 5:
		return sim.Cut{From: server(), To: raft.ServerSet(0).With(server()), BothWays: r.IntN(2) == 0}
	case 6:
		return sim.HealAll{}
	case 7:
		var group raft.ServerSet
		for id := raft.ServerID(1); int(id) <= servers; id++ {
			if r.IntN(2) == 0 {
				group = group.With(id)
			}
		}
		return sim.Partition{Groups: []raft.ServerSet{group}}
	case 8:
		return sim.SetLoss{Loss: sim.PartsPerMillion(r.Int64N(400_000))}
	default:
		return sim.Isolate{Server: server()}
	}
}

// healAndCommit ends every fault and demands that a write be answered and reach
// every state machine.
func healAndCommit(w *sim.World, runUntil func(raft.Time) error) error {
	for id := raft.ServerID(1); int(id) <= w.Config().Servers; id++ {
		_ = w.Do(sim.Restart{Server: id}, "restart")
	}
	_ = w.Do(sim.HealAll{}, "heal all")
	_ = w.Do(sim.SetLoss{}, "loss 0%")
	_ = w.Do(sim.SetLatency{Latency: sim.Span{Min: 8 * raft.Millisecond, Max: 12 * raft.Millisecond}}, "latency")
	_ = w.Do(sim.SetDiskSync{Sync: 2 * raft.Millisecond}, "disk sync")
	if err := runUntil(w.Now() + 8*raft.Second); err != nil { // old requests are answered or given up
		return err
	}
	if err := w.Do(sim.Request{Client: 4, Op: raft.Set, Key: "healed", Value: 1}, "write"); err != nil {
		return err
	}
	if err := runUntil(w.Now() + 2*raft.Second); err != nil {
		return err
	}
	state := w.State()
	if c := state.Clients[3]; c.Phase != sim.PhaseAnswered {
		return fmt.Errorf("after everything healed the client is at %+v", c)
	}
	for _, s := range state.Servers {
		if s.LastApplied != state.Servers[0].LastApplied || fmt.Sprint(s.Machine) != fmt.Sprint(state.Servers[0].Machine) {
			return fmt.Errorf("after everything healed %v has applied %d: %v, S1 %d: %v", s.ID, s.LastApplied, s.Machine, state.Servers[0].LastApplied, state.Servers[0].Machine)
		}
	}
	return nil
}
