package web

import "time"

// Clock is what tells the sessions the time, so that tests can let it pass as
// they like.
type Clock interface {
	Now() time.Time
	NewTimer(d time.Duration) Timer
}

// Timer is a [time.Timer] of a [Clock].
type Timer interface {
	C() <-chan time.Time
	Reset(d time.Duration) // as time.Timer's: nothing of before is left in C
	Stop()
}

// systemClock is the machine's clock.
type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) NewTimer(d time.Duration) Timer { return systemTimer{time.NewTimer(d)} }

type systemTimer struct{ timer *time.Timer }

func (t systemTimer) C() <-chan time.Time   { return t.timer.C }
func (t systemTimer) Reset(d time.Duration) { t.timer.Reset(d) }
func (t systemTimer) Stop()                 { t.timer.Stop() }
