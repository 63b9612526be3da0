package sim_test

import (
	"fmt"
	"hash/fnv"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// properties watches a run's events and reports the first that breaks one of the
// five properties of Figure 3, or an invariant that holds for each server.
type properties struct {
	w        *sim.World
	servers  []watched
	leaderOf map[raft.Term]raft.ServerID
	prefixes map[at]uint64 // Log Matching: what precedes an entry
	ledger   []committed   // committed entries, by index-1
	applied  []at          // what the first server applied at each index
	votes    map[vote]raft.ServerID
}

type at struct {
	index raft.Index
	term  raft.Term
}

type vote struct {
	voter raft.ServerID
	term  raft.Term
}

type committed struct {
	at
	in raft.Term // the term in which it was first known to be committed
}

type watched struct {
	state sim.ServerState
	terms []raft.Term // of its log in memory
	sums  []uint64    // hash of each prefix of it

	truncatedIn raft.Term    // its term when, in the current step, it lost entries
	match       []raft.Index // what it knew of its followers
	matchTerm   raft.Term    // as leader of this term
}

func watch(w *sim.World) *properties {
	return &properties{
		w:        w,
		servers:  make([]watched, w.Config().Servers),
		leaderOf: map[raft.Term]raft.ServerID{},
		prefixes: map[at]uint64{},
		votes:    map[vote]raft.ServerID{},
	}
}

// check takes the events since the last call and returns the first violation.
func (p *properties) check() error {
	for _, e := range p.w.TakeEvents() {
		if err := p.event(&e); err != nil {
			return fmt.Errorf("at %d µs, event %v: %w", e.At, e.Kind, err)
		}
	}
	for i := range p.servers {
		s := &p.servers[i]
		if s.state.Role == raft.Leader && s.truncatedIn == s.state.Term && s.truncatedIn != 0 {
			return fmt.Errorf("Leader Append-Only: leader S%d of term %d removes entries from its log", i+1, s.state.Term)
		}
		s.truncatedIn = 0
		if err := p.invariants(raft.ServerID(i + 1)); err != nil {
			return fmt.Errorf("at %d µs, S%d: %w", p.w.Now(), i+1, err)
		}
	}
	return nil
}

func (p *properties) event(e *sim.Event) error {
	switch e.Kind {
	case sim.FindingEvent:
		return fmt.Errorf("%v found %+v", e.By, *e.Finding)
	case sim.LogEvent:
		return p.logChanged(e.Log)
	case sim.ServerEvent:
		return p.serverChanged(*e.Server)
	case sim.ProgressEvent:
		return p.progressed(e.Progress)
	case sim.SendEvent:
		return p.persistedBeforeSent(e.Message)
	}
	return nil
}

func (p *properties) logChanged(c *sim.LogChange) error {
	s := &p.servers[c.Server-1]
	if int(c.From) <= len(s.terms) {
		s.truncatedIn = s.state.Term // a leader may have stepped down in this very step
	}
	if !s.state.Down && c.From <= s.state.CommitIndex {
		return fmt.Errorf("%v removes entry %d, which it knows to be committed", c.Server, c.From)
	}
	s.terms, s.sums = s.terms[:c.From-1], s.sums[:c.From-1]
	for _, entry := range c.Entries {
		here := at{raft.Index(len(s.terms) + 1), entry.Term}
		h := fnv.New64a()
		fmt.Fprint(h, s.sumAt(here.index-1), here, entry.Command, entry.Client, entry.Request)
		sum := h.Sum64()
		if known, ok := p.prefixes[here]; ok && known != sum {
			return fmt.Errorf("Log Matching: %v's log up to %d differs from another's with the same term %d there", c.Server, here.index, here.term)
		}
		p.prefixes[here] = sum
		s.terms, s.sums = append(s.terms, entry.Term), append(s.sums, sum)
	}
	return nil
}

// progressed checks that a leader never forgets what a follower has shown.
func (p *properties) progressed(now *sim.Progress) error {
	s := &p.servers[now.Server-1]
	for i := range now.Match {
		if s.matchTerm == s.state.Term && s.match != nil && now.Match[i] < s.match[i] {
			return fmt.Errorf("%v's matchIndex for S%d fell from %d to %d", now.Server, i+1, s.match[i], now.Match[i])
		}
	}
	s.match, s.matchTerm = now.Match, s.state.Term
	return nil
}

func (s *watched) sumAt(i raft.Index) uint64 {
	if i == 0 {
		return 0
	}
	return s.sums[i-1]
}

func (p *properties) serverChanged(now sim.ServerState) error {
	s := &p.servers[now.ID-1]
	was := s.state
	s.state = now
	if now.SyncedTerm < was.SyncedTerm {
		return fmt.Errorf("%v's durable term fell from %d to %d", now.ID, was.SyncedTerm, now.SyncedTerm)
	}
	if !now.Down && !was.Down && now.Term < was.Term {
		return fmt.Errorf("%v's term fell from %d to %d", now.ID, was.Term, now.Term)
	}
	if !now.Down && !was.Down && now.Term == was.Term && was.VotedFor != 0 && now.VotedFor != was.VotedFor {
		return fmt.Errorf("%v changed its vote in term %d from %v to %v", now.ID, now.Term, was.VotedFor, now.VotedFor)
	}
	if !now.Down && !was.Down && now.Term == was.Term && was.Leader != 0 && now.Leader != was.Leader {
		return fmt.Errorf("%v changed its leader in term %d from %v to %v", now.ID, now.Term, was.Leader, now.Leader)
	}
	if now.SyncedVote != 0 {
		v := vote{now.ID, now.SyncedTerm}
		if before, ok := p.votes[v]; ok && before != now.SyncedVote {
			return fmt.Errorf("%v durably voted for %v and %v in term %d", now.ID, before, now.SyncedVote, now.SyncedTerm)
		}
		p.votes[v] = now.SyncedVote
	}
	if now.Down {
		return nil
	}
	if now.Role == raft.Leader && (was.Role != raft.Leader || was.Term != now.Term) {
		if err := p.elected(now); err != nil {
			return err
		}
	}
	if !was.Down && now.CommitIndex < was.CommitIndex {
		return fmt.Errorf("%v's commit index fell from %d to %d", now.ID, was.CommitIndex, now.CommitIndex)
	}
	if now.CommitIndex > now.LastIndex {
		return fmt.Errorf("%v's commit index %d is beyond its log's end %d", now.ID, now.CommitIndex, now.LastIndex)
	}
	for i := raft.Index(1); i <= now.CommitIndex; i++ {
		if err := p.commits(s, i, now.Term); err != nil {
			return err
		}
	}
	for i := raft.Index(1); i <= now.LastApplied; i++ {
		here := at{i, s.terms[i-1]}
		if int(i) > len(p.applied) {
			p.applied = append(p.applied, here)
		} else if p.applied[i-1] != here {
			return fmt.Errorf("State Machine Safety: %v applied %v, another %v", now.ID, here, p.applied[i-1])
		}
	}
	return nil
}

func (p *properties) elected(now sim.ServerState) error {
	if other, ok := p.leaderOf[now.Term]; ok && other != now.ID {
		return fmt.Errorf("Election Safety: term %d has leaders %v and %v", now.Term, other, now.ID)
	}
	p.leaderOf[now.Term] = now.ID
	s := &p.servers[now.ID-1]
	for _, c := range p.ledger {
		if c.in < now.Term && (int(c.index) > len(s.terms) || s.terms[c.index-1] != c.term) {
			return fmt.Errorf("Leader Completeness: leader %v of term %d lacks entry %d of term %d, committed in term %d", now.ID, now.Term, c.index, c.term, c.in)
		}
	}
	return nil
}

func (p *properties) commits(s *watched, i raft.Index, in raft.Term) error {
	here := at{i, s.terms[i-1]}
	if int(i) <= len(p.ledger) {
		if p.ledger[i-1].at != here {
			return fmt.Errorf("Leader Completeness: %v commits %v where %v was committed", s.state.ID, here, p.ledger[i-1].at)
		}
		return nil
	}
	p.ledger = append(p.ledger, committed{here, in})
	for j := range p.servers {
		later := &p.servers[j]
		if later.state.Down || later.state.Role != raft.Leader || later.state.Term <= in {
			continue
		}
		if int(i) > len(later.terms) || later.terms[i-1] != here.term {
			return fmt.Errorf("Leader Completeness: %v, leader of the later term %d, lacks %v", later.state.ID, later.state.Term, here)
		}
	}
	return nil
}

// persistedBeforeSent checks that what a message promises is durable.
func (p *properties) persistedBeforeSent(m *sim.Message) error {
	from := m.From.Server()
	if from == 0 {
		return nil
	}
	s := p.servers[from-1].state
	switch m.Kind {
	case sim.RequestVote:
		if s.SyncedTerm < m.Term || s.SyncedTerm == m.Term && s.SyncedVote != from {
			return fmt.Errorf("%v asks for votes in term %d before its own is durable", from, m.Term)
		}
	case sim.RequestVoteReply:
		if m.OK && (s.SyncedTerm < m.Term || s.SyncedTerm == m.Term && s.SyncedVote != m.To.Server()) {
			return fmt.Errorf("%v grants a vote in term %d that is not durable", from, m.Term)
		}
	case sim.AppendEntriesReply:
		if m.OK && s.Term == m.Term && s.SyncedIndex < m.MatchIndex {
			return fmt.Errorf("%v acknowledges up to %d, durable up to %d", from, m.MatchIndex, s.SyncedIndex)
		}
	case sim.AppendEntries:
		if s.Term == m.Term && s.SyncedIndex < m.PrevLogIndex+raft.Index(m.Entries) {
			return fmt.Errorf("%v sends entries up to %d, durable up to %d", from, m.PrevLogIndex+raft.Index(m.Entries), s.SyncedIndex)
		}
	}
	return nil
}

// invariants are LogCabin's, for each server, at any instant.
func (p *properties) invariants(id raft.ServerID) error {
	s := p.w.Server(id)
	if s == nil {
		return nil
	}
	log := s.Log()
	for i := raft.Index(2); i <= log.LastIndex(); i++ {
		if log.TermAt(i) < log.TermAt(i-1) {
			return fmt.Errorf("terms in the log decrease at %d", i)
		}
	}
	switch {
	case log.LastTerm() > s.CurrentTerm():
		return fmt.Errorf("last log term %d > current term %d", log.LastTerm(), s.CurrentTerm())
	case s.CommitIndex() > log.LastIndex():
		return fmt.Errorf("commit index %d > last index %d", s.CommitIndex(), log.LastIndex())
	case s.LastApplied() > s.CommitIndex():
		return fmt.Errorf("last applied %d > commit index %d", s.LastApplied(), s.CommitIndex())
	case s.DurableIndex() > log.LastIndex():
		return fmt.Errorf("durable index %d > last index %d", s.DurableIndex(), log.LastIndex())
	case s.Role() != raft.Leader:
		return nil
	case s.VotedFor() != id:
		return fmt.Errorf("a leader that voted for %v", s.VotedFor())
	}
	stored := 0
	for other := raft.ServerID(1); int(other) <= len(p.servers); other++ {
		if other == id {
			if s.DurableIndex() > s.CommitIndex() {
				stored++
			}
			continue
		}
		next, match := s.Progress(other)
		if match > log.LastIndex() || next <= match {
			return fmt.Errorf("%v: nextIndex %d, matchIndex %d, last index %d", other, next, match, log.LastIndex())
		}
		if match > s.CommitIndex() && log.TermAt(match) == s.CurrentTerm() {
			stored++
		}
	}
	if next := s.CommitIndex() + 1; stored > len(p.servers)/2 && log.TermAt(next) == s.CurrentTerm() {
		return fmt.Errorf("entry %d is on a majority and not committed", next)
	}
	return nil
}
