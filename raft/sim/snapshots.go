package sim

import "raft-playground/raft"

// perKey is how much longer a message travels, and a disk writes, for each key of a
// snapshot that it carries: what there is to move grows with what the state machine holds.
const perKey = raft.Millisecond

// snapshotTime returns how much longer something takes that carries a snapshot.
func snapshotTime(s *raft.Snapshot) raft.Duration {
	if s == nil || s.Machine == nil {
		return 0
	}
	return raft.Duration(s.Machine.Size()) * perKey
}

// writeTime returns how long a disk takes over some writes.
func (d *disk) writeTime(writes []raft.Persist) raft.Duration {
	took := d.sync
	for i := range writes {
		took += snapshotTime(writes[i].Snapshot)
	}
	return took
}

// travelTime returns how much longer a body travels than others.
func travelTime(body raft.Body) raft.Duration {
	if b, ok := body.(raft.InstallSnapshot); ok {
		return snapshotTime(&b.Snapshot)
	}
	return 0
}

// compact has a server take a snapshot of its state machine, which is then written to its
// disk. It sends nothing.
func (w *World) compact(p *process) {
	before := p.server.Log().Clone()
	out := p.server.Compact(p.machine.store.Freeze())
	if out.Persist.Snapshot == nil {
		return
	}
	for i := raft.Index(w.compacted.Len()) + 1; i <= out.Persist.Snapshot.Index; i++ {
		w.compacted.Push(before.At(i))
	}
	w.showDecisions(p, out.Decisions)
	w.write(p, out.Persist)
	w.showSnapshot(p, SnapshotTaken, out.Persist.Snapshot)
	w.showServer(p)
	w.showProgress(p)
}

// Compacted returns the entries up to an index that a snapshot stands for, as the first
// server had them that has thrown them away.
func (w *World) Compacted(upTo raft.Index) []Entry {
	entries := w.compacted.Slice(1, min(int(upTo), w.compacted.Len()))
	views := make([]Entry, len(entries))
	w.trace.viewEntries(views, entries)
	return views
}

// compactIfDue has a server take a snapshot where it has applied so many entries since the
// last that its configuration says so.
func (w *World) compactIfDue(p *process) {
	if every := raft.Index(w.cfg.SnapshotEvery); every > 0 && p.server.LastApplied() >= p.server.Log().Base().Index+every {
		w.compact(p)
	}
}

// becomesSnapshot makes a process's state machine what a snapshot holds. What it was still
// to apply the snapshot stands for, too.
func (w *World) becomesSnapshot(p *process, how SnapshotDoing, s *raft.Snapshot) {
	p.machine = machine{store: s.Machine.(*raft.Frozen).Thaw(), done: raft.Never}
	w.showSnapshot(p, how, s)
}

// showSnapshot tells what has been done with a snapshot.
func (w *World) showSnapshot(p *process, how SnapshotDoing, s *raft.Snapshot) {
	pairs := s.Machine.(*raft.Frozen).Pairs()
	w.emit(&Event{Kind: SnapshotEvent, Snapshot: &SnapshotChange{Server: p.id, Doing: how, Index: s.Index, Term: s.Term, Machine: pairs}})
}

// SnapshotDoing is what a server has done with a snapshot.
type SnapshotDoing uint8

// What can be done with a snapshot.
const (
	SnapshotTaken     SnapshotDoing = iota // of its own state machine
	SnapshotInstalled                      // it came from a leader; it is in memory, and not on the disk yet
	SnapshotRestored                       // a process has started from it
	snapshotDoingCount
)

var snapshotDoingNames = [snapshotDoingCount]string{"taken", "installed", "restored"}

// String returns its name on the wire.
func (d SnapshotDoing) String() string { return snapshotDoingNames[d] }

// MarshalText writes the name.
func (d SnapshotDoing) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [SnapshotDoing.MarshalText] writes.
func (d *SnapshotDoing) UnmarshalText(text []byte) error {
	return named(d, snapshotDoingNames[:], text)
}
