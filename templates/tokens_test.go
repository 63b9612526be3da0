package templates_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Dark is said twice: for those who chose it, and for those whose system has it.
func TestDarkIsTheSameWhetherChosenOrTheSystems(t *testing.T) {
	raw, err := os.ReadFile("../static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	block := func(selector string) string {
		t.Helper()
		_, after, found := strings.Cut(string(raw), selector+" {")
		body, _, closed := strings.Cut(after, "}")
		if !found || !closed {
			t.Fatalf("tokens.css has no block %s", selector)
		}
		return regexp.MustCompile(`\s+`).ReplaceAllString(body, " ")
	}
	chosen, system := block(`:root[data-theme="dark"]`), block(`:root:not([data-theme="light"])`)
	if chosen != system {
		t.Errorf("chosen: %s\nsystem: %s", chosen, system)
	}
}
