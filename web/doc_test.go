package web

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A list of files that has been forgotten leads astray whoever reads it first.
func TestTheFirstPageOfEachPackageListsItsFiles(t *testing.T) {
	name := regexp.MustCompile(`[a-z_0-9]+\.go\b`)
	for _, folder := range []string{
		".", "conn", "session", "browser", "../raft/sim", "../raft/check", "../raft/scenario", "../raft/scenario/play", "../raft/scenario/link", "../raft/lesson", "wire",
	} {
		text, err := os.ReadFile(filepath.Join(folder, "doc.go"))
		if err != nil {
			t.Fatal(err)
		}
		listed := name.FindAllString(string(text), -1)
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			file := filepath.Base(path)
			if file == "doc.go" || strings.HasSuffix(file, "_test.go") && folder != "browser" {
				continue
			}
			if !slices.Contains(listed, file) {
				t.Errorf("%s is not on the list of %s/doc.go", file, folder)
			}
		}
		for _, file := range listed {
			if _, err := os.Stat(filepath.Join(folder, file)); err != nil {
				t.Errorf("%s/doc.go lists %s, which is not there", folder, file)
			}
		}
	}
}
