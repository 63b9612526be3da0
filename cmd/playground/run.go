package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

const runUsage = `usage: playground run [-quiet] [-all] FILE…

Plays scenarios without a page and prints what happens: messages when they
arrive or get lost, roles, entries, commits, what servers refuse and why, what
clients are told. The last lines are the servers' states and the run's hash: the
same text always ends with the same one. FILE - is the standard input.

  -quiet    print only the last lines
  -all      print heartbeats and their replies too

Exit code: 0 when every run came to its end, 1 when one failed, 2 when a text
cannot be read.
`

// Exit codes of a run.
const (
	ranThrough = 0
	runFailed  = 1
	badText    = 2
)

// runCommand plays scenarios without a page.
func runCommand(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("playground run", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, runUsage) }
	quiet := flags.Bool("quiet", false, "print only the last lines")
	all := flags.Bool("all", false, "print heartbeats and their replies too")
	switch err := flags.Parse(args); {
	case err == flag.ErrHelp:
		return ranThrough
	case err != nil:
		return badText
	case flags.NArg() == 0:
		flags.Usage()
		return badText
	}
	out := bufio.NewWriter(stdout)
	code := ranThrough
	for i, name := range flags.Args() {
		if i > 0 {
			fmt.Fprintln(out)
		}
		if flags.NArg() > 1 {
			fmt.Fprintln(out, "#", name)
		}
		c, err := runFile(name, out, *quiet, *all)
		if flushed := out.Flush(); err == nil && flushed != nil {
			c, err = runFailed, flushed
		}
		if err != nil {
			fmt.Fprintf(stderr, "%s: %v\n", name, err)
		}
		code = max(code, c)
	}
	return code
}

// runFile plays one scenario to its end, and returns the exit code with what
// went wrong.
func runFile(name string, out io.Writer, quiet, all bool) (int, error) {
	text, err := readText(name)
	if err != nil {
		return badText, err
	}
	s, err := scenario.Parse(text)
	if err != nil {
		return badText, err
	}
	run, err := scenario.NewRun(s)
	if err != nil {
		return badText, err
	}
	failure := playThrough(run, out, quiet, all)
	printEnd(out, run.World())
	if failure != nil {
		return runFailed, failure
	}
	return ranThrough, nil
}

// readText reads a file, or the standard input, and no more of it than shows
// that it is too long.
func readText(name string) (string, error) {
	from := os.Stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return "", err
		}
		defer file.Close()
		from = file
	}
	text, err := io.ReadAll(io.LimitReader(from, scenario.MaxText+1))
	return string(text), err
}

// stride is how far a quiet run goes before its events are thrown away.
const stride = 100 * raft.Millisecond

// playThrough plays a run to its end, or to the first statement that fails.
func playThrough(run *scenario.Run, out io.Writer, quiet, all bool) error {
	t := newTrace(run.World(), out, all)
	for {
		target := run.Next()
		if quiet {
			target = run.Now() + stride
		}
		err := run.RunUntil(min(target, run.Ends()))
		events := run.World().TakeEvents()
		if !quiet {
			t.print(events)
		}
		if err != nil || run.Now() >= run.Ends() {
			return err
		}
	}
}

// printEnd prints how a run ended: a line for each server, and the hash.
func printEnd(out io.Writer, w *sim.World) {
	state := w.State()
	for i := range state.Servers {
		s := &state.Servers[i]
		role := s.Role.String()
		if s.Down {
			role = "crashed"
		}
		var machine strings.Builder
		for _, p := range s.Machine {
			fmt.Fprintf(&machine, "  %s=%d", p.Key, p.Value)
		}
		fmt.Fprintf(out, "%v  %-9s  term %d  log %d  synced %d  committed %d  applied %d%s\n",
			s.ID, role, s.Term, s.LastIndex, s.SyncedIndex, s.CommitIndex, s.LastApplied, machine.String())
	}
	fmt.Fprintf(out, "%s  %d events  hash %s\n", instant(w.Now()), w.Seq(), w.HashString())
}
