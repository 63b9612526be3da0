package session

import (
	"testing"
	"time"

	"raft-playground/raft/lesson"
	"raft-playground/web/wire"
)

// Whoever reads has to look up from the text before it is over, and is not to wait
// for long until something happens.
func TestALessonIsNeitherOverInAMomentNorDull(t *testing.T) {
	const atMost = 11 * time.Second
	for _, l := range lesson.Library() {
		c, err := newLessonPlan(l, nil)
		if err != nil {
			t.Fatal(err)
		}
		p := open(t, Options{}).study(t, l.Name, "")
		for i, step := range p.First.Lesson.Steps[1:] {
			p.Stop = nil
			p.Must(wire.PaceRequest{Playing: new(true)})
			var lasted time.Duration
			for ; p.Stop == nil && lasted <= 2*atMost; lasted += tickEvery {
				p.Tick()
			}
			switch {
			case lasted > atMost:
				t.Errorf("%s: the leg to %s takes %v", l.Name, step.Name, lasted)
			case lasted < shortLeg*9/10 && c.factors[i].lively > leastFactor:
				t.Errorf("%s: the leg to %s takes %v only", l.Name, step.Name, lasted)
			case lasted > shortLeg*5/4 && c.factors[i].lively < 1:
				t.Errorf("%s: the leg to %s is slowed down to %v", l.Name, step.Name, lasted)
			}
			if p.Stop == nil {
				p.through()
			}
		}
	}
}

// A speed that somebody has chosen is kept, and so is that of a run without a lesson.
func TestOnlyALessonsSmartSpeedIsChanged(t *testing.T) {
	p := open(t, Options{}).study(t, "one-candidate", "candidate")
	p.Must(wire.PaceRequest{Playing: new(true), Speed: new(wire.Speed(0.01))})
	p.Tick()
	if p.Pace.Rate != 0.01 {
		t.Errorf("the rate is %v", p.Pace.Rate)
	}
	p.Must(wire.OpenRequest{Text: small})
	p.Must(wire.PaceRequest{Playing: new(true), Speed: new(wire.Smart)})
	for range 100 {
		p.Tick()
		if p.Pace.Rate < 0.9*wire.RateImportant {
			t.Fatalf("without a lesson the rate is %v", p.Pace.Rate)
		}
	}
}
