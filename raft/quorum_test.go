package raft

import (
	"testing"

	"pgregory.net/rapid"
)

// setOf returns some servers as a set.
func setOf(ids ...ServerID) (set ServerSet) {
	for _, id := range ids {
		set = set.With(id)
	}
	return set
}

func TestOneConfigurationAsksForAMajorityOfItsVoters(t *testing.T) {
	for servers, need := range []int{1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 4, 7: 4, 8: 5, 9: 5} {
		if servers == 0 {
			continue
		}
		c := firstServers(servers)
		if c.Members().Len() != servers || c.Members().Has(0) {
			t.Errorf("%d servers: the members are %b", servers, c.Members())
		}
		if got := c.tally(c.Voters, majority); got != (tally{have: servers, need: need}) {
			t.Errorf("%d servers: all of them are %+v", servers, got)
		}
		if got := c.tally(0, half); got.need != max(1, servers/2) {
			t.Errorf("%d servers: half of them is %d", servers, got.need)
		}
	}
}

func TestAJointConfigurationNeedsAMajorityOfEachHalf(t *testing.T) {
	c := Configuration{Voters: setOf(1, 2, 3), Next: setOf(3, 4, 5)}
	for _, some := range []struct {
		set  ServerSet
		want bool
	}{
		{setOf(1, 2, 3), false}, // of the new ones only S3
		{setOf(3, 4, 5), false},
		{setOf(1, 2, 4), false},
		{setOf(1, 3, 4), true}, // S3 counts in both
		{setOf(1, 2, 4, 5), true},
		{0, false},
	} {
		if got := c.tally(some.set, majority); got.reached() != some.want {
			t.Errorf("%b of a joint configuration: %+v, want %v", some.set, got, some.want)
		}
	}
}

// What is shown of two halves is the one that lacks more.
func TestOfTwoHalvesTheOneThatLacksMoreIsCounted(t *testing.T) {
	c := Configuration{Voters: setOf(1, 2, 3), Next: setOf(3, 4, 5, 6, 7)}
	for set, want := range map[ServerSet][2]int{
		setOf(1, 2): {0, 3}, setOf(3): {1, 3}, setOf(4, 5, 6): {0, 2}, setOf(1, 2, 3): {1, 3}, setOf(3, 4, 5): {1, 2},
	} {
		if have, need := c.Count(set); have != want[0] || need != want[1] {
			t.Errorf("of %v: %d of %d, want %v", set, have, need, want)
		}
	}
}

func TestLearnersAreMembersAndDoNotCount(t *testing.T) {
	c := Configuration{Voters: setOf(1, 2, 3), Learners: setOf(4, 5)}
	if got := c.tally(setOf(1, 4, 5), majority); got.reached() || got != (tally{have: 1, need: 2}) {
		t.Errorf("one voter and two learners: %+v", got)
	}
	come := [MaxServers + 1]Index{1: 3, 2: 1, 3: 2, 4: 9, 5: 9}
	if got := c.agreed(&come, 0, majority); got != 2 {
		t.Errorf("the learners are ahead: the voters agree up to %d, want 2", got)
	}
	if c.Members() != setOf(1, 2, 3, 4, 5) {
		t.Errorf("the members are %b", c.Members())
	}
}

// What a quorum agrees on is the highest index that the servers which have come so
// far are a quorum for.
func TestAQuorumAgreesUpToTheHighestIndexThatItHasReached(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := func(name string, least uint16) ServerSet {
			return ServerSet(rapid.Uint16Range(least, 1<<MaxServers-1).Draw(t, name)) << 1
		}
		c := Configuration{Voters: set("voters", 1), Next: set("next", 0), Learners: set("learners", 0)}
		q := rapid.SampledFrom([]quorum{majority, half}).Draw(t, "quorum")
		var come [MaxServers + 1]Index
		for id := range come[1:] {
			come[id+1] = Index(rapid.IntRange(0, 6).Draw(t, "index"))
		}
		reached := func(i Index) bool {
			var there ServerSet
			for id, at := range come {
				if id > 0 && at >= i {
					there = there.With(ServerID(id))
				}
			}
			return c.tally(there, q).reached()
		}
		want := Index(0)
		for reached(want + 1) {
			want++
		}
		if got := c.agreed(&come, 0, q); got != want {
			t.Fatalf("%+v with %v: agreed up to %d, want %d", c, come, got, want)
		}
	})
}

// A candidate of a joint configuration whose votes come from one half alone does not
// lead, however often a voter is counted.
func TestAVoteThatIsCountedAgainCountsInTheHalvesOfItsVoter(t *testing.T) {
	s := &Server{cfg: config(1, 5)}
	s.beginsWith(placed{0, Configuration{Voters: setOf(1, 2, 3), Next: setOf(3, 4, 5)}})
	s.granted = setOf(1, 2)
	s.repeats[2] = 3
	if got := s.votes(); got.reached() || got.have != 5 || got.haveNext != 0 {
		t.Errorf("S1 and S2, who voted again: %+v", got)
	}
	s.granted = s.granted.With(3)
	s.repeats[3] = 1
	if got := s.votes(); !got.reached() || got.have != 7 || got.haveNext != 2 {
		t.Errorf("S3 too, twice: %+v", got)
	}
}

// TestAVoteThatIsCountedAgainAndAgainIsNeverForgotten: its voter belongs to one half alone,
// so that the election goes on however often it is counted.
func TestAVoteThatIsCountedAgainAndAgainIsNeverForgotten(t *testing.T) {
	s := &Server{cfg: config(1, 5)}
	s.cfg.Without = s.cfg.Without.With(CountEachVoterOnce)
	s.beginsWith(placed{0, Configuration{Voters: setOf(1, 2, 3), Next: setOf(3, 4, 5)}})
	for range 1000 {
		before := s.votes().have
		s.countVote(0, 2)
		if after := s.votes().have; after < before {
			t.Fatalf("%d votes became %d", before, after)
		}
	}
}
