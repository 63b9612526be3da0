package scenario

import (
	"fmt"
	"slices"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// ParseChange reads what a comparison changes, "pre-vote on, servers 3", and
// returns a configuration with these changes. A change that says nothing, or
// something wrong, is an [*Error] without a line.
func ParseChange(text string, from sim.Config) (sim.Config, error) {
	if len(text) > MaxText {
		return from, TooLong(CodeTextTooLong, len(text))
	}
	c, err := readChange(text, from)
	if err != nil {
		mend(err, text, func(guess string) bool {
			_, err := readChange(guess, from)
			return err == nil
		})
	}
	return c, asError(err)
}

func readChange(text string, from sim.Config) (sim.Config, *Error) {
	if err := checkCharacters(text, 0); err != nil {
		return from, err
	}
	l := newLine(0, text, from.Servers, nil)
	c := l.change(from)
	l.done()
	return c, l.err
}

// Changed returns a text with the same statements whose main run begins with a change, as
// ParseChange reads it. What its comparisons change, they change from there.
func Changed(text, change string) (string, error) {
	s, err := Parse(text)
	if err != nil {
		return "", err
	}
	changes := make([]string, len(s.Variants))
	for i := range s.Variants {
		v := &s.Variants[i]
		changes[i] = ChangeOf(s.ConfigOf(v.From.Of), &v.Config)
	}
	if s.Config, err = ParseChange(change, s.Config); err != nil {
		return "", err
	}
	for i := range s.Variants {
		v := &s.Variants[i]
		v.Config = *s.ConfigOf(v.From.Of)
		if changes[i] == "" {
			continue
		}
		if v.Config, err = ParseChange(changes[i], v.Config); err != nil {
			return "", err
		}
	}
	return s.Format(), nil
}

// changeNames are what a change can begin with: a setting, or "with", which switches a rule on again.
var changeNames = append(slices.Clone(settingNames), withWord)

// Words for what one server has no longer.
const (
	emptyWord   = "empty"
	defaultWord = "default"
)

// change takes the changes of a comparison, up to the end of the line, and returns
// the changed configuration.
func (l *line) change(from sim.Config) sim.Config {
	c := from
	c.Starts, c.Timeouts = slices.Clone(from.Starts), slices.Clone(from.Timeouts)
	begin := l.peek()
	l.changing = true
	text := joinTokens(l.tokens)
	for l.err == nil {
		if i := l.phrase(changeNames, CodeUnknownChange, changeNames); i == len(settings) {
			c.Without = without(c.Without, l.rules())
		} else if i >= 0 {
			settings[i].read(l, &c)
		}
		if !l.accept(",") {
			break
		}
	}
	c.Starts = slices.DeleteFunc(c.Starts, func(s sim.Start) bool { return int(s.Server) > c.Servers })
	c.Timeouts = slices.DeleteFunc(c.Timeouts, func(t sim.OwnTimeout) bool { return int(t.Server) > c.Servers })
	if l.err != nil || len(l.tokens) > 0 {
		return c
	}
	for _, s := range c.Starts {
		if int(s.VotedFor) > c.Servers {
			begin.text = s.VotedFor.String()
			l.failAt(begin, CodeUnknownServer, serversUpTo(c.Servers), "")
		}
	}
	if ChangeOf(&from, &c) == "" && l.err == nil {
		begin.text = strings.TrimSpace(text)
		l.failAt(begin, CodeNothingChanged, changesOf(&from), "")
	}
	return c
}

// changesOf names two changes that change something.
func changesOf(from *sim.Config) string {
	servers := 3
	if from.Servers == servers {
		servers = 5
	}
	return fmt.Sprintf("servers %d, pre-vote %s", servers, onOff(!from.PreVote))
}

// joinTokens writes tokens as a text has them, more or less.
func joinTokens(tokens []token) (text string) {
	for _, t := range tokens {
		if t.text != "," {
			text += " "
		}
		text += t.text
	}
	return text
}

// ChangeOf returns the changes that lead from one configuration to another, ""
// when they are the same.
func ChangeOf(from, to *sim.Config) string {
	var changes []string
	add := func(name, value string) { changes = append(changes, name+" "+value) }
	for _, set := range settings {
		if set.name == withoutWord {
			continue
		}
		if value := set.write(to); value != set.write(from) {
			add(set.name, value)
		}
		if set.own == nil {
			continue
		}
		for id := raft.ServerID(1); int(id) <= to.Servers; id++ {
			switch value := set.own(to, id); {
			case value == set.own(from, id):
			case value == "":
				add(set.name, id.String()+" "+set.none)
			default:
				add(set.name, id.String()+" "+value)
			}
		}
	}
	if off := without(to.Without, from.Without); off != 0 {
		add(withoutWord, RuleList(off))
	}
	if on := without(from.Without, to.Without); on != 0 {
		add(withWord, RuleList(on))
	}
	return strings.Join(changes, ", ")
}

// without returns the rules of a set that are not in another.
func without(set, other raft.RuleSet) (rest raft.RuleSet) {
	for _, r := range raft.Rules() {
		if set.Has(r) && !other.Has(r) {
			rest = rest.With(r)
		}
	}
	return rest
}
