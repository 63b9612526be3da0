package play

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/scenariotest"
	"raft-playground/raft/sim"
)

// playAll plays all runs of a text to their ends, and fails for claims that do not
// hold.
func playAll(t *testing.T, text string) []*Run {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	runs, err := Runs(s)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	for _, r := range runs {
		if err := r.Finish(); err != nil {
			t.Errorf("%s: %v", r.Name(), err)
		}
		for _, o := range r.Outcomes() {
			if !o.Held {
				t.Errorf("%s, line %d: expect %s, but %s", r.Name(), o.Line, o.Claim, o.Instead)
			}
		}
		if !r.Ended() {
			t.Errorf("%s has not ended", r.Name())
		}
	}
	return runs
}

func TestTheRunsOfATextPlayAsItSays(t *testing.T) {
	var got strings.Builder
	for _, name := range []string{"variants", "figure-7", "figure-8"} {
		for _, r := range playAll(t, scenariotest.Read(name+".raft")) {
			fmt.Fprintf(&got, "%s %q: %s at %s, %d events", name, r.Name(), r.World().HashString(), scenario.FormatTime(r.Now()), r.World().Seq())
			o := r.Origin()
			if o.Fork != nil {
				fmt.Fprintf(&got, ", forked at %s", scenario.FormatTime(*o.Fork))
			}
			if o.Step != "" {
				fmt.Fprintf(&got, ", at step %s", o.Step)
			}
			if o.Change != "" {
				fmt.Fprintf(&got, ", with %s", o.Change)
			}
			if o.Alone {
				got.WriteString(", alone")
			}
			got.WriteString("\n")
		}
	}
	scenariotest.Golden(t, "testdata/runs.golden", got.String())
}

// runsOf begins the runs of a text.
func runsOf(t *testing.T, text string) []*Run {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	runs, err := Runs(s)
	if err != nil {
		t.Fatal(err)
	}
	return runs
}

// actionsOf plays a run up to an instant and returns what was done in it.
func actionsOf(t *testing.T, r *Run, to raft.Time) (list []string) {
	t.Helper()
	for r.Now() < to || len(r.failed) > 0 {
		_ = r.RunUntil(to) // what cannot be carried out is left behind
		for _, e := range r.World().TakeEvents() {
			if e.Kind == sim.ActionEvent {
				list = append(list, scenario.FormatTime(e.At)+" "+e.Action.Text)
			}
		}
	}
	return list
}

func TestAForkHasTheMainRunsHistoryUpToAndIncludingItsInstant(t *testing.T) {
	head := "raft 1\nservers 3\nseed 7\n\nat 100ms: pause S1\nat 300ms: crash S2\nat 300.001ms: crash S3\n\n"
	main := runsOf(t, head)[0]
	if err := main.RunUntil(300 * ms); err != nil {
		t.Fatal(err)
	}
	fork := runsOf(t, head+"fork other at 300ms\n")[1]
	if err := fork.RunUntil(300 * ms); err != nil {
		t.Fatal(err)
	}
	if fork.World().Hash() != main.World().Hash() {
		t.Error("it differs at the instant of the fork")
	}
	tests := []struct {
		own  string
		want []string
	}{
		{"", []string{"100ms pause S1", "300ms crash S2"}},
		{"after 0.001ms: resume S1\n", []string{"100ms pause S1", "300ms crash S2", "300.001ms resume S1"}},
		{"at 310ms: resume S1\nafter 5ms: restart S2\n", []string{"100ms pause S1", "300ms crash S2", "310ms resume S1", "315ms restart S2"}},
	}
	for _, test := range tests {
		r := runsOf(t, head+"fork other at 300ms\n"+test.own)[1]
		if diff := cmp.Diff(test.want, actionsOf(t, r, 500*ms)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.own, diff)
		}
	}
}

func TestWhatHappensInTheInstantOfAForkDoesNotMakeItsConditionsCome(t *testing.T) {
	elected := play(t, "raft 1\nservers 3\nseed 7\n\nwhen leader elected: wait\n").told[0].at
	text := "raft 1\nservers 3\nseed 7\n\nend at 1s\n\nfork other at " + scenario.FormatTime(elected) + "\nwhen leader elected: step again\nexpect never leader elected\n"
	playAll(t, text)
	// A step is an instant within the instant: what follows it does.
	text = "raft 1\nservers 3\nseed 7\n\nat 400ms: c1 write x=1\nwhen x=1 acknowledged: step told\nend at 1s\n\nfork other at step told\nafter 0ms: crash leader\nwhen leader elected: step again\n"
	r := playAll(t, text)[1]
	if len(r.told) != 4 || r.told[1].at != r.told[2].at {
		t.Errorf("it acts elsewhere: %v", r.told)
	}
}

func TestAForkAtAStepThatNeverComesFails(t *testing.T) {
	r := runsOf(t, "raft 1\nservers 3\nwhen c1 acknowledged: step told\nend at 1s\n\nfork other at step told\nafter 0ms: crash S1\nafter 1s: expect no leader\nexpect no violation\n")[1]
	err := r.Finish()
	var e *scenario.Error
	if !errors.As(err, &e) || e.Code != scenario.CodeNotReached || e.Found != "step told" || e.Line != 6 {
		t.Errorf("Finish = %v", err)
	}
	if len(r.Outcomes()) != 2 || r.Outcomes()[0].Reached || r.Outcomes()[1].Reached || !r.Ended() {
		t.Errorf("the claims: %+v", r.Outcomes())
	}
	if len(r.Failures()) != 2 || !r.Failures()[0].Noted || r.Failures()[1].Noted {
		t.Errorf("the failures: %+v", r.Failures())
	}
}

