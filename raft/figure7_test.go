package raft

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Figure 7: the leader of term 8 comes to power, and followers may look like
// (a) to (f).
const figure7Leader = "1 1 1 4 4 5 5 6 6 6"

var figure7 = []struct{ name, log string }{
	{"a", "1 1 1 4 4 5 5 6 6"},       // misses an entry
	{"b", "1 1 1 4"},                 // misses several
	{"c", "1 1 1 4 4 5 5 6 6 6 6"},   // has one too many
	{"d", "1 1 1 4 4 5 5 6 6 6 7 7"}, // has several too many, of a later term
	{"e", "1 1 1 4 4 4 4"},           // misses some and has too many
	{"f", "1 1 1 2 2 2 3 3 3 3 3"},   // the same, of several terms
}

func TestLine32_EachLogOfFigure7IsRepaired(t *testing.T) {
	for _, f := range figure7 {
		for _, batch := range []int{1, 2, 16} {
			c := newCluster(t, setup{logs: []string{figure7Leader, f.log, figure7Leader}, term: 7, batch: batch})
			repaired(t, c, "("+f.name+")", 3)
		}
	}
}

func TestLine32_AllLogsOfFigure7AreRepairedTogether(t *testing.T) {
	logs := []string{figure7Leader}
	for _, f := range figure7 {
		logs = append(logs, f.log)
	}
	for _, noOp := range []bool{false, true} {
		c := newCluster(t, setup{logs: logs, term: 7, noOp: noOp})
		repaired(t, c, "all", 2, 3, 6, 7) // (c) and (d) have newer logs, and refuse
	}
}

// repaired makes S1 the leader of term 8, by the votes of some, and demands that
// every log becomes its own. Only an entry of its own removes what follows an
// equal prefix.
func repaired(t *testing.T, c *cluster, name string, voters ...ServerID) {
	t.Helper()
	c.elect(1, voters...)
	if c.at(1).CurrentTerm() != 8 {
		t.Fatalf("%s: elected in term %d", name, c.at(1).CurrentTerm())
	}
	c.settle()
	c.propose(1, set("x", 1))
	c.settle()
	c.heartbeat(1)
	for _, id := range c.ids() {
		if got := c.at(id).terms(); got != c.at(1).terms() {
			t.Errorf("%s: %v ends with %q, the leader has %q", name, id, got, c.at(1).terms())
		}
	}
	if !c.agree() {
		t.Errorf("%s: not all is committed everywhere", name)
	}
}

// refusals counts the appends that a follower refused because they did not fit.
func refusals(m *member) int {
	n := 0
	for _, d := range m.decisions {
		if d.Kind == AppendRefusedPrev {
			n++
		}
	}
	return n
}

func TestLine33_BackingUpCostsAtMostOneProbePerConflictingTerm(t *testing.T) {
	for _, p := range []struct {
		name, leader, follower string
		probes                 int
	}{
		{"equal logs", "1 1 2", "1 1 2", 0},
		{"a short log: straight to its end", "1 1 1 1 1 1 2", "1 1", 1},
		{"an empty log", "1 1 1 1 1 1 2", "", 1},
		{"one conflicting term the leader lacks", "1 1 3 3 3 3", "1 1 2 2 2 2", 1},
		{"one conflicting term the leader has less of", "1 1 2 3 3 3", "1 1 2 2 2 2", 1},
		{"two conflicting terms", "1 4 4 4 4 4 4", "1 2 2 2 3 3 3", 2},
		{"three, and a longer log", "1 5 5 5 5 5 5", "1 2 2 3 3 4 4 4 4", 3},
		{"short, and two conflicting terms", "1 4 4 4 4 4 4", "1 2 2 3 3", 3},
		{"Figure 7 (f)", figure7Leader, "1 1 1 2 2 2 3 3 3 3 3", 2},
	} {
		c := newCluster(t, setup{logs: []string{p.leader, p.follower, p.leader}, term: 8})
		c.elect(1, 3)
		c.settle()
		c.propose(1, set("x", 1))
		c.settle()
		if got := refusals(c.at(2)); got != p.probes {
			t.Errorf("%s: %d probes were refused, want %d", p.name, got, p.probes)
		}
	}
}

func TestLine33_NextIndexSkipsTheConflictingTerm(t *testing.T) {
	for _, p := range []struct {
		why   string
		reply AppendEntriesReply
		next  Index
	}{
		{"the leader has the term: right after its last entry of it", AppendEntriesReply{PrevLogIndex: 7, ConflictTerm: 2, ConflictIndex: 3}, 5},
		{"the leader lacks the term: where it begins", AppendEntriesReply{PrevLogIndex: 7, ConflictTerm: 3, ConflictIndex: 5}, 5},
		{"the leader lacks the term: where it begins", AppendEntriesReply{PrevLogIndex: 7, ConflictTerm: 3, ConflictIndex: 3}, 3},
		{"the log is short: at its end", AppendEntriesReply{PrevLogIndex: 7, ConflictIndex: 2}, 2},
		{"never past what was refused", AppendEntriesReply{PrevLogIndex: 7, ConflictTerm: 4, ConflictIndex: 7}, 7},
		{"never past what was refused", AppendEntriesReply{PrevLogIndex: 7, ConflictIndex: 99}, 7},
	} {
		s := elected(t, 3, 9, "1 1 2 2 4 4 4")
		hear(s, 2, 9, p.reply)
		progress(t, s, p.why, p.next, 0)
	}
}

func TestLine33_OneProbePerConflictingTermWhateverTheLogs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := rapid.Custom(func(t *rapid.T) int { return rapid.IntRange(0, 6).Draw(t, "entries") })
		// After a common prefix the two logs hold terms that the other does not,
		// but for its last: one of the two may go on with that.
		var leader, follower Log
		add := func(l *Log, term Term, n int) {
			for range n {
				l.Append(entryAt(l.LastIndex()+1, term))
			}
		}
		add(&leader, 1, entries.Draw(t, "prefix"))
		add(&leader, 2, entries.Draw(t, "prefix"))
		follower = leader.Clone()
		shared := leader.LastTerm()
		if l := []*Log{&leader, &follower}[rapid.IntRange(0, 1).Draw(t, "longer")]; shared > 0 {
			add(l, shared, entries.Draw(t, "more"))
		}
		conflicting := 0
		if follower.LastIndex() > leader.LastIndex() {
			conflicting++
		}
		for term := Term(3); term < 12; term++ {
			if n := entries.Draw(t, "entries"); rapid.Bool().Draw(t, "of the leader") {
				add(&leader, term, n)
			} else if n > 0 {
				add(&follower, term, n)
				conflicting++
			}
		}
		short := 0
		if follower.LastIndex() < leader.LastIndex() {
			short = 1
		}
		c := newCluster(t, setup{logs: []string{termsOf(&leader), termsOf(&follower), ""}, term: 12})
		c.elect(1, 3)
		c.settle()
		c.propose(1, set("x", 1))
		c.settle()
		if got := refusals(c.at(2)); got > conflicting+short {
			t.Fatalf("leader %q, follower %q: %d probes, %d conflicting terms", termsOf(&leader), termsOf(&follower), got, conflicting)
		}
		if !slices.Equal(c.at(1).whole(), c.at(2).whole()) {
			t.Fatalf("leader %q, follower %q: ends with %q", termsOf(&leader), termsOf(&follower), c.at(2).terms())
		}
	})
}
