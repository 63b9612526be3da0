package wire

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A code that no request is refused with any more need not be worded.
func TestEveryCodeOfARefusalIsUsed(t *testing.T) {
	names := regexp.MustCompile(`\bRefused[A-Z]\w*`)
	used := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text := string(source)
		if filepath.Base(path) == "refusals.go" {
			text = text[strings.Index(text, "\nfunc AsRefusal"):]
		}
		for _, name := range names.FindAllString(text, -1) {
			used[name] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	declared, err := os.ReadFile("refusals.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^\t(Refused[A-Z]\w*) += "`).FindAllStringSubmatch(string(declared), -1)
	if len(found) != len(requestCodes) {
		t.Errorf("%d codes are declared, and %d listed", len(found), len(requestCodes))
	}
	for _, name := range found {
		if !used[name[1]] {
			t.Errorf("nothing is refused with %s", name[1])
		}
	}
}
