package session

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/web/wire"
)

var sessionCount = flag.Int("sessions", 0, "play as many random sessions in TestWhatIsWrittenCanBeRead")

// standing is what has to come back of a session, whatever it is written as.
type standing struct {
	names   []string
	titles  []string
	hashes  []string
	origins []string
	ahead   []bool // it has not left the history of the run that it comes from
	lesson  string
}

func (s *sitting) standing() standing {
	var st standing
	for i, c := range s.clusters {
		name, origin := c.run.Name(), ""
		if i == 0 {
			name = ""
		} else if o := c.origin(); o != nil {
			o.Cluster = placeOf(s.clusters, c.from)
			origin = string(wire.Marshal(o))
		}
		st.names, st.titles = append(st.names, name), append(st.titles, c.title)
		st.hashes = append(st.hashes, c.run.World().HashString()+" at "+strconv.FormatInt(int64(c.edge()), 10))
		o := c.run.Origin()
		st.ahead = append(st.ahead, c.run.Follows() || o.Step != "" && o.Fork == nil)
		st.origins = append(st.origins, origin)
	}
	if s.plan != nil {
		st.lesson = fmt.Sprintf("%s, left at %q, goes for %q", s.plan.lesson.Name, s.plan.left, s.plan.goal)
		for _, step := range s.plan.view.Steps {
			if goal := step.Goal; goal != nil && goal.Reached != "" {
				in := slices.IndexFunc(s.clusters, func(c *cluster) bool { return c.id == goal.Reached })
				st.lesson += fmt.Sprintf(", %s reached in %d at %d", step.Name, in, goal.At)
			}
		}
		for _, c := range s.clusters {
			st.lesson += fmt.Sprintf(" %v", s.plan.owns(c.id))
		}
	}
	return st
}

// placeOf says which of some clusters one is, by its number.
func placeOf(clusters []*cluster, c *cluster) string {
	if i := slices.Index(clusters, c); i >= 0 {
		return clusterName(i)
	}
	return "away"
}

// same fails unless a session has come back as it was. Whole is what the browser keeps:
// a file and a link end there, and tell nothing of a lesson.
func (s *sitting) same(form, text string, was, is standing, whole bool) {
	s.t.Helper()
	if fmt.Sprint(was.names) != fmt.Sprint(is.names) || fmt.Sprint(was.hashes) != fmt.Sprint(is.hashes) || fmt.Sprint(was.titles) != fmt.Sprint(is.titles) {
		s.t.Fatalf("%s: comes back with\n%v %v %q, was\n%v %v %q:\n%s", form, is.names, is.hashes, is.titles, was.names, was.hashes, was.titles, text)
	}
	for i := range was.origins {
		// A fork at a step that has come too late in the other is told as what it is then.
		late := was.ahead[i] && strings.Contains(was.origins[i], "step") && !strings.Contains(is.origins[i], "step")
		if _, step, at := strings.Cut(was.origins[i], `,"step":"`); at && !whole && !strings.Contains(text, ": step "+strings.TrimSuffix(step, `"}`)+"\n") {
			// A file leaves out a step that came too late, and tells when that was, or, if
			// the other did more in that instant, the one before.
			was.origins[i] = strings.Replace(was.origins[i], `,"step":"`+step, "}", 1)
			if o := s.clusters[i].run.Origin(); o.Fork != nil {
				before := strings.Replace(was.origins[i], fmt.Sprintf(`"fork":%d}`, *o.Fork), fmt.Sprintf(`"fork":%d}`, *o.Fork-1), 1)
				if is.origins[i] == before {
					was.origins[i] = before
				}
			}
		}
		if (whole && !late || !was.ahead[i] && s.aside == nil) && was.origins[i] != is.origins[i] {
			s.t.Fatalf("%s: origin %d is %s, was %s:\n%s", form, i, is.origins[i], was.origins[i], text)
		}
	}
	if whole && was.lesson != is.lesson {
		s.t.Fatalf("%s: lesson %q, was %q:\n%s", form, is.lesson, was.lesson, text)
	}
}

