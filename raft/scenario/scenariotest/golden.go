package scenariotest

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var Update = flag.Bool("update", false, "rewrite the golden files")

// Golden compares a text with a file, which -update rewrites.
func Golden(t *testing.T, path, got string) {
	t.Helper()
	if *Update {
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
