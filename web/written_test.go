package web

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
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
			origin = string(marshal(o))
		}
		st.names, st.titles = append(st.names, name), append(st.titles, c.title)
		st.hashes = append(st.hashes, c.run.World().HashString()+" at "+strconv.FormatInt(int64(c.edge()), 10))
		o := c.run.Origin()
		st.ahead = append(st.ahead, c.run.Follows() || o.Step != "" && o.Fork == nil)
		st.origins = append(st.origins, origin)
	}
	if s.course != nil {
		st.lesson = fmt.Sprintf("%s, left at %q, goes for %q", s.course.lesson.Name, s.course.left, s.course.goal)
		for _, step := range s.course.view.Steps {
			if goal := step.Goal; goal != nil && goal.Reached != "" {
				in := slices.IndexFunc(s.clusters, func(c *cluster) bool { return c.id == goal.Reached })
				st.lesson += fmt.Sprintf(", %s reached in %d at %d", step.Name, in, goal.At)
			}
		}
		for _, c := range s.clusters {
			st.lesson += fmt.Sprintf(" %v", s.course.owns(c.id))
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
	text, ok := s.ask(wire.Request{T: "text"}).(wire.Text)
	if !ok {
		s.t.Fatalf("it has no text: %+v", s.ask(wire.Request{T: "text"}))
	}
	if edge := s.edge(); text.Edge != edge {
		s.t.Fatalf("its edge is %d, not %d", text.Edge, edge)
	}
	again := s.server.sit(s.t, wire.Request{Run: &wire.Run{Text: text.Text, Edge: text.Edge}, Playing: pointer(false)})
	s.same("restored", text.Text, was, again.standing(), true)
	if is := again.ask(wire.Request{T: "text"}).(wire.Text); is.Text != text.Text {
		s.t.Fatalf("it is written again as another text:\n%s\n%s", text.Text, cmp.Diff(text.Text, is.Text))
	}
	s.checkFile(text, was)
	shared, ok := s.ask(wire.Request{T: "link"}).(wire.Shared)
	if !ok {
		s.t.Fatalf("it has no link: %+v", s.ask(wire.Request{T: "link"}))
	}
	linked := s.server.sit(s.t, wire.Request{Link: shared.Link})
	if linked.course == nil || !linked.course.ofItsOwn() {
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
	runs, err := parsed.Runs()
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
			return s.ask(wire.Request{T: "do", Cluster: cluster, Action: action})
		default: // not to the next step: what was shared, and cannot be done, is an error by now
			return s.ask(wire.Request{T: "go", At: pointer(s.edge() + ahead)})
		}
	}
	text := s.ask(wire.Request{T: "text"}).(wire.Text).Text
	one, other := deed(s), deed(again)
	if fmt.Sprintf("%T", one) != fmt.Sprintf("%T", other) {
		t.Fatalf("the answers are\n%+v\n%+v\n%s", one, other, text)
	}
	s.same("gone on", text, s.standing(), again.standing(), true)
}

