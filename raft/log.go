package raft

import (
	"slices"
	"sort"
)

// chunkSize trades the cost of a clone (which copies one chunk) against the
// length of the chunk list.
const chunkSize = 32

// Log is the sequence of entries, the first at index 1. The zero value is empty.
//
// It is made for two things that a plain slice does badly. A clone is cheap,
// since full chunks are shared. And a slice handed out by [Log.Slice] never
// changes: a slot is written once; truncating puts a fresh chunk in place of
// the one it cuts.
type Log struct {
	chunks []*[chunkSize]Entry // full ones are shared and never written; the last is ours
	length Index
}

// NewLog returns a log holding a copy of entries.
func NewLog(entries ...Entry) Log {
	var l Log
	l.Append(entries...)
	return l
}

// LastIndex returns the index of the last entry, 0 when there is none.
func (l *Log) LastIndex() Index { return l.length }

// LastTerm returns the term of the last entry, 0 when there is none.
func (l *Log) LastTerm() Term { return l.TermAt(l.length) }

// At returns the entry at index i, which must exist.
func (l *Log) At(i Index) Entry { return l.chunks[(i-1)/chunkSize][(i-1)%chunkSize] }

// TermAt returns the term of the entry at index i; 0 at index 0 and beyond the
// end.
func (l *Log) TermAt(i Index) Term {
	if i == 0 || i > l.length {
		return 0
	}
	return l.chunks[(i-1)/chunkSize][(i-1)%chunkSize].Term
}

// Slice returns the entries from index first to index last, both included. The
// result must not be written to, and never changes.
func (l *Log) Slice(first, last Index) []Entry {
	if first > last {
		return nil
	}
	c, from := (first-1)/chunkSize, (first-1)%chunkSize
	if n := last - first + 1; from+n <= chunkSize {
		return l.chunks[c][from : from+n : from+n]
	}
	out := make([]Entry, 0, last-first+1)
	for i := first; i <= last; {
		c, from := (i-1)/chunkSize, (i-1)%chunkSize
		n := min(chunkSize-from, last-i+1)
		out = append(out, l.chunks[c][from:from+n]...)
		i += n
	}
	return out
}

// Append adds entries at the end.
func (l *Log) Append(entries ...Entry) {
	for _, e := range entries {
		at := l.length % chunkSize
		if at == 0 {
			l.chunks = append(l.chunks, new([chunkSize]Entry))
		}
		l.chunks[len(l.chunks)-1][at] = e
		l.length++
	}
}

// Truncate removes the entries after index last.
func (l *Log) Truncate(last Index) {
	if last >= l.length {
		return
	}
	keep := (last + chunkSize - 1) / chunkSize
	l.chunks = slices.Clone(l.chunks[:keep])
	l.length = last
	l.ownLastChunk()
}

// Clone returns a log that shares no mutable state with l.
func (l *Log) Clone() Log {
	c := Log{chunks: slices.Clone(l.chunks), length: l.length}
	c.ownLastChunk()
	return c
}

// ownLastChunk replaces a partly filled last chunk by a copy, so that writing
// its free slots is seen by nobody else.
func (l *Log) ownLastChunk() {
	if used := l.length % chunkSize; used != 0 {
		fresh := new([chunkSize]Entry)
		copy(fresh[:used], l.chunks[len(l.chunks)-1][:used])
		l.chunks[len(l.chunks)-1] = fresh
	}
}

// firstOfTerm returns the index of the first entry whose term is at least t, or
// one past the end. Terms never decrease along a log, so this is a search.
func (l *Log) firstOfTerm(t Term) Index {
	return Index(sort.Search(int(l.length), func(i int) bool { return l.TermAt(Index(i+1)) >= t })) + 1
}
