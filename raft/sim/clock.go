package sim

import "raft-playground/raft"

// clock is a server's own. It may run too fast or too slowly, from some instant on:
// what it has shown until then stays. Its server knows no other time.
type clock struct {
	drift   int       // percent that it runs too fast
	since   raft.Time // the instant from which on it does
	showing raft.Time // what it showed then
}

// at returns what the clock shows at an instant.
func (c *clock) at(now raft.Time) raft.Time {
	if c.drift == 0 {
		return now + c.showing - c.since
	}
	return c.showing + (now-c.since)*raft.Time(100+c.drift)/100
}

// whenShows returns the first instant at which the clock shows so much, as it runs now;
// if it showed that before it began to run so, then the instant at which it began.
func (c *clock) whenShows(t raft.Time) raft.Time {
	switch {
	case t == raft.Never:
		return t
	case t <= c.showing:
		return c.since
	case c.drift == 0:
		return t - c.showing + c.since
	}
	rate := raft.Time(100 + c.drift)
	return c.since + ((t-c.showing)*100+rate-1)/rate
}

// runs lets the clock run too fast by so many percent, from now on.
func (c *clock) runs(now raft.Time, drift int) {
	*c = clock{drift: drift, since: now, showing: c.at(now)}
}

// readClock returns what a server's clock shows now.
func (w *World) readClock(p *process) raft.Time { return p.clock.at(w.now) }

// noteTimer notes when a server's timer was set. Its clock may have run differently
// since, so that it does not tell.
func (w *World) noteTimer(p *process) {
	if set := p.server.DeadlineSet(); set != p.timerRead {
		p.timerRead, p.timerSet = set, w.now
	}
}
