package scenario

import (
	"raft-playground/raft"
)

// TwoLeaders is "two leaders": two running servers lead, each in its own term or,
// where a rule is missing, in the same one.
type TwoLeaders struct{}

const (
	twoWord         = "two"
	leadersWord     = "leaders"
	everyServerWord = "with every server up"
)

func (TwoLeaders) String() string { return twoWord + " " + leadersWord }

// Leaderless is "no leader for 10s with every server up": for so long nobody has
// led, and no server was down or paused.
type Leaderless struct {
	Span raft.Duration
}

// leaderless takes the rest of the claim.
func (l *line) leaderless() Claim {
	l.expect("for")
	c := Leaderless{Span: l.time(raft.Millisecond, MaxTime)}
	for _, word := range []string{"with", "every", "server", "up"} {
		l.expect(word)
	}
	return c
}

func (c Leaderless) String() string {
	return NoWord + " " + LeaderWord + " for " + FormatTime(c.Span) + " " + everyServerWord
}
