package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"

	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
)

var runUsage = `usage: playground run [-quiet] [-all] [-json] [-lang LANGUAGE] FILE…

Plays scenarios without a page and prints what happens: messages when they
arrive or get lost, roles, entries, commits, what servers refuse and why, what
clients are told, and which of Raft's properties break. Below an instant stand
the servers that it has changed. The last lines are the servers' states, the run's
hash (the same text always ends with the same one), and whether what the scenario
expects is so. Each variant comes with a heading of its own, and from the first
instant at which it differs from the main run.

FILE - is the standard input. In place of a file can stand a link, the whole
address or what follows its #, whatever is around it, or the name of a lesson. Of a lesson the predictions
are checked too: of each question's choices exactly one has to come true.

  -quiet    print only the last lines
  -all      print heartbeats and their replies too
  -json     print one JSON object a line, for programs; its "type" is
            "run"      a run begins: "file", "name" (of a variant), "title", "servers", "seed" (a string), "change"
            "event"    something happens: "event", as the page gets it; not with -quiet
            "differs"  the variant differs from the main run for the first time: "at", "here", "there"
            "failure"  a statement was not carried out: "line", "at", "error", "noted" (no failure of a variant)
            "claim"    a claim was judged: "line", "at", "claim", "held", "open" (not decided), "instead"
            "end"      the run is over: "at", "events", "hash", "broken" (properties), "open" (not decided), "ok"
            All but the first name their "run", by its "file" and "name" again.
` + langUsage + `
Whether the clients' whole history has a linear order is searched for at the end, and
not for ever: a claim that would need more is told as not decided, with a ?, and has
not held.

On a terminal claims that hold are green and others red, unless NO_COLOR is set.

Exit code: 0 when every run came to its end and every claim holds, 1 when one did
not or what is printed cannot be written, 2 when a text cannot be read. Ctrl-C and
SIGTERM end it at once; a shell then says 130 or 143.
`

// Exit codes of a run.
const (
	ranThrough = 0
	runFailed  = 1
	badText    = 2
)

// runOptions are the flags of the command.
type runOptions struct{ quiet, all, json bool }

// runCommand plays scenarios without a page.
func runCommand(args []string, env func(string) string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("playground run", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, runUsage) }
	var o runOptions
	flags.BoolVar(&o.quiet, "quiet", false, "print only the last lines")
	flags.BoolVar(&o.all, "all", false, "print heartbeats and their replies too")
	flags.BoolVar(&o.json, "json", false, "print one JSON object a line")
	lang := langFlag(flags, env)
	switch err := flags.Parse(args); {
	case err == flag.ErrHelp:
		return ranThrough
	case err != nil:
		return badText
	case flags.NArg() == 0:
		flags.Usage()
		return badText
	}
	in, err := wordsIn(*lang)
	if err != nil {
		fmt.Fprintln(stderr, "playground:", err)
		return badText
	}
	out := bufio.NewWriterSize(stdout, 64<<10) // a run can be long
	code := ranThrough
	for i, name := range flags.Args() {
		var p printer = &prose{out: out, options: o, words: in, colors: paletteFor(stdout), file: name, first: i == 0, several: flags.NArg() > 1}
		if o.json {
			p = newLines(out, name, in, o.quiet)
		}
		c, err := runFile(name, p, in, func() bool { return !lost(out) }, stderr)
		code = max(code, c)
		if unwritten := out.Flush(); unwritten != nil {
			fmt.Fprintf(stderr, "playground: %v\n", unwritten)
			return max(code, runFailed)
		}
		if err != nil {
			fmt.Fprintf(stderr, "%s: %s\n", shortened(name), in.tell(err))
		}
	}
	return code
}

// printer prints what becomes of the runs of one text, one after the other.
type printer interface {
	// begin is called before a run is played, with the first instant at which it
	// differs from the main run, nil if it is that or never does.
	begin(s *scenario.Scenario, run *play.Run, d *difference)
	// happened is called with the events of whole instants.
	happened(events []sim.Event)
	// end is called when the run is over, and reports whether all is well.
	end(run *play.Run) bool
}

// runFile plays the runs of one text to their ends, while somebody hears of it, and
// returns the exit code with what went wrong.
func runFile(name string, p printer, in words, heard func() bool, stderr io.Writer) (int, error) {
	text, shared, err := in.readText(name)
	if err != nil {
		return badText, err
	}
	s, check, err := readScenario(text)
	if err != nil {
		return badText, err
	}
	runs, err := play.Runs(s)
	if err != nil {
		return badText, err
	}
	code, main := ranThrough, runs[0].Clone()
	for i, run := range runs {
		var d *difference
		if i > 0 {
			d = firstDifference(main.Clone(), run.Clone(), in)
		}
		p.begin(s, run, d)
		errs := playThrough(run, func(events []sim.Event) bool {
			p.happened(events)
			return heard()
		})
		if !heard() {
			return runFailed, nil
		}
		if !p.end(run) || len(errs) > 0 {
			code = runFailed
		}
		for _, err := range errs {
			fmt.Fprintf(stderr, "%s: %s\n", shortened(name), in.tell(err))
		}
		if i == 0 && shared != nil && !shared.Matches(run.World().Hash()) {
			fmt.Fprintf(stderr, "%s: %s\n", shortened(name), in.Say("trace.other-engine", "engine", shared.Engine))
		}
	}
	if err := check(); err != nil {
		return runFailed, err
	}
	return code, nil
}

// readScenario reads a scenario, or that of a lesson with what checks the lesson's
// predictions.
func readScenario(text string) (s *scenario.Scenario, check func() error, err error) {
	if !lesson.Is(text) {
		s, err = scenario.Parse(text)
		return s, func() error { return nil }, err
	}
	l, err := lesson.Parse(text)
	if err != nil {
		return nil, nil, err
	}
	return l.Scenario, func() error {
		_, err := l.Play()
		return err
	}, nil
}

// playThrough plays a run to its end, or until happened returns false. What cannot be
// carried out is left behind; at the bounds of a run it stops.
func playThrough(run *play.Run, happened func([]sim.Event) bool) (errs []error) {
	for !run.Ended() {
		now, seq, failed := run.Now(), run.World().Seq(), len(run.Failures())
		err := run.RunUntil(min(run.Next(), run.Ends()))
		if !happened(run.World().TakeEvents()) {
			return errs
		}
		if err == nil {
			continue
		}
		errs = append(errs, err)
		if run.Now() == now && run.World().Seq() == seq && len(run.Failures()) == failed {
			break
		}
	}
	return errs
}

// instant writes a time so that times below one another line up.
func instant(at raft.Time) string {
	return fmt.Sprintf("%7d.%03d ms", at/raft.Millisecond, at%raft.Millisecond)
}
