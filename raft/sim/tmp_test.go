package sim_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

func TestTmpCover(t *testing.T) {
	kinds := map[string]int{}
	done := map[string][2]int{}
	for seed := uint64(1); seed < 1500; seed++ {
		r := rand.New(rand.NewPCG(seed, 45))
		w, _ := sim.New(randomConfig(r, seed))
		draw := &drawer{Rand: r, world: w, weights: randomWeights(r)}
		see := func(e *sim.Event) {
			draw.saw(e)
			k := e.Kind.String()
			if e.Kind == sim.DecisionEvent {
				k += " " + e.Decision.Kind.String()
			}
			if e.Kind == sim.DropEvent {
				k += " " + string(e.Why)
			}
			if e.Kind == sim.ClientEvent {
				k += " " + string(e.Client.Phase)
			}
			kinds[k]++
		}
		for pace, events := 2+r.IntN(40), 0; events < scheduleLength; events++ {
			if act := r.IntN(pace) == 0; act {
				if r.IntN(2) == 0 {
					w.HalfStep(raft.Never - 1)
				}
				a := draw.action()
				k := fmt.Sprintf("%T", a)
				d := done[k]
				d[0]++
				if w.Do(a, "fault") == nil {
					d[1]++
				}
				done[k] = d
			} else {
				w.Step()
			}
			w.DrainEvents(see)
		}
	}
	for k, n := range kinds {
		fmt.Println(n, k)
	}
	for k, d := range done {
		fmt.Println("ACTION", k, d)
	}
}
