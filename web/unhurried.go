package web

import (
	"time"

	"raft-playground/raft"
)

// How a lesson's legs are played, from each step to the next. Some steps are a
// message apart, which smart speed would show for less than a second: over before
// whoever has just read the passage looks at the stage. Such a leg is slowed down
// until it lasts shortLeg, but by leastGait at most.
const (
	shortLeg  = 3 * time.Second
	leastGait = 0.4
)

// countLegs notes for each of the lesson's legs by what factor smart speed is
// multiplied there, 1 where it takes its time anyway.
func (c *course) countLegs() error {
	clusters, err := newClusters(c.lesson.Scenario)
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
		c.gaits = append(c.gaits, max(leastGait, lasts.Seconds()/shortLeg.Seconds()))
	}
	return nil
}

// lasts plays on until an instant, or until shortLeg has passed, and returns how
// much of the clock's time that takes.
func (p *pace) lasts(clusters []*cluster, until raft.Time) (time.Duration, error) {
	const grain = 10 * time.Millisecond
	p.playing, p.rate = true, rateIdle
	var passed time.Duration
	for passed < shortLeg && clusters[0].edge() < until {
		if err := p.move(clusters, grain); err != nil {
			return 0, err
		}
		passed += grain
		for _, c := range clusters {
			c.events = c.events[:0]
		}
	}
	return passed, nil
}

// gait returns by what factor smart speed is multiplied at an instant: on the path,
// and for whoever does something else in a copy beside it.
func (c *course) gait(at raft.Time) float64 {
	gait := 1.0
	if c == nil {
		return gait
	}
	for i, step := range c.view.Steps {
		if step.At <= at && at < step.Until {
			gait = c.gaits[i]
		}
	}
	return gait
}
