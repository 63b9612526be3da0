package lesson

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"raft-playground/raft/scenario"
)

// Prose is a passage by language: "en", "zh". A lesson of a teacher's own may have it in
// one of them only; it is then shown to everybody in that one.
type Prose map[string]string

// In returns the passage in a language; where it is not there in that one, in another, the
// first by the languages' tags.
func (p Prose) In(lang string) string {
	if text, found := p[lang]; found {
		return text
	}
	for _, other := range slices.Sorted(maps.Keys(p)) {
		return p[other]
	}
	return ""
}

// Lesson is a scenario and the prose that belongs to its steps.
type Lesson struct {
	Name  string // its address: lower-case letters, digits and -
	Title Prose
	About Prose // one sentence for the list of lessons

	Scenario *scenario.Scenario
	Steps    []Step // in the order in which they are met

	// Secret says that the rules which the scenario goes without are for the learner
	// to find out.
	Secret bool

	source string // the scenario's part of the text
	prose  string // the rest of it
}

// Step is an instant at which the lesson pauses, and what is said there.
type Step struct {
	Name string
	Line int // where its prose begins
	Text Prose
	Show *Subject  // what is selected for the learner to see; nil for nothing
	Ask  *Question // what the learner is asked to predict; nil for nothing
	Goal *Goal     // what the learner has to bring about; nil for nothing
}

// Subject is something to be selected on the page: "server S1", "client c1",
// "entry S1 2 1" (on a server, index, term), "vote S3 S1 2" (the candidate, the
// voter, the term). Run names the variant; "" is the main run.
type Subject struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Run  string `json:"run,omitempty"`
}

// Question is a prediction. Which choice is right is not written down: their
// claims are judged by the run itself, at the step after, and exactly one holds.
type Question struct {
	Line    int
	Text    Prose
	Choices []Choice
}

// Choice is a possible answer. Its claim is one of the scenario language.
type Choice struct {
	Line  int
	Claim Claim
	Text  Prose
}

// Goal is what the learner has to bring about by hand, as a claim that is judged
// all the time, in every run that the learner makes.
type Goal struct {
	Line  int
	Claim Claim
	Hint  Prose // for who asks for it
}

// Claim is a claim of the scenario language about one of the runs; about the main
// run when Run is "".
type Claim struct {
	Run  string
	Text string
	Is   scenario.Claim
}

// Text returns the lesson as a text that [Parse] reads.
func (l *Lesson) Text() string { return l.source + l.prose }

// Step returns the step of that name, nil when there is none.
func (l *Lesson) Step(name string) *Step {
	for i := range l.Steps {
		if l.Steps[i].Name == name {
			return &l.Steps[i]
		}
	}
	return nil
}

// Passages returns every passage of the lesson, with what it is.
func (l *Lesson) Passages() iter.Seq2[string, Prose] {
	return func(yield func(string, Prose) bool) {
		ok := yield("title", l.Title) && yield("about", l.About)
		for i := 0; ok && i < len(l.Steps); i++ {
			s := &l.Steps[i]
			ok = yield(s.Name, s.Text)
			if ok && s.Goal != nil {
				ok = yield(s.Name+" hint", s.Goal.Hint)
			}
			if !ok || s.Ask == nil {
				continue
			}
			ok = yield(s.Name+" question", s.Ask.Text)
			for n := 0; ok && n < len(s.Ask.Choices); n++ {
				ok = yield(fmt.Sprintf("%s choice %d", s.Name, n+1), s.Ask.Choices[n].Text)
			}
		}
	}
}

// Run returns which of the runs has a name: 0 is the main run, whose name is "".
func (l *Lesson) Run(name string) int {
	for i := range l.Scenario.Variants {
		if l.Scenario.Variants[i].Name == name {
			return i + 1
		}
	}
	return 0
}

// ProseText returns the part of the lesson's text that is not the scenario.
func (l *Lesson) ProseText() string { return l.prose }

// SourceText returns the scenario's part of the text.
func (l *Lesson) SourceText() string { return l.source }
