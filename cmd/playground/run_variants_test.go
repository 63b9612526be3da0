package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"raft-playground/raft/scenario/link"
	"raft-playground/raft/scenario/play"
)

// what-if.raft has a claim that does not hold and a statement that a variant cannot
// carry out.
const whatIf = "testdata/what-if.raft"

func TestVariantsHaveHeadingsAndBeginWhereTheyDiffer(t *testing.T) {
	var stdout, stderr bytes.Buffer
	code := runCommand([]string{whatIf}, english, &stdout, &stderr)
	golden(t, "testdata/what-if.trace", stdout.String())
	if code != runFailed || stderr.String() != whatIf+": Line 23: “crash S1” could not be done: S1 has crashed already.\n" {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
}

func TestQuietTellsOfVariantsOnlyHowTheyEnded(t *testing.T) {
	var stdout, stderr bytes.Buffer
	runCommand([]string{"-quiet", whatIf}, english, &stdout, &stderr)
	golden(t, "testdata/what-if.quiet", stdout.String())
}

func TestJSONIsOneObjectALine(t *testing.T) {
	var stdout, stderr bytes.Buffer
	code := runCommand([]string{"-json", "-quiet", whatIf}, english, &stdout, &stderr)
	golden(t, "testdata/what-if.json", stdout.String())
	if code != runFailed {
		t.Errorf("exit code %d", code)
	}

	stdout.Reset()
	runCommand([]string{"-json", whatIf}, english, &stdout, &stderr)
	types, events := map[string]int{}, map[string]uint64{}
	for line := range strings.SplitSeq(strings.TrimSpace(stdout.String()), "\n") {
		var l struct {
			Type, Name, File string
			Events           uint64
		}
		if err := json.Unmarshal([]byte(line), &l); err != nil || l.File != whatIf {
			t.Fatalf("%v: %s", err, line)
		}
		types[l.Type]++
		switch l.Type {
		case "event":
			events[l.Name]++
		case "end":
			if l.Events != events[l.Name] {
				t.Errorf("%q has %d events, of which %d are printed", l.Name, l.Events, events[l.Name])
			}
		}
		if !strings.Contains(runUsage, "\""+l.Type+"\"") {
			t.Errorf("%q is not documented", l.Type)
		}
	}
	if types["run"] != 5 || types["end"] != 5 || types["differs"] != 3 || types["claim"] != 4 || types["failure"] != 2 {
		t.Errorf("printed: %v", types)
	}
}

func TestALinkIsRunLikeAFile(t *testing.T) {
	_, want, _ := runText(t, quietRun)
	text, hash := quietRun, finalHash(t, quietRun)
	link, err := link.Encode(text, hash, "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{link, "#" + link, "http://example.org/s/abc?embed=1#" + link} {
		var stdout, stderr bytes.Buffer
		if code := runCommand([]string{name}, english, &stdout, &stderr); code != 0 || stdout.String() != want || stderr.Len() > 0 {
			t.Errorf("%s: exit code %d:\n%s%s", name, code, stdout.String(), stderr.String())
		}
	}
	for _, name := range []string{"http://example.org/#1AAAA", "#3" + link[1:], "#2" + link[2:], link[:len(link)-5]} {
		var stdout, stderr bytes.Buffer
		if code := runCommand([]string{name}, english, &stdout, &stderr); code != badText || stderr.Len() == 0 {
			t.Errorf("%s: exit code %d:\n%s%s", name, code, stdout.String(), stderr.String())
		}
	}
}

func finalHash(t *testing.T, text string) uint64 {
	t.Helper()
	run, err := play.New(mustParse(t, text))
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Finish(); err != nil {
		t.Fatal(err)
	}
	return run.World().Hash()
}

func TestALinkOfAnotherEngineIsSaidToPlayDifferently(t *testing.T) {
	link, err := link.Encode(quietRun, 1, "0.9")
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := runCommand([]string{link}, english, &stdout, &stderr); code != 0 || !strings.Contains(stderr.String(), "It was made with engine 0.9 and plays differently now.\n") {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
}

func TestAFileIsPreferredToALinkOfItsName(t *testing.T) {
	link, err := link.Encode(quietRun, 1, "0.9")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile(link, []byte("raft 1\nend at 0ms\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := runCommand([]string{link}, english, &stdout, &stderr); code != 0 || !strings.Contains(stdout.String(), "0.000 ms") || stderr.Len() > 0 {
		t.Errorf("exit code %d: %s%s", code, stdout.String(), stderr.String())
	}
}

func TestLinkPrintsWhatRunReads(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if code := linkCommand([]string{whatIf}, english, &stdout, &stderr); code != 0 || stderr.Len() > 0 {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	shared, err := link.Decode(strings.TrimSpace(stdout.String()))
	text, failed := os.ReadFile(whatIf)
	if err != nil || failed != nil || shared.Text != string(text) || shared.Engine != version() {
		t.Errorf("the link tells %+v, %v", shared, err)
	}
	var quiet, again bytes.Buffer
	runCommand([]string{"-quiet", whatIf}, english, &quiet, &stderr)
	stderr.Reset()
	runCommand([]string{"-quiet", strings.TrimSpace(stdout.String())}, english, &again, &stderr)
	if again.String() != quiet.String() || strings.Contains(stderr.String(), "engine") {
		t.Errorf("it plays differently:\n%s%s", again.String(), stderr.String())
	}
	for _, args := range [][]string{nil, {"a", "b"}, {"-loud"}, {"testdata/none.raft"}} {
		if code := linkCommand(args, english, &stdout, &stderr); code != badText {
			t.Errorf("link %v: exit code %d", args, code)
		}
	}
}

func TestWhatCannotBeCarriedOutIsLeftBehind(t *testing.T) {
	code, stdout, stderr := runText(t, "raft 1\nat 1ms: heal all\nat 2ms: crash leader\nend at 3ms\nexpect no leader\n", "-quiet")
	want := "FILE: Line 2: “heal all” could not be done: There is no such cut to heal.\nFILE: Line 3: “leader” cannot stand here: no running server leads now. Name a server. Possible here: S1.\n"
	if code != runFailed || stderr != want || !strings.Contains(stdout, "✓       3.000 ms  line 5: expect no leader\n") {
		t.Errorf("exit code %d:\n%s%s", code, stdout, stderr)
	}
}
