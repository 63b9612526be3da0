package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

const runUsage = `usage: playground run [-quiet] [-all] FILE…

Plays scenarios without a page and prints what happens: messages when they
arrive or get lost, roles, entries, commits, what servers refuse and why, what
clients are told, and which of Raft's properties break. The last lines are the
servers' states, the run's hash (the same text always ends with the same one), and
whether what the scenario expects is so. FILE - is the standard input.

  -quiet    print only the last lines
  -all      print heartbeats and their replies too

On a terminal claims that hold are green and others red, unless NO_COLOR is set.

Exit code: 0 when every run came to its end and every claim holds, 1 when one did
not, 2 when a text cannot be read.
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
		c, err := runFile(name, out, *quiet, *all, paletteFor(stdout))
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
func runFile(name string, out io.Writer, quiet, all bool, colors palette) (int, error) {
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
	printEnd(out, run)
	if !printClaims(out, run, colors) || failure != nil {
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

// playThrough plays a run to its end, or to the first statement that fails.
func playThrough(run *scenario.Run, out io.Writer, quiet, all bool) error {
	t := newTrace(run.World(), out, all)
	for {
		err := run.RunUntil(min(run.Next(), run.Ends()))
		if quiet {
			run.World().DrainEvents(func(*sim.Event) {})
		} else {
			t.print(run.World().TakeEvents())
		}
		if err != nil || run.Ended() {
			return err
		}
	}
}

// printEnd prints how a run ended: a line for each server, and the hash.
func printEnd(out io.Writer, run *scenario.Run) {
	w := run.World()
	state := w.State()
	for i := range state.Servers {
		s := &state.Servers[i]
		role := s.Role.String()
		switch {
		case s.Down:
			role = "crashed"
		case s.Paused:
			role = "paused"
		}
		var machine strings.Builder
		for _, p := range s.Machine {
			fmt.Fprintf(&machine, "  %s=%d", p.Key, p.Value)
		}
		fmt.Fprintf(out, "%v  %-13s  term %d  log %d  synced %d  committed %d  applied %d%s\n",
			s.ID, role, s.Term, s.LastIndex, s.SyncedIndex, s.CommitIndex, s.LastApplied, machine.String())
	}
	if !run.Linearizable() {
		fmt.Fprintf(out, "✗ %v: no order of the requests explains what the clients were told  [%s]\n", check.Linearizability, check.Linearizability.Section())
	}
	fmt.Fprintf(out, "%s  %d events  hash %s\n", instant(w.Now()), w.Seq(), w.HashString())
}
