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

func (twoLeaders) holds(r *Run) (bool, string) {
	leaders := 0
	for id := raft.ServerID(1); int(id) <= r.watch.size; id++ {
		if s := &r.watch.servers[id]; s.Role == raft.Leader && !s.Down {
			leaders++
		}
	}
	return leaders >= 2, r.watch.whoLeads()
}

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

func (c leaderless) holds(r *Run) (bool, string) {
	since := r.watch.leaderless
	if since == raft.Never {
		return false, r.watch.whoLeads()
	}
	found := leaderless{span: r.Now() - since}
	return found.span >= c.span, found.String()
}

// noteLeaderless keeps since when nobody leads though every server is up.
func (w *watch) noteLeaderless(at raft.Time) {
	for id := raft.ServerID(1); int(id) <= w.size; id++ {
		if s := &w.servers[id]; s.Role == raft.Leader || s.Down || s.Paused {
			w.leaderless = raft.Never
			return
		}
	}
	if w.leaderless == raft.Never {
		w.leaderless = at
	}
}
