package play

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/scenariotest"
	"raft-playground/raft/sim"
)

// clicks plays a run the way a page does: in ticks, in steps, with actions in
// between, refused ones among them.
func clicks(t *rapid.T, r *Run, servers int) {
	for range rapid.IntRange(0, 25).Draw(t, "clicks") {
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			for range rapid.IntRange(1, 10).Draw(t, "steps") {
				step(t, r.Step())
			}
		case 1:
			step(t, r.RunUntil(r.Now()+raft.Time(rapid.IntRange(0, 300_000).Draw(t, "wait"))))
		default:
			var refused *sim.ActionError
			var e *scenario.Error
			if _, err := r.Do(scenariotest.Action(t, servers)); err != nil && !errors.As(err, &refused) && !errors.As(err, &e) {
				t.Fatalf("Do = %v", err)
			}
		}
	}
}

// step lets statements fail, as random ones do, and nothing else.
func step(t *rapid.T, err error) {
	var e *scenario.Error
	if err == nil {
		return
	}
	if !errors.As(err, &e) || !slices.Contains([]string{scenario.CodeRefused, scenario.CodeNoLeader, scenario.CodeRepeatedServer, scenario.CodeNeverCame, scenario.CodeNotReached, scenario.CodeTooLate}, e.Code) {
		t.Fatalf("%v", err)
	}
}

// drawRun draws the beginning of a run: sometimes with statements to come, and
// often with latencies of one length, so that much happens at the same instant.
func drawRun(t *rapid.T) (r *Run, servers int) {
	servers = rapid.IntRange(2, 5).Draw(t, "servers")
	text := "raft 1\nservers " + raft.ServerID(servers).String()[1:] + "\n" +
		scenariotest.Pick(t, "latency", "", "latency 10ms to 10ms\n", "latency 0ms to 0ms\n") +
		scenariotest.Pick(t, "loss", "", "loss 5%\n") +
		scenariotest.Pick(t, "disk", "", "disk sync 0ms\n", "disk sync 20ms\n") +
		scenariotest.Pick(t, "timeout", "", "election timeout 150ms to 151ms\n") +
		scenariotest.Pick(t, "rules", "", "", "without persist-vote\n", "without one-vote-per-term election-restriction\n", "reads index\nwithout quorum-reads\n", "pre-vote on\n")
	var given []string
	for range rapid.IntRange(0, 7).Draw(t, "statements") {
		when := "when " + scenariotest.Condition(t, servers, given...)
		if scenariotest.Pick(t, "when", "after", "when") == "after" {
			when = "after " + scenariotest.Pick(t, "gap", "0ms", "0ms", "1us", "10ms", "250ms")
		}
		what := scenariotest.Action(t, servers, given...)
		switch scenariotest.Pick(t, "what", "action", "action", "action", "name", "claim") {
		case "name":
			what = scenariotest.Pick(t, "act", "crash", "isolate", "time out", "pause") + scenariotest.Pick(t, "server", " leader", " S1") + " as old"
			given = []string{"old"}
		case "claim":
			what = "expect " + scenariotest.Claim(t, servers, given...)
		}
		text += when + ": " + what + "\n"
	}
	if scenariotest.Pick(t, "end", "", "", "end") != "" {
		text += "end at 2s\n"
	}
	return begin(t, text+scenariotest.Pick(t, "claim", "", "expect no violation\n")), servers
}

func TestWhatWasClickedIsWhatIsReplayed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, servers := drawRun(t)
		clicks(t, r, servers)
		text := r.Export()
		again := play(t, text)
		if again.Now() != r.Now() || again.World().Hash() != r.World().Hash() {
			t.Fatalf("at %d %s, but replayed at %d %s:\n%s", r.Now(), r.World().HashString(), again.Now(), again.World().HashString(), text)
		}
		if again.Export() != text {
			t.Fatalf("recorded again it differs:\n%s", cmp.Diff(text, again.Export()))
		}
	})
}

func TestARunGoesOnFromItsTextAsItWouldHave(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, servers := drawRun(t)
		clicks(t, r, servers)
		step(t, r.RunUntil(r.Now()))
		again := begin(t, r.Text())
		if err := again.RunUntil(r.Now()); err != nil {
			t.Fatalf("%v\n%s", err, r.Text())
		}
		later := r.Now() + 500*ms
		for _, run := range []*Run{r, again} {
			for run.Now() < later {
				step(t, run.RunUntil(later))
			}
		}
		if again.World().Hash() != r.World().Hash() {
			t.Fatalf("it went on differently from\n%s", r.Text())
		}
	})
}

func TestACloneIsIndependent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, servers := drawRun(t)
		clicks(t, r, servers)
		text, hash := r.Text(), r.World().Hash()
		c := r.Clone()
		if c.Text() != text || c.World().Hash() != hash {
			t.Fatalf("the clone differs:\n%s", cmp.Diff(text, c.Text()))
		}
		clicks(t, c, servers)
		if r.Text() != text || r.World().Hash() != hash {
			t.Fatalf("the clone has changed the original:\n%s", cmp.Diff(text, r.Text()))
		}
		text, hash = c.Text(), c.World().Hash()
		clicks(t, r, servers)
		if c.Text() != text || c.World().Hash() != hash {
			t.Fatalf("the original has changed the clone:\n%s", cmp.Diff(text, c.Text()))
		}
		if play(t, r.Export()).World().Hash() != r.World().Hash() || play(t, c.Export()).World().Hash() != c.World().Hash() {
			t.Fatalf("one of them is replayed differently")
		}
	})
}
