package raft

// Configuration says who belongs to a cluster and whose word counts (§6). A server
// uses one, the configuration in force, and asks it three things: who the members
// are, how far some servers are from a quorum, and up to where a quorum agrees.
//
// Nothing makes one with Next or Learners yet.
type Configuration struct {
	Voters   ServerSet // who votes, and whose copies count
	Next     ServerSet // the same after a change that is under way, empty where none is: what is decided then needs a quorum of each
	Learners ServerSet // who is sent the log, and does not count
}

// firstServers is the configuration of S1 to S‹n›, who all vote.
func firstServers(n int) Configuration {
	return Configuration{Voters: 1<<(n+1) - 2}
}

// Members returns everybody to whom a leader sends its log.
func (c Configuration) Members() ServerSet { return c.Voters | c.Next | c.Learners }

// quorum is which part of some voters is enough.
type quorum uint8

const (
	// majority is the smallest number of which any two groups share a member.
	majority quorum = iota
	// half is the largest number that is no majority, but at least one. It is what a
	// server counts to that needs no majority.
	half
)

// of returns how many of so many voters are enough; none are where nobody votes.
func (q quorum) of(voters int) int {
	switch {
	case voters == 0:
		return 0
	case q == half:
		return max(1, voters/2)
	}
	return voters/2 + 1
}

// tally is how far some servers are from a quorum: of the voters, and of the next
// ones where a change is under way.
type tally struct {
	have, need         int
	haveNext, needNext int
}

// reached reports whether they are a quorum, of each where there are two.
func (t tally) reached() bool { return t.have >= t.need && t.haveNext >= t.needNext }

// tally counts those of a set whose word counts.
func (c Configuration) tally(set ServerSet, q quorum) tally {
	return tally{
		have: (set & c.Voters).Len(), need: q.of(c.Voters.Len()),
		haveNext: (set & c.Next).Len(), needNext: q.of(c.Next.Len()),
	}
}

// agreed returns the highest index up to which a quorum has come, given how far
// each server has: the smaller one where two quorums are needed.
func (c Configuration) agreed(come *[MaxServers + 1]Index, q quorum) Index {
	index := nthHighest(come, c.Voters, q.of(c.Voters.Len()))
	if c.Next != 0 {
		index = min(index, nthHighest(come, c.Next, q.of(c.Next.Len())))
	}
	return index
}

// nthHighest returns the n-th highest index of some servers.
func nthHighest(come *[MaxServers + 1]Index, servers ServerSet, n int) Index {
	var sorted [MaxServers]Index
	length := 0
	for ; servers != 0; servers &= servers - 1 {
		i, at := come[servers.first()], length
		for ; at > 0 && sorted[at-1] < i; at-- {
			sorted[at] = sorted[at-1]
		}
		sorted[at] = i
		length++
	}
	return sorted[n-1]
}
