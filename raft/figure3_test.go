package raft

import "fmt"

// figure3 checks the five properties of Figure 3 over a whole cluster, after
// every input of one of its servers, and one more that explains them: whatever
// is committed stands on the disks of a majority.
type figure3 struct {
	leaderOf  map[Term]ServerID
	leaderLog [MaxServers + 1]leaderLog
	inForce   [MaxServers + 1]Configuration // at each server after its last input
	committed []committedEntry              // by index-1
	applied   []Entry                       // by index-1: what the first server applied there
}

// leaderLog is a leader's log as it was after its last input.
type leaderLog struct {
	term Term
	log  []Entry // with what a snapshot stands for
}

type committedEntry struct {
	entry Entry
	in    Term          // the term of the leader that committed it
	by    Configuration // by whose majorities it did
}

// check returns which property the last input of a server has broken.
func (f *figure3) check(c *cluster, id ServerID) error {
	m := c.members[id]
	for _, property := range []func(*cluster, *member) error{
		f.electionSafety, f.leaderAppendOnly, f.logMatching, f.leaderCompleteness, f.stateMachineSafety, f.onMajorityOfDisks,
	} {
		if err := property(c, m); err != nil {
			return err
		}
	}
	f.inForce[id] = m.configuration()
	return nil
}

func (f *figure3) electionSafety(_ *cluster, m *member) error {
	if m.Role() != Leader {
		return nil
	}
	if f.leaderOf == nil {
		f.leaderOf = map[Term]ServerID{}
	}
	if first, ok := f.leaderOf[m.currentTerm]; ok && first != m.ID() {
		return fmt.Errorf("Election Safety: %v and %v are both leaders of term %d", first, m.ID(), m.currentTerm)
	}
	f.leaderOf[m.currentTerm] = m.ID()
	return nil
}

func (f *figure3) leaderAppendOnly(_ *cluster, m *member) error {
	before := &f.leaderLog[m.ID()]
	if m.Role() != Leader {
		*before = leaderLog{}
		return nil
	}
	if before.term == m.currentTerm {
		now := m.whole()
		for i, e := range before.log {
			if i >= len(now) || now[i] != e {
				return fmt.Errorf("Leader Append-Only: %v lost or changed its entry %d", m.ID(), i+1)
			}
		}
	}
	*before = leaderLog{m.currentTerm, m.whole()}
	return nil
}

func (f *figure3) logMatching(c *cluster, m *member) error {
	for _, id := range c.ids() {
		other := c.members[id]
		ours, theirs := m.whole(), whole(&other.disk.Snapshot, &other.disk.Log)
		if other.Server != nil {
			theirs = other.whole()
		}
		same := false // an entry with the same index and term was seen at or after i
		for i := min(len(ours), len(theirs)) - 1; i >= 0; i-- {
			same = same || ours[i].Term == theirs[i].Term
			if same && ours[i] != theirs[i] {
				return fmt.Errorf("Log Matching: %v and %v differ at %d: %+v, %+v", m.ID(), id, i+1, ours[i], theirs[i])
			}
		}
	}
	return nil
}

// entryOrNone returns a log's entry, none where it does not reach so far.
func entryOrNone(log []Entry, i Index) (e Entry) {
	if int(i) <= len(log) {
		e = log[i-1]
	}
	return e
}

func (f *figure3) leaderCompleteness(c *cluster, m *member) error {
	log := m.whole()
	for i := Index(len(f.committed)) + 1; i <= m.commitIndex; i++ {
		f.committed = append(f.committed, committedEntry{entryOrNone(log, i), m.currentTerm, f.inForce[m.ID()]})
	}
	for i := Index(1); i <= m.commitIndex; i++ {
		if entryOrNone(log, i) != f.committed[i-1].entry {
			return fmt.Errorf("Leader Completeness: %v takes %+v for committed at %d, which is %+v", m.ID(), entryOrNone(log, i), i, f.committed[i-1])
		}
	}
	for _, id := range c.ids() {
		leader := c.members[id]
		if leader.Server == nil || leader.Role() != Leader {
			continue
		}
		log := leader.whole()
		for i, e := range f.committed {
			if e.in < leader.currentTerm && (i >= len(log) || log[i] != e.entry) {
				return fmt.Errorf("Leader Completeness: entry %d, committed in term %d, is not in the log of %v, leader of term %d", i+1, e.in, id, leader.currentTerm)
			}
		}
	}
	return nil
}

func (f *figure3) stateMachineSafety(_ *cluster, m *member) error {
	for i, a := range m.applied {
		if i == len(f.applied) {
			f.applied = append(f.applied, a.Entry)
		}
		if a.Entry != f.applied[i] {
			return fmt.Errorf("State Machine Safety: %v applied %+v at %d, another %+v", m.ID(), a.Entry, a.Index, f.applied[i])
		}
	}
	return nil
}

func (f *figure3) onMajorityOfDisks(c *cluster, _ *member) error {
	if len(f.committed) == 0 {
		return nil
	}
	last := Index(len(f.committed))
	entry := f.committed[last-1]
	if !bothMajorities(entry.by, func(id ServerID) bool {
		disk := &c.members[id].disk
		return disk.Log.Gone(last) || disk.Log.TermAt(last) == entry.entry.Term
	}) {
		return fmt.Errorf("entry %d is committed by %v, but not on a majority of disks", last, entry.by)
	}
	return nil
}