// drawDeed has a session do something that a page can ask for.
func (s *sitting) drawDeed(t *rapid.T) {
	cluster := func() string {
		if rapid.IntRange(0, 5).Draw(t, "of all") == 0 {
			return everyCluster
		}
		return s.clusters[rapid.IntRange(0, len(s.clusters)-1).Draw(t, "cluster")].id
	}
	past := func() *raft.Time {
		if rapid.Bool().Draw(t, "now") {
			return nil
		}
		var instants []raft.Time // at which something has happened
		if s.course != nil {
			for _, step := range s.course.view.Steps {
				instants = append(instants, step.At)
			}
		}
		for _, c := range s.clusters {
			for _, command := range c.live {
				instants = append(instants, command.at, max(0, command.at-1))
			}
			if o := c.run.Origin(); o.Fork != nil {
				instants = append(instants, *o.Fork)
			}
		}
		at := raft.Time(rapid.Int64Range(0, int64(s.edge())).Draw(t, "at"))
		if len(instants) > 0 && rapid.Bool().Draw(t, "where something has happened") {
			at = rapid.SampledFrom(instants).Draw(t, "instant")
		}
		return pointer(min(at, s.edge()))
	}
	switch rapid.IntRange(0, 16).Draw(t, "deed") {
	case 0, 1, 2:
		s.ask(wire.Request{T: "do", Cluster: cluster(), Action: drawDeedAction(t)})
	case 3, 4, 5:
		req := wire.Request{T: "fork", Cluster: cluster(), At: past()}
		if rapid.Bool().Draw(t, "and act") {
			req.Action = drawDeedAction(t)
		}
		s.ask(req)
	case 6:
		s.ask(wire.Request{T: "compare", Cluster: cluster(), Change: rapid.SampledFrom([]string{"servers 4", "servers 7", "pre-vote on", "without vote-once", "noop off", "seed 9", "with vote-once", "start S1 empty", "heartbeat 30ms"}).Draw(t, "change")})
	case 7:
		s.ask(wire.Request{T: "close", Cluster: cluster()})
	case 8, 9:
		s.ask(wire.Request{T: "step"})
	case 10:
		s.ask(wire.Request{T: "go", At: pointer(s.edge() + raft.Time(rapid.Int64Range(0, int64(900*raft.Millisecond)).Draw(t, "go")))})
	case 11:
		s.ask(wire.Request{T: "pace", Playing: pointer(true), Speed: pointer(rapid.SampledFrom([]wire.Speed{wire.Smart, 0.1, 1, 10}).Draw(t, "speed"))})
		s.wait(time.Duration(rapid.IntRange(1, 10).Draw(t, "ticks")) * tickEvery)
		s.ask(wire.Request{T: "pace", Playing: pointer(false)})
	case 12:
		s.liesDown()
	case 13:
		s.ask(wire.Request{T: "breaks", Breaks: rapid.SampledFrom([][]string{nil, {wire.BreakStep}, {wire.BreakLeader, wire.BreakCommit}, {"server S1"}}).Draw(t, "breaks")})
	case 14:
		switch rapid.IntRange(0, 3).Draw(t, "open") {
		case 0:
			s.ask(wire.Request{T: "open", Text: drawSessionText(t)})
			s.ask(wire.Request{T: "pace", Playing: pointer(false)})
		case 1:
			s.ask(wire.Request{T: "open", Text: ownLesson})
		case 2:
			l, step := drawStep(t)
			s.ask(wire.Request{T: "lesson", Lesson: l, Step: step})
		default:
			link := s.ask(wire.Request{T: "link"}).(wire.Shared)
			s.ask(wire.Request{T: "open", Link: link.Link})
		}
	case 15:
		if s.course != nil { // in a run of the learner's own
			s.ask(wire.Request{T: "fork", Cluster: cluster(), Action: drawDeedAction(t)})
		}
	default:
		if s.course != nil {
			step := s.course.view.Steps[rapid.IntRange(0, len(s.course.view.Steps)-1).Draw(t, "back to step")].Name
			s.ask(wire.Request{T: "lesson", Step: step})
		}
	}
}

func drawDeedAction(t *rapid.T) string {
	server := func() string {
		return rapid.SampledFrom([]string{"S1", "S2", "S3", "S4", "leader", "old"}).Draw(t, "server")
	}
	verb := rapid.SampledFrom([]string{
		"heal all", "crash %v", "crash %v", "restart %v", "crash %v losing unsynced writes", "time out %v", "isolate %v", "disk sync %v 100ms", "c1 write x=1 to %v",
		"c2 add x 1", "c1 read x", "cut %v -> S1", "heal %v <-> S2", "latency %v -> S3 1ms to 90ms", "loss 30%", "partition S1 S2 | S3", "nonsense", "step here", "step %v",
		"wait", "c1 writes every 50ms", "c1 stops", "drop next AppendEntries %v -> S2", "pause %v", "resume %v", "wipe %v", "drift %v +7%", "expect no violation",
	}).Draw(t, "verb")
	switch {
	case verb == "step %v":
		return "step " + rapid.SampledFrom([]string{"a", "b", "elected", "told"}).Draw(t, "step name")
	}
	return strings.ReplaceAll(verb, "%v", server())
}

