package session

import (
	"strings"
	"testing"

	"raft-playground/raft/lesson"
	"raft-playground/web/wire"
)

// What came too late in a comparison keeps its place behind something that has an
// instant: it has the same instant, also when the text is written before that has come.
func TestWhatCameTooLateBehindWhatHasAnInstantIsToldAtThatInstant(t *testing.T) {
	s := newQuietRegistry(t).sit(t, wire.HelloRequest{Lesson: "majority-matters", Step: "one-follower"})
	s.ask(wire.StepRequest{})
	s.ask(wire.DoRequest{Cluster: everyCluster, Action: "crash S2"})
	s.ask(wire.CompareRequest{Cluster: "A", Change: "servers 4"})
	s.ask(wire.DoRequest{Cluster: everyCluster, Action: "crash S1"})
	s.checkForms()
}

// TestWhatFailedForBeingTooLateIsToldAtTheInstantBeforeIt: a timeout that in another run
// comes behind a step that is reached later there.
func TestWhatFailedForBeingTooLateIsToldAtTheInstantBeforeIt(t *testing.T) {
	s := newQuietRegistry(t).sit(t, wire.HelloRequest{Lesson: "split-vote", Step: "stalemate"})
	s.ask(wire.DoRequest{Cluster: everyCluster, Action: "time out S1"})
	s.ask(wire.StepRequest{})
	s.ask(wire.CompareRequest{Cluster: "A", Change: "pre-vote on"})
	s.ask(wire.CloseRequest{Cluster: "A"})
	s.ask(wire.DoRequest{Cluster: everyCluster, Action: "crash S1"})
	s.checkForms()
}

// TestAComparisonAtAnyStepOfALessonComesBack: of each of its first two clusters, with what
// makes the run slower, larger, or another from the start.
func TestAComparisonAtAnyStepOfALessonComesBack(t *testing.T) {
	if testing.Short() {
		t.Skip("plays each step of each lesson several times, in one goroutine")
	}
	for _, l := range lesson.Library() {
		for _, step := range l.Steps {
			for _, change := range []string{"pre-vote on", "servers 4", "heartbeat 30ms"} {
				for _, cluster := range []string{"A", "B"} {
					t.Run(strings.Join([]string{l.Name, step.Name, cluster, change}, " "), func(t *testing.T) {
						s := newQuietRegistry(t).sit(t, wire.HelloRequest{Lesson: l.Name, Step: step.Name})
						s.ask(wire.CompareRequest{Cluster: cluster, Change: change})
						s.checkForms()
					})
				}
			}
		}
	}
}
