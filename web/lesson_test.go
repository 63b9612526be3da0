package web

import (
	"strings"
	"testing"

	"raft-playground/raft/lesson"
	"raft-playground/web/wire"
)

// study begins a session at a step of a lesson.
func (h *house) study(t *testing.T, name, step string) *page {
	t.Helper()
	return h.visit(t, wire.Request{T: "hello", Lesson: name, Step: step})
}

// through plays until the session pauses by itself.
func (p *page) through() *wire.Stop {
	p.t.Helper()
	p.stop = nil
	p.must(wire.Request{T: "pace", Playing: pointer(true)})
	for n := 0; p.stop == nil; n++ {
		if n > 5000 {
			p.t.Fatal("the session does not pause")
		}
		p.tick()
	}
	return p.stop
}

func TestALessonStopsAtEachOfItsSteps(t *testing.T) {
	for _, l := range lesson.Library()[:3] {
		h := open(t, Options{})
		p := h.study(t, l.Name, "")
		told := p.first.Lesson
		if told == nil || told.Name != l.Name || !told.BuiltIn || len(told.Steps) != len(l.Steps) {
			t.Fatalf("%s: told %+v", l.Name, told)
		}
		if p.pace.Playing || p.edge["A"] != int64(told.Steps[0].At) {
			t.Errorf("%s: begins at %d, playing %v", l.Name, p.edge["A"], p.pace.Playing)
		}
		for _, step := range told.Steps[1:] {
			stop := p.through()
			if stop.Break != wire.BreakStep || stop.Step != step.Name || stop.At != step.At || p.pace.Playing {
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
		told := h.study(t, l.Name, "").first.Lesson
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
	at := p.first.Lesson.Steps[3].At
	if p.edge["A"] != int64(at) || p.pace.Playing {
		t.Errorf("stands at %d, want %d", p.edge["A"], at)
	}
	there := p.hashes()
	// Backwards, and forwards again, within the session: it is the same run.
	p.must(wire.Request{T: "lesson", Lesson: l.Name, Step: l.Steps[1].Name})
	if p.edge["A"] != int64(p.first.Lesson.Steps[1].At) {
		t.Errorf("back at %d", p.edge["A"])
	}
	p.must(wire.Request{T: "go", At: &at})
	equal(t, "the hashes", there, p.hashes())
	if r := p.refusal(wire.Request{T: "lesson", Lesson: "no-lesson"}); r.Code != "request."+wire.RefusedNoLesson {
		t.Error(r)
	}
	if r := p.refusal(wire.Request{T: "lesson", Lesson: l.Name, Step: "no-step"}); r.Code != "request."+wire.RefusedNoStep {
		t.Error(r)
	}
	equal(t, "the hashes after a refusal", there, p.hashes())
}

// The learner does something else, which happens beside the lesson, and comes back.
func TestTheLearnerLeavesThePathAndComesBack(t *testing.T) {
	h := open(t, Options{})
	p := h.study(t, "life-of-a-write", "")
	p.through()
	at, path := p.edge["A"], p.hashes()
	done := p.must(wire.Request{T: "fork", Cluster: "A", Action: "crash leader"})
	if done.Cluster != "B" {
		t.Fatal(done)
	}
	p.run(1)
	p.must(wire.Request{T: "lesson"})
	if len(p.cluster) != 1 || p.edge["A"] != at {
		t.Errorf("%d clusters, at %d, want 1 at %d", len(p.cluster), p.edge["A"], at)
	}
	equal(t, "the path", path, p.hashes())
}

// A lesson of two runs side by side stops for the steps of both.
func TestALessonHasItsRunsSideBySide(t *testing.T) {
	h := open(t, Options{})
	l := lesson.Find("one-of-five")
	p := h.study(t, l.Name, "")
	if len(p.cluster) != 1+len(l.Scenario.Variants) {
		t.Fatalf("%d clusters", len(p.cluster))
	}
	for _, step := range p.first.Lesson.Steps[1:] {
		if stop := p.through(); stop.Step != step.Name || stop.Cluster != step.Cluster {
			t.Fatalf("stops at %+v, want %+v", stop, step)
		}
	}
}

func TestAnOtherRunEndsTheLesson(t *testing.T) {
	h := open(t, Options{})
	p := h.study(t, "roles", "")
	var told *wire.Lesson
	p.onMessage = func(text []byte) {
		if strings.Contains(string(text), `"lesson":`) {
			told = decode[wire.Frame](t, text).Lesson
		}
	}
	p.must(wire.Request{T: "open", Text: small})
	if told == nil || told.Name != "" {
		t.Errorf("told %+v", told)
	}
	if r := p.refusal(wire.Request{T: "lesson"}); r.Code != "request."+wire.RefusedNoLesson {
		t.Error(r)
	}
}

// After a restart of the server the lesson goes on where it was.
func TestALessonIsBroughtBack(t *testing.T) {
	h := open(t, Options{})
	p := h.study(t, "life-of-a-write", "")
	p.through()
	p.through()
	text, hashes := p.text(), p.hashes()
	h = open(t, Options{})
	q := h.visit(t, wire.Request{T: "hello", Session: p.welcome.Session, Secret: p.welcome.Secret,
		Run: &wire.Run{Text: text.Text, Edge: text.Edge}, Playing: pointer(false)})
	equal(t, "the lesson", p.first.Lesson, q.first.Lesson)
	equal(t, "the hashes", hashes, q.hashes())
	if stop, want := q.through(), p.first.Lesson.Steps[3]; stop.Step != want.Name {
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
	p.must(wire.Request{T: "open", Text: ownLesson})
	link := p.ask(wire.Request{T: "link"}).(wire.Shared)
	q := h.visit(t, wire.Request{T: "hello", Link: link.Link})
	l := q.first.Lesson
	if l == nil || l.Name != "mine" || l.BuiltIn || q.pace.Playing || q.edge["A"] != int64(l.Steps[0].At) {
		t.Fatalf("%+v", l)
	}
	r := p.refusal(wire.Request{T: "open", Text: strings.Replace(ownLesson, "S1 is leader", "S1 is a leader", 1)})
	if r.Code != "scenario.unexpected" || r.Values["line"] != "16" || r.Values["found"] != "a" {
		t.Errorf("%+v", r)
	}
}

func TestAGoalIsReachedInTheLearnersOwnRun(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.must(wire.Request{T: "open", Text: ownLesson})
	p.through()
	// The lesson's own run is there, too, but is no merit of the learner's.
	p.must(wire.Request{T: "do", Cluster: "A", Action: "isolate leader"})
	p.must(wire.Request{T: "fork", Cluster: "A"})
	var goal *wire.LessonGoal
	p.onMessage = func(text []byte) {
		if f := decode[wire.Frame](t, text); f.Lesson != nil {
			goal = f.Lesson.Steps[1].Goal
		}
	}
	p.must(wire.Request{T: "pace", Playing: pointer(true), Speed: pointer(wire.Speed(1))})
	for n := 0; goal == nil && n < 200; n++ {
		p.tick()
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
	path, steps := p.hashes(), p.first.Lesson.Steps
	var told *wire.Lesson
	p.onMessage = func(text []byte) {
		if f := decode[wire.Frame](t, text); f.Lesson != nil {
			told = f.Lesson
		}
	}
	if done := p.must(wire.Request{T: "fork", Cluster: "A", Action: "isolate leader"}); done.Cluster != "B" {
		t.Fatal(done)
	}
	p.must(wire.Request{T: "pace", Playing: pointer(true), Speed: pointer(wire.Speed(0.1))})
	p.tick()
	if len(p.cluster) != 1 || p.cluster["B"].ID != "B" || told == nil || told.Attempt != steps[0].Name {
		t.Fatalf("%d clusters, told %+v", len(p.cluster), told)
	}
	for p.edge["B"] <= int64(steps[len(steps)-1].At) {
		p.tick()
		if !p.pace.Playing {
			t.Fatalf("it pauses at %d", p.edge["B"])
		}
	}
	if goal := told.Steps[0].Goal; goal.Reached != "B" {
		t.Errorf("%+v", goal)
	}
	p.must(wire.Request{T: "lesson"})
	equal(t, "the path", path, p.hashes())
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
	p.must(wire.Request{T: "open", Text: text})
	if stop := p.through(); stop.Step != "leader" || stop.Cluster != "A" || p.state["B"].Servers == nil {
		t.Errorf("stops at %+v", stop)
	}
}
