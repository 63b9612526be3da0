package lesson

import (
	"errors"
	"regexp"
	"strings"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// Progress is how far a learner has got. In the text of a session it stands behind the
// lesson's prose:
//
//	learner
//	left told                       the step at which they left the lesson's path
//	attempt told                    the step whose goal they go for, alone with their own runs
//	reached told at 350ms in D      a goal, and in which of their clusters; without "in" it is closed
//	closed B                        one of the lesson's own clusters
//	told as                         and then the lesson's scenario, where it is not the beginning of
//	raft 1                          the text: where something was done to the lesson's own runs, for
//	…                               example
type Progress struct {
	Left    string
	Attempt string
	Reached []ReachedGoal
	Closed  []string
	Source  string
}

// ReachedGoal is a goal that has been reached.
type ReachedGoal struct {
	Step string
	At   raft.Time
	In   string // "" for a cluster that is closed
}

const (
	learnerWord = "learner"
	leftWord    = "left "
	attemptWord = "attempt "
	reachedWord = "reached "
	closedWord  = "closed "
	toldAsLine  = "told as"
)

// Text returns what stands behind the prose, "" when there is nothing to say.
func (p *Progress) Text() string {
	var b strings.Builder
	line := func(words ...string) {
		for _, w := range words {
			b.WriteString(w)
		}
		b.WriteByte('\n')
	}
	if p.Left != "" {
		line(leftWord, p.Left)
	}
	if p.Attempt != "" {
		line(attemptWord, p.Attempt)
	}
	for _, r := range p.Reached {
		in := ""
		if r.In != "" {
			in = " in " + r.In
		}
		line(reachedWord, r.Step, " ", scenario.Timing{Time: r.At}.String(), in)
	}
	for _, c := range p.Closed {
		line(closedWord, c)
	}
	if p.Source != "" {
		line(toldAsLine)
		b.WriteString(p.Source)
	}
	if b.Len() == 0 {
		return ""
	}
	return "\n" + learnerWord + "\n" + b.String()
}

var reachedPattern = regexp.MustCompile(`^(\S+) at ([0-9.]{1,20}ms)(?: in ([A-H]))?$`)

// SplitProgress parts prose from how far a learner has got. What is wrong with that is
// an [*Error].
func SplitProgress(prose string) (own string, p Progress, err error) {
	own, rest, found := strings.Cut(prose, "\n"+learnerWord+"\n")
	if !found {
		return prose, p, nil
	}
	number := strings.Count(own, "\n") + 2
	for rest != "" {
		line, more, _ := strings.Cut(rest, "\n")
		rest = more
		number++
		word, what, _ := strings.Cut(line, " ")
		switch word + " " {
		case leftWord:
			p.Left = what
		case attemptWord:
			p.Attempt = what
		case closedWord:
			p.Closed = append(p.Closed, what)
		case reachedWord:
			m := reachedPattern.FindStringSubmatch(what)
			if m == nil {
				return own, p, badProgress(number, line)
			}
			at, err := time.ParseDuration(m[2])
			if err != nil {
				return own, p, badProgress(number, line)
			}
			p.Reached = append(p.Reached, ReachedGoal{Step: m[1], At: raft.Time(at.Microseconds()), In: m[3]})
		default:
			if line != toldAsLine {
				return own, p, badProgress(number, line)
			}
			p.Source, rest = rest, ""
		}
	}
	return own, p, nil
}

func badProgress(line int, found string) error {
	found = found[:min(len(found), 40)]
	return &Error{Line: line, Code: codeUnknownWord, Found: strings.ToValidUTF8(found, ""), Expected: strings.Join([]string{"left STEP", "attempt STEP", "reached STEP at 350ms in D", "closed B", toldAsLine}, ", ")}
}

// further says that the first line of what cannot be read stands behind so many others.
func further(err error, lines int) error {
	var bad *Error
	if errors.As(err, &bad) {
		bad.Line += lines
	}
	return err
}
