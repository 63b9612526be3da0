package session

import (
	"fmt"
	"math"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

const (
	// longestFlight bounds for how much of the clock's time something is under way. A
	// message that takes 400 ms would fly for half a minute at the rates of smart speed; when
	// nothing quicker is under way, time passes faster.
	longestFlight = 1500 * time.Millisecond

	// slowAfterAction is for how long smart speed stays slow after someone has done
	// something, so that its consequences are not missed.
	slowAfterAction = 15 * raft.Millisecond

	// speedUp is by what factor smart speed may rise within a second. It falls at
	// once, but rises gently, which is easier on the eye.
	speedUp = 300.0
)

// roundingError, in microseconds, keeps 40 ms at speed 1 from being 39.999 ms.
const roundingError = 1e-6

// leastRate is told to pages when next to no time passes.
const leastRate = 1e-6

// maxTickEvents bounds the events of one tick, and with them the size of a frame. There
// may be room for less, see [tempo]. At a speed that asks for more, time passes more
// slowly than it was asked to.
const maxTickEvents = 2000

// playback is how the edges of a session's clusters move. It knows no clock: it is
// told how much of the clock's time has passed.
type playback struct {
	playing  bool
	speed    wire.Speed
	rate     float64      // the newest, in virtual seconds a second
	factors  speedFactors // what smart speed is multiplied by
	fraction float64      // of a microsecond that has passed but does not count yet
	stop     *wire.Stop   // why it has paused by itself, until those who watch are told
	room     int          // events that the next move may have,
	more     func() int   // and how many besides; nil when there is room for all
}

func newPlayback() playback {
	return playback{playing: true, speed: wire.Smart, rate: wire.RateIdle, factors: unchanged}
}

// view returns the pace as pages are told it. The rate is rounded: pages show it
// and play with it, and it should not change for nothing.
func (p *playback) view(every time.Duration) wire.Pace {
	rate := max(p.rate, leastRate)
	digits := math.Pow(10, 3-math.Ceil(math.Log10(rate)))
	return wire.Pace{Playing: p.playing, Speed: p.speed, Rate: math.Round(rate*digits) / digits, Every: int(every.Milliseconds())}
}

// set changes the speed; it returns a refusal for one that is out of bounds.
func (p *playback) set(speed wire.Speed) error {
	if speed != wire.Smart && !(speed >= wire.MinSpeed && speed <= wire.MaxSpeed) {
		return wire.Refuse(wire.RefusedSpeed, "min", fmt.Sprint(wire.MinSpeed), "max", fmt.Sprint(wire.MaxSpeed))
	}
	p.speed = speed
	if speed != wire.Smart {
		p.rate = float64(speed)
	}
	return nil
}

// move moves the edges by what so much of the clock's time allows, one instant
// after the other: smart speed looks anew after each, so that the beginning of
// something that matters is never hurried over. All clusters move by the same
// span; the one in which most is going on sets the pace.
//
// It pauses where a text says that its run ends, where something happens that it
// is to pause for, and where a statement could not be carried out, which it
// returns as an error.
func (p *playback) move(clusters []*cluster, passed time.Duration) error {
	left := passed.Seconds()
	ceiling := p.rate * math.Pow(speedUp, left)
	begin := eventCount(clusters)
	for p.roomFor(eventCount(clusters) - begin) {
		p.rate = p.wanted(clusters, ceiling)
		reach := left*p.rate*float64(raft.Second) + p.fraction
		due := soonest(clusters)
		if due == raft.Never || float64(due) > reach {
			whole := math.Floor(reach + roundingError)
			p.fraction = max(0, reach-whole)
			return p.advance(clusters, raft.Duration(whole))
		}
		left -= max(0, float64(due)-p.fraction) / (p.rate * float64(raft.Second))
		p.fraction = max(0, p.fraction-float64(due))
		if err := p.advance(clusters, due); err != nil || !p.playing {
			return err
		}
	}
	// There was no time for the rest.
	p.rate *= 1 - max(0, left)/passed.Seconds()
	return nil
}

// roomFor reports whether there may be more events than these.
func (p *playback) roomFor(events int) bool {
	if p.more == nil {
		return events < maxTickEvents
	}
	if events >= p.room {
		p.room += p.more()
	}
	return events < min(p.room, maxTickEvents)
}

// wanted returns the rate at which time is to pass now.
func (p *playback) wanted(clusters []*cluster, ceiling float64) float64 {
	if p.speed != wire.Smart {
		return float64(p.speed)
	}
	rate := wire.RateIdle * p.factors.quiet
	for _, c := range clusters {
		activity, quickest := c.run.World().Activity()
		slow := float64(quickest) / float64(raft.Second) / longestFlight.Seconds()
		switch {
		case c.edge() < c.slowUntil:
			rate = min(rate, wire.RateImportant)
		case activity == sim.ActivityImportant:
			rate = min(rate, max(wire.RateImportant, slow)*p.factors.lively)
		case activity == sim.ActivityHeartbeat:
			rate = min(rate, max(wire.RateHeartbeat, slow)*p.factors.quiet)
		}
	}
	return min(rate, max(ceiling, wire.RateImportant*p.factors.lively))
}

// advance moves all edges by d.
func (p *playback) advance(clusters []*cluster, d raft.Duration) error {
	var failed error
	for _, c := range clusters {
		before := c.edge()
		if err := c.reach(before + d); err != nil {
			p.playing, failed = false, err
		}
		if before < c.end && c.edge() >= c.end {
			p.playing = false
		}
	}
	p.heed(clusters)
	return failed
}

// heed pauses when a cluster has met what it is to pause for.
func (p *playback) heed(clusters []*cluster) {
	for _, c := range clusters {
		if c.breakpoints == nil || c.breakpoints.hit == nil {
			continue
		}
		if p.playing {
			p.playing, p.stop = false, c.breakpoints.hit
		}
		c.breakpoints.hit = nil
	}
}

// soonest returns how long it is until something happens in one of the clusters.
func soonest(clusters []*cluster) raft.Duration {
	soonest := raft.Never
	for _, c := range clusters {
		soonest = min(soonest, c.due())
	}
	return soonest
}

func eventCount(clusters []*cluster) int {
	n := 0
	for _, c := range clusters {
		n += len(c.events())
	}
	return n
}
