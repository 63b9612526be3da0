package scenario

import (
	"fmt"
	"slices"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/sim"
)

// This file says whether each claim is true, and what is true instead.

// holds reports whether a claim is true now, and if not what is, in the words of claims.
func (r *Run) holds(c Claim) (bool, string) {
	w := r.watch
	switch c := c.(type) {
	case violations:
		return r.violationsHold(c)
	case noLeader:
		return w.leader() == 0, w.whoLeads()
	case twoLeaders:
		return w.leaders() >= 2, w.whoLeads()
	case leaderless:
		return w.leaderlessHolds(c, r.Now())
	case logsEqual:
		return w.logsEqual()
	case entryClaim:
		return w.entryHolds(c)
	case answerClaim:
		return w.answerHolds(c)
	case serverClaim:
		return w.serverHolds(c)
	case neverCame:
		came := slices.Contains(r.comings, c.when.String())
		return !came, c.when.String()
	}
	panic(fmt.Sprintf("claim %T", c))
}

// open reports whether the claim stands or falls with whether the clients' history has
// a linear order, and that could not be decided.
func (r *Run) open(c violations) bool {
	return r.order == check.NotDecided && (c.any || c.property == check.Linearizability) &&
		!slices.ContainsFunc(r.Broken(), func(p check.Property) bool { return c.any || matches(c.violated, p.String()) })
}

func (r *Run) violationsHold(c violations) (bool, string) {
	if r.open(c) {
		return false, ""
	}
	broken := r.Broken()
	i := slices.IndexFunc(broken, func(p check.Property) bool { return c.any || matches(c.violated, p.String()) })
	if (i < 0) == c.none {
		return true, ""
	}
	if len(broken) == 0 {
		return false, noWord + " " + violationWord
	}
	if c.none {
		return false, violated{property: broken[i]}.String()
	}
	var said []string
	for _, p := range broken {
		said = append(said, violated{property: p}.String())
	}
	return false, strings.Join(said, ", ")
}

func (w *watch) logsEqual() (bool, string) {
	first := &w.logs[1]
	for id := raft.ServerID(2); int(id) <= w.size; id++ {
		if log := &w.logs[id]; !sameEntries(first, log) {
			return false, difference(1, first.Slice(1, first.Len()), id, log.Slice(1, log.Len()))
		}
	}
	return true, ""
}

func sameEntries(a, b *raft.Vector[sim.Entry]) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := a.Len(); i > 0; i-- {
		if *a.Ref(i) != *b.Ref(i) {
			return false
		}
	}
	return true
}

// difference says how two logs differ: by an entry that only one holds, or else by
// their terms.
func difference(a raft.ServerID, has []sim.Entry, b raft.ServerID, other []sim.Entry) string {
	lacks := func(log, in []sim.Entry) string {
		held := map[string]bool{}
		for i := range in {
			held[in[i].Command] = true
		}
		for i := range log {
			if !held[log[i].Command] {
				return log[i].Command
			}
		}
		return ""
	}
	if entry := lacks(has, other); entry != "" {
		return fmt.Sprintf("%v %s %s, %v %s it", a, holdsWord, entry, b, lacksWord)
	}
	if entry := lacks(other, has); entry != "" {
		return fmt.Sprintf("%v %s %s, %v %s it", b, holdsWord, entry, a, lacksWord)
	}
	return fmt.Sprintf("%v %s %s, %v %s", a, termsWords, joinTerms(termsOf(has)), b, joinTerms(termsOf(other)))
}

func termsOf(log []sim.Entry) []raft.Term {
	terms := make([]raft.Term, len(log))
	for i, e := range log {
		terms[i] = e.Term
	}
	return terms
}

func (w *watch) entryHolds(c entryClaim) (bool, string) {
	switch c.what {
	case acknowledgedWord:
		return happened(c, w.acknowledged.count(c.entry))
	case tookEffectWords:
		return happened(c, w.tookEffect.count(c.entry))
	case committedWord:
		return happened(c, min(w.committed.count(c.entry), 1))
	case overwrittenWord:
		return happened(c, min(w.overwritten.count(c.entry), 1))
	case appliedWord:
		return happened(c, min(w.applied.count(c.entry), 1))
	}
	for id := raft.ServerID(1); int(id) <= w.size; id++ {
		if s := &w.servers[id]; s.Down || !w.holds(id, c.entry, 0, s.LastApplied) {
			return false, fmt.Sprintf("%s not %s by %v", c.entry, appliedWord, id)
		}
	}
	return true, ""
}

// happened compares how often something happened with what was expected.
func happened(c entryClaim, n int) (bool, string) {
	if n == c.count || c.count == atLeastOnce && n > 0 {
		return true, ""
	}
	found := entryClaim{entry: c.entry, what: c.what, count: n}
	if n > 0 && !slices.Contains(counted, c.what) {
		found.count = atLeastOnce
	}
	return false, found.String()
}

func (w *watch) answerHolds(c answerClaim) (bool, string) {
	s := &w.clients[c.client]
	if s.Phase != sim.PhaseAnswered {
		return false, w.clientDoes(c.client)
	}
	got := answerClaim{client: c.client, value: s.Value}
	if !s.Found && strings.HasPrefix(s.Command, readWord+" ") {
		got = answerClaim{client: c.client, nothing: true}
	}
	return got == c, got.String()
}

func (w *watch) serverHolds(c serverClaim) (bool, string) {
	id := w.is(c.server)
	if id == 0 {
		return false, w.whoLeads()
	}
	found := c
	found.server = server{id: id}
	holds := false
	switch c.what {
	case isWord:
		found.role = w.role(id)
		holds = found.role == c.role
	case inTermWords:
		found.term = w.servers[id].Term
		holds = found.term == c.term
	case termsWords:
		found.terms = termsOf(w.logs[id].Slice(1, w.logs[id].Len()))
		holds = slices.Equal(found.terms, c.terms)
	default:
		found.what = lacksWord
		if w.holds(id, c.entry, 0, raft.Index(w.logs[id].Len())) {
			found.what = holdsWord
		}
		holds = found.what == c.what
	}
	return holds, found.String()
}

// leaders returns how many running servers lead.
func (w *watch) leaders() (n int) {
	for id := raft.ServerID(1); int(id) <= w.size; id++ {
		if s := &w.servers[id]; s.Role == raft.Leader && !s.Down {
			n++
		}
	}
	return n
}

func (w *watch) leaderlessHolds(c leaderless, now raft.Time) (bool, string) {
	since := w.leaderless
	if since == raft.Never {
		return false, w.whoLeads()
	}
	found := leaderless{span: now - since}
	return found.span >= c.span, found.String()
}
