package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	ignored "os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario/link"
)

// asProgram has the test binary be the program itself.
const asProgram = "PLAYGROUND_IS_TESTED_AS_A_PROCESS"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// process returns the program with a command line, to be started.
func process(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), self, args...)
	c.Env = append(os.Environ(), asProgram+"=1", "PLAYGROUND_ADDR=127.0.0.1:0", "PLAYGROUND_LANG=en")
	return c
}

// printingCommands are those that print and end.
func printingCommands(t *testing.T) [][]string {
	long := filepath.Join(t.TempDir(), "long.raft")
	if err := os.WriteFile(long, []byte(busy(3600*raft.Second)), 0o600); err != nil {
		t.Fatal(err)
	}
	return [][]string{{"version"}, {"help"}, {"lessons"}, {"lessons", "roles"}, {"link", "roles"}, {"run", "roles"}, {"run", "-json", long}, {"run", "-quiet", "roles"}}
}

func TestWhatCannotBeWrittenFailsACommand(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this machine has no disk that is always full")
	}
	defer full.Close()
	for _, args := range printingCommands(t) {
		read, closed, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		read.Close()
		for what, out := range map[string]*os.File{"no space left": full, "broken pipe": closed} {
			c := process(t, args...)
			var stderr bytes.Buffer
			c.Stdout, c.Stderr = out, &stderr
			var exit *exec.ExitError
			if err := c.Run(); !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(stderr.String(), what) || strings.Count(stderr.String(), "\n") != 1 {
				t.Errorf("%v, where there is %s: %v: %s", args, what, err, stderr.String())
			}
		}
		closed.Close()
	}
}

func TestARunEndsAtOnceWhenAsked(t *testing.T) {
	long := filepath.Join(t.TempDir(), "long.raft")
	if err := os.WriteFile(long, []byte(busy(3600*raft.Second)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		for _, args := range [][]string{{"run", long}, {"run", "roles", "-"}} { // the latter waits for more
			c := process(t, args...)
			out, err := c.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := c.StdinPipe(); err != nil {
				t.Fatal(err)
			}
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := bufio.NewReader(out).ReadString('\n'); err != nil { // it is at work
				t.Fatal(err)
			}
			if err := c.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			go func() { _, _ = io.Copy(io.Discard, out) }()
			begun := time.Now()
			_ = c.Wait()
			if status := c.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != signal || time.Since(begun) > 10*time.Second {
				t.Errorf("%v after %v: %v, %v", args, signal, c.ProcessState, time.Since(begun))
			}
		}
	}
}

// serving starts a server, and returns its address with a pipe of its log.
func serving(t *testing.T) (c *exec.Cmd, address string, log *os.File) {
	t.Helper()
	log, written, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c = process(t, "serve", "-log-level", "debug")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.Stderr = written
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	written.Close()
	tooLong := time.AfterFunc(time.Minute, func() { _ = c.Process.Kill() })
	t.Cleanup(func() { tooLong.Stop() })
	lines := bufio.NewScanner(out)
	for address == "" && lines.Scan() {
		address = printedAddress.FindString(lines.Text())
	}
	if address == "" {
		t.Fatal("the server does not say where it is")
	}
	return c, address, log
}

func TestAServerWhoseTerminalIsClosedSaysGoodbye(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT} {
		if ignored.Ignored(signal) {
			continue // whoever runs the tests wants it so, and what they start inherits that
		}
		c, _, log := serving(t)
		if err := c.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		said, err := io.ReadAll(log)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(); err != nil || !strings.Contains(string(said), "going down") || !strings.Contains(string(said), "msg=down") {
			t.Errorf("after %v: %v: %s", signal, err, said)
		}
	}
}

func TestAServerOutlivesTheReaderOfItsLog(t *testing.T) {
	c, address, log := serving(t)
	log.Close()
	for range 3 {
		response, err := http.Get(address + "/nowhere")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
	}
	if err := c.Process.Signal(syscall.SIGHUP); err != nil { // that it logs, too
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("it has ended with %v", err)
	}
}

func TestEveryCommandTakesTheSameForAText(t *testing.T) {
	if testing.Short() {
		t.Skip("starts forty processes, of which none runs for long")
	}
	text := lesson.Find("roles").Text()
	link, err := link.Encode(text, 0, "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.raft", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir("roles", 0o700); err != nil { // which is no text
		t.Fatal(err)
	}
	for _, argument := range []string{"a.raft", "roles", "-", link, "#" + link, "<https://raft.example.org/#" + link + ">.", link + "）", "https://raft.example.org/%23" + link + "%20"} {
		for _, command := range []string{"run", "link", "lessons"} {
			c := process(t, command, argument)
			c.Stdin = strings.NewReader(text)
			out, err := c.Output()
			if err != nil || len(out) == 0 {
				t.Errorf("%s %s: %v", command, argument, err)
			}
			if command == "lessons" && string(out) != text {
				t.Errorf("%s %s prints another text", command, argument)
			}
		}
	}
	for _, argument := range []string{link[:len(link)/2], link + "A", "#" + link[:9] + "…", "https://raft.example.org/#" + link[3:]} {
		for _, command := range []string{"run", "link", "lessons"} {
			var stderr bytes.Buffer
			c := process(t, command, argument)
			c.Stderr = &stderr
			if err := c.Run(); c.ProcessState.ExitCode() != badText || !strings.Contains(stderr.String(), "The link is damaged") && !strings.Contains(stderr.String(), "no link") {
				t.Errorf("%s %s: %v: %s", command, argument, err, stderr.String())
			}
		}
	}
}
