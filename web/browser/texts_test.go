package browser

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"testing"

	"raft-playground/static"
)

// words are the page's texts in a language, by their keys.
func words(t testing.TB, lang string) map[string]string {
	t.Helper()
	names, err := fs.Glob(static.Embedded(), "i18n/*."+lang+".json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no catalogues of %s: %v", lang, err)
	}
	texts := make(map[string]string)
	for _, name := range names {
		content, err := fs.ReadFile(static.Embedded(), name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(content, &texts); err != nil {
			t.Fatal(err)
		}
	}
	return texts
}

var placeholder = regexp.MustCompile(`\\\{[^{}]*\\\}`)

// wording is the pattern of a text of the English catalogue, whatever fills it in.
func wording(t testing.TB, key string) string {
	t.Helper()
	text, ok := words(t, "en")[key]
	if !ok {
		t.Fatalf("the catalogue has no %s", key)
	}
	return pattern(text)
}

// pattern is the pattern of a text, whatever fills it in.
func pattern(text string) string {
	return placeholder.ReplaceAllString(regexp.QuoteMeta(text), ".*")
}
