package scenario

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"raft-playground/raft/scenario/scenariotest"
)

// provoked returns an error of each code: the first that a bad text leads to, or what a
// run or a link does.
func provoked(t *testing.T) map[string]*Error {
	found := map[string]*Error{}
	note := func(err error) {
		var e *Error
		if errors.As(err, &e) && found[e.Code] == nil {
			found[e.Code] = e
		}
	}
	for _, bad := range badTexts() {
		_, err := Parse(bad.text)
		note(err)
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
	r := begin(t, "raft 1\n\nwhen leader elected: wait\nafter 2s: wait\nend at 1s\n")
	for range 3 {
		note(r.Finish())
	}
	note(begin(t, "raft 1\nservers 1\nheartbeat 60s\nelection timeout 60s to 60s\n").RunUntil(MaxTime + 1))
	link := linkOf(t, "raft 1\n")
	for _, given := range []string{"hello", "9" + link[1:], link[:9]} {
		_, err := Decode(given)
		note(err)
	}
	return found
}

// TestEveryCodeIsProvoked keeps an error of each code. How they are worded is shown by the
// tests of the catalogues.
func TestEveryCodeIsProvoked(t *testing.T) {
	found := provoked(t)
	var got strings.Builder
	for _, code := range ErrorCodes {
		e := found[code]
		if e == nil {
			t.Errorf("nothing leads to %q", code)
			continue
		}
		fmt.Fprintf(&got, "%s\n\t%s\n", code, e)
	}
	scenariotest.Golden(t, "testdata/codes.golden", got.String())
}
