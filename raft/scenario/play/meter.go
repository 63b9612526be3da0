package play

import (
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// Meter is told now and then how many events a run has played since it was told
// last. When it returns an error the run stops at once, wherever it stands, with
// that error, and is worth nothing any more. A meter may also wait: so long work can
// make room for other work, and be given up.
type Meter func(events uint64) error

// meterEvery is after how many events a meter is told.
const meterEvery = 512

// MaxInstant is how many events there can be at one instant. No run that anybody
// would watch has a hundredth of that; a run that has more can go no further.
const MaxInstant = 100_000

// metering is what a run notes for its meter, and about its newest instant.
type metering struct {
	meter   Meter
	metered uint64    // the last event that it has been told of
	instant raft.Time // the newest one,
	first   uint64    // and how many events there were before it
}

// SetMeter has a run metered from now on, or, with nil, no more. A clone begins with
// the meter of the run that it was cloned from.
func (r *Run) SetMeter(m Meter) { r.meter, r.metered = m, r.world.Seq() }

// Over reports whether a run has come to a bound of events, [scenario.MaxEvents] or
// [MaxInstant]: it can go no further.
func (r *Run) Over() bool { return r.world.Seq() >= r.most }

// tell tells the meter, if it is time for that, and fails where there are too many
// events at one instant.
func (r *Run) tell() error {
	seq, now := r.world.Seq(), r.world.Now()
	if now != r.instant {
		r.instant, r.first = now, seq
	}
	if seq-r.first > MaxInstant {
		r.most = min(r.most, seq)
		return &scenario.Error{Code: scenario.CodeTooManyAtOnce, Found: scenario.FormatTime(now), Expected: strconv.Itoa(MaxInstant)}
	}
	if r.meter == nil || seq < r.metered+meterEvery {
		return nil
	}
	events := seq - r.metered
	r.metered = seq
	return r.meter(events)
}
