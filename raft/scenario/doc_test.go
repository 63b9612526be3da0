package scenario

import (
	"os"
	"strings"
	"testing"
)

// TestTheDocumentedScenarioIsOne keeps the package's first page true.
func TestTheDocumentedScenarioIsOne(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(source), "# A first scenario\n//\n")
	text, _, _ := strings.Cut(rest, "\n//\n// Line by line")
	text = strings.ReplaceAll(text, "//\t", "")
	text = strings.ReplaceAll(text, "//", "")
	r := play(t, text)
	for _, o := range r.Outcomes() {
		if !o.Held {
			t.Errorf("expect %s, but %s", o.Claim, o.Instead)
		}
	}
	if len(r.Outcomes()) != 3 {
		t.Errorf("%d claims were judged in\n%s", len(r.Outcomes()), text)
	}
	for _, verb := range verbNames {
		if !strings.Contains(string(source), "\n//\t"+verb) && !strings.Contains(string(source), " "+verb) {
			t.Errorf("%q is not documented", verb)
		}
	}
	for _, s := range settings {
		if !strings.Contains(string(source), "\n//\t"+s.name+" ") {
			t.Errorf("the setting %q is not documented", s.name)
		}
	}
}
