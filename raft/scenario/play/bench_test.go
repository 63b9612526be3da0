package play

import (
	"fmt"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// BenchmarkRun plays a cluster under a steady load of writes, with every check on.
// An event is one item taken from the world's agenda, as in the benchmark of
// package sim.
func BenchmarkRun(b *testing.B) {
	for _, servers := range []int{3, 5, 9} {
		b.Run(fmt.Sprintf("servers=%d", servers), func(b *testing.B) {
			cfg := sim.DefaultConfig()
			cfg.Servers = servers
			r, err := New(&scenario.Scenario{Config: cfg})
			if err != nil {
				b.Fatal(err)
			}
			if err := r.RunUntil(raft.Second); err != nil {
				b.Fatal(err)
			}
			r.most = 1 << 62
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				if i%200 == 0 {
					for c := raft.ClientID(1); c <= 4; c++ {
						_ = r.world.Do(sim.Request{Client: c, Op: raft.Set, Key: "x", Value: int64(i % 1000)}, "write")
					}
					r.react()
				}
				if r.world.HalfStep(raft.Never - 1) {
					r.react()
					if r.world.Next() == r.world.Now() && r.world.HalfStep(r.world.Now()) {
						r.react()
					}
				}
				r.world.DrainEvents(func(*sim.Event) {})
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
