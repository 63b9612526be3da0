package session

import (
	"strconv"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/web/wire"
)

// must asks for something that is done.
func (s *sitting) must(req wire.Body) wire.Done {
	s.t.Helper()
	done, ok := s.ask(req).(wire.Done)
	if !ok {
		s.t.Fatalf("%+v: %+v", req, s.ask(req))
	}
	return done
}

func TestWhatAClusterComesFromIsThereHoweverManyWereClosed(t *testing.T) {
	s := newQuietRegistry(t).sit(t, wire.HelloRequest{Run: &wire.Run{Text: small, Edge: 300_000}, Playing: new(false)})
	for range maxClusters - 1 {
		s.must(wire.ForkRequest{Cluster: s.clusters[len(s.clusters)-1].id, Action: "c1 write x=1"})
	}
	for _, id := range []string{"D", "A", "F"} {
		s.must(wire.CloseRequest{Cluster: id})
		s.checkForms()
		s.must(wire.CompareRequest{Cluster: s.clusters[0].id, Change: "pre-vote on"})
		s.checkForms()
		for i, c := range s.clusters[1:] {
			o := c.origin()
			if o == nil {
				t.Fatalf("%s comes from nowhere", c.id)
			}
			from, err := s.cluster(o.Cluster)
			if err != nil || from != c.from || placeOf(s.clusters, from) > clusterName(i) {
				t.Errorf("%s comes from %s: %v", c.id, o.Cluster, err)
			}
			if d := c.differs; d != nil && d.Cluster != o.Cluster {
				t.Errorf("%s comes from %s, and differs from %s", c.id, o.Cluster, d.Cluster)
			}
			if equal := c.run.World().Hash() == from.run.World().Hash(); equal == (c.differs != nil) {
				t.Errorf("%s is as %s is: %v, and differs %+v", c.id, from.id, equal, c.differs)
			}
		}
	}
}

func TestALessonStaysOneWhenItsOwnRunsAreClosedOrActedOn(t *testing.T) {
	registry := newQuietRegistry(t)
	for name, deeds := range map[string][]wire.Body{
		"acted on": {wire.DoRequest{Cluster: "A", Action: "crash S3"}},
		"closed":   {wire.ForkRequest{Cluster: "B"}, wire.CloseRequest{Cluster: "B"}},
		"the main one closed, another acted on": {
			wire.CloseRequest{Cluster: "A"}, wire.DoRequest{Cluster: "B", Action: "crash S3"}, wire.ForkRequest{Cluster: "B"},
		},
		"forked, and back": {wire.ForkRequest{Cluster: "A", Action: "c1 write x=7"}, wire.LessonRequest{}},
	} {
		s := registry.sit(t, wire.HelloRequest{Lesson: "figure-8", Step: "c"})
		for _, req := range deeds {
			s.must(req)
		}
		again := s.checkForms()
		if again.plan == nil || again.plan.lesson.Name != "figure-8" {
			t.Fatalf("%s: it is no lesson any more", name)
		}
		s.liesDown()
		if s.plan == nil {
			t.Fatalf("%s: it is no lesson any more after it lay at rest", name)
		}
		again.must(wire.LessonRequest{Step: "d"})
		if len(again.clusters) != again.plan.runs() || len(again.plan.closed) > 0 {
			t.Errorf("%s: of the lesson's runs there are %d", name, len(again.clusters))
		}
	}
}

func TestALessonOfOnesOwnComesBackWithoutTakingTheLearnersRunsForItsOwn(t *testing.T) {
	s := newQuietRegistry(t).sit(t, wire.HelloRequest{Run: &wire.Run{Text: small}, Playing: new(false)})
	s.must(wire.OpenRequest{Text: ownLesson})
	s.must(wire.ForkRequest{Cluster: "A", Action: "crash S1"})
	again := s.checkForms()
	if again.plan.owns(again.clusters[len(again.clusters)-1].id) {
		t.Error("the learner's run is taken for the lesson's")
	}
}

func TestThatAGoalWasReachedComesBack(t *testing.T) {
	s := newQuietRegistry(t).sit(t, wire.HelloRequest{Run: &wire.Run{Text: small}, Playing: new(false)})
	s.must(wire.OpenRequest{Text: ownLesson})
	end := s.plan.end
	s.must(wire.GoRequest{At: &end})
	s.must(wire.ForkRequest{Cluster: "A", Action: "isolate leader"})
	for s.plan.view.Steps[1].Goal.Reached == "" && s.edge() < end+5*raft.Second {
		s.must(wire.GoRequest{At: new(s.edge() + 100*raft.Millisecond)})
	}
	goal := *s.plan.view.Steps[1].Goal
	if goal.Reached == "" {
		t.Fatal("it is not reached")
	}
	s.checkForms()
	s.liesDown()
	if got := *s.plan.view.Steps[1].Goal; got.Reached != goal.Reached || got.At != goal.At {
		t.Errorf("after it lay at rest it is %+v", got)
	}
	// In a cluster that is closed by now it was reached all the same, and in no other.
	s.must(wire.ForkRequest{Cluster: goal.Reached})
	s.must(wire.CloseRequest{Cluster: goal.Reached})
	s.must(wire.ForkRequest{Cluster: s.clusters[len(s.clusters)-1].id})
	if got := s.checkForms().plan.view.Steps[1].Goal; got.Reached != nowhere || got.At != goal.At {
		t.Errorf("it is %+v", got)
	}
}

