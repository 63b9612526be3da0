package raft

// Rand is a small deterministic source of random numbers (splitmix64), a plain
// value: copying it copies the stream's position. Two streams with different
// names never influence one another, so that changing one part of a run does
// not reshuffle the rest.
type Rand uint64

// NewRand returns the stream that belongs to seed and name.
func NewRand(seed uint64, name string) Rand {
	r := Rand(seed)
	for i := 0; i < len(name); i++ {
		r = Rand(r.Uint64() ^ uint64(name[i])<<7)
	}
	return Rand(r.Uint64())
}

// Uint64 returns the next number of the stream.
func (r *Rand) Uint64() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Below returns a number from 0 to n-1; n must be positive. The bias is below
// n/2⁶⁴ and of no concern for a simulation.
func (r *Rand) Below(n int64) int64 { return int64(r.Uint64() % uint64(n)) }

// Between returns a span from low to high, both included.
func (r *Rand) Between(low, high Duration) Duration {
	if high <= low {
		r.Uint64() // a fixed span consumes as much as a drawn one
		return low
	}
	return low + Duration(r.Below(int64(high-low)+1))
}
