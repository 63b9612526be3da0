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

// Whoever sees two colours sees two terms: ten terms in a row differ, in both themes.
func TestTenTermsHaveTenLooks(t *testing.T) {
	raw, err := os.ReadFile("../static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"", "soft-", "ink-"} {
		found := regexp.MustCompile(`--term-`+kind+`(\d+): (#[0-9a-f]{6});`).FindAllStringSubmatch(string(raw), -1)
		if len(found) != 3*11 {
			t.Fatalf("--term-%sN is said %d times", kind, len(found))
		}
		for block := range 3 {
			looks := map[string]string{}
			for _, m := range found[11*block : 11*block+11] {
				if other := looks[m[2]]; other != "" {
					t.Errorf("terms %s and %s are both %s", other, m[1], m[2])
				}
				looks[m[2]] = m[1]
			}
		}
	}
}
