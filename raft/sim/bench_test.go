package sim_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/sim"
)

// Benchmarks of the simulator, on one core, with everything on that a page has on:
// the typed trace, its hash, and a checker that is fed every event. One operation
// is one item taken from the agenda: a message that arrives, a timer that runs out,
// a disk that is done, a client that waits no longer.

// BenchmarkServers shows how the cost grows with the cluster.
func BenchmarkServers(b *testing.B) {
	for _, servers := range []int{3, 5, 7, 9} {
		b.Run(fmt.Sprintf("servers=%d", servers), func(b *testing.B) {
			cfg := sim.DefaultConfig()
			cfg.Servers = servers
			benchmarkSimulator(b, newLoaded(b, cfg, 100))
		})
	}
}

// BenchmarkLogLength shows that the cost does not grow with the log.
func BenchmarkLogLength(b *testing.B) {
	for _, entries := range []raft.Index{100, 1_000, 10_000, 100_000} {
		base := newLoaded(b, sim.DefaultConfig(), entries)
		b.Run(fmt.Sprintf("entries=%d", entries), func(b *testing.B) { benchmarkSimulator(b, base) })
	}
}

// benchmarkSimulator plays a world under a steady load of writes. It begins anew
// now and then, so that the log stays about as long as it is.
func benchmarkSimulator(b *testing.B, base *loaded) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const anew = 20_000
	var cpu time.Duration
	var played raft.Time
	b.ReportAllocs()
	b.ResetTimer()
	for done := 0; done < b.N; {
		b.StopTimer()
		l := base.clone()
		begun, from, n := cpuTime(), l.world.Now(), min(anew, b.N-done)
		b.StartTimer()
		for range n {
			l.step()
		}
		b.StopTimer()
		cpu += cpuTime() - begun
		played += l.world.Now() - from
		done += n
		b.StartTimer()
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
	if cpu > 0 {
		b.ReportMetric(float64(b.N)/cpu.Seconds(), "events/cpu-s")
	}
	b.ReportMetric(float64(played)/1e6/b.Elapsed().Seconds(), "virtual-s/s")
}

// loaded is a world under a steady load, and what watches it.
type loaded struct {
	world   *sim.World
	checker *check.Checker
	items   int
	broken  int
}

// newLoaded returns a world whose logs hold at least so many entries.
func newLoaded(b *testing.B, cfg sim.Config, entries raft.Index) *loaded {
	b.Helper()
	cfg.Clients = 4
	l := &loaded{world: newWorld(b, cfg), checker: check.New(cfg.Servers)}
	for l.world.Leader() == 0 || l.world.Server(l.world.Leader()).CommitIndex() < entries {
		if l.step(); l.items > 1000*int(entries)+100_000 {
			b.Fatalf("%d entries never came about", entries)
		}
	}
	return l
}

func (l *loaded) clone() *loaded {
	return &loaded{world: l.world.Clone(), checker: l.checker.Clone(), items: l.items}
}

// step does what is due next, and now and then lets the clients ask for more.
func (l *loaded) step() {
	if l.items++; l.items%200 == 0 {
		for c := raft.ClientID(1); c <= 4; c++ {
			_ = l.world.Do(sim.Request{Client: c, Op: raft.Set, Key: "x", Value: int64(l.items % 1000)}, "write")
		}
	}
	l.world.Step()
	l.world.DrainEvents(func(e *sim.Event) { l.broken += len(l.checker.Event(e)) })
}

// BenchmarkClone clones a world and its checker, as a fork does.
func BenchmarkClone(b *testing.B) {
	for _, entries := range []raft.Index{10, 1_000, 100_000} {
		base := newLoaded(b, sim.DefaultConfig(), entries)
		b.Run(fmt.Sprintf("entries=%d", entries), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = base.clone()
			}
		})
	}
}
