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

// Variant is a run beside another, the main run or a variant above it, with which it
// has something in common: its history up to some instant, or its statements.
type Variant struct {
	Line   int // of "fork" or "compare", in the text it was read from
	Name   string
	From   Relation
	Config sim.Config // what it starts from
	Script            // what is its own

	Above    []string // comments on lines of their own before it, without the #
	Trailing string   // a comment behind its first line, "" for none
}

// Relation is what a variant has in common with the run that it comes from.
type Relation struct {
	Kind RelationKind
	Of   string    // the variant that it comes from, "" for the main run
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
	// CompareUntil: those of the same statements that act, in the run that it comes
	// from, up to and including an instant.
	CompareUntil
	// CompareAlone: none of them.
	CompareAlone
)

// Forks reports whether it is the same history, rather than the same statements.
func (k RelationKind) Forks() bool { return k == ForkAt || k == ForkAtStep }

const (
	forkWord    = "fork"
	compareWord = "compare"
	untilWord   = "until"
	aloneWord   = "alone"
	withWord    = "with"
	ofWord      = "of"
)

var variantNames = []string{forkWord, compareWord}

func isVariant(first string) bool { return slices.Contains(variantNames, first) }

// variant takes "fork NAME at 350ms", "fork NAME at step STEP", "compare NAME with:
// CHANGE", "compare NAME until 3s with: CHANGE" or "compare NAME alone with:
// CHANGE"; behind the name can stand "of OTHER". What follows belongs to that
// variant.
func (p *parser) variant(l *line) {
	if p.body == 0 {
		p.body = l.number
	}
	p.read = append(p.read, p.section)
	v := Variant{Line: l.number, Trailing: l.comment, Above: p.takeComments()}
	kind := l.take().text
	v.Name = l.variantName(p.s.Variants)
	of := 0
	if l.accept(ofWord) {
		v.From.Of, of = p.other(l)
	}
	v.Config = *p.s.ConfigOf(v.From.Of)
	p.section = section{steps: map[string]int{}, of: of}
	if kind == forkWord {
		p.fork(l, &v, &p.read[of])
	} else {
		p.compare(l, &v, &p.read[of])
	}
	l.done()
	if n := len(p.s.Variants) + 2; n > MaxRuns && l.err == nil {
		l.err = &Error{Line: l.number, Code: CodeTooManyRuns, Found: strconv.Itoa(n), Expected: strconv.Itoa(MaxRuns)}
	}
	p.s.Variants = append(p.s.Variants, v)
	p.servers = v.Config.Servers
	p.script = &p.s.Variants[len(p.s.Variants)-1].Script
}

// other takes the name of a variant above, and returns which of the runs it is.
func (p *parser) other(l *line) (name string, run int) {
	t := l.peek()
	name = l.stepName()
	if run = 1 + p.s.VariantIndex(name); l.err == nil && run == 0 {
		var names []string
		for i := range p.s.Variants {
			names = append(names, p.s.Variants[i].Name)
		}
		l.failAt(t, CodeUnknownVariant, join(append(names, Timing{Time: 350 * raft.Millisecond}.String())), nearest(t.text, names))
	}
	return name, run
}

// fork takes what follows the name of a fork of another run.
func (p *parser) fork(l *line, v *Variant, other *section) {
	l.expect(atWord)
	p.names = other.names
	if l.accept(StepWord) {
		t := l.peek()
		v.From.Kind, v.From.Step = ForkAtStep, l.stepName()
		if steps := p.stepsOf(p.of); !slices.Contains(steps, v.From.Step) {
			l.failAt(t, CodeUnknownStep, join(append(steps, Timing{Time: 350 * raft.Millisecond}.String())), nearest(t.text, steps))
		}
		p.waits = true
		return
	}
	v.From.Kind, v.From.At = ForkAt, l.time(0, MaxTime)
	p.clock, p.least = v.From.At, v.From.At+1
}

// stepsOf returns the names of the steps that a run can come to: its own, and those
// of the runs that it comes from.
func (p *parser) stepsOf(run int) (names []string) {
	for ; run > 0 && p.s.Variants[run-1].From.Kind != CompareAlone; run = p.read[run].of {
		names = append(names, p.s.Variants[run-1].Script.StepNames()...)
	}
	if run > 0 {
		return append(names, p.s.Variants[run-1].Script.StepNames()...)
	}
	return append(names, p.s.Script.StepNames()...)
}

// compare takes what follows the name of a comparison with another run.
func (p *parser) compare(l *line, v *Variant, other *section) {
	p.names, p.clock, p.waits = other.names, other.clock, other.waits
	switch v.From.Kind = Compare; {
	case l.accept(untilWord):
		v.From.Kind, v.From.At = CompareUntil, l.time(0, MaxTime)
		p.clock = p.s.Script.clockUntil(v.From.At)
	case l.accept(aloneWord):
		v.From.Kind = CompareAlone
		p.section = section{steps: p.steps, of: p.of}
		if len(l.tokens) == 0 {
			return
		}
	}
	if kind := v.From.Kind; p.of > 0 && (kind == CompareUntil || kind == Compare && p.s.Variants[p.of-1].From.Kind.Forks()) {
		p.clock, p.waits = 0, true // when the other's statements act is found out by playing it
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
	v.Config = l.change(v.Config)
}

// clockUntil returns the instant of the last statement that is known to act up to
// an instant.
func (s *Script) clockUntil(limit raft.Time) (clock raft.Time) {
	for _, st := range s.Statements {
		next := st.Timing.Earliest(clock)
		if st.Timing.When != nil || next > limit {
			break
		}
		clock = next
	}
	return clock
}

// variantName takes the name of a variant, which none has yet.
func (l *line) variantName(others []Variant) string {
	t := l.peek()
	name := l.stepName()
	if l.err == nil && slices.ContainsFunc(others, func(v Variant) bool { return v.Name == name }) {
		l.failAt(t, CodeRepeatedVariant, AnotherName(name), "")
	}
	return name
}

// Heading returns the first line of a variant, as the canonical text has it.
func (s *Scenario) Heading(v *Variant) string { return v.header(s.ConfigOf(v.From.Of)) }

// variant returns which of the variants has a name, -1 if none has.
func (s *Scenario) VariantIndex(name string) int {
	return slices.IndexFunc(s.Variants, func(v Variant) bool { return v.Name == name })
}

// ConfigOf returns what a variant starts from, or, where the name is empty or not
// known, the main run.
func (s *Scenario) ConfigOf(name string) *sim.Config {
	if i := s.VariantIndex(name); name != "" && i >= 0 {
		return &s.Variants[i].Config
	}
	return &s.Config
}

// header returns the first line of the variant, which comes from a run with this
// configuration.
func (v *Variant) header(from *sim.Config) string {
	name := v.Name
	if v.From.Of != "" {
		name += " " + ofWord + " " + v.From.Of
	}
	switch v.From.Kind {
	case ForkAt:
		return forkWord + " " + name + " " + Timing{Time: v.From.At}.String()
	case ForkAtStep:
		return forkWord + " " + name + " " + atWord + " " + StepWord + " " + v.From.Step
	}
	text := compareWord + " " + name
	switch v.From.Kind {
	case CompareUntil:
		text += " " + untilWord + " " + FormatTime(v.From.At)
	case CompareAlone:
		text += " " + aloneWord
	}
	if change := ChangeOf(from, &v.Config); change != "" {
		text += " " + withWord + ": " + change
	}
	return text
}

// ValidName reports whether a word can name a variant or a step.
func ValidName(text string) bool {
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
