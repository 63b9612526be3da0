package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestWhatIsNotDecidedIsToldAndHasNotHeld(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if code := runCommand([]string{"-quiet", "testdata/undecided.raft"}, english, &stdout, &stderr); code != runFailed {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
	for _, want := range []string{"? linearizability: not decided", "? ", "expect no violation linearizability: not decided\n", "✓ "} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("there is no %q in\n%s", want, stdout.String())
		}
	}
	stdout.Reset()
	if code := runCommand([]string{"-quiet", "-json", "testdata/undecided.raft"}, english, &stdout, &stderr); code != runFailed {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
	for _, want := range []string{`"claim":"no violation linearizability","held":false,"open":true}`, `"broken":["at-most-once"],"open":["linearizability"],"ok":false}`} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("there is no %s in\n%s", want, stdout.String())
		}
	}
}
