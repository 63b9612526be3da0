package web

import "time"

// Clock is what tells the sessions the time, so that tests can let it pass as
// they like.
type Clock interface {
	Now() time.Time
	NewTimer() Timer // which is not set
}

// Timer goes off when the clock comes to the instant that it was last set to.
type Timer interface {
	C() <-chan time.Time
	Set(at time.Time) // nothing of before is left in C
	Stop()
}

// systemClock is the machine's clock.
type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) NewTimer() Timer {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	return systemTimer{timer}
}

type systemTimer struct{ timer *time.Timer }

func (t systemTimer) C() <-chan time.Time { return t.timer.C }
func (t systemTimer) Set(at time.Time)    { t.timer.Reset(time.Until(at)) }
func (t systemTimer) Stop()               { t.timer.Stop() }
