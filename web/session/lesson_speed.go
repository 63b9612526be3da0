package session

import (
	"time"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// How a lesson's legs are played, from each step to the next. Some steps are a
// message apart, which smart speed would show for less than a second: over before
// whoever has just read the passage looks at the stage. Such a leg is slowed down
// until it lasts shortLeg, but by leastGait at most. In others next to nothing
// happens for long: in a leg that lasts for more than longLeg the quiet parts pass
// more quickly, at mostGait times smart speed at most.
const (
	shortLeg  = 3 * time.Second
	longLeg   = 7 * time.Second
	leastGait = 0.4
	mostGait  = 2.0
)

// gait is what smart speed's rates are multiplied by.
type gait struct {
	lively float64 // while something important is under way
	quiet  float64 // while there is nothing, or only heartbeats
}

// evenGait leaves smart speed as it is.
var evenGait = gait{lively: 1, quiet: 1}

// gaitOf returns how a leg is to be played that lasts so long at smart speed.
func gaitOf(lasts time.Duration) gait {
	switch {
	case lasts < shortLeg:
		slow := max(leastGait, lasts.Seconds()/shortLeg.Seconds())
		return gait{lively: slow, quiet: slow}
	case lasts > longLeg:
		return gait{lively: 1, quiet: min(mostGait, lasts.Seconds()/longLeg.Seconds())}
	}
	return evenGait
}

// countLegs notes how each of the lesson's legs is to be played.
func (c *course) countLegs(m scenario.Meter) error {
	clusters, err := newClusters(c.lesson.Scenario, m)
	if err != nil {
		return err
	}
	p := newPace()
	for _, step := range c.view.Steps {
		if err := p.advance(clusters, max(0, step.At-clusters[0].edge())); err != nil {
			return err
		}
		lasts, err := p.lasts(clusters, step.Until)
		if err != nil {
			return err
		}
		c.gaits = append(c.gaits, gaitOf(lasts))
	}
	return nil
}

// lasts plays on until an instant, or as long as it matters, and returns how much of
// the clock's time that takes.
func (p *pace) lasts(clusters []*cluster, until raft.Time) (time.Duration, error) {
	const grain = 10 * time.Millisecond
	p.playing, p.rate = true, rateIdle
	var passed time.Duration
	for clusters[0].edge() < until && passed.Seconds() < mostGait*longLeg.Seconds() {
		if err := p.move(clusters, grain); err != nil {
			return 0, err
		}
		passed += grain
		for _, c := range clusters {
			c.forget()
		}
	}
	return passed, nil
}

// gait returns how smart speed is to go at an instant: on the path, and for whoever
// does something else in a copy beside it.
func (c *course) gait(at raft.Time) gait {
	if c == nil || c.goal != "" {
		return evenGait
	}
	for i, step := range c.view.Steps {
		if step.At <= at && at < step.Until {
			return c.gaits[i]
		}
	}
	return evenGait
}
