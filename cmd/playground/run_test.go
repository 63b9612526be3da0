package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// runText writes a text to a file and runs it.
func runText(t *testing.T, text string, flags ...string) (code int, stdout, stderr string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "test.raft")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	code = runCommand(append(flags, name), english, &out, &errs)
	return code, out.String(), strings.ReplaceAll(errs.String(), name, "FILE")
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
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

func TestRunPrintsWhatHappens(t *testing.T) {
	for _, name := range []string{"deposed-leader", "restarts"} {
		var stdout, stderr bytes.Buffer
		if code := runCommand([]string{"testdata/" + name + ".raft"}, english, &stdout, &stderr); code != 0 {
			t.Errorf("%s: exit code %d: %s", name, code, stderr.String())
		}
		golden(t, "testdata/"+name+".trace", stdout.String())
	}
}

func TestRunSaysWhatBreaksAndWhichClaimsHold(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if code := runCommand([]string{"testdata/stale-read.raft"}, english, &stdout, &stderr); code != runFailed || stderr.Len() > 0 {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
	golden(t, "testdata/stale-read.trace", stdout.String())
}

func TestClaimsAreColouredOnATerminalOnly(t *testing.T) {
	if colors := paletteFor(&bytes.Buffer{}); colors != (palette{}) {
		t.Errorf("a buffer is coloured: %q", colors)
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if colors := paletteFor(file); colors != (palette{}) {
		t.Errorf("a file is coloured: %q", colors)
	}
	run, err := play.New(mustParse(t, "raft 1\nend at 0ms\nexpect no leader\nexpect violation\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Finish(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if printClaims(&out, run, inEnglish(t), palette{good: "<green>", bad: "<red>", plain: "<plain>"}) {
		t.Error("a claim that does not hold is passed over")
	}
	want := "<green>✓       0.000 ms  line 3: expect no leader<plain>\n<red>✗       0.000 ms  line 4: expect violation, but no violation<plain>\n"
	if out.String() != want {
		t.Errorf("it prints %s", cmp.Diff(want, out.String()))
	}
}

func mustParse(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const quietRun = "raft 1\nservers 1\ndisk sync 0ms\n\nat 400ms: c1 write x=1\nend at 500ms\n"

func TestQuietPrintsOnlyHowItEnded(t *testing.T) {
	code, stdout, _ := runText(t, quietRun, "-quiet")
	_, full, _ := runText(t, quietRun)
	if lines := strings.Count(stdout, "\n"); code != 0 || lines != 2 || !strings.HasSuffix(full, stdout) {
		t.Errorf("exit code %d, %d lines:\n%s\nnot the end of\n%s", code, lines, stdout, full)
	}
}

func TestAllPrintsHeartbeats(t *testing.T) {
	text := "raft 1\nservers 2\nend at 1s\n"
	_, some, _ := runText(t, text)
	_, all, _ := runText(t, text, "-all")
	// One heartbeat tells S2 what is committed; nothing follows from the others.
	if strings.Count(some, "AppendEntries(0)") != 1 || strings.Count(all, "AppendEntries(0)") < 10 {
		t.Errorf("without -all:\n%s\nwith it:\n%s", some, all)
	}
}

func TestRunReadsTheStandardInput(t *testing.T) {
	name := filepath.Join(t.TempDir(), "stdin")
	if err := os.WriteFile(name, []byte(quietRun), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	former := os.Stdin
	os.Stdin = file
	defer func() { os.Stdin = former }()

	var stdout, stderr bytes.Buffer
	code := runCommand([]string{"-"}, english, &stdout, &stderr)
	if _, want, _ := runText(t, quietRun); code != 0 || stdout.String() != want {
		t.Errorf("exit code %d: %s%s", code, stdout.String(), stderr.String())
	}
}

func TestRunExitCodes(t *testing.T) {
	tests := []struct {
		what, text string
		flags      []string
		code       int
		stderr     string
	}{
		{"a run that fails", "raft 1\nat 1ms: crash S1\nat 2ms: crash S1\n", nil, 1, "FILE: Line 3: “crash S1” could not be done: S1 has crashed already.\n"},
		{"a claim that does not hold", "raft 1\nend at 1ms\nexpect violation\n", nil, 1, ""},
		{"a claim that holds", "raft 1\nend at 1ms\nexpect no leader\n", nil, 0, ""},
		{"a condition that never comes", "raft 1\nservers 3\nwhen S1 leads: crash S1\nend at 1ms\n", nil, 1, "FILE: Line 3: After that, “S1 leads” did not come; in the end, “S1 is follower”.\n"},
		{"a claim that is never reached", "raft 1\nservers 3\nwhen S1 leads: expect no violation\nend at 1ms\n", nil, 1, "FILE: Line 3: After that, “S1 leads” did not come; in the end, “S1 is follower”.\n"},
		{"a bad text", "raft 1\nat 1ms: crsh S1\n", nil, 2, "FILE: Line 2, column 9: Unknown action “crsh”. Did you mean “crash”?\n"},
		{"a text too long", "raft 1\n#" + strings.Repeat("x", 1<<20), nil, 2, "FILE: The text has 65537 bytes; at most 65536 can be read.\n"},
		{"a flag that there is not", "raft 1\n", []string{"-loud"}, 2, "flag provided but not defined: -loud\n" + runUsage},
		{"help", "raft 1\n", []string{"-help"}, 0, runUsage},
	}
	for _, test := range tests {
		code, _, stderr := runText(t, test.text, test.flags...)
		if code != test.code || stderr != test.stderr {
			t.Errorf("%s: exit code %d, want %d\n%s", test.what, code, test.code, cmp.Diff(test.stderr, stderr))
		}
	}
	var stdout, stderr bytes.Buffer
	if code := runCommand(nil, english, &stdout, &stderr); code != 2 || stderr.String() != runUsage {
		t.Errorf("without a file: exit code %d: %s", code, stderr.String())
	}
	if code := runCommand([]string{filepath.Join(t.TempDir(), "none")}, english, &stdout, &stderr); code != 2 {
		t.Errorf("without the file: exit code %d", code)
	}
}

func TestTheWorstOfSeveralRunsDecides(t *testing.T) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good"), filepath.Join(dir, "bad")
	for name, text := range map[string]string{good: quietRun, bad: "raft 1\nat 1ms: heal all\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	code := runCommand([]string{"-quiet", bad, good}, english, &stdout, &stderr)
	if code != 1 || strings.Count(stdout.String(), "hash ") != 2 || !strings.Contains(stdout.String(), "# "+good+"\n") {
		t.Errorf("exit code %d:\n%s%s", code, stdout.String(), stderr.String())
	}
}
