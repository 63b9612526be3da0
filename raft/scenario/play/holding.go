package play

import (
	"fmt"
	"slices"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// This file says whether each claim is true, and what is true instead.

// holds reports whether a claim is true now, and if not what is, in the words of claims.
func (r *Run) holds(c scenario.Claim) (bool, string) {
	w := r.observer
	switch c := c.(type) {
	case scenario.Violations:
		return r.violationsHold(c)
	case scenario.NoLeader:
		return w.leader() == 0, w.whoLeads()
	case scenario.TwoLeaders:
		return w.leaders() >= 2, w.whoLeads()
	case scenario.Leaderless:
		return w.leaderlessHolds(c, r.Now())
	case scenario.LogsEqual:
		return w.logsEqual()
	case scenario.EntryClaim:
		return w.entryHolds(c)
	case scenario.AnswerClaim:
		return w.answerHolds(c)
	case scenario.ServerClaim:
		return w.serverHolds(c)
	case scenario.NeverCame:
		came := slices.Contains(r.comings, c.When.String())
		return !came, c.When.String()
	}
	panic(fmt.Sprintf("claim %T", c))
}

// open reports whether the claim stands or falls with whether the clients' history has
// a linear order, and that could not be decided.
func (r *Run) open(c scenario.Violations) bool {
	return r.order == check.NotDecided && (c.Any || c.Property == check.Linearizability) &&
		!slices.ContainsFunc(r.Broken(), func(p check.Property) bool { return c.Any || matches(c.Violated, p.String()) })
}

func (r *Run) violationsHold(c scenario.Violations) (bool, string) {
	if r.open(c) {
		return false, ""
	}
	broken := r.Broken()
	i := slices.IndexFunc(broken, func(p check.Property) bool { return c.Any || matches(c.Violated, p.String()) })
	if (i < 0) == c.None {
		return true, ""
	}
	if len(broken) == 0 {
		return false, scenario.NoWord + " " + scenario.ViolationWord
	}
	if c.None {
		return false, scenario.Violated{Property: broken[i]}.String()
	}
	var said []string
	for _, p := range broken {
		said = append(said, scenario.Violated{Property: p}.String())
	}
	return false, strings.Join(said, ", ")
}

func (w *observer) logsEqual() (bool, string) {
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
		return fmt.Sprintf("%v %s %s, %v %s it", a, scenario.HoldsWord, entry, b, scenario.LacksWord)
	}
	if entry := lacks(other, has); entry != "" {
		return fmt.Sprintf("%v %s %s, %v %s it", b, scenario.HoldsWord, entry, a, scenario.LacksWord)
	}
	return fmt.Sprintf("%v %s %s, %v %s", a, scenario.TermsWords, scenario.JoinTerms(termsOf(has)), b, scenario.JoinTerms(termsOf(other)))
}

func termsOf(log []sim.Entry) []raft.Term {
	terms := make([]raft.Term, len(log))
	for i, e := range log {
		terms[i] = e.Term
	}
	return terms
}

func (w *observer) entryHolds(c scenario.EntryClaim) (bool, string) {
	switch c.What {
	case scenario.AcknowledgedWord:
		return happened(c, w.acknowledged.count(c.Entry))
	case scenario.TookEffectWords:
		return happened(c, w.tookEffect.count(c.Entry))
	case scenario.CommittedWord:
		return happened(c, min(w.committed.count(c.Entry), 1))
	case scenario.OverwrittenWord:
		return happened(c, min(w.overwritten.count(c.Entry), 1))
	case scenario.AppliedWord:
		return happened(c, min(w.applied.count(c.Entry), 1))
	}
	for id := raft.ServerID(1); int(id) <= w.size; id++ {
		if s := &w.servers[id]; s.Down || !w.holds(id, c.Entry, 0, s.LastApplied) {
			return false, fmt.Sprintf("%s not %s by %v", c.Entry, scenario.AppliedWord, id)
		}
	}
	return true, ""
}

// happened compares how often something happened with what was expected.
func happened(c scenario.EntryClaim, n int) (bool, string) {
	if n == c.Count || c.Count == scenario.AtLeastOnce && n > 0 {
		return true, ""
	}
	found := scenario.EntryClaim{Entry: c.Entry, What: c.What, Count: n}
	if n > 0 && !slices.Contains(scenario.Counted, c.What) {
		found.Count = scenario.AtLeastOnce
	}
	return false, found.String()
}

func (w *observer) answerHolds(c scenario.AnswerClaim) (bool, string) {
	s := &w.clients[c.Client]
	if s.Phase != sim.PhaseAnswered {
		return false, w.clientDoes(c.Client)
	}
	got := scenario.AnswerClaim{Client: c.Client, Value: s.Value}
	if !s.Found && s.Asks == sim.AsksToRead {
		got = scenario.AnswerClaim{Client: c.Client, Nothing: true}
	}
	return got == c, got.String()
}

func (w *observer) serverHolds(c scenario.ServerClaim) (bool, string) {
	id := w.is(c.Server)
	if id == 0 {
		return false, w.whoLeads()
	}
	found := c
	found.Server = scenario.Server{ID: id}
	holds := false
	switch c.What {
	case scenario.IsWord:
		found.Role = w.role(id)
		holds = found.Role == c.Role
	case scenario.InTermWords:
		found.Term = w.servers[id].Term
		holds = found.Term == c.Term
	case scenario.HasVotersWords:
		found.Voters = scenario.VotersOf(w.configurationOf(&w.servers[id]))
		holds = found.Voters == c.Voters
	case scenario.BeginsWords:
		found.Index = w.servers[id].BaseIndex + 1
		holds = found.Index == c.Index
	case scenario.TermsWords:
		found.Terms = termsOf(w.logs[id].Slice(int(w.servers[id].BaseIndex)+1, w.logs[id].Len()))
		holds = slices.Equal(found.Terms, c.Terms)
	default:
		found.What = scenario.LacksWord
		if w.holds(id, c.Entry, 0, raft.Index(w.logs[id].Len())) {
			found.What = scenario.HoldsWord
		}
		holds = found.What == c.What
	}
	return holds, found.String()
}

// leaders returns how many running servers lead.
func (w *observer) leaders() (n int) {
	for id := raft.ServerID(1); int(id) <= w.size; id++ {
		if s := &w.servers[id]; s.Role == raft.Leader && !s.Down {
			n++
		}
	}
	return n
}

func (w *observer) leaderlessHolds(c scenario.Leaderless, now raft.Time) (bool, string) {
	since := w.leaderless
	if since == raft.Never {
		return false, w.whoLeads()
	}
	found := scenario.Leaderless{Span: now - since}
	return found.Span >= c.Span, found.String()
}
