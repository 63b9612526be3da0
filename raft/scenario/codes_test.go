package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft/scenario/scenariotest"
)

// elsewhere are the codes that no text leads to by itself: a run or a link does. Tests of
// packages play and link provoke them.
var elsewhere = []string{
	CodeNeverCame, CodeNotReached, CodeTooLate, CodeNoLeader, CodeRefused, CodeTooManyEvents, CodeTooManyAtOnce, CodeRunTooLong,
	CodeNoLink, CodeNewerLink, CodeBrokenLink,
}

// TestEveryCodeIsProvoked shows, for review, the first error of each code that a bad text
// leads to.
func TestEveryCodeIsProvoked(t *testing.T) {
	found := map[string]*Error{}
	for _, bad := range badTexts() {
		_, err := Parse(bad.text)
		var e *Error
		if errors.As(err, &e) && found[e.Code] == nil {
			found[e.Code] = e
		}
	}
	var got strings.Builder
	for _, code := range ErrorCodes {
		e := found[code]
		if (e == nil) != slices.Contains(elsewhere, code) {
			t.Errorf("%q: a text leads to %v", code, e)
		}
		if e != nil {
			fmt.Fprintf(&got, "%s\n\t%s\n", code, e)
		}
	}
	scenariotest.Golden(t, "testdata/codes.golden", got.String())
}
