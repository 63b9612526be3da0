package check

// chunkLength trades the cost of the first write after a clone against the
// length of the chunk list.
const chunkLength = 64

// vector is a growing sequence that is cheap to clone: a clone shares its chunks
// until one side writes to one. The first element has index 1, like a log's. The
// zero value is empty.
type vector[T any] struct {
	chunks []*[chunkLength]T
	owned  []bool // whether a chunk is ours alone
	length int
}

func (v *vector[T]) len() int { return v.length }

// at returns the element at index i, which must exist.
func (v *vector[T]) at(i int) T { return v.chunks[(i-1)/chunkLength][(i-1)%chunkLength] }

// push adds an element at the end.
func (v *vector[T]) push(x T) {
	if v.length%chunkLength == 0 {
		v.chunks = append(v.chunks, new([chunkLength]T))
		v.owned = append(v.owned, true)
	}
	v.length++
	v.set(v.length, x)
}

// set replaces the element at index i, which must exist.
func (v *vector[T]) set(i int, x T) {
	c := (i - 1) / chunkLength
	if !v.owned[c] {
		own := *v.chunks[c]
		v.chunks[c], v.owned[c] = &own, true
	}
	v.chunks[c][(i-1)%chunkLength] = x
}

// cut removes the elements after index last.
func (v *vector[T]) cut(last int) {
	if last >= v.length {
		return
	}
	keep := (last + chunkLength - 1) / chunkLength
	v.chunks, v.owned, v.length = v.chunks[:keep], v.owned[:keep], last
}

// clone returns a vector that shares no mutable state with v.
func (v *vector[T]) clone() vector[T] {
	c := vector[T]{length: v.length, chunks: make([]*[chunkLength]T, len(v.chunks)), owned: make([]bool, len(v.chunks))}
	copy(c.chunks, v.chunks)
	clear(v.owned)
	return c
}
