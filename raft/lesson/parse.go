package lesson

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"raft-playground/raft/scenario"
)

// maxText is how many characters a passage may have. A passage is read between
// two looks at the picture.
const maxText = 480

// The words with which a line of the prose can begin.
const (
	lessonWord = "lesson"
	aboutWord  = "about"
	secretWord = "secret"
	stepWord   = "step"
	showWord   = "show"
	askWord    = "ask"
	ifWord     = "if"
	goalWord   = "goal"
	hintWord   = "hint"
)

// tag is what a passage begins with: a language's two letters. No language has ifWord's.
var tag = regexp.MustCompile(`^[a-z]{2}$`)

// exampleTag is one, and passageExample a line that begins with it.
const exampleTag, passageExample = "en", "en …"

var words = []string{lessonWord, aboutWord, secretWord, stepWord, showWord, askWord, ifWord, goalWord, hintWord, exampleTag}

// Is reports whether a text is a lesson, which has prose, and not a scenario
// alone.
func Is(text string) bool {
	_, _, found := split(text)
	return found
}

// Split parts a text into the scenario and the prose; "" when it is no lesson.
func Split(text string) (source, prose string) {
	source, prose, _ = split(text)
	return source, prose
}

// split parts the scenario from the prose, which begins with the first line whose
// first word is lesson. No line of a scenario does.
func split(text string) (source, prose string, found bool) {
	at := 0
	for line := range strings.Lines(text) {
		if first, _, _ := strings.Cut(strings.TrimSpace(line), " "); first == lessonWord {
			return text[:at], text[at:], true
		}
		at += len(line)
	}
	return text, "", false
}

// Parse reads a lesson. What is wrong with it comes back as an [*Error] or as a
// [*scenario.Error], the first one only. Whether its predictions come true is
// found out by [Lesson.Play].
func Parse(text string) (*Lesson, error) {
	source, prose, found := split(text)
	s, err := scenario.Parse(source)
	if err != nil {
		return nil, err
	}
	first := strings.Count(source, "\n") + 1
	if len(text) > scenario.MaxText {
		return nil, &scenario.Error{Code: "text-too-long", Found: strconv.Itoa(len(text)), Expected: strconv.Itoa(scenario.MaxText)}
	}
	if !found {
		return nil, &Error{Line: first, Code: codeNoLesson, Expected: lessonWord + " figure-8"}
	}
	if prose, _, err = SplitProgress(prose); err != nil {
		return nil, further(err, first-1)
	}
	p := parser{lesson: &Lesson{Scenario: s, source: source, prose: prose}, number: first - 1}
	for line := range strings.Lines(prose) {
		p.number++
		if err := p.line(strings.TrimRight(line, "\r\n")); err != nil {
			return nil, err
		}
	}
	if err := p.lesson.complete(p.number); err != nil {
		return nil, err
	}
	return p.lesson, nil
}

// parser reads the prose line by line.
type parser struct {
	lesson *Lesson
	number int    // of the line
	text   *Prose // which the next lines in a language belong to
	last   string // the language in which a line that begins with a space continues it; "" for none
}

func (p *parser) line(line string) error {
	trimmed := strings.TrimSpace(line)
	if trimmed == "" || strings.HasPrefix(trimmed, "#") {
		p.last = ""
		return nil
	}
	if strings.HasPrefix(line, " ") && p.last != "" {
		before := (*p.text)[p.last]
		return p.write(p.last, before+joint(before, trimmed)+trimmed)
	}
	word, rest, _ := strings.Cut(trimmed, " ")
	rest = strings.TrimSpace(rest)
	p.last = ""
	switch word {
	case lessonWord:
		return p.begin(rest)
	case aboutWord:
		p.text = &p.lesson.About
	case secretWord:
		p.lesson.Secret = true
	case stepWord:
		return p.step(rest)
	case showWord, askWord, ifWord, goalWord, hintWord:
		return p.inStep(word, rest)
	default:
		if tag.MatchString(word) {
			return p.passage(word, rest)
		}
		return p.fail(codeUnknownWord, word, strings.Join(words, ", "))
	}
	return nil
}

// joint is what stands between two lines of a passage: a space, but not where
// Chinese goes on.
func joint(before, after string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	const wide = 0x2e80
	if last >= wide || first >= wide {
		return ""
	}
	return " "
}

var namePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

func (p *parser) begin(name string) error {
	if p.lesson.Name != "" {
		return p.fail(codeUnknownWord, lessonWord, strings.Join(words[1:], ", "))
	}
	if !namePattern.MatchString(name) {
		return p.fail(codeBadName, name, "")
	}
	p.lesson.Name, p.text = name, &p.lesson.Title
	return nil
}

