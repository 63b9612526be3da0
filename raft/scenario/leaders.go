package scenario

import (
	"raft-playground/raft"
)

// twoLeaders is "two leaders": two running servers lead, each in its own term or,
// where a rule is missing, in the same one.
type twoLeaders struct{}

const (
	twoWord         = "two"
	leadersWord     = "leaders"
	everyServerWord = "with every server up"
)

func (twoLeaders) String() string { return twoWord + " " + leadersWord }

// leaderless is "no leader for 10s with every server up": for so long nobody has
// led, and no server was down or paused.
type leaderless struct {
	span raft.Duration
}

// leaderless takes the rest of the claim.
func (l *line) leaderless() Claim {
	l.expect("for")
	c := leaderless{span: l.time(raft.Millisecond, MaxTime)}
	for _, word := range []string{"with", "every", "server", "up"} {
		l.expect(word)
	}
	return c
}

func (c leaderless) String() string {
	return noWord + " " + leaderWord + " for " + formatTime(c.span) + " " + everyServerWord
}
