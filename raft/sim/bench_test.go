package sim_test

import (
	"fmt"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// BenchmarkSimulator plays a cluster under a steady load of writes. An event is
// one item taken from the agenda; the typed trace is on.
func BenchmarkSimulator(b *testing.B) {
	for _, servers := range []int{3, 5, 9} {
		b.Run(fmt.Sprintf("servers=%d", servers), func(b *testing.B) {
			cfg := sim.DefaultConfig()
			cfg.Servers = servers
			w, _ := led(b, cfg)
			begun := w.Now()
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				if i%200 == 0 {
					for c := raft.ClientID(1); c <= 4; c++ {
						_ = w.Do(sim.Request{Client: c, Op: raft.Set, Key: "x", Value: int64(i % 1000)}, "write")
					}
					w.TakeEvents()
				}
				w.Step()
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
			b.ReportMetric(float64(w.Now()-begun)/1e6/b.Elapsed().Seconds(), "virtual-s/s")
		})
	}
}

// BenchmarkClone clones a world whose logs have grown.
func BenchmarkClone(b *testing.B) {
	for _, entries := range []int{10, 1000} {
		b.Run(fmt.Sprintf("entries=%d", entries), func(b *testing.B) {
			w, leader := led(b, sim.DefaultConfig())
			for i := range entries {
				if err := w.Do(sim.Request{Client: raft.ClientID(1 + i%8), Op: raft.Set, Key: "x", Value: int64(i), To: leader}, "write"); err != nil {
					w.RunUntil(w.Now() + raft.Second)
				}
			}
			w.RunUntil(w.Now() + 10*raft.Second)
			w.TakeEvents()
			b.ReportAllocs()
			for b.Loop() {
				_ = w.Clone()
			}
		})
	}
}
