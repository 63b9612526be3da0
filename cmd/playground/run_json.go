package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
)

// lines prints runs for programs, one JSON object a line. What the fields mean is
// said in runUsage.
type lines struct {
	to    io.Writer
	out   *json.Encoder
	file  string
	name  string
	quiet bool
	words words

	event  *json.Encoder // of an event alone, into line
	line   bytes.Buffer
	before string // the line of an event up to there; most lines are these, and it is the same in all of a run
}

func newLines(out io.Writer, file string, in words, quiet bool) *lines {
	l := &lines{to: out, out: json.NewEncoder(out), file: file, words: in, quiet: quiet}
	l.event = json.NewEncoder(&l.line)
	l.out.SetEscapeHTML(false)
	l.event.SetEscapeHTML(false)
	return l
}

// runLine says which run a line is about.
type runLine struct {
	Type string `json:"type"`
	File string `json:"file"`
	Name string `json:"name,omitempty"`
}

type beginLine struct {
	runLine
	Title   string     `json:"title,omitempty"`
	Servers int        `json:"servers"`
	Seed    uint64     `json:"seed,string"` // many programs have no integers of 64 bits
	Fork    *raft.Time `json:"fork,omitempty"`
	Step    string     `json:"step,omitempty"`
	Change  string     `json:"change,omitempty"`
}

type differsLine struct {
	runLine
	At    raft.Time  `json:"at"`
	Here  *sim.Event `json:"here,omitempty"`
	There *sim.Event `json:"there,omitempty"`
}

type failureLine struct {
	runLine
	Line  int       `json:"line"`
	At    raft.Time `json:"at"`
	Error string    `json:"error"`
	Noted bool      `json:"noted,omitempty"`
}

type claimLine struct {
	runLine
	Line    int       `json:"line"`
	At      raft.Time `json:"at"`
	Claim   string    `json:"claim"`
	Held    bool      `json:"held"`
	Open    bool      `json:"open,omitempty"`
	Instead string    `json:"instead,omitempty"`
}

type endLine struct {
	runLine
	At     raft.Time `json:"at"`
	Events uint64    `json:"events"`
	Hash   string    `json:"hash"`
	Broken []string  `json:"broken,omitempty"`
	Open   []string  `json:"open,omitempty"`
	OK     bool      `json:"ok"`
}

func (l *lines) about(what string) runLine { return runLine{what, l.file, l.name} }

// put prints a line. A failed write is found when the writer is flushed.
func (l *lines) put(line any) { _ = l.out.Encode(line) }

func (l *lines) begin(_ *scenario.Scenario, run *play.Run, d *difference) {
	l.name = run.Name()
	l.line.Reset()
	_ = l.event.Encode(l.about("event")) // which can be written
	l.before = strings.TrimSuffix(l.line.String(), "}\n") + `,"event":`
	cfg, origin := run.World().Config(), run.Origin()
	l.put(beginLine{l.about("run"), run.Title(), cfg.Servers, cfg.Seed, origin.Fork, origin.Step, origin.Change})
	if d != nil {
		l.put(differsLine{l.about("differs"), d.at, d.here, d.there})
	}
}

func (l *lines) happened(events []sim.Event) {
	if l.quiet {
		return
	}
	for i := range events {
		l.line.Reset()
		l.line.WriteString(l.before)
		_ = l.event.Encode(&events[i])
		l.line.Truncate(l.line.Len() - 1) // the end of the line
		l.line.WriteString("}\n")
		_, _ = l.to.Write(l.line.Bytes()) // as in put
	}
}

func (l *lines) end(run *play.Run) bool {
	ok := run.Ended()
	for _, f := range run.Failures() {
		l.put(failureLine{l.about("failure"), f.Err.Line, f.At, l.words.tell(f.Err), f.Noted})
		ok = ok && f.Noted
	}
	for _, o := range run.Outcomes() {
		l.put(claimLine{l.about("claim"), o.Line, o.At, o.Claim, o.Held, o.Open, o.Instead})
		ok = ok && o.Held
	}
	end := endLine{l.about("end"), run.Now(), run.World().Seq(), run.World().HashString(), nil, nil, ok}
	for _, p := range run.Broken() {
		if p != check.Linearizability {
			end.Broken = append(end.Broken, p.String())
		}
	}
	switch run.Linearizable() {
	case check.Broken:
		end.Broken = append(end.Broken, check.Linearizability.String())
	case check.NotDecided:
		end.Open = append(end.Open, check.Linearizability.String())
	}
	l.put(end)
	return ok
}
