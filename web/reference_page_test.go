package web

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft/scenario"
)

// What a text says reaches the page as data. Where a module looks at the beginning of a
// string for a word with which something in the language begins, it reads the language.
func TestThePageDoesNotReadTheLanguage(t *testing.T) {
	var words []string
	for _, form := range scenario.Reference() {
		if word, _, _ := strings.Cut(form.Form, " "); regexp.MustCompile(`^[a-z-]{2,}$`).MatchString(word) && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	if !slices.Contains(words, "election") || !slices.Contains(words, "crash") || len(words) < 30 {
		t.Fatalf("these are not the words of the language: %q", words)
	}
	begins := regexp.MustCompile("(?:/\\^\\(?(?:\\?:)?|(?:startsWith|=== ?|case )\\(?['\"`])(" + strings.Join(words, "|") + `) `)
	allowed := []string{
		"/^title ",          // connection/no-run.js: of a text that the server could not read
		"startsWith('read ", // stage/clients.js: a client's command, as state machines have it
		"startsWith('add ",
	}
	err := filepath.WalkDir("../static/js", func(path string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".js" {
			return err
		}
		text, err := os.ReadFile(path)
		for _, found := range begins.FindAllString(string(text), -1) {
			if !slices.Contains(allowed, found) {
				t.Errorf("%s asks for %q", path, found)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