// checkForms fails unless the session comes back from each of the forms in which it
// is written: its text, its file, its link, and what the browser keeps. It returns the
// one that was restored.
func (s *sitting) checkForms() *sitting {
	s.t.Helper()
	was := s.standing()
	text, ok := s.ask(wire.TextRequest{}).(wire.Text)
	if !ok {
		s.t.Fatalf("it has no text: %+v", s.ask(wire.TextRequest{}))
	}
	if edge := s.edge(); text.Edge != edge {
		s.t.Fatalf("its edge is %d, not %d", text.Edge, edge)
	}
	again := s.registry.sit(s.t, wire.HelloRequest{Run: &wire.Run{Text: text.Text, Edge: text.Edge}, Playing: new(false)})
	s.same("restored", text.Text, was, again.standing(), true)
	if is := again.ask(wire.TextRequest{}).(wire.Text); is.Text != text.Text {
		s.t.Fatalf("it is written again as another text:\n%s\n%s", text.Text, cmp.Diff(text.Text, is.Text))
	}
	s.checkFile(text, was)
	shared, ok := s.ask(wire.LinkRequest{}).(wire.Shared)
	if !ok {
		s.t.Fatalf("it has no link: %+v", s.ask(wire.LinkRequest{}))
	}
	linked := s.registry.sit(s.t, wire.HelloRequest{Link: shared.Link})
	if linked.plan == nil || !linked.plan.ofItsOwn() {
		s.same("linked", text.Ended, was, linked.standing(), false)
	}
	if linked.older {
		s.t.Fatalf("the link says it was made by another engine")
	}
	return again
}

// checkFile fails unless the ended text plays through, as the command line plays
// it, to the same hashes.
func (s *sitting) checkFile(text wire.Text, was standing) {
	s.t.Helper()
	parsed, err := scenario.Parse(text.Ended)
	if err != nil {
		s.t.Fatalf("the file: %v\n%s", err, text.Ended)
	}
	if parsed.Format() != text.Ended {
		s.t.Fatalf("the file is not canonical:\n%s", text.Ended)
	}
	runs, err := play.Runs(parsed)
	if err != nil {
		s.t.Fatalf("the file: %v\n%s", err, text.Ended)
	}
	for i, run := range runs {
		failed := map[string]bool{}
		for _, o := range s.clusters[i].run.Outcomes() {
			failed[o.Claim] = failed[o.Claim] || !o.Held
		}
		for !run.Ended() {
			err := run.RunUntil(min(run.Next(), run.Ends()))
			run.World().TakeEvents()
			if err != nil {
				s.t.Fatalf("the file: run %d fails: %v\n%s", i, err, text.Ended)
			}
		}
		for _, o := range run.Outcomes() {
			if !o.Held && !failed[o.Claim] {
				s.t.Fatalf("the file: run %d: %+v\n%s", i, o, text.Ended)
			}
		}
		if got := run.World().HashString() + " at " + strconv.FormatInt(int64(run.Now()), 10); got != was.hashes[i] {
			s.t.Fatalf("the file: run %d comes to %s, not to %s:\n%s", i, got, was.hashes[i], text.Ended)
		}
	}
}

// goesOn has two sessions do the same, which have to stay the same.
func goesOn(t *rapid.T, s, again *sitting) {
	n := rapid.IntRange(0, len(s.clusters)-1).Draw(t, "in which")
	if rapid.IntRange(0, 3).Draw(t, "in all") == 0 {
		n = -1
	}
	action := drawDeedAction(t)
	ahead := raft.Time(rapid.Int64Range(0, int64(500*raft.Millisecond)).Draw(t, "ahead"))
	kind := rapid.IntRange(0, 2).Draw(t, "going on")
	deed := func(s *sitting) any {
		cluster := everyCluster
		if n >= 0 {
			cluster = s.clusters[n].id
		}
		switch kind {
		case 0, 1:
			return s.ask(wire.DoRequest{Cluster: cluster, Action: action})
		default: // not to the next step: what was shared, and cannot be done, is an error by now
			return s.ask(wire.GoRequest{At: new(s.edge() + ahead)})
		}
	}
	text := s.ask(wire.TextRequest{}).(wire.Text).Text
	one, other := deed(s), deed(again)
	if fmt.Sprintf("%T", one) != fmt.Sprintf("%T", other) {
		t.Fatalf("the answers are\n%+v\n%+v\n%s", one, other, text)
	}
	s.same("gone on", text, s.standing(), again.standing(), true)
}

