package raft

import "sort"

// Log is the sequence of entries, the first at index 1. The zero value is empty.
//
// It is made for two things that a plain slice does badly. A clone is cheap. And
// a slice handed out by [Log.Slice] never changes. See [Vector].
type Log struct{ entries Vector[Entry] }

// NewLog returns a log holding a copy of entries.
func NewLog(entries ...Entry) Log {
	var l Log
	l.Append(entries...)
	return l
}

// LastIndex returns the index of the last entry, 0 when there is none.
func (l *Log) LastIndex() Index { return Index(l.entries.Len()) }

// LastTerm returns the term of the last entry, 0 when there is none.
func (l *Log) LastTerm() Term { return l.TermAt(l.LastIndex()) }

// At returns the entry at index i, which must exist.
func (l *Log) At(i Index) Entry { return l.entries.At(int(i)) }

// TermAt returns the term of the entry at index i; 0 at index 0 and beyond the
// end.
func (l *Log) TermAt(i Index) Term {
	if i == 0 || i > l.LastIndex() {
		return 0
	}
	return l.entries.Ref(int(i)).Term
}

// Slice returns the entries from index first to index last, both included. The
// result must not be written to, and never changes.
func (l *Log) Slice(first, last Index) []Entry { return l.entries.Slice(int(first), int(last)) }

// Append adds entries at the end.
func (l *Log) Append(entries ...Entry) {
	for i := range entries {
		l.entries.Push(entries[i])
	}
}

// Truncate removes the entries after index last.
func (l *Log) Truncate(last Index) {
	if last < l.LastIndex() {
		l.entries.Cut(int(last))
	}
}

// Clone returns a log that shares no mutable state with l.
func (l *Log) Clone() Log { return Log{l.entries.Clone()} }

// Weight returns how many bytes the log takes, and how many of them are its own,
// where a clone shares the rest.
func (l *Log) Weight() (all, own int) { return l.entries.Weight() }

// holds reports whether the entry at index i is there and of term t. Every log
// holds the position before the first entry, index 0 of term 0.
func (l *Log) holds(i Index, t Term) bool { return i <= l.LastIndex() && l.TermAt(i) == t }

// heldAfter returns how many of these entries the log holds already, right after
// index prev.
func (l *Log) heldAfter(prev Index, entries []Entry) int {
	n := 0
	for n < len(entries) && l.holds(prev+Index(n)+1, entries[n].Term) {
		n++
	}
	return n
}

// firstOfTerm returns the index of the first entry whose term is at least t, or
// one past the end. Terms never decrease along a log, so this is a search.
func (l *Log) firstOfTerm(t Term) Index {
	return Index(sort.Search(int(l.LastIndex()), func(i int) bool { return l.TermAt(Index(i+1)) >= t })) + 1
}
