package sim_test

import (
	"flag"
	"testing"
	"time"
)

var (
	soak     = flag.Duration("soak", time.Second, "how long to play random faults in TestSoak")
	soakFrom = flag.Uint64("from", 0, "the seed after which TestSoak begins; 0: the clock says")
)

// TestSoak plays random lawful faults, long runs and short schedules, for as long
// as one likes: go test ./raft/sim -run Soak -soak 1h -timeout 0. A failure names
// its seed, and -from that seed less one begins with it.
func TestSoak(t *testing.T) {
	after := *soakFrom
	if after == 0 {
		after = uint64(time.Now().UnixNano())
	}
	for end := time.Now().Add(*soak); time.Now().Before(end) && !t.Failed(); {
		until := time.Now().Add(min(time.Minute, time.Until(end)))
		p := playWhile(t, soakOnce, func(int64) bool { return time.Now().Before(until) }, after)
		t.Logf("%d seeds after %d, %d events", p.seeds, after, p.events)
		after += uint64(p.seeds)
	}
}

// soakOnce plays a seed both ways, about as long each.
func soakOnce(seed uint64) (events int64, err error) {
	const schedules = 20
	for i := range uint64(schedules) {
		n, err := playSchedule(schedules*seed + i)
		if events += n; err != nil {
			return events, err
		}
	}
	n, err := playFaults(seed)
	return events + n, err
}
