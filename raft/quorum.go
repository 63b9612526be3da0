package raft

// Configuration says who belongs to a cluster and whose word counts (§6). A server
// uses one, the configuration in force, and asks it three things: who the members
// are, how far some servers are from a quorum, and up to where a quorum agrees.
type Configuration struct {
	Voters   ServerSet `json:"voters,omitempty"`   // who votes, and whose copies count
	Next     ServerSet `json:"next,omitempty"`     // the same after a change that is under way, empty where none is: what is decided then needs a quorum of each
	Learners ServerSet `json:"learners,omitempty"` // who is sent the log, and does not count
}

// Joint reports whether a change is under way that needs a quorum of the former voters
// and one of the next (§6).
func (c Configuration) Joint() bool { return c.Next != 0 }

// Votes reports whether a server's word counts.
func (c Configuration) Votes(id ServerID) bool { return (c.Voters | c.Next).Has(id) }

// String returns the configuration as a person reads it: "S1 S2 S3", with a change under
// way "S1 S2 S3 -> S1 S4 S5", with a learner "S1 S2 S3 + S4".
func (c Configuration) String() string {
	text := c.Voters.String()
	if c.Joint() {
		text += " -> " + c.Next.String()
	}
	if c.Learners != 0 {
		text += " + " + c.Learners.String()
	}
	return text
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

// tallyWith counts those of a set whose word counts, and one more server if it is none of
// them.
func (c Configuration) tallyWith(set, more ServerSet, q quorum) tally {
	t := c.tally(set, q)
	t.have += (set & more &^ c.Voters).Len()
	if c.Joint() {
		t.haveNext += (set & more &^ c.Next).Len()
	}
	return t
}

// Count returns how many servers of a set count, and how many are needed: of two halves,
// those of the one that lacks more.
func (c Configuration) Count(set ServerSet) (have, need int) {
	t := c.tally(set, majority)
	if c.Joint() && t.needNext-t.haveNext > t.need-t.have {
		return t.haveNext, t.needNext
	}
	return t.have, t.need
}

// agreed returns the highest index up to which a quorum has come, given how far
// each server has: the smaller one where two quorums are needed. More servers may stand in
// for some of them.
func (c Configuration) agreed(come *[MaxServers + 1]Index, more ServerSet, q quorum) Index {
	index := nthHighest(come, c.Voters|more, q.of(c.Voters.Len()))
	if c.Joint() {
		index = min(index, nthHighest(come, c.Next|more, q.of(c.Next.Len())))
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

// placed is a configuration and the index of the entry that holds it, 0 for the one that
// a cluster begins with.
type placed struct {
	index         Index
	configuration Configuration
}

// configurations are those that a server knows of.
type configurations struct {
	first   placed   // before every entry of the log: in the snapshot, or that which the cluster began with
	changes []placed // by entries of the log, in their order
	inForce placed
	counts  Configuration // the same as its words are counted: where a rule is not followed, another
	besides ServerSet     // whose words count, too: where a rule is not followed, of more than the voters
}

// clone returns an independent copy.
func (c *configurations) clone() configurations {
	d := *c
	d.changes = append([]placed(nil), c.changes...)
	return d
}

// configuration returns the one in force.
func (c *configurations) configuration() Configuration { return c.inForce.configuration }
