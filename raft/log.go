package raft

import "sort"

// Log is the sequence of entries, the first at index 1. The zero value is empty.
//
// A log can be compacted (§7): the entries up to its base are gone, and a snapshot
// stands for them. They were committed, so no other log that matters differs there.
//
// It is made for two things that a plain slice does badly. A clone is cheap. And
// a slice handed out by [Log.Slice] never changes. See [Vector].
type Log struct {
	base    Position      // of the last entry that is gone; the zero value where none is
	entries Vector[Entry] // the first of them at index before+1
	before  Index         // at most base: a whole chunk goes at a time
}

// NewLog returns a log holding a copy of entries.
func NewLog(entries ...Entry) Log {
	var l Log
	l.Append(entries...)
	return l
}

// Base returns the position of the last entry that is gone, the zero value where none
// is. Its term is still known, and the next entry is the first of the log.
func (l *Log) Base() Position { return l.base }

// LastIndex returns the index of the last entry; where there is none, that of the base.
func (l *Log) LastIndex() Index { return l.before + Index(l.entries.Len()) }

// LastTerm returns the term of the last entry; where there is none, that of the base.
func (l *Log) LastTerm() Term { return l.TermAt(l.LastIndex()) }

// At returns the entry at index i, which must be there.
func (l *Log) At(i Index) Entry { return l.entries.At(int(i - l.before)) }

// TermAt returns the term of the entry at index i, or of the base; 0 at index 0 and
// beyond the end, and where the entry is gone: see [Log.Gone].
func (l *Log) TermAt(i Index) Term {
	switch {
	case i == l.base.Index:
		return l.base.Term
	case i < l.base.Index, i > l.LastIndex():
		return 0
	}
	return l.entries.Ref(int(i - l.before)).Term
}

// Gone reports whether the entry at index i has been compacted, so that not even its
// term is known any more.
func (l *Log) Gone(i Index) bool { return i < l.base.Index }

// Slice returns the entries from index first to index last, both included, which must
// be there. The result must not be written to, and never changes.
func (l *Log) Slice(first, last Index) []Entry {
	return l.entries.Slice(int(first-l.before), int(last)-int(l.before))
}

// Append adds entries at the end.
func (l *Log) Append(entries ...Entry) {
	for i := range entries {
		l.entries.Push(entries[i])
	}
}

// Truncate removes the entries after index last, which is not below the base.
func (l *Log) Truncate(last Index) {
	if last < l.LastIndex() {
		l.entries.Cut(int(last - l.before))
	}
}

// Compact makes a position the log's base: the entries up to there are gone, and those
// that follow stay. A log that does not reach so far, or whose base lies beyond, is empty
// then.
func (l *Log) Compact(to Position) {
	if to.Index < l.base.Index || to.Index >= l.LastIndex() {
		*l = Log{base: to, before: to.Index}
		return
	}
	l.base = to
	l.before += Index(l.entries.DropFirst(int(to.Index - l.before)))
}

// Clone returns a log that shares no mutable state with l.
func (l *Log) Clone() Log { return Log{l.base, l.entries.Clone(), l.before} }

// Weight returns how many bytes the log takes, and how many of them are its own,
// where a clone shares the rest.
func (l *Log) Weight() (all, own int) { return l.entries.Weight() }

// holds reports whether the entry at index i is there and of term t. Every log
// holds the position before the first entry, index 0 of term 0; and what is gone was
// committed, so that any leader's entry there was the same.
func (l *Log) holds(i Index, t Term) bool {
	return l.Gone(i) || i <= l.LastIndex() && l.TermAt(i) == t
}

// heldAfter returns how many of these entries the log holds already, right after
// index prev.
func (l *Log) heldAfter(prev Index, entries []Entry) int {
	n := 0
	for n < len(entries) && l.holds(prev+Index(n)+1, entries[n].Term) {
		n++
	}
	return n
}

// firstOfTerm returns the index of the first entry that is there and whose term is at
// least t, or one past the end. Terms never decrease along a log, so this is a search.
func (l *Log) firstOfTerm(t Term) Index {
	first := l.base.Index + 1
	return first + Index(sort.Search(int(l.LastIndex()-l.base.Index), func(i int) bool { return l.TermAt(first+Index(i)) >= t }))
}
