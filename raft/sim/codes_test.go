package sim

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A code that no action is refused with any more need not be worded.
func TestEveryCodeOfARefusalIsUsed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, "_test.go") {
			source.Write(text)
		}
	}
	for _, code := range ActionErrorCodes {
		if strings.Count(source.String(), `"`+code+`"`) < 2 {
			t.Errorf("%q stands in the list of codes alone", code)
		}
	}
}
