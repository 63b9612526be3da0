package sim_test

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// played is how much of something was played.
type played struct{ seeds, events int64 }

// play plays seeds 1 to n on all cores.
func play(t *testing.T, one func(seed uint64) (events int64, err error), n int) played {
	t.Helper()
	return playWhile(t, one, func(i int64) bool { return i <= int64(n) }, 0)
}

// playWhile plays seeds after a given one as long as more agrees to the next, the
// first being 1, and until one fails.
func playWhile(t *testing.T, one func(seed uint64) (events int64, err error), more func(i int64) bool, after uint64) (p played) {
	t.Helper()
	var next atomic.Int64
	var events atomic.Int64
	var seeds atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := next.Add(1); more(i) && !t.Failed(); i = next.Add(1) {
				seed := after + uint64(i)
				n, err := one(seed)
				if err != nil {
					t.Errorf("seed %d, after %d events: %v", seed, n, err)
				}
				events.Add(n)
				seeds.Add(1)
			}
		})
	}
	workers.Wait()
	return played{seeds.Load(), events.Load()}
}

// fewerUnderRace returns how much to play: the race detector makes everything ten
// times as slow.
func fewerUnderRace(n int) int {
	if raceDetector {
		return max(1, n/20)
	}
	return n
}
