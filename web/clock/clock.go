// Package clock is what tells the server the time, so that tests can let it pass as
// they like: the machine's clock, and one that is moved by hand.
package clock

import "time"

// Clock tells the time, and when it has come.
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

// System is the machine's clock.
type System struct{}

// Now returns the machine's time.
func (System) Now() time.Time { return time.Now() }

// NewTimer returns a timer of the machine's.
func (System) NewTimer() Timer {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	return systemTimer{timer}
}

type systemTimer struct{ timer *time.Timer }

func (t systemTimer) C() <-chan time.Time { return t.timer.C }
func (t systemTimer) Set(at time.Time)    { t.timer.Reset(time.Until(at)) }
func (t systemTimer) Stop()               { t.timer.Stop() }