// TestWhatIsWrittenCanBeRead plays random sessions through their own commands, and
// has each come back from its text, its file, its link and what the browser keeps.
// The same ones each time, unless more are asked for: make soak draws new ones.
func TestWhatIsWrittenCanBeRead(t *testing.T) {
	set := func(name, value string) {
		former := flag.Lookup(name).Value.String()
		if err := flag.Set(name, value); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = flag.Set(name, former) })
	}
	if *sessionCount > 0 {
		set("rapid.checks", strconv.Itoa(*sessionCount))
	} else {
		set("rapid.checks", "200")
		set("rapid.seed", "4")
	}
	set("rapid.nofailfile", "true")
	registry := newQuietRegistry(t)
	rapid.Check(t, func(t *rapid.T) {
		s := drawBeginning(t, registry)
		t.Logf("began as %s", s.ask(wire.TextRequest{}).(wire.Text).Text)
		for range rapid.IntRange(0, 10).Draw(t, "deeds") {
			s.drawDeed(t)
		}
		again := s.checkForms()
		if !slices.Equal(s.standing().origins, again.standing().origins) {
			return // one of them leaves the other now, and what is done next is done behind that
		}
		for range rapid.IntRange(0, 3).Draw(t, "goes on") {
			goesOn(t, s, again)
		}
	})
}

// The lesson's runs wait where the learner left them, however far the learner's own has
// gone since, and so they do when the session has come back.
func TestALessonsRunsWaitWhereTheyWereLeft(t *testing.T) {
	s := newQuietRegistry(t).sit(t, wire.HelloRequest{Lesson: "challenge-no-leader", Step: "challenge"})
	s.ask(wire.ForkRequest{Cluster: "A"})
	if len(s.aside) == 0 {
		t.Fatal("the learner is not alone")
	}
	left := s.aside[0].edge()
	s.ask(wire.GoRequest{At: new(s.edge() + 3*raft.Second)})
	for _, c := range append(s.aside, s.checkForms().aside...) {
		if c.edge() != left {
			t.Errorf("one waits at %d, and was left at %d", c.edge(), left)
		}
	}
}

// A fork of a run that parted from another has the same history as that one, also where
// it is played again from before they parted.
func TestAForkOfWhatHasPartedFollowsItToWhereItLeaves(t *testing.T) {
	s := newQuietRegistry(t).sit(t, wire.HelloRequest{Lesson: "figure-8", Step: "a"})
	s.ask(wire.DoRequest{Cluster: "A", Action: "crash S1"})
	s.ask(wire.GoRequest{At: new(s.edge() + 316_491)})
	s.ask(wire.ForkRequest{Cluster: "C"})
	if f := s.clusters[3].run.Origin().Fork; f == nil || *f != s.edge() {
		t.Fatalf("it leaves at %v, not at %d", f, s.edge())
	}
	s.checkForms()
}

// What follows a fork that has parted does what that does then, also where it is played
// again.
func TestWhatFollowsAForkThatHasPartedGoesOnAsItDoes(t *testing.T) {
	for _, at := range []string{"at 600ms", "at step late"} {
		s := newQuietRegistry(t).sit(t, wire.HelloRequest{Run: &wire.Run{Text: "raft 1\nservers 3\nseed 2\n\nwhen leader elected: wait\nwhen term 2: crash S1\nat 500ms: step late\n\nfork a " + at + "\n\nfork b of a at 700ms\n"}, Playing: new(false)})
		s.ask(wire.DoRequest{Cluster: "A", Action: "crash S3"})
		again := s.checkForms()
		for _, s := range []*sitting{s, again} {
			s.ask(wire.GoRequest{At: new(400 * raft.Millisecond)})
			s.ask(wire.DoRequest{Cluster: "*", Action: "time out S1"})
			s.ask(wire.GoRequest{At: new(raft.Second)})
			s.ask(wire.ForkRequest{Cluster: "C"})
		}
		s.same("gone on", "", s.standing(), again.standing(), true)
		if is := s.standing(); is.hashes[2] != is.hashes[3] {
			t.Errorf("a fork of one that is played again has another history: %v", is.hashes)
		}
		s.checkForms()
	}
}
