package session

import (
	"strings"
	"testing"

	"raft-playground/raft/lesson"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

// study begins a session at a step of a lesson.
func (h *house) study(t *testing.T, name, step string) *page {
	t.Helper()
	return h.visit(t, wire.HelloRequest{Lesson: name, Step: step})
}

// through plays until the session pauses by itself.
func (p *page) through() *wire.Stop {
	p.T.Helper()
	p.Stop = nil
	p.Must(wire.PaceRequest{Playing: new(true)})
	for n := 0; p.Stop == nil; n++ {
		if n > 5000 {
			p.T.Fatal("the session does not pause")
		}
		p.Tick()
	}
	return p.Stop
}

func TestALessonStopsAtEachOfItsSteps(t *testing.T) {
	for _, l := range lesson.Library()[:3] {
		h := open(t, Options{})
		p := h.study(t, l.Name, "")
		told := p.First.Lesson
		if told == nil || told.Name != l.Name || !told.BuiltIn || len(told.Steps) != len(l.Steps) {
			t.Fatalf("%s: told %+v", l.Name, told)
		}
		if p.Pace.Playing || p.Edge["A"] != int64(told.Steps[0].At) {
			t.Errorf("%s: begins at %d, playing %v", l.Name, p.Edge["A"], p.Pace.Playing)
		}
		for _, step := range told.Steps[1:] {
			stop := p.through()
			if stop.Break != wire.BreakStep || stop.Step != step.Name || stop.At != step.At || p.Pace.Playing {
				t.Fatalf("%s stops at %+v, want %+v", l.Name, stop, step)
			}
		}
	}
}

// What is told to be right is what the lesson's own run says.
func TestALessonTellsWhichPredictionsComeTrue(t *testing.T) {
	h := open(t, Options{})
	for _, l := range lesson.Library() {
		played, err := l.Play()
		if err != nil {
			t.Fatal(err)
		}
		told := h.study(t, l.Name, "").First.Lesson
		for i, step := range told.Steps {
			if step.Ask != nil && step.Ask.Right != played.Steps[i].Right || step.At != played.Steps[i].At || step.Until < step.At {
				t.Errorf("%s, %s: %+v, want %+v", l.Name, step.Name, step, played.Steps[i])
			}
		}
	}
}

func TestALessonOpensAtAnyStep(t *testing.T) {
	h := open(t, Options{})
	l := lesson.Find("life-of-a-write")
	p := h.study(t, l.Name, l.Steps[3].Name)
	at := p.First.Lesson.Steps[3].At
	if p.Edge["A"] != int64(at) || p.Pace.Playing {
		t.Errorf("stands at %d, want %d", p.Edge["A"], at)
	}
	there := p.hashes()
	// Backwards, and forwards again, within the session: it is the same run.
	p.Must(wire.LessonRequest{Lesson: l.Name, Step: l.Steps[1].Name})
	if p.Edge["A"] != int64(p.First.Lesson.Steps[1].At) {
		t.Errorf("back at %d", p.Edge["A"])
	}
	p.Must(wire.GoRequest{At: &at})
	wiretest.Equal(t, "the hashes", there, p.hashes())
	if r := p.Refusal(wire.LessonRequest{Lesson: "no-lesson"}); r.Code != "request."+wire.RefusedNoLesson {
		t.Error(r)
	}
	if r := p.Refusal(wire.LessonRequest{Lesson: l.Name, Step: "no-step"}); r.Code != "request."+wire.RefusedNoStep {
		t.Error(r)
	}
	wiretest.Equal(t, "the hashes after a refusal", there, p.hashes())
}

// The learner does something else, which happens beside the lesson, and comes back.
func TestTheLearnerLeavesThePathAndComesBack(t *testing.T) {
	h := open(t, Options{})
	p := h.study(t, "life-of-a-write", "")
	p.through()
	at, path := p.Edge["A"], p.hashes()
	done := p.Must(wire.ForkRequest{Cluster: "A", Action: "crash leader"})
	if done.Cluster != "B" {
		t.Fatal(done)
	}
	p.Run(1)
	p.Must(wire.LessonRequest{})
	if len(p.Cluster) != 1 || p.Edge["A"] != at {
		t.Errorf("%d clusters, at %d, want 1 at %d", len(p.Cluster), p.Edge["A"], at)
	}
	wiretest.Equal(t, "the path", path, p.hashes())
}

// A lesson of two runs side by side stops for the steps of both.
func TestALessonHasItsRunsSideBySide(t *testing.T) {
	h := open(t, Options{})
	l := lesson.Find("one-of-five")
	p := h.study(t, l.Name, "")
	if len(p.Cluster) != 1+len(l.Scenario.Variants) {
		t.Fatalf("%d clusters", len(p.Cluster))
	}
	for _, step := range p.First.Lesson.Steps[1:] {
		if stop := p.through(); stop.Step != step.Name || stop.Cluster != step.Cluster {
			t.Fatalf("stops at %+v, want %+v", stop, step)
		}
	}
}

func TestAnOtherRunEndsTheLesson(t *testing.T) {
	h := open(t, Options{})
	p := h.study(t, "roles", "")
	var told *wire.Lesson
	p.OnMessage = func(text []byte) {
		if strings.Contains(string(text), `"lesson":`) {
			told = wiretest.Decode[wire.Frame](t, text).Lesson
		}
	}
	p.Must(wire.OpenRequest{Text: small})
	if told == nil || told.Name != "" {
		t.Errorf("told %+v", told)
	}
	if r := p.Refusal(wire.LessonRequest{}); r.Code != "request."+wire.RefusedNoLesson {
		t.Error(r)
	}
}

// After a restart of the server the lesson goes on where it was.
func TestALessonIsBroughtBack(t *testing.T) {
	h := open(t, Options{})
	p := h.study(t, "life-of-a-write", "")
	p.through()
	p.through()
	text, hashes := p.Text(), p.hashes()
	h = open(t, Options{})
	q := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session, Secret: p.Welcome.Secret,
		Run: &wire.Run{Text: text.Text, Edge: text.Edge}, Playing: new(false)})
	wiretest.Equal(t, "the lesson", p.First.Lesson, q.First.Lesson)
	wiretest.Equal(t, "the hashes", hashes, q.hashes())
	if stop, want := q.through(), p.First.Lesson.Steps[3]; stop.Step != want.Name {
		t.Errorf("stops at %+v, want %s", stop, want.Name)
	}
}

