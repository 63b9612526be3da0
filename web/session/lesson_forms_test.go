package session

import (
	"testing"

	"raft-playground/raft/lesson"
	"raft-playground/web/wire"
)

// TestWhatIsDoneAtAStepOfALessonCanBeRead does, at every step of every lesson, what a
// learner does there, and has the session come back from each of its forms.
func TestWhatIsDoneAtAStepOfALessonCanBeRead(t *testing.T) {
	if testing.Short() {
		t.Skip("plays every lesson many times")
	}
	registry := newQuietRegistry(t)
	for _, l := range lesson.Library() {
		s := registry.sit(t, wire.HelloRequest{Lesson: l.Name})
		for _, step := range l.Steps {
			for _, act := range []string{"crash S3", "disk sync 20ms", "c1 write x=7"} {
				s.ask(wire.LessonRequest{Step: step.Name})
				if _, done := s.ask(wire.ForkRequest{Cluster: "A", Action: act}).(wire.Done); !done {
					continue // S3 is down already
				}
				s.checkForms()
			}
		}
	}
}
