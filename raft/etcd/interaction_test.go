package etcd

import (
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// theirScripts returns etcd's interaction scripts, by the name of their file.
func theirScripts(t *testing.T) map[string][]step {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "go.etcd.io/raft/v3").Output()
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "testdata", "*.txt"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("etcd's module has no scripts: %v", err)
	}
	scripts := map[string][]step{}
	for _, path := range paths {
		if scripts[filepath.Base(path)], err = readScript(path); err != nil {
			t.Fatal(err)
		}
	}
	return scripts
}

// TestTheirScriptsAreReplayedOrListed replays all scripts of etcd's that ask for
// nothing but what has a meaning here. The others must be listed, each with just
// what it lacks.
func TestTheirScriptsAreReplayedOrListed(t *testing.T) {
	scripts := theirScripts(t)
	replayed, all := 0, 0
	for _, name := range slices.Sorted(maps.Keys(scripts)) {
		listed, lacking := notReplayed[name], missing(scripts[name])
		if !slices.Equal(listed, lacking) {
			t.Errorf("%s lacks %q, but is listed with %q: correct its line, or delete it where it lacks nothing", name, lacking, listed)
		}
		if len(lacking) > 0 {
			continue
		}
		states, err := replay(name, scripts[name], 0)
		if err != nil {
			t.Error(err)
		}
		if states == 0 {
			t.Errorf("%s: no state was compared", name)
		}
		t.Logf("%s: %d states agree", name, states)
		replayed, all = replayed+1, all+states
	}
	t.Logf("%d of %d scripts replayed, %d states agree", replayed, len(scripts), all)
	if replayed < 9 || all < 65 {
		t.Error("that is too little to have compared much")
	}
}

// TestWhatIsListedIsThere makes sure that the lists name no script that is gone, and
// give a reason for all that scripts lack, and for nothing else.
func TestWhatIsListedIsThere(t *testing.T) {
	scripts, used := theirScripts(t), map[string]bool{}
	for name, lacking := range notReplayed {
		if scripts[name] == nil {
			t.Errorf("etcd has no script %s", name)
		}
		if len(lacking) == 0 {
			t.Errorf("%s is listed, but lacks nothing", name)
		}
		for _, what := range lacking {
			used[what] = true
			if lacks[what] == "" {
				t.Errorf("%s: no reason is given for %q", name, what)
			}
		}
	}
	for what := range lacks {
		if !used[what] {
			t.Errorf("a reason is given for %q, which no script lacks", what)
		}
	}
}
