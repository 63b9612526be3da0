package raft

// This file has the sequence that logs are made of, cheap to clone and small while it is
// short. A run keeps much that only ever grows, logs above all, and is cloned often:
// each clone costs a list of chunks at most, and shares what is in them.

import (
	"slices"
	"unsafe"
)

// chunkSize trades the cost of the first write after a clone, which copies up to one
// chunk, against the length of the list of chunks.
const chunkSize = 64

// Vector is a sequence whose first element has index 1, like a log's. The zero value
// is empty.
//
// A place is written once. To cut the sequence short is to write elsewhere from there
// on, and so is to set an element. So clones can share all places, and a slice that
// [Vector.Slice] returns never changes. Use [Vector.Clone] to copy one: of two plain
// copies, both would write to the places behind the last element.
type Vector[T any] struct {
	full   []*[chunkSize]T
	tail   []T // what does not fill a chunk; it begins small and grows
	length int
}

// Len returns how many elements there are.
func (v *Vector[T]) Len() int { return v.length }

// At returns the element at index i, which must exist.
func (v *Vector[T]) At(i int) T { return *v.Ref(i) }

// Ref returns where the element at index i is, which must exist, for reading.
func (v *Vector[T]) Ref(i int) *T {
	at := uint(i - 1)
	if c := at / chunkSize; c < uint(len(v.full)) {
		return &v.full[c][at%chunkSize]
	}
	return &v.tail[at%chunkSize]
}

// Push adds an element at the end.
func (v *Vector[T]) Push(x T) {
	if len(v.tail) == cap(v.tail) {
		v.grow()
	}
	v.tail = append(v.tail, x)
	if v.length++; len(v.tail) == chunkSize {
		v.full = append(v.full, (*[chunkSize]T)(v.tail))
		v.tail = nil
	}
}

// leastTail is how many places the first chunk of all begins with.
const leastTail = 4

// grow gives the tail more places. Those of a long sequence are all needed soon.
func (v *Vector[T]) grow() {
	room := chunkSize
	if len(v.full) == 0 {
		room = min(max(leastTail, 2*len(v.tail)), chunkSize)
	}
	v.tail = append(make([]T, 0, room), v.tail...)
}

// Set replaces the element at index i, which must exist. It costs the copy of a chunk
// and of the list of chunks.
func (v *Vector[T]) Set(i int, x T) {
	c, at := (i-1)/chunkSize, (i-1)%chunkSize
	if c == len(v.full) {
		v.tail = slices.Clone(v.tail)
		v.tail[at] = x
		return
	}
	fresh := *v.full[c]
	fresh[at] = x
	v.full = slices.Clone(v.full)
	v.full[c] = &fresh
}

// Cut removes the elements after index last.
func (v *Vector[T]) Cut(last int) {
	if last >= v.length {
		return
	}
	c, rest := last/chunkSize, last%chunkSize
	if c < len(v.full) {
		v.tail = v.full[c][:]
		v.full = slices.Clip(v.full[:c])
	}
	if v.tail, v.length = slices.Clip(v.tail[:rest]), last; rest == 0 {
		v.tail = nil
	}
}

// DropFirst removes whole chunks of the first n elements, and returns how many elements
// these were: the one behind them has index 1 then.
func (v *Vector[T]) DropFirst(n int) (dropped int) {
	chunks := min(n/chunkSize, len(v.full))
	if chunks > 0 { // in a list of its own, which holds the others no longer
		v.full = slices.Clone(v.full[chunks:])
		v.length -= chunks * chunkSize
	}
	return chunks * chunkSize
}

// Slice returns the elements from index first to index last, both included. The
// result must not be written to, and never changes.
func (v *Vector[T]) Slice(first, last int) []T {
	if first > last {
		return nil
	}
	if from, n := (first-1)%chunkSize, last-first+1; from+n <= chunkSize {
		return v.chunk(first)[from : from+n : from+n]
	}
	out := make([]T, 0, last-first+1)
	for i := first; i <= last; {
		from := (i - 1) % chunkSize
		n := min(chunkSize-from, last-i+1)
		out = append(out, v.chunk(i)[from:from+n]...)
		i += n
	}
	return out
}

// chunk returns the chunk in which index i is.
func (v *Vector[T]) chunk(i int) []T {
	if c := (i - 1) / chunkSize; c < len(v.full) {
		return v.full[c][:]
	}
	return v.tail
}

// Clone returns a vector that shares no mutable state with v.
func (v *Vector[T]) Clone() Vector[T] {
	return Vector[T]{full: slices.Clip(v.full), tail: slices.Clip(v.tail), length: v.length}
}

// Weight returns how many bytes the places take, and how many bytes a clone takes for
// itself when v goes on: the list of chunks and the last of them.
func (v *Vector[T]) Weight() (all, own int) {
	var x T
	size := int(unsafe.Sizeof(x))
	own = cap(v.full)*int(unsafe.Sizeof(uintptr(0))) + cap(v.tail)*size
	return len(v.full)*chunkSize*size + own, own
}
