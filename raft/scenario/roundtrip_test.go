package scenario

import (
	"errors"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"raft-playground/raft/scenario/scenariotest"
)

// everything lets cmp look into unexported fields.
var everything = cmp.Options{
	cmp.Exporter(func(reflect.Type) bool { return true }),
	cmp.Comparer(func(a, b *form) bool { return a == b }), // a row of the table, with functions
}

// checkRoundTrip fails unless the formatted text says the same, in the one form.
func checkRoundTrip(t interface{ Fatalf(string, ...any) }, s *Scenario) {
	text := s.Format()
	again, err := Parse(text)
	if err != nil {
		t.Fatalf("the canonical text cannot be read: %v\n%s", err, text)
	}
	if got := again.Format(); got != text {
		t.Fatalf("the canonical text changes (-first +second):\n%s", cmp.Diff(text, got))
	}
	forgetLines(s)
	forgetLines(again)
	if diff := cmp.Diff(s, again, everything); diff != "" {
		t.Fatalf("the canonical text says something else (-parsed +parsed again):\n%s", diff)
	}
}

func forgetLines(s *Scenario) {
	scripts := []*Script{&s.Script}
	for i := range s.Variants {
		s.Variants[i].Line = 0
		scripts = append(scripts, &s.Variants[i].Script)
	}
	for _, script := range scripts {
		for i := range script.Statements {
			script.Statements[i].Line = 0
		}
		for i := range script.Claims {
			script.Claims[i].Line = 0
		}
	}
}

func TestFormattedScenariosSayTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := scenariotest.Text(t)
		s, err := Parse(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		checkRoundTrip(t, s)
	})
}

func FuzzParse(f *testing.F) {
	for _, bad := range badTexts() {
		if len(bad.text) < 1000 {
			f.Add(bad.text)
		}
	}
	for _, name := range scenariotest.Names() {
		f.Add(scenariotest.Read(name))
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		var e *Error
		switch {
		case err == nil:
			checkRoundTrip(t, s)
		case !errors.As(err, &e):
			t.Fatalf("%v is no *Error", err)
		case len(err.Error()) > 1000:
			t.Fatalf("an error of %d bytes", len(err.Error()))
		}
		if a, err := ParseAction(text); err == nil {
			again, err := ParseAction(a.String())
			if err != nil || again.String() != a.String() {
				t.Fatalf("%q is written %q, which is %v, %v", text, a, again, err)
			}
		}
	})
}
