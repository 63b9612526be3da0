package sim_test

import (
	"flag"
	"math/rand/v2"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

var schedules = flag.Int("schedules", 5000, "how many short schedules of random lawful faults to play")

// scheduleLength is how many events a short schedule has at most.
const scheduleLength = 500

// TestLine44_PropertiesHoldInManyShortSchedules plays schedules that are short and
// dense: every few events something is done to the world, also between the two
// halves of a step, when a server has changed and has not told anybody.
func TestLine44_PropertiesHoldInManyShortSchedules(t *testing.T) {
	p := play(t, playSchedule, fewerUnderRace(*schedules))
	t.Logf("%d schedules, %d events", p.seeds, p.events)
}

func playSchedule(seed uint64) (events int64, err error) { return playScheduleWithout(seed, 0) }

func playScheduleWithout(seed uint64, rules raft.RuleSet) (events int64, err error) {
	r := rand.New(rand.NewPCG(seed, 45))
	cfg := randomConfig(r, seed)
	cfg.Without = rules
	w, err := sim.New(cfg)
	if err != nil {
		return 0, err
	}
	draw := &drawer{Rand: r, world: w, weights: randomWeights(r)}
	p := watch(w, draw.saw)
	for pace := 2 + r.IntN(40); events < scheduleLength; events++ {
		if act := r.IntN(pace) == 0; act {
			if r.IntN(2) == 0 {
				w.HalfStep(raft.Never - 1)
			}
			_ = w.Do(draw.action(), "fault")
		} else {
			w.Step()
		}
		if err := p.check(); err != nil {
			return events, err
		}
	}
	return events, p.end()
}
