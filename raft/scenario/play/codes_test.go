package play

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/scenariotest"
)

// TestEveryCodeOfARunIsProvoked shows, for review, an error of each code that no text leads
// to by itself, but playing it does.
func TestEveryCodeOfARunIsProvoked(t *testing.T) {
	found := map[string]*scenario.Error{}
	note := func(err error) {
		var e *scenario.Error
		if errors.As(err, &e) && found[e.Code] == nil {
			found[e.Code] = e
		}
	}
	played := func(text string, most uint64) {
		r := begin(t, text)
		if most > 0 {
			r.most = most
		}
		for range 3 {
			note(r.Finish())
		}
		for _, f := range r.Failures() {
			note(f.Err)
		}
	}
	played("raft 1\n\nwhen S1 steps down: wait\nat 1ms: crash S1\nend at 10ms\n", 0)
	played("raft 1\n\nwhen leader elected: wait\nat 1ms: crash S1\nend at 1s\n", 0)
	played("raft 1\n\nat 0ms: crash leader\nat 1ms: heal all\n", 0)
	played("raft 1\n\nend at 10s\n", 100)
	played(crowd(), 0)
	played("raft 1\n\nwhen leader elected: wait\nafter 2s: wait\nend at 1s\n", 0)
	note(begin(t, "raft 1\nservers 1\nheartbeat 60s\nelection timeout 60s to 60s\n").RunUntil(scenario.MaxTime + 1))
	var got strings.Builder
	for _, code := range scenario.ErrorCodes {
		if e := found[code]; e != nil {
			fmt.Fprintf(&got, "%s\n\t%s\n", code, e)
		}
	}
	for _, code := range []string{
		scenario.CodeNeverCame, scenario.CodeNotReached, scenario.CodeTooLate, scenario.CodeNoLeader, scenario.CodeRefused, scenario.CodeTooManyEvents, scenario.CodeTooManyAtOnce, scenario.CodeRunTooLong,
	} {
		if !slices.Contains(scenario.ErrorCodes, code) || found[code] == nil {
			t.Errorf("nothing leads to %q", code)
		}
	}
	scenariotest.Golden(t, "testdata/codes.golden", got.String())
}
