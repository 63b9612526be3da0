package scenario

import (
	"slices"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// MaxRuns is how many runs a scenario can tell of: the main run and its variants.
const MaxRuns = 8

// MaxNameLength is how long the name of a variant or of a step can be.
const MaxNameLength = 24

// Variant is a run beside the main run, with which it has something in common: its
// history up to some instant, or its statements.
type Variant struct {
	Line   int // of "fork" or "compare", in the text it was read from
	Name   string
	From   Relation
	Config sim.Config // what it starts from
	Script            // what is its own

	Above  []string // comments on lines of their own before it, without the #
	Beside string   // a comment behind its first line, "" for none
}

// Relation is what a variant has in common with the main run.
type Relation struct {
	Kind RelationKind
	At   raft.Time // of ForkAt and CompareUntil
	Step string    // of ForkAtStep
}

// RelationKind says which of the five relations it is.
type RelationKind uint8

const (
	// ForkAt: the same history up to and including an instant.
	ForkAt RelationKind = iota
	// ForkAtStep: the same history up to a step.
	ForkAtStep
	// Compare: the same statements, with another configuration.
	Compare
	// CompareUntil: those of the same statements that act, in the main run, up to
	// and including an instant.
	CompareUntil
	// CompareAlone: none of them.
	CompareAlone
)

func (k RelationKind) forks() bool { return k == ForkAt || k == ForkAtStep }

const (
	forkWord    = "fork"
	compareWord = "compare"
	untilWord   = "until"
	aloneWord   = "alone"
	withWord    = "with"
)

var variantNames = []string{forkWord, compareWord}

func isVariant(first string) bool { return slices.Contains(variantNames, first) }

// variant takes "fork NAME at 350ms", "fork NAME at step STEP", "compare NAME with:
// CHANGE", "compare NAME until 3s with: CHANGE" or "compare NAME alone with:
// CHANGE". What follows belongs to that variant.
func (p *parser) variant(l *line) {
	if p.main == nil {
		main := p.section
		p.main = &main
		if p.body == 0 {
			p.body = l.number
		}
	}
	v := Variant{Line: l.number, Config: p.s.Config, Beside: l.comment, Above: p.takeComments()}
	kind := l.take().text
	v.Name = l.variantName(p.s.Variants)
	p.section = section{steps: map[string]int{}}
	if kind == forkWord {
		p.fork(l, &v)
	} else {
		p.compare(l, &v)
	}
	l.done()
	if n := len(p.s.Variants) + 2; n > MaxRuns && l.err == nil {
		l.err = &Error{Line: l.number, Code: codeTooManyRuns, Found: strconv.Itoa(n), Expected: strconv.Itoa(MaxRuns)}
	}
	p.s.Variants = append(p.s.Variants, v)
	p.servers = v.Config.Servers
	p.script = &p.s.Variants[len(p.s.Variants)-1].Script
}

// fork takes what follows the name of a fork.
func (p *parser) fork(l *line, v *Variant) {
	l.expect(atWord)
	p.names = p.main.names
	if l.accept(stepWord) {
		t := l.peek()
		v.From = Relation{Kind: ForkAtStep, Step: l.stepName()}
		if steps := p.s.Script.steps(); p.main.steps[v.From.Step] == 0 {
			l.failAt(t, codeUnknownStep, join(append(steps, Timing{Time: 350 * raft.Millisecond}.String())), nearest(t.text, steps))
		}
		p.waits = true
		return
	}
	v.From = Relation{Kind: ForkAt, At: l.time(0, MaxTime)}
	p.clock, p.least = v.From.At, v.From.At+1
}

// compare takes what follows the name of a comparison.
func (p *parser) compare(l *line, v *Variant) {
	p.names, p.clock, p.waits = p.main.names, p.main.clock, p.main.waits
	switch v.From.Kind = Compare; {
	case l.accept(untilWord):
		v.From = Relation{Kind: CompareUntil, At: l.time(0, MaxTime)}
		p.clock = p.s.Script.clockUntil(v.From.At)
	case l.accept(aloneWord):
		v.From.Kind = CompareAlone
		p.section = section{steps: p.steps}
		if len(l.tokens) == 0 {
			return
		}
	}
	if l.peek().text != withWord {
		offered := []string{withWord, untilWord, aloneWord}
		if v.From.Kind != Compare {
			offered = offered[:1]
		}
		l.expect(offered...)
		return
	}
	l.take()
	l.expect(":")
	v.Config = l.change(p.s.Config)
}

// clockUntil returns the instant of the last statement that is known to act up to
// an instant.
func (s *Script) clockUntil(limit raft.Time) (clock raft.Time) {
	waits := false
	for _, st := range s.Statements {
		waits = waits || st.Timing.When != nil
		if next := st.Timing.after(clock); next <= limit && !(waits && st.Timing.After) {
			clock = next
		}
	}
	return clock
}

// variantName takes the name of a variant, which none has yet.
func (l *line) variantName(others []Variant) string {
	t := l.peek()
	name := l.stepName()
	if l.err == nil && slices.ContainsFunc(others, func(v Variant) bool { return v.Name == name }) {
		l.failAt(t, codeRepeatedVariant, another(name), "")
	}
	return name
}

// Heading returns the first line of a variant, as the canonical text has it.
func (s *Scenario) Heading(v *Variant) string { return v.header(&s.Config) }

// header returns the first line of the variant beside a main run with this
// configuration.
func (v *Variant) header(main *sim.Config) string {
	switch v.From.Kind {
	case ForkAt:
		return forkWord + " " + v.Name + " " + Timing{Time: v.From.At}.String()
	case ForkAtStep:
		return forkWord + " " + v.Name + " " + atWord + " " + stepWord + " " + v.From.Step
	}
	text := compareWord + " " + v.Name
	switch v.From.Kind {
	case CompareUntil:
		text += " " + untilWord + " " + formatTime(v.From.At)
	case CompareAlone:
		text += " " + aloneWord
	}
	if change := changeOf(main, &v.Config); change != "" {
		text += " " + withWord + ": " + change
	}
	return text
}

// validName reports whether a word can name a variant or a step.
func validName(text string) bool {
	if text == "" || len(text) > MaxNameLength || text[0] < 'a' || text[0] > 'z' {
		return false
	}
	for _, c := range []byte(text) {
		if !(c >= 'a' && c <= 'z' || isDigit(c) || c == '-') {
			return false
		}
	}
	return true
}
