package main

import (
	"fmt"
	"io"
	"strings"

	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// prose prints runs for people.
type prose struct {
	out     io.Writer
	options runOptions
	colors  palette
	file    string
	first   bool // of the files
	several bool // files
	begun   bool
	trace   *trace
}

func (p *prose) begin(s *scenario.Scenario, run *scenario.Run, d *difference) {
	if p.begun || !p.first {
		fmt.Fprintln(p.out)
	}
	if !p.begun && p.several {
		fmt.Fprintln(p.out, "#", shortened(p.file))
	}
	p.begun = true
	p.trace = newTrace(run.World(), p.out, p.options.all)
	p.trace.quiet = p.options.quiet
	if len(s.Variants) == 0 {
		return
	}
	fmt.Fprintf(p.out, "%s── %s ──%s\n", p.colors.bold, headingOf(s, run), p.colors.plain)
	if run.Name() == "" {
		return
	}
	if d == nil {
		fmt.Fprintln(p.out, "   the same as the main run, to the end")
		p.trace.quiet = true
		return
	}
	fmt.Fprintf(p.out, "   differs from the main run since %s\n", strings.TrimSpace(instant(d.at)))
	for _, line := range d.instead {
		fmt.Fprintf(p.out, "   there: %s\n", line)
	}
	p.trace.from = d.at
}

// headingOf says which run this is, as the text does.
func headingOf(s *scenario.Scenario, run *scenario.Run) string {
	for i := range s.Variants {
		if v := &s.Variants[i]; v.Name == run.Name() {
			return s.Heading(v)
		}
	}
	if s.Title == "" {
		return "the main run"
	}
	return s.Title
}

func (p *prose) happened(events []sim.Event) { p.trace.print(events) }

func (p *prose) end(run *scenario.Run) bool {
	printEnd(p.out, run)
	return printClaims(p.out, run, p.colors)
}

// printEnd prints how a run ended: a line for each server, and the hash.
func printEnd(out io.Writer, run *scenario.Run) {
	w := run.World()
	state := w.State()
	for i := range state.Servers {
		s := &state.Servers[i]
		var machine strings.Builder
		for _, p := range s.Machine {
			fmt.Fprintf(&machine, "  %s=%d", p.Key, p.Value)
		}
		fmt.Fprintf(out, "%v  %-13s  term %d  log %d  synced %d  committed %d  applied %d%s\n",
			s.ID, roleOf(&s.ServerState), s.Term, s.LastIndex, s.SyncedIndex, s.CommitIndex, s.LastApplied, machine.String())
	}
	switch run.Linearizable() {
	case check.Broken:
		fmt.Fprintf(out, "✗ %v: no order of the requests explains what the clients were told  [%s]\n", check.Linearizability, check.Linearizability.Section())
	case check.NotDecided:
		fmt.Fprintf(out, "? %v: not decided; whether an order of the requests explains what the clients were told takes too long to find out  [%s]\n", check.Linearizability, check.Linearizability.Section())
	}
	fmt.Fprintf(out, "%s  %d events  hash %s\n", instant(w.Now()), w.Seq(), w.HashString())
}