// passage takes a passage in a language: "en …".
func (p *parser) passage(lang, text string) error {
	if p.text == nil {
		return p.fail(codeUnknownWord, lang, strings.Join([]string{stepWord, askWord, ifWord}, ", "))
	}
	if (*p.text)[lang] != "" {
		return p.fail(codeTextTwice, lang, "")
	}
	if text == "" {
		return p.fail(codeNoText, lang, lang+" …")
	}
	p.last = lang
	return p.write(lang, text)
}

func (p *parser) write(lang, text string) error {
	if n := utf8.RuneCountInString(text); n > maxText {
		return p.fail(codeTextTooLong, strconv.Itoa(n), strconv.Itoa(maxText))
	}
	if *p.text == nil {
		*p.text = make(Prose)
	}
	(*p.text)[lang] = text
	return nil
}

func (p *parser) step(name string) error {
	if before := p.lesson.Step(name); before != nil {
		return p.fail(codeStepTwice, name, strconv.Itoa(before.Line))
	}
	p.lesson.Steps = append(p.lesson.Steps, Step{Name: name, Line: p.number})
	p.text = &p.current().Text
	return nil
}

func (p *parser) current() *Step { return &p.lesson.Steps[len(p.lesson.Steps)-1] }

// inStep takes the lines that belong to a step.
func (p *parser) inStep(word, rest string) error {
	if len(p.lesson.Steps) == 0 {
		return p.fail(codeUnknownWord, word, stepWord)
	}
	step := p.current()
	var err error
	switch word {
	case showWord:
		step.Show, err = p.subject(rest)
	case askWord:
		step.Ask = &Question{Line: p.number}
		p.text = &step.Ask.Text
	case ifWord:
		if step.Ask == nil {
			return p.fail(codeUnknownWord, word, askWord)
		}
		var claim Claim
		claim, err = p.claim(rest)
		step.Ask.Choices = append(step.Ask.Choices, Choice{Line: p.number, Claim: claim})
		p.text = &step.Ask.Choices[len(step.Ask.Choices)-1].Text
	case goalWord:
		step.Goal = &Goal{Line: p.number}
		step.Goal.Claim, err = p.claim(rest)
		p.text = nil
	case hintWord:
		if step.Goal == nil {
			return p.fail(codeUnknownWord, word, goalWord)
		}
		p.text = &step.Goal.Hint
	}
	return err
}

// claim takes "CLAIM" or "in RUN: CLAIM".
func (p *parser) claim(text string) (Claim, error) {
	c := Claim{Text: text}
	if rest, found := strings.CutPrefix(text, "in "); found {
		run, claim, _ := strings.Cut(rest, ":")
		c = Claim{Run: strings.TrimSpace(run), Text: strings.TrimSpace(claim)}
		if err := p.run(c.Run); err != nil {
			return c, err
		}
	}
	parsed, err := p.lesson.Scenario.ParseClaim(c.Text)
	if err != nil {
		return c, atLine(err, p.number)
	}
	c.Text, c.Is = parsed.String(), parsed
	return c, nil
}

// atLine says where a claim stands that cannot be read.
func atLine(err error, line int) error {
	var why *scenario.Error
	if errors.As(err, &why) {
		why.Line, why.Column = line, 0
	}
	return err
}

// run fails for a name that no run has.
func (p *parser) run(name string) error {
	for i := range p.lesson.Scenario.Variants {
		if p.lesson.Scenario.Variants[i].Name == name {
			return nil
		}
	}
	return p.fail(codeNoSuchRun, name, "")
}

// subjects are what can be shown.
var subjects = map[string]*regexp.Regexp{
	"server": regexp.MustCompile(`^S[1-9]$`),
	"client": regexp.MustCompile(`^c[1-8]$`),
	"entry":  regexp.MustCompile(`^S[1-9] [1-9]\d{0,5} [1-9]\d{0,5}$`),
	"vote":   regexp.MustCompile(`^S[1-9] S[1-9] [1-9]\d{0,5}$`),
}

func (p *parser) subject(text string) (*Subject, error) {
	var s Subject
	if rest, found := strings.CutPrefix(text, "in "); found {
		run, subject, _ := strings.Cut(rest, ":")
		s.Run, text = strings.TrimSpace(run), strings.TrimSpace(subject)
		if err := p.run(s.Run); err != nil {
			return nil, err
		}
	}
	s.Kind, s.ID, _ = strings.Cut(text, " ")
	if pattern := subjects[s.Kind]; pattern == nil || !pattern.MatchString(s.ID) {
		return nil, p.fail(codeBadSubject, text, "server S1, client c1, entry S1 2 1, vote S3 S1 2")
	}
	return &s, nil
}

func (p *parser) fail(code, found, expected string) error {
	const most = 40
	if utf8.RuneCountInString(found) > most {
		found = string([]rune(found)[:most-1]) + "…"
	}
	return &Error{Line: p.number, Code: code, Found: found, Expected: expected}
}
