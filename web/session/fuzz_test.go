package session

import (
	"context"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/link"
	"raft-playground/raft/scenario/play"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

// patiently fails when something takes longer than any one thing may, also when it
// never ends.
func patiently(what string) (done func() bool) {
	return time.AfterFunc(wiretest.Patience/3, func() { panic("this takes too long: " + what) }).Stop
}

// FuzzHello has a session begin with anything that a page can say first: it begins, or
// says why it does not.
func FuzzHello(f *testing.F) {
	for _, hello := range []wire.HelloRequest{
		{}, {Lesson: "figure-8", Step: "c"}, {Lesson: "none"}, {Link: "A"},
		{Run: &wire.Run{Text: small, Edge: 500_000}, Breaks: []string{"leader", "server S1"}, Speed: new(wire.Speed(3))},
		{Run: &wire.Run{Text: variants, Edge: -1}}, {Run: &wire.Run{Text: ownLesson + "\nlearner\nleft first\nreached second at 5ms in B\nclosed A\ntold as\nraft 1\n", Edge: 90}},
		{Session: "x", Secret: "y", Have: &wire.Position{}},
	} {
		f.Add(string(wire.Marshal(wire.Request{Body: hello})))
	}
	registry := newQuietRegistry(f)
	f.Fuzz(func(t *testing.T, message string) {
		req, err := wire.Parse([]byte(message))
		hello, ok := req.Body.(wire.HelloRequest)
		if err != nil || !ok {
			return
		}
		defer patiently(message)()
		s := registry.seat()
		ctx, cancel := context.WithTimeout(s.ctx, 200*time.Millisecond)
		defer cancel()
		s.wanted = ctx
		if err := s.begin(hello, nil); err != nil {
			if _, expected := wire.AsRefusal(err); !expected && ctx.Err() == nil {
				t.Fatalf("it is not said what is wrong: %v", err)
			}
			return
		}
		page := &sitting{t: t, session: s}
		page.watched()
		if text, ok := page.ask(wire.TextRequest{}).(wire.Text); ok && ctx.Err() == nil {
			if _, err := scenario.Parse(text.Ended); err != nil {
				t.Fatalf("it has become unreadable: %v\n%s", err, text.Ended)
			}
		}
	})
}

// FuzzCommand has a session asked for anything. Whatever is answered, it has a text
// afterwards from which it comes back.
func FuzzCommand(f *testing.F) {
	at := raft.Time(40_000)
	for _, req := range []wire.Body{
		wire.DoRequest{Cluster: "A", Action: "crash S1"}, wire.DoRequest{Cluster: "*", Action: "heal all"}, wire.ForkRequest{Cluster: "B", At: &at, Action: "crash leader"},
		wire.CompareRequest{Cluster: "A", Change: "servers 4, pre-vote on"}, wire.CloseRequest{Cluster: "A"}, wire.PaceRequest{Speed: new(wire.Smart), Playing: new(true)},
		wire.StepRequest{}, wire.GoRequest{At: new(at * 4)}, wire.BreaksRequest{Breaks: []string{"commit"}}, wire.OpenRequest{Text: ownLesson}, wire.OpenRequest{Link: "x"},
		wire.LessonRequest{Lesson: "roles"}, wire.TextRequest{}, wire.LinkRequest{At: &at}, wire.EntriesRequest{Cluster: "A", Server: 1, First: 1, Last: 9}, wire.StretchRequest{Cluster: "B", To: at},
	} {
		f.Add(string(wire.Marshal(wire.Request{Body: req})))
	}
	registry := newQuietRegistry(f)
	f.Fuzz(func(t *testing.T, message string) {
		req, err := wire.Parse([]byte(message))
		switch req.Body.(type) {
		case wire.HelloRequest, wire.BeatRequest, wire.LookRequest:
			return
		}
		if err != nil {
			return
		}
		defer patiently(message)()
		s := registry.sit(t, wire.HelloRequest{Run: &wire.Run{Text: variants, Edge: 100_000}, Playing: new(false)})
		ctx, cancel := context.WithTimeout(s.ctx, 200*time.Millisecond)
		defer cancel()
		s.page.ctx = ctx
		req.ID = 1
		s.handle(s.page, req)
		for s.busy {
			(<-s.inbox)()
		}
		s.watched()
		s.ask(wire.PaceRequest{Playing: new(false)})
		after, ok := s.ask(wire.TextRequest{}).(wire.Text)
		if !ok {
			t.Fatalf("it has no text any more")
		}
		again := registry.sit(t, wire.HelloRequest{Run: &wire.Run{Text: after.Text, Edge: after.Edge}, Playing: new(false)})
		s.same("restored", after.Text, s.standing(), again.standing(), true)
	})
}

// FuzzLesson plays whatever is a lesson, for so many events.
func FuzzLesson(f *testing.F) {
	f.Add(ownLesson)
	for _, l := range lesson.Library() {
		f.Add(l.Text())
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := lesson.Parse(text)
		if err != nil {
			return
		}
		defer patiently(text)()
		played := uint64(0)
		_, _ = l.PlayMetered(func(events uint64) error {
			if played += events; played > 20_000 {
				return context.Canceled
			}
			return nil
		})
	})
}

// FuzzLink begins whatever a link tells, and plays it for so many events.
func FuzzLink(f *testing.F) {
	for _, text := range []string{small, variants, ownLesson} {
		if link, err := link.Encode(text, 7, Engine); err == nil {
			f.Add(link)
		}
	}
	f.Fuzz(func(t *testing.T, code string) {
		shared, err := link.Decode(code)
		if err != nil {
			return
		}
		s, err := scenario.Parse(shared.Text)
		if err != nil {
			return
		}
		defer patiently(shared.Text)()
		played := uint64(0)
		runs, err := play.RunsMetered(s, func(events uint64) error {
			if played += events; played > 20_000 {
				return context.Canceled
			}
			return nil
		})
		for _, run := range runs {
			if err == nil {
				_ = run.Finish()
				run.World().TakeEvents()
			}
		}
	})
}
