package raft

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// vectorModel is a vector and the plain slice that it must equal.
type vectorModel struct {
	vector Vector[int]
	plain  []int
}

// A vector behaves as a plain slice, its clones are independent of it and of one
// another, and what it has handed out never changes.
func TestAVectorEqualsAPlainSliceAndItsClonesAndSlicesStandAlone(t *testing.T) {
	type handedOut struct{ slice, then []int }
	rapid.Check(t, func(t *rapid.T) {
		models := []*vectorModel{{}}
		var out []handedOut
		mark := 0
		pick := func() *vectorModel { return models[rapid.IntRange(0, len(models)-1).Draw(t, "vector")] }
		t.Repeat(map[string]func(*rapid.T){
			"push": func(t *rapid.T) {
				m := pick()
				for range rapid.IntRange(1, 2*chunkSize+2).Draw(t, "elements") {
					mark++
					m.vector.Push(mark)
					m.plain = append(slices.Clip(m.plain), mark)
				}
			},
			"set": func(t *rapid.T) {
				m := pick()
				if len(m.plain) == 0 {
					return
				}
				i := rapid.IntRange(1, len(m.plain)).Draw(t, "index")
				mark++
				m.vector.Set(i, mark)
				m.plain = slices.Clone(m.plain)
				m.plain[i-1] = mark
			},
			"cut": func(t *rapid.T) {
				m := pick()
				last := rapid.IntRange(0, len(m.plain)+2).Draw(t, "last")
				m.vector.Cut(last)
				m.plain = m.plain[:min(last, len(m.plain))]
			},
			"clone": func(t *rapid.T) {
				m := pick()
				c := &vectorModel{m.vector.Clone(), slices.Clone(m.plain)}
				if i := rapid.IntRange(0, 4).Draw(t, "place"); i < len(models) {
					models[i] = c
				} else {
					models = append(models, c)
				}
			},
			"slice": func(t *rapid.T) {
				m := pick()
				first := rapid.IntRange(1, len(m.plain)+1).Draw(t, "first")
				last := rapid.IntRange(first-1, len(m.plain)).Draw(t, "last")
				s := m.vector.Slice(first, last)
				out = append(out, handedOut{s, slices.Clone(s)})
				if !slices.Equal(s, m.plain[first-1:last]) {
					t.Fatalf("elements %d to %d of %v are %v", first, last, m.plain, s)
				}
			},
			"": func(t *rapid.T) {
				for _, m := range models {
					if m.vector.Len() != len(m.plain) {
						t.Fatalf("the length is %d, want %d", m.vector.Len(), len(m.plain))
					}
					for i, want := range m.plain {
						if got := m.vector.At(i + 1); got != want {
							t.Fatalf("element %d is %d, want %d", i+1, got, want)
						}
					}
				}
				for _, o := range out {
					if !slices.Equal(o.slice, o.then) {
						t.Fatalf("a slice has changed from %v to %v", o.then, o.slice)
					}
				}
			},
		})
	})
}

// A clone of a long vector takes little more than a word for each chunk, also once
// both have gone on.
func TestACloneSharesAllButTheListOfChunks(t *testing.T) {
	var v Vector[[4]int]
	for range 100_000 {
		v.Push([4]int{})
	}
	c := v.Clone()
	for _, side := range []*Vector[[4]int]{&v, &c} {
		side.Push([4]int{1})
	}
	for i := range v.full {
		if i < len(c.full) && v.full[i] != c.full[i] {
			t.Fatalf("chunk %d is there twice", i)
		}
	}
	if all, own := c.Weight(); all < 3_200_000 || own > all/50 {
		t.Errorf("it takes %d bytes, %d of its own", all, own)
	}
}