func TestProgressThatCannotBeReadIsNotIgnored(t *testing.T) {
	text := ownLesson + "\nlearner\nreached the end\n"
	s := newQuietRegistry(t).seat()
	if err := s.begin(wire.HelloRequest{Run: &wire.Run{Text: text}}, nil); err == nil {
		t.Error("it begins")
	}
	sit := newQuietRegistry(t).sit(t, wire.HelloRequest{})
	refused, ok := sit.ask(wire.OpenRequest{Text: text}).(wire.Refused)
	if line := strconv.Itoa(strings.Count(text, "\n")); !ok || refused.Values["line"] != line {
		t.Errorf("%+v; it stands in line %s", refused, line)
	}
}

// late is a session in which telling the forks takes playing them on for long.
func (r *Registry) late(t testing.TB) *sitting {
	sit := r.sit(t, wire.HelloRequest{Run: &wire.Run{Text: "raft 1\nservers 3\nseed 1\n\nfork late at 60s\nafter 1ms: crash S1\n\nfork other at 5ms\n", Edge: 5000}, Playing: new(false)})
	sit.must(wire.CloseRequest{Cluster: "A"})
	return sit
}

func TestWhatTakesPlayingForksOnIsToldInTurns(t *testing.T) {
	registry := newQuietRegistry(t)
	s := registry.late(t)
	if !play.PlaysAhead(s.runs()) {
		t.Fatal("it takes no playing on")
	}
	release := registry.turns.occupy()
	for _, req := range []wire.Body{wire.TextRequest{}, wire.CloseRequest{Cluster: "C"}} {
		answer, err := s.answer(asker{page: s.page, id: 1}, req)
		if answer != nil || err != nil {
			t.Errorf("%T is answered at once: %v, %v", req, answer, err)
		}
	}
	s.extent = extent{}
	if _, err := s.answer(asker{page: s.page, id: 1}, wire.DoRequest{Cluster: "B", Action: "crash S3"}); err == nil {
		t.Error("something is done while it is not known whether it fits")
	}
	release()
	for s.busy || s.page.inspecting {
		(<-s.inbox)()
	}
	if len(s.clusters) != 1 {
		t.Error("C is still there")
	}
}

func TestASessionWhoseTextTakesPlayingForksOnLiesDown(t *testing.T) {
	s := newQuietRegistry(t).late(t)
	was := s.standing()
	s.liesDown()
	s.same("at rest", "", was, s.standing(), true)
}

func TestWhatIsRefusedAsTooLongChangesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("asks for a long text hundreds of times")
	}
	for name, c := range map[string]struct {
		text, code string
		clusters   int
		least      int // so much can be done
	}{
		"bytes": {
			"raft 1\nservers 3\nseed 1\n\n" + strings.Repeat("at 1ms: wait  # "+strings.Repeat("x", 1000)+"\n", 62), "scenario.record-too-long", 1, 10,
		},
		"statements": {"raft 1\nservers 3\nseed 1\n", "scenario.too-many-statements", maxClusters, scenario.MaxStatements/maxClusters - 8},
	} {
		s := newQuietRegistry(t).sit(t, wire.HelloRequest{Run: &wire.Run{Text: c.text, Edge: 5000}, Playing: new(false)})
		for len(s.clusters) < c.clusters {
			s.must(wire.ForkRequest{Cluster: "A"})
		}
		for n := 0; ; n++ {
			before := s.ask(wire.TextRequest{}).(wire.Text)
			action := []string{"crash S3", "restart S3"}[n%2]
			refused, ok := s.ask(wire.DoRequest{Cluster: "*", Action: action}).(wire.Refused)
			if !ok {
				continue
			}
			if refused.Code != c.code || n < c.least {
				t.Errorf("%s: after %d: %+v", name, n, refused)
			}
			if after := s.ask(wire.TextRequest{}).(wire.Text); after != before {
				t.Errorf("%s: what was refused has changed something", name)
			}
			break
		}
		s.checkForms()
		if c.clusters == 1 { // what is beside it would have to tell that all by itself
			before := s.ask(wire.TextRequest{}).(wire.Text)
			for _, req := range []wire.Body{wire.ForkRequest{Cluster: "A", At: new(raft.Time(100)), Action: "crash S1"}, wire.CompareRequest{Cluster: "A", Change: "title x"}} {
				if answer, ok := s.ask(req).(wire.Refused); !ok {
					t.Errorf("%s: %+v is answered with %+v", name, req, answer)
				}
			}
			if after := s.ask(wire.TextRequest{}).(wire.Text); after != before {
				t.Errorf("%s: what was refused has changed something", name)
			}
		}
	}
}

// BenchmarkAdmitting is what it costs to find out whether an action fits, in a session
// whose text is as long as it can be.
func BenchmarkAdmitting(b *testing.B) {
	for name, n := range map[string]int{"short": 10, "long": 1900} {
		b.Run(name, func(b *testing.B) {
			text := "raft 1\nservers 3\nseed 1\n\n" + strings.Repeat("at 1ms: wait\n", n)
			s := newQuietRegistry(b).sit(b, wire.HelloRequest{Run: &wire.Run{Text: text, Edge: 5000}, Playing: new(false)})
			one := func(c *cluster) bool { return c.id == "A" }
			for b.Loop() {
				if _, err := s.admit(asker{page: s.page}, "crash S1", one, func() (any, error) { return nil, nil }); err != nil {
					b.Fatal(err)
				}
				s.extent.size, s.extent.statements = max(s.extent.size-100, 1), s.extent.statements-1
			}
		})
	}
}
