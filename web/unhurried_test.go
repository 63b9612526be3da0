package web

import (
	"testing"
	"time"

	"raft-playground/raft/lesson"
	"raft-playground/web/wire"
)

// Whoever reads has to look up from the text before it is over. Where the messages
// of a leg fly for less than a second at smart speed, they are slowed down.
func TestNoLegOfALessonIsOverInAMoment(t *testing.T) {
	slowed := 0
	for _, l := range lesson.Library() {
		h := open(t, Options{})
		p := h.study(t, l.Name, "")
		for _, step := range p.first.Lesson.Steps[1:] {
			p.stop = nil
			p.must(wire.Request{T: "pace", Playing: pointer(true)})
			var lasted time.Duration
			for p.stop == nil && lasted < shortLeg {
				p.tick()
				lasted += tickEvery
				if p.pace.Rate < 0.9*rateImportant {
					slowed++
				}
			}
			if lasted < shortLeg*9/10 && p.pace.Rate > 1.01*rateImportant*leastGait {
				t.Errorf("%s: the leg to %s takes %v at a rate of %v", l.Name, step.Name, lasted, p.pace.Rate)
			}
			if p.stop == nil {
				p.through()
			}
		}
	}
	if slowed == 0 {
		t.Error("nothing is slowed down")
	}
}

// A speed that somebody has chosen is kept, and so is that of a run without a lesson.
func TestOnlyALessonsSmartSpeedIsSlowedDown(t *testing.T) {
	h := open(t, Options{})
	p := h.study(t, "one-candidate", "candidate")
	p.must(wire.Request{T: "pace", Playing: pointer(true), Speed: pointer(wire.Speed(0.01))})
	p.tick()
	if p.pace.Rate != 0.01 {
		t.Errorf("the rate is %v", p.pace.Rate)
	}
	p.must(wire.Request{T: "open", Text: small})
	p.must(wire.Request{T: "pace", Playing: pointer(true), Speed: pointer(wire.Smart)})
	for range 100 {
		p.tick()
		if p.pace.Rate < 0.9*rateImportant {
			t.Fatalf("without a lesson the rate is %v", p.pace.Rate)
		}
	}
}