// drawBeginning draws what a session can begin with: nothing, a step of a lesson, or
// a text with variants, conditions, claims and names.
func drawBeginning(t *rapid.T, server *Server) *sitting {
	if rapid.IntRange(0, 3).Draw(t, "begin") == 0 {
		l, step := drawStep(t)
		return server.sit(t, wire.Request{Lesson: l, Step: step})
	}
	return server.sit(t, wire.Request{Run: &wire.Run{Text: drawSessionText(t)}, Playing: pointer(false)})
}

// drawStep draws a step of a built-in lesson.
func drawStep(t *rapid.T) (name, step string) {
	library := lesson.Library()
	l := library[rapid.IntRange(0, len(library)-1).Draw(t, "lesson")]
	return l.Name, l.Steps[rapid.IntRange(0, len(l.Steps)-1).Draw(t, "lesson step")].Name
}

func drawSessionText(t *rapid.T) string {
	text := fmt.Sprintf("raft 1\nservers %d\nseed %d\n\n", rapid.IntRange(3, 5).Draw(t, "servers"), rapid.IntRange(1, 99).Draw(t, "seed"))
	var steps, waited []string
	names := []string{"leader", "S1", "S2"}
	clock, step := 0, 0
	script := func(most int, steps *[]string) {
		var own []string
		for range rapid.IntRange(0, most).Draw(t, "statements") {
			timing := ""
			switch rapid.IntRange(0, 4).Draw(t, "timing") {
			case 0:
				after := rapid.SampledFrom([]int{0, 1, 40, 200}).Draw(t, "after")
				timing = fmt.Sprintf("after %dms", after)
				clock += after
			case 1, 2:
				condition := rapid.SampledFrom([]string{"leader elected", "leader steps down", "x=1 committed", "term 2", "term 9", "c1 acknowledged", "S1 leads", "old steps down", "violation", "votes split"}).Draw(t, "when")
				if condition == "old steps down" && !slices.Contains(names, "old") {
					condition = "leader synced x=1"
				}
				timing = "when " + condition
				waited = append(waited, condition)
			default:
				clock += rapid.IntRange(1, 400).Draw(t, "gap")
				timing = fmt.Sprintf("at %dms", clock)
			}
			server := rapid.SampledFrom(names).Draw(t, "server")
			act := rapid.SampledFrom([]string{"crash %s", "crash %s", "restart %s", "restart %s", "isolate %s", "heal all", "c1 write x=1", "wait", "crash %s as old", "expect %s in term 2", "step", "step", "never", "c1 writes every 90ms", "pause %s", "time out %s"}).Draw(t, "act")
			switch act {
			case "step":
				act = fmt.Sprintf("step s%d", step)
				own = append(own, fmt.Sprintf("s%d", step))
				step++
			case "never":
				act = "expect no violation"
				if len(waited) > 0 {
					act = "expect never " + rapid.SampledFrom(waited).Draw(t, "never")
				}
			case "crash %s as old":
				act = strings.ReplaceAll(act, "%s", server)
				names = append(names, "old")
			default:
				act = strings.ReplaceAll(act, "%s", server)
			}
			text += timing + ": " + act + "\n"
		}
		if rapid.IntRange(0, 2).Draw(t, "end") == 0 {
			text += fmt.Sprintf("end at %dms\n", clock+rapid.IntRange(0, 1500).Draw(t, "rest"))
		}
		for range rapid.IntRange(0, 2).Draw(t, "claims") {
			if len(waited) > 0 && rapid.Bool().Draw(t, "never") {
				text += "expect never " + rapid.SampledFrom(waited).Draw(t, "never") + "\n"
			} else {
				text += "expect " + rapid.SampledFrom([]string{"no violation", "logs equal", "x=1 committed", "two leaders"}).Draw(t, "claim") + "\n"
			}
		}
		*steps = own
	}
	script(6, &steps)
	main, mainNames, mainWaited := clock, names, waited
	for i := range rapid.IntRange(0, 3).Draw(t, "variants") {
		clock, names, waited = main, mainNames, mainWaited
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0, 1:
			if len(steps) > 0 && rapid.Bool().Draw(t, "at a step") {
				text += fmt.Sprintf("\nfork v%d at step %s\n", i, rapid.SampledFrom(steps).Draw(t, "step"))
				break
			}
			clock = rapid.IntRange(0, 1000).Draw(t, "fork at")
			text += fmt.Sprintf("\nfork v%d at %dms\n", i, clock)
			clock++
		case 2:
			text += fmt.Sprintf("\ncompare v%d with: seed 77\n", i)
		case 3:
			text += fmt.Sprintf("\ncompare v%d until %dms with: pre-vote on, servers 3\n", i, rapid.IntRange(0, 900).Draw(t, "until"))
		case 4:
			names, waited = []string{"leader", "S1", "S2"}, nil
			text += fmt.Sprintf("\ncompare v%d alone\n", i)
		}
		var own []string
		script(3, &own)
	}
	if _, err := scenario.Parse(text); err != nil {
		return "raft 1\nservers 3\n" // nobody could have opened it
	}
	return text
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
	server := newQuietServer(t)
	rapid.Check(t, func(t *rapid.T) {
		s := drawBeginning(t, server)
		t.Logf("began as %s", s.ask(wire.Request{T: "text"}).(wire.Text).Text)
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
	s := newQuietServer(t).sit(t, wire.Request{Lesson: "challenge-no-leader", Step: "challenge"})
	s.ask(wire.Request{T: "fork", Cluster: "A"})
	if len(s.aside) == 0 {
		t.Fatal("the learner is not alone")
	}
	left := s.aside[0].edge()
	s.ask(wire.Request{T: "go", At: pointer(s.edge() + 3*raft.Second)})
	for _, c := range append(s.aside, s.checkForms().aside...) {
		if c.edge() != left {
			t.Errorf("one waits at %d, and was left at %d", c.edge(), left)
		}
	}
}

// A fork of a run that parted from another has the same history as that one, also where
// it is played again from before they parted.
func TestAForkOfWhatHasPartedFollowsItToWhereItLeaves(t *testing.T) {
	s := newQuietServer(t).sit(t, wire.Request{Lesson: "figure-8", Step: "a"})
	s.ask(wire.Request{T: "do", Cluster: "A", Action: "crash S1"})
	s.ask(wire.Request{T: "go", At: pointer(s.edge() + 316_491)})
	s.ask(wire.Request{T: "fork", Cluster: "C"})
	if f := s.clusters[3].run.Origin().Fork; f == nil || *f != s.edge() {
		t.Fatalf("it leaves at %v, not at %d", f, s.edge())
	}
	s.checkForms()
}

// What follows a fork that has parted does what that does then, also where it is played
// again.
func TestWhatFollowsAForkThatHasPartedGoesOnAsItDoes(t *testing.T) {
	for _, at := range []string{"at 600ms", "at step late"} {
		s := newQuietServer(t).sit(t, wire.Request{Run: &wire.Run{Text: "raft 1\nservers 3\nseed 2\n\nwhen leader elected: wait\nwhen term 2: crash S1\nat 500ms: step late\n\nfork a " + at + "\n\nfork b of a at 700ms\n"}, Playing: pointer(false)})
		s.ask(wire.Request{T: "do", Cluster: "A", Action: "crash S3"})
		again := s.checkForms()
		for _, s := range []*sitting{s, again} {
			s.ask(wire.Request{T: "go", At: pointer(400 * raft.Millisecond)})
			s.ask(wire.Request{T: "do", Cluster: "*", Action: "time out S1"})
			s.ask(wire.Request{T: "go", At: pointer(raft.Second)})
			s.ask(wire.Request{T: "fork", Cluster: "C"})
		}
		s.same("gone on", "", s.standing(), again.standing(), true)
		if is := s.standing(); is.hashes[2] != is.hashes[3] {
			t.Errorf("a fork of one that is played again has another history: %v", is.hashes)
		}
		s.checkForms()
	}
}
