package raft

import "slices"

// DurableState is what a server's disk holds: Figure 2's persistent state, and the
// snapshot that stands for what its log does not hold any more.
type DurableState struct {
	CurrentTerm Term
	VotedFor    ServerID
	Snapshot    Snapshot
	Log         Log // its base is the snapshot's position
}

// Persist is something to write to the disk: the term and the vote, always
// together, a snapshot, and the log from index From on. Writes with a lower Seq come first.
// The write is atomic: a crash leaves the disk as it was before or after it.
type Persist struct {
	Seq         uint64 // numbered from 1 within one incarnation; 0: nothing to do
	CurrentTerm Term
	VotedFor    ServerID
	Snapshot    *Snapshot // replaces the one before, and the log up to there; nil: there is no new one
	From        Index     // the log's entries from here on are replaced; 0: none are
	Entries     []Entry   // what stands there now
}

// Apply makes the write's effect on what a disk holds.
func (p Persist) Apply(d *DurableState) {
	d.CurrentTerm, d.VotedFor = p.CurrentTerm, p.VotedFor
	if p.Snapshot != nil {
		d.Snapshot = *p.Snapshot
		d.Log.Compact(d.Snapshot.Position())
	}
	if p.From > 0 {
		d.Log.Truncate(p.From - 1)
		d.Log.Append(p.Entries...)
	}
}

// disk tracks what has been handed out to be persisted and how far the disk has
// come.
type disk struct {
	seq          uint64   // of the last write handed out
	term         Term     // as handed out
	votedFor     ServerID // as handed out
	snapshot     Position // of the one handed out
	changedFrom  Index    // lowest log index changed since the last write, 0 for none
	durableIndex Index    // the log in memory is on the disk up to here
	durableTerm  Term     // as on the disk
	durableVote  ServerID // as on the disk
	pending      []write  // handed out, not yet durable
}

// write is a [Persist] under way, without its entries.
type write struct {
	seq      uint64
	term     Term
	votedFor ServerID
	upTo     Index // the log reaches to here once this write is durable
}

// logChanged notes that the log was changed from index i on.
func (d *disk) logChanged(i Index) {
	if d.changedFrom == 0 || i < d.changedFrom {
		d.changedFrom = i
	}
	// What a truncation removed is not what the disk will hold there.
	d.durableIndex = min(d.durableIndex, i-1)
	for k := range d.pending {
		d.pending[k].upTo = min(d.pending[k].upTo, i-1)
	}
}

// collect compares the state with what was handed out before and returns the
// difference. The term and the vote are always written together. A snapshot is never
// written to again: what is handed out is the caller's.
func (d *disk) collect(term Term, votedFor ServerID, snapshot *Snapshot, log *Log) Persist {
	if term == d.term && votedFor == d.votedFor && d.changedFrom == 0 && snapshot.Position() == d.snapshot {
		return Persist{}
	}
	d.seq++
	p := Persist{Seq: d.seq, CurrentTerm: term, VotedFor: votedFor, From: d.changedFrom}
	if snapshot.Position() != d.snapshot {
		handed := *snapshot
		p.Snapshot, d.snapshot = &handed, handed.Position()
	}
	if p.From > 0 {
		p.From = max(p.From, log.Base().Index+1)
		p.Entries = log.Slice(p.From, log.LastIndex())
	}
	d.pending = append(d.pending, write{seq: d.seq, term: term, votedFor: votedFor, upTo: log.LastIndex()})
	d.term, d.votedFor, d.changedFrom = term, votedFor, 0
	return p
}

// persisted takes note that all writes up to seq are durable. It reports false
// for a write that was never handed out.
func (d *disk) persisted(seq uint64) bool {
	if seq > d.seq {
		return false
	}
	done := 0
	for done < len(d.pending) && d.pending[done].seq <= seq {
		w := &d.pending[done]
		d.durableIndex = max(d.durableIndex, w.upTo)
		d.durableTerm, d.durableVote = w.term, w.votedFor
		done++
	}
	d.pending = slices.Delete(d.pending, 0, done)
	return true
}

// holdsVote reports whether the disk holds this term and vote, whatever else it still
// has to write.
func (d *disk) holdsVote(term Term, votedFor ServerID) bool {
	return d.durableTerm == term && d.durableVote == votedFor
}
