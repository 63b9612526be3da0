package session

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

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
		if s.plan != nil {
			for _, step := range s.plan.view.Steps {
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
		return new(min(at, s.edge()))
	}
	switch rapid.IntRange(0, 16).Draw(t, "deed") {
	case 0, 1, 2:
		s.ask(wire.DoRequest{Cluster: cluster(), Action: drawDeedAction(t)})
	case 3, 4, 5:
		req := wire.ForkRequest{Cluster: cluster(), At: past()}
		if rapid.Bool().Draw(t, "and act") {
			req.Action = drawDeedAction(t)
		}
		s.ask(req)
	case 6:
		s.ask(wire.CompareRequest{Cluster: cluster(), Change: rapid.SampledFrom([]string{"servers 4", "servers 7", "pre-vote on", "without vote-once", "noop off", "seed 9", "with vote-once", "start S1 empty", "heartbeat 30ms"}).Draw(t, "change")})
	case 7:
		s.ask(wire.CloseRequest{Cluster: cluster()})
	case 8, 9:
		s.ask(wire.StepRequest{})
	case 10:
		s.ask(wire.GoRequest{At: new(s.edge() + raft.Time(rapid.Int64Range(0, int64(900*raft.Millisecond)).Draw(t, "go")))})
	case 11:
		s.ask(wire.PaceRequest{Playing: new(true), Speed: new(rapid.SampledFrom([]wire.Speed{wire.Smart, 0.1, 1, 10}).Draw(t, "speed"))})
		s.wait(time.Duration(rapid.IntRange(1, 10).Draw(t, "ticks")) * tickEvery)
		s.ask(wire.PaceRequest{Playing: new(false)})
	case 12:
		s.liesDown()
	case 13:
		s.ask(wire.BreaksRequest{Breaks: rapid.SampledFrom([][]string{nil, {wire.BreakStep}, {wire.BreakLeader, wire.BreakCommit}, {"server S1"}}).Draw(t, "breaks")})
	case 14:
		switch rapid.IntRange(0, 3).Draw(t, "open") {
		case 0:
			s.ask(wire.OpenRequest{Text: drawSessionText(t)})
			s.ask(wire.PaceRequest{Playing: new(false)})
		case 1:
			s.ask(wire.OpenRequest{Text: ownLesson})
		case 2:
			l, step := drawStep(t)
			s.ask(wire.LessonRequest{Lesson: l, Step: step})
		default:
			link := s.ask(wire.LinkRequest{}).(wire.Shared)
			s.ask(wire.OpenRequest{Link: link.Link})
		}
	case 15:
		if s.plan != nil { // in a run of the learner's own
			s.ask(wire.ForkRequest{Cluster: cluster(), Action: drawDeedAction(t)})
		}
	default:
		if s.plan != nil {
			step := s.plan.view.Steps[rapid.IntRange(0, len(s.plan.view.Steps)-1).Draw(t, "back to step")].Name
			s.ask(wire.LessonRequest{Step: step})
		}
	}
}

func drawDeedAction(t *rapid.T) string {
	server := func() string {
		return rapid.SampledFrom([]string{"S1", "S2", "S3", "S4", "leader", "old"}).Draw(t, "server")
	}
	verb := rapid.SampledFrom([]string{
		"heal all", "crash %v", "crash %v", "restart %v", "crash %v losing unsynced writes", "time out %v", "transfer to %v", "snapshot %v", "c2 remove %v", "c2 add %v", "c2 add %v as learner", "isolate %v", "disk sync %v 100ms", "c1 write x=1 to %v",
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
func drawBeginning(t *rapid.T, registry *Registry) *sitting {
	if rapid.IntRange(0, 3).Draw(t, "begin") == 0 {
		l, step := drawStep(t)
		return registry.sit(t, wire.HelloRequest{Lesson: l, Step: step})
	}
	return registry.sit(t, wire.HelloRequest{Run: &wire.Run{Text: drawSessionText(t)}, Playing: new(false)})
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
			act := rapid.SampledFrom([]string{"crash %s", "crash %s", "restart %s", "restart %s", "isolate %s", "heal all", "c1 write x=1", "wait", "crash %s as old", "expect %s in term 2", "step", "step", "never", "c1 writes every 90ms", "pause %s", "time out %s", "transfer to %s", "snapshot %s", "c2 remove %s", "c2 change to %s"}).Draw(t, "act")
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
