package scenario

import (
	"slices"
	"strconv"
)

// EntryClaim is what has become of an entry: "x=1 acknowledged once", "x=1 never
// applied", "add x 1 took effect once".
type EntryClaim struct {
	Entry string
	What  string
	Count int // how often; AtLeastOnce where that does not matter
}

// AtLeastOnce is how often something happened where that does not matter.
const AtLeastOnce = -1

// What can be said of an entry and is no condition.
const (
	TookEffectWords      = "took effect"
	appliedEverywhereTag = "applied everywhere"
)

// Counted are what can be said to have happened so many times.
var Counted = []string{AcknowledgedWord, TookEffectWords}

// entryClaims are what can be said of an entry.
var entryClaims = []string{AcknowledgedWord, CommittedWord, appliedEverywhereTag, AppliedWord, OverwrittenWord, TookEffectWords}

func (l *line) entryClaim() Claim {
	c := EntryClaim{Entry: l.entry(), Count: AtLeastOnce}
	if l.accept(NeverWord) {
		c.Count = 0
		c.What = l.verb(slices.DeleteFunc(slices.Clone(entryClaims), func(what string) bool { return what == appliedEverywhereTag }))
		return c
	}
	if len(l.tokens) == 1 && l.accept(AppliedWord) {
		c.What = AppliedWord
		return c
	}
	i := l.phrase(entryClaims, CodeUnexpected, append([]string{NeverWord}, entryClaims...))
	if i < 0 {
		return c
	}
	if c.What = entryClaims[i]; len(l.tokens) > 0 && slices.Contains(Counted, c.What) {
		c.Count = l.count()
	}
	return c
}

// maxCount is how often something can be expected to happen.
const maxCount = 1000

// count takes "once", "twice", or "3 times".
func (l *line) count() int {
	switch {
	case l.accept("once"):
		return 1
	case l.accept("twice"):
		return 2
	case l.peek().kind == number:
		n := l.whole(1, maxCount)
		l.expect("times")
		return int(n)
	}
	l.expect("once", "twice", "3 times")
	return 0
}

func (c EntryClaim) String() string {
	switch c.Count {
	case AtLeastOnce:
		return c.Entry + " " + c.What
	case 0:
		return c.Entry + " " + NeverWord + " " + c.What
	}
	return c.Entry + " " + c.What + " " + times(c.Count)
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}