const ownLesson = `raft 1
title Mine
servers 3
seed 1

at 10ms: step begin
when leader elected: step leader

lesson mine
en My lesson

step begin
en Three servers.
ask
en Who wins?
if S1 is leader
en S1
if S2 is leader
en S2
if S3 is leader
en S3

step leader
en That one. Now have two of them.
goal two leaders
`

func TestATeachersOwnLessonIsOpenedAndShared(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Must(wire.OpenRequest{Text: ownLesson})
	link := p.Ask(wire.LinkRequest{}).(wire.Shared)
	q := h.visit(t, wire.HelloRequest{Link: link.Link})
	l := q.First.Lesson
	if l == nil || l.Name != "mine" || l.BuiltIn || q.Pace.Playing || q.Edge["A"] != int64(l.Steps[0].At) {
		t.Fatalf("%+v", l)
	}
	r := p.Refusal(wire.OpenRequest{Text: strings.Replace(ownLesson, "S1 is leader", "S1 is a leader", 1)})
	if r.Code != "scenario.unexpected" || r.Values["line"] != "16" || r.Values["found"] != "a" {
		t.Errorf("%+v", r)
	}
}

func TestAGoalIsReachedInTheLearnersOwnRun(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Must(wire.OpenRequest{Text: ownLesson})
	p.through()
	// The lesson's own run is there, too, but is no merit of the learner's.
	p.Must(wire.DoRequest{Cluster: "A", Action: "isolate leader"})
	p.Must(wire.ForkRequest{Cluster: "A"})
	var goal *wire.LessonGoal
	p.OnMessage = func(text []byte) {
		if f := wiretest.Decode[wire.Frame](t, text); f.Lesson != nil {
			goal = f.Lesson.Steps[1].Goal
		}
	}
	p.Must(wire.PaceRequest{Playing: new(true), Speed: new(wire.Speed(1))})
	for n := 0; goal == nil && n < 200; n++ {
		p.Tick()
	}
	if goal == nil || goal.Reached != "B" || goal.At == 0 {
		t.Errorf("%+v", goal)
	}
}

// The lesson's own way to a goal would give it away, and would stop the learner's run
// at its steps: it is out of sight until the learner comes back.
func TestWhoeverGoesForAGoalIsAloneWithTheirRun(t *testing.T) {
	h := open(t, Options{})
	p := h.study(t, "challenge-two-leaders", "")
	path, steps := p.hashes(), p.First.Lesson.Steps
	var told *wire.Lesson
	p.OnMessage = func(text []byte) {
		if f := wiretest.Decode[wire.Frame](t, text); f.Lesson != nil {
			told = f.Lesson
		}
	}
	if done := p.Must(wire.ForkRequest{Cluster: "A", Action: "isolate leader"}); done.Cluster != "B" {
		t.Fatal(done)
	}
	p.Must(wire.PaceRequest{Playing: new(true), Speed: new(wire.Speed(0.1))})
	p.Tick()
	if len(p.Cluster) != 1 || p.Cluster["B"].ID != "B" || told == nil || told.Attempt != steps[0].Name {
		t.Fatalf("%d clusters, told %+v", len(p.Cluster), told)
	}
	for p.Edge["B"] <= int64(steps[len(steps)-1].At) {
		p.Tick()
		if !p.Pace.Playing {
			t.Fatalf("it pauses at %d", p.Edge["B"])
		}
	}
	if goal := told.Steps[0].Goal; goal.Reached != "B" {
		t.Errorf("%+v", goal)
	}
	p.Must(wire.LessonRequest{})
	wiretest.Equal(t, "the path", path, p.hashes())
	if told.Attempt != "" || told.Steps[0].Goal.Reached == "" {
		t.Errorf("back on the path: %+v, %+v", told.Attempt, told.Steps[0].Goal)
	}
	if stop := p.through(); stop.Step != steps[1].Name {
		t.Errorf("stops at %+v", stop)
	}
}

// A comparison passes the main run's steps too, at instants of its own; the lesson
// stops where the main run does.
func TestALessonStopsWhereTheRunThatAStepBelongsToComesToIt(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	text := strings.Replace(ownLesson, "step leader\n", "step leader\n\ncompare fast with: election timeout 30ms to 60ms\n", 1)
	p.Must(wire.OpenRequest{Text: text})
	if stop := p.through(); stop.Step != "leader" || stop.Cluster != "A" || p.State["B"].Servers == nil {
		t.Errorf("stops at %+v", stop)
	}
}
