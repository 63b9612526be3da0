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
	votersOf(&c)
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

// Change is one thing in which a configuration differs from another, as data.
type Change struct {
	Setting string        `json:"setting"`          // as in the language: "election timeout", "without"
	Server  raft.ServerID `json:"server,omitempty"` // whose it is, where one server has its own
	Value   string        `json:"value"`            // as in the language; of "with" and "without" one rule
	Span    *sim.Span     `json:"span,omitempty"`   // the value, if it is a time or a range of times
}

// Changes returns what leads from one configuration to another, in the order of the
// canonical form.
func Changes(from, to *sim.Config) []Change {
	var changes []Change
	for _, set := range settings {
		if set.name == withoutWord {
			continue
		}
		if value := set.write(to); value != set.write(from) {
			c := Change{Setting: set.name, Value: value}
			if set.span != nil {
				span := set.span(to)
				c.Span = &span
			}
			changes = append(changes, c)
		}
		if set.own == nil {
			continue
		}
		for id := raft.ServerID(1); int(id) <= to.Servers; id++ {
			value, span := set.own(to, id)
			if before, _ := set.own(from, id); value == before {
				continue
			}
			if value == "" {
				value = set.none
			}
			changes = append(changes, Change{set.name, id, value, span})
		}
	}
	for _, r := range raft.Rules() {
		if to.Without.Has(r) && !from.Without.Has(r) {
			changes = append(changes, Change{Setting: withoutWord, Value: r.String()})
		}
	}
	for _, r := range raft.Rules() {
		if from.Without.Has(r) && !to.Without.Has(r) {
			changes = append(changes, Change{Setting: withWord, Value: r.String()})
		}
	}
	return changes
}

// ChangeOf returns the same as a comparison says it behind "with:", "" when nothing
// differs.
func ChangeOf(from, to *sim.Config) string {
	text, last := "", ""
	for _, c := range Changes(from, to) {
		switch rule := c.Setting == withWord || c.Setting == withoutWord; {
		case rule && c.Setting == last:
			text += " " + c.Value
			continue
		case text != "":
			text += ", "
		}
		if last = c.Setting; c.Server != 0 {
			text += c.Setting + " " + c.Server.String() + " " + c.Value
		} else {
			text += c.Setting + " " + c.Value
		}
	}
	return text
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
