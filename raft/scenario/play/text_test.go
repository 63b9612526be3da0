package play

import (
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/scenariotest"
)

// A text that somebody works at stays what it is while it is played.
func TestWhatHasBeenPlayedStandsInTheSessionsTextAsItWasWritten(t *testing.T) {
	want := scenariotest.Read("variants.raft")
	s, err := scenario.Parse(want)
	if err != nil {
		t.Fatal(err)
	}
	want = s.Format() // in canonical form
	runs := runsOf(t, want)
	for _, edge := range []raft.Time{0, 150, 201, 500, 1000, 2500} {
		for _, r := range runs {
			arrive(t, r, edge*ms)
		}
		got, err := Together(runs)
		if err != nil {
			t.Fatal(err)
		}
		// What comes a known time after another is at an instant.
		got = strings.Replace(got, "at 2001ms: restart old", "after 1ms: restart old", 1)
		got = strings.Replace(got, "at 1001ms: c1 stops", "after 1ms: c1 stops", 1)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("at %d ms (-want +got):\n%s", edge, diff)
		}
	}
}

func TestAnExportHasWhatHasHappenedAndWhatWasJudgedNow(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 3\nseed 7\n\nat 400ms: c1 write x=1\nat 500ms: crash leader\nat 900ms: crash leader\nend at 2s\nlook at 1s\nexpect no violation\n\nfork calm at 450ms\n\ncompare other until 550ms with: seed 8\nend at 600ms\nexpect x=1 committed\n")
	for _, r := range runs {
		arrive(t, r, 600*ms)
	}
	got, err := ExportTogether(runs)
	if err != nil {
		t.Fatal(err)
	}
	want := "raft 1\nservers 3\nseed 7\n\nat 400ms: c1 write x=1\nat 500ms: crash leader\nend at 600ms\n\nfork calm at 450ms\n\ncompare other with: seed 8\nexpect x=1 committed\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatIsPastWhenItsConditionComesFailsAtOnce(t *testing.T) {
	r := begin(t, "raft 1\nservers 3\n\nwhen term 9: wait\nat 500ms: crash S1 as old\nat 800ms: restart old\n")
	arrive(t, r, 600*ms)
	if _, err := r.Do("pause S2"); err != nil {
		t.Fatal(err)
	}
	arrive(t, r, 700*ms)
	if len(r.Failures()) != 1 || r.Failures()[0].Err.Code != scenario.CodeTooLate || r.Failures()[0].Err.Line != 5 {
		t.Errorf("failures: %+v", r.Failures())
	}
	text, err := Together([]*Run{r})
	if err != nil {
		t.Fatal(err)
	}
	if s, err := scenario.Parse(text); err != nil || s.Format() != text || !strings.HasSuffix(text, "at 600ms: pause S2\nwhen term 9: wait\nafter 0ms: wait\nat 800ms: wait\n") {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestServersThatAreNotThereAnyMoreLoseWhatTheyHadOfTheirOwn(t *testing.T) {
	runs := runsOf(t, "raft 1\nservers 5\nelection timeout S4 150ms to 150ms\nstart S1 term 2 log 1 2\nstart S5 term 2 log 1 2\n\ncompare small with: servers 3\n\ncompare back with: start S1 empty, election timeout S4 default\n")
	if c := runs[1].World().Config(); len(c.Starts) != 1 || c.Starts[0].Server != 1 || len(c.Timeouts) != 0 {
		t.Errorf("of three servers: %+v %+v", c.Starts, c.Timeouts)
	}
	if c := runs[2].World().Config(); len(c.Starts) != 1 || c.Starts[0].Server != 5 || len(c.Timeouts) != 0 {
		t.Errorf("taken back: %+v %+v", c.Starts, c.Timeouts)
	}
	if c := runs[0].World().Config(); len(c.Starts) != 2 || len(c.Timeouts) != 1 {
		t.Errorf("the main run has changed: %+v %+v", c.Starts, c.Timeouts)
	}
}

func TestACloneCostsNoMoreWhenTheRecordIsLong(t *testing.T) {
	cost := func(r *Run) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range 20 {
			r.Clone()
		}
		runtime.ReadMemStats(&after)
		return (after.TotalAlloc - before.TotalAlloc) / 20
	}
	r := begin(t, "raft 1\nservers 3\n")
	arrive(t, r, 300*ms)
	short := cost(r)
	for i := range 1500 {
		if _, err := r.Do([]string{"loss 1%", "loss 2%"}[i%2]); err != nil {
			t.Fatal(err)
		}
		r.World().TakeEvents()
	}
	if long := cost(r); long > short+2048 {
		t.Errorf("a clone takes %d bytes, with a long record %d", short, long)
	}
}
