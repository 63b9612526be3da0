package scenario

import (
	"os"
	"strings"
	"testing"
)

// TestEveryActionAndSettingIsDocumented keeps the package's first page true.
func TestEveryActionAndSettingIsDocumented(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
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