func TestAComparisonPlaysTheSameStatementsWithAnotherConfiguration(t *testing.T) {
	head := "raft 1\nservers 5\nseed 1\n\nat 100ms: crash S5\nwhen leader elected: c1 write x=1\nafter 100ms: isolate leader\nat 900ms: restart S5\nend at 2s\n\n"
	tests := []struct {
		variant string
		want    string // regular expression of the actions
	}{
		{"compare other with: servers 3\n", `^[\d.]+ms c1 write x=1, [\d.]+ms isolate S\d$`},
		{"compare other with: seed 4\n", `^100ms crash S5, [\d.]+ms c1 write x=1, [\d.]+ms isolate S\d, 900ms restart S5$`},
		{"compare other until 250ms with: seed 4\n", `^100ms crash S5, [\d.]+ms c1 write x=1$`},
		{"compare other until 99ms with: seed 4\n", `^$`},
		{"compare other until 250ms with: seed 4\nafter 1ms: heal all\nat 950ms: pause S1\n", `^100ms crash S5, [\d.]+ms c1 write x=1, 950ms pause S1$`},
		{"compare other alone with: seed 4\nat 0ms: pause S1\n", `^0ms pause S1$`},
		{"compare other alone\n", `^$`},
	}
	for _, test := range tests {
		r := runsOf(t, head+test.variant)[1]
		got := strings.Join(actionsOf(t, r, 2000*ms), ", ")
		if !regexp.MustCompile(test.want).MatchString(got) {
			t.Errorf("%q does %s, not %s", test.variant, got, test.want)
		}
	}
}

func TestWhatAVariantCannotDoOfTheMainRunIsNoted(t *testing.T) {
	text := "raft 1\nservers 5\nseed 1\n\nat 100ms: crash S5\nwhen S4 votes for S4: wait\nend at 1s\nexpect no violation\n\ncompare small with: servers 3\nend at 500ms\nexpect no violation\n"
	r := runsOf(t, text)[1]
	if err := r.Finish(); err != nil {
		t.Errorf("Finish = %v", err)
	}
	var codes []string
	for _, f := range r.Failures() {
		if !f.Noted {
			t.Errorf("it failed: %v", f.Err)
		}
		codes = append(codes, f.Err.Code)
	}
	if !slices.Equal(codes, []string{scenario.CodeRefused, scenario.CodeNeverCame}) || r.Now() != 500*ms || len(r.Outcomes()) != 1 || !r.Outcomes()[0].Held {
		t.Errorf("%v at %d: %+v", codes, r.Now(), r.Outcomes())
	}
}

func TestWhatIsExpectedNeverToComeIsNoFailureUnlessItComes(t *testing.T) {
	head := "raft 1\nservers 3\nwhen S1 leads: crash S1\nend at 1s\n"
	for _, test := range []struct {
		text    string
		instead string
		err     bool
	}{
		{strings.Replace(head, "when", "at 0ms: cut S1 <-> S2 S3\nwhen", 1) + "expect never S1 leads\n", "", false},
		{strings.Replace(head, "when", "at 0ms: time out S1\nwhen", 1) + "expect never S1 leads\n", "S1 leads", false},
		{strings.Replace(head, "when", "at 0ms: cut S1 <-> S2 S3\nwhen", 1), "", true},
	} {
		r := begin(t, test.text)
		if err := r.Finish(); (err != nil) != test.err {
			t.Errorf("%v\n%s", err, test.text)
		}
		for _, o := range r.Outcomes() {
			if o.Held != (test.instead == "") || o.Instead != test.instead {
				t.Errorf("%+v\n%s", o, test.text)
			}
		}
	}
}

func TestAVariantEndsWithTheMainRunUnlessItSaysMore(t *testing.T) {
	head := "raft 1\nservers 3\n\nat 100ms: pause S1\nend at 1s\n\n"
	for variant, want := range map[string]raft.Time{
		"fork a at 300ms\n":                                       1000 * ms,
		"fork a at 300ms\nend at 500ms\n":                         500 * ms,
		"fork a at 300ms\nafter 1s: resume S1\n":                  3300 * ms,
		"fork a at 1500ms\n":                                      3500 * ms,
		"compare a with: seed 2\n":                                1000 * ms,
		"compare a with: seed 2\nat 1200ms: resume S1\n":          3200 * ms,
		"compare a alone\n":                                       1000 * ms,
		"compare a until 50ms with: seed 2\nend at 700ms\n":       700 * ms,
		"fork a at 300ms\nwhen term 9: wait\nexpect never term 9": 1000 * ms,
	} {
		r := runsOf(t, head+variant)[1]
		if err := r.Finish(); err != nil || r.Now() != want || !r.Ended() {
			t.Errorf("%q ends at %d, not %d: %v", variant, r.Now(), want, err)
		}
	}
}
