package raft

import "testing"

func TestLine14_StreamsOfDifferentNamesAndSeedsAreIndependent(t *testing.T) {
	// Drawing from one does not move another: they are plain values.
	a, b := NewRand(1, "S1"), NewRand(1, "S2")
	untouched := b
	for range 100 {
		a.Uint64()
	}
	if b != untouched {
		t.Errorf("drawing from one stream moves another")
	}
	copied := a
	if a.Uint64() != copied.Uint64() {
		t.Errorf("a copy of a stream does not go on as the stream does")
	}

	// No two of many streams share a number, and each bit is a fair coin in all.
	names := []string{"", "S", "S1", "S2", "S9", "1S", "S12", "S1→S2", "S2→S1", "disk S1", "disk S2"}
	seen := map[uint64]string{}
	ones := [64]int{}
	draws := 0
	for seed := range uint64(20) {
		for _, name := range names {
			r := NewRand(seed, name)
			for range 100 {
				n := r.Uint64()
				if other, ok := seen[n]; ok {
					t.Fatalf("stream %q of seed %d shares a number with %s", name, seed, other)
				}
				seen[n] = name
				for bit := range ones {
					ones[bit] += int(n >> bit & 1)
				}
				draws++
			}
		}
	}
	for bit, n := range ones {
		if share := float64(n) / float64(draws); share < 0.48 || share > 0.52 {
			t.Errorf("bit %d is set in %.1f %% of all draws", bit, 100*share)
		}
	}
}

func TestLine14_ASpanIsDrawnEvenlyAndIncludesItsEnds(t *testing.T) {
	r := NewRand(3, "span")
	counts := map[Duration]int{}
	for range 6000 {
		counts[r.Between(10, 15)]++
	}
	for d := Duration(10); d <= 15; d++ {
		if counts[d] < 850 || counts[d] > 1150 {
			t.Errorf("%d is drawn %d times in 6000, of 6 values", d, counts[d])
		}
	}
	if len(counts) != 6 {
		t.Errorf("draws %v, of 10 to 15", counts)
	}
}

// Fixing one latency must not reshuffle what is drawn afterwards.
func TestAFixedSpanConsumesAsMuchAsADrawnOne(t *testing.T) {
	a, b := NewRand(3, "span"), NewRand(3, "span")
	a.Between(10, 20)
	if got := b.Between(10, 10); got != 10 || a != b {
		t.Errorf("a span of 10 to 10 gives %d; the stream is at %x, want %x", got, b, a)
	}
}
