package session

import (
	"time"

	"raft-playground/raft"
	"raft-playground/raft/scenario/play"
	"raft-playground/web/wire"
)

// How a lesson's legs are played, from each step to the next. Some steps are a
// message apart, which smart speed would show for less than a second: over before
// whoever has just read the passage looks at the stage. Such a leg is slowed down
// until it lasts shortLeg, but by leastFactor at most. In others next to nothing
// happens for long: in a leg that lasts for more than longLeg the quiet parts pass
// more quickly, at mostFactor times smart speed at most.
const (
	shortLeg    = 3 * time.Second
	longLeg     = 7 * time.Second
	leastFactor = 0.4
	mostFactor  = 2.0
)

// speedFactors is what smart speed's rates are multiplied by.
type speedFactors struct {
	lively float64 // while something important is under way
	quiet  float64 // while there is nothing, or only heartbeats
}

// unchanged leaves smart speed as it is.
var unchanged = speedFactors{lively: 1, quiet: 1}

// factorsFor returns how a leg is to be played that lasts so long at smart speed.
func factorsFor(lasts time.Duration) speedFactors {
	switch {
	case lasts < shortLeg:
		slow := max(leastFactor, lasts.Seconds()/shortLeg.Seconds())
		return speedFactors{lively: slow, quiet: slow}
	case lasts > longLeg:
		return speedFactors{lively: 1, quiet: min(mostFactor, lasts.Seconds()/longLeg.Seconds())}
	}
	return unchanged
}

// countLegs notes how each of the lesson's legs is to be played.
func (plan *lessonPlan) countLegs(m play.Meter) error {
	clusters, err := newClusters(plan.lesson.Scenario, m)
	if err != nil {
		return err
	}
	p := newPlayback()
	for _, step := range plan.view.Steps {
		if err := p.advance(clusters, max(0, step.At-clusters[0].edge())); err != nil {
			return err
		}
		lasts, err := p.lasts(clusters, step.Until)
		if err != nil {
			return err
		}
		plan.factors = append(plan.factors, factorsFor(lasts))
	}
	return nil
}

// lasts plays on until an instant, or as long as it matters, and returns how much of
// the clock's time that takes.
func (p *playback) lasts(clusters []*cluster, until raft.Time) (time.Duration, error) {
	const grain = 10 * time.Millisecond
	p.playing, p.rate = true, wire.RateIdle
	var passed time.Duration
	for clusters[0].edge() < until && passed.Seconds() < mostFactor*longLeg.Seconds() {
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

// factorsAt returns how smart speed is to go at an instant: on the path, and for whoever
// does something else in a run of their own.
func (plan *lessonPlan) factorsAt(at raft.Time) speedFactors {
	if plan == nil || plan.goal != "" {
		return unchanged
	}
	for i, step := range plan.view.Steps {
		if step.At <= at && at < step.Until {
			return plan.factors[i]
		}
	}
	return unchanged
}
