package static

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func words(t *testing.T) map[string]Words {
	t.Helper()
	all, err := LoadWords(Embedded(), Languages)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestATextIsFilledInAndSaysOneOrMany(t *testing.T) {
	w := Words{"entries": "{count} {count|entry|entries} of {who}", "as it is": "{count}", "braces": "{} {a b} {count|one} {{count}"}
	for want, got := range map[string]string{
		"1 entry of S1":   w.Say("entries", "count", 1, "who", "S1"),
		"0 entries of S1": w.Say("entries", "count", 0, "who", "S1"),
		"2 entries of ":   w.Say("entries", "count", "2"),
		"{count}":         w.Text("as it is"),

		"{} {a b} {count|one} {3": w.Say("braces", "count", 3),
		"missing.key":             w.Say("missing.key", "count", 1),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// worded is an error as it is told: the page's tests hold the page to the same.
type worded struct {
	What   string            `json:"what"`
	Code   string            `json:"code"`
	Values map[string]string `json:"values,omitempty"`
	Said   map[string]string `json:"said"` // by language
}

var (
	place = regexp.MustCompile(`^line (\d+)(?:, column (\d+))?: `)
	value = regexp.MustCompile(`^ (\w+)=("(?:[^"\\]|\\.)*")`)
)

// wordedErrors are the errors that the tests of package scenario or lesson keep, in words.
// Each stands there in two lines: what is wrong with a text, and what Error says.
func wordedErrors(t *testing.T, path string, texts map[string]Words) []worded {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []worded
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	for i := 0; i+1 < len(lines); i += 2 {
		e := worded{What: lines[i], Values: map[string]string{}, Said: map[string]string{}}
		rest := strings.TrimSpace(lines[i+1])
		if at := place.FindStringSubmatch(rest); at != nil {
			rest = rest[len(at[0]):]
			e.Values["line"] = at[1]
			if at[2] != "" {
				e.Values["column"] = at[2]
			}
		}
		code := regexp.MustCompile(`^[a-z-]+`).FindString(rest)
		e.Code, rest = "scenario."+code, rest[len(code):]
		for found := value.FindStringSubmatch(rest); found != nil; found = value.FindStringSubmatch(rest) {
			text, err := strconv.Unquote(found[2])
			if err != nil {
				t.Fatal(rest, err)
			}
			e.Values[found[1]] = text
			rest = rest[len(found[0]):]
		}
		if rest != "" && code != "refused" { // why it was refused is told apart
			t.Errorf("%s: cannot read %q", path, rest)
		}
		for tag, w := range texts {
			e.Said[tag] = w.Refusal(e.Code, e.Values)
		}
		all = append(all, e)
	}
	return all
}

// TestErrorsAreWorded shows, for review, how every kind of slip in a text is told in each
// language. The page's own tests hold that the page tells it in the same words.
func TestErrorsAreWorded(t *testing.T) {
	var all []worded
	texts := words(t)
	for _, path := range []string{"../raft/scenario/testdata/errors.golden", "../raft/scenario/testdata/codes.golden", "../raft/scenario/play/testdata/codes.golden", "../raft/scenario/link/testdata/codes.golden", "../raft/lesson/testdata/errors.golden"} {
		all = append(all, wordedErrors(t, path, texts)...)
	}
	var got strings.Builder
	to := json.NewEncoder(&got)
	to.SetEscapeHTML(false)
	to.SetIndent("", " ")
	if err := to.Encode(all); err != nil {
		t.Fatal(err)
	}
	golden(t, "test/errors.json", got.String())
	for _, e := range all {
		for tag, said := range e.Said {
			if strings.ContainsAny(said, "{}") && !strings.ContainsAny(fmt.Sprint(e.Values), "{}") || strings.Contains(said, "scenario.") {
				t.Errorf("%s, in %s: %s", e.What, tag, said)
			}
			if found := e.Values["found"]; found != "" && !strings.Contains(said, found) && !slices.Contains(silent, e.Code) {
				t.Errorf("%s, in %s: it does not say %q: %s", e.What, tag, found, said)
			}
		}
	}
}

// silent do not repeat what they found.
var silent = []string{"scenario.lesson-text-twice", "scenario.newer-link"}

// golden compares a text with a file, which -update rewrites.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); -update rewrites it:\n%s", path, diff)
	}
}
