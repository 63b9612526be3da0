package main

import (
	"fmt"
	"io"
	"strings"

	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
)

// prose prints runs for people.
type prose struct {
	out     io.Writer
	options runOptions
	words   words
	colors  palette
	file    string
	first   bool // of the files
	several bool // files
	begun   bool
	trace   *trace
}

func (p *prose) begin(s *scenario.Scenario, run *play.Run, d *difference) {
	if p.begun || !p.first {
		fmt.Fprintln(p.out)
	}
	if !p.begun && p.several {
		fmt.Fprintln(p.out, "#", shortened(p.file))
	}
	p.begun = true
	p.trace = newTrace(run.World(), p.out, p.words, p.options.all)
	p.trace.quiet = p.options.quiet
	if len(s.Variants) == 0 {
		return
	}
	fmt.Fprintf(p.out, "%s── %s ──%s\n", p.colors.bold, p.headingOf(s, run), p.colors.plain)
	if run.Name() == "" {
		return
	}
	if d == nil {
		fmt.Fprintln(p.out, "  ", p.words.Text("trace.same"))
		p.trace.quiet = true
		return
	}
	fmt.Fprintln(p.out, "  ", p.words.Say("trace.differs", "at", strings.TrimSpace(instant(d.at))))
	for _, line := range d.instead {
		fmt.Fprintln(p.out, "  ", p.words.Say("trace.there", "line", line))
	}
	p.trace.from = d.at
}

// headingOf says which run this is, as the text does.
func (p *prose) headingOf(s *scenario.Scenario, run *play.Run) string {
	for i := range s.Variants {
		if v := &s.Variants[i]; v.Name == run.Name() {
			return s.Heading(v)
		}
	}
	if s.Title == "" {
		return p.words.Text("trace.main-run")
	}
	return s.Title
}

func (p *prose) happened(events []sim.Event) { p.trace.print(events) }

func (p *prose) end(run *play.Run) bool {
	printEnd(p.out, run, p.words)
	return printClaims(p.out, run, p.words, p.colors)
}

// printEnd prints how a run ended: a line for each server, and the hash.
func printEnd(out io.Writer, run *play.Run, in words) {
	w := run.World()
	state := w.State()
	for i := range state.Servers {
		s := &state.Servers[i]
		var machine strings.Builder
		for _, p := range s.Machine {
			fmt.Fprintf(&machine, "  %s=%d", p.Key, p.Value)
		}
		said := in.Say("trace.end-of-server", "term", s.Term, "last", s.LastIndex, "synced", s.SyncedIndex, "commit", s.CommitIndex, "applied", s.LastApplied)
		fmt.Fprintf(out, "%v  %s  %s%s\n", s.ID, padded(in.Text("role."+roleOf(&s.ServerState)), 13), said, machine.String())
	}
	switch run.Linearizable() {
	case check.Broken:
		fmt.Fprintf(out, "✗ %v: %s  [%s]\n", check.Linearizability, in.Text("trace.no-order"), check.Linearizability.Section())
	case check.NotDecided:
		fmt.Fprintf(out, "? %v: %s  [%s]\n", check.Linearizability, in.Text("trace.no-order-found"), check.Linearizability.Section())
	}
	fmt.Fprintf(out, "%s  %s\n", instant(w.Now()), in.Say("trace.end", "events", w.Seq(), "hash", w.HashString()))
}
