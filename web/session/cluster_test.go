package session

import (
	"testing"

	"raft-playground/web/wire"
)

// A page counts to what wins an election and to what commits an entry here, which is less
// where no majority is needed, and says nothing of that while the rules are the secret of a
// challenge.
func TestAPageIsToldHowManyVotesWinAndHowManyCopiesCommit(t *testing.T) {
	type needed struct{ votes, copies int }
	for text, want := range map[string]needed{
		"raft 1\nservers 5\nseed 1\n":                            {3, 3},
		"raft 1\nservers 4\nseed 1\n":                            {3, 3},
		"raft 1\nservers 5\nseed 1\nwithout election-majority\n": {2, 3},
		"raft 1\nservers 5\nseed 1\nwithout commit-majority\n":   {3, 2},
		"raft 1\nservers 1\nseed 1\nwithout election-majority\n": {1, 1},
		"raft 1\nservers 1\nseed 1\nwithout commit-majority\n":   {1, 1},
	} {
		s := newQuietRegistry(t).sit(t, wire.HelloRequest{Run: &wire.Run{Text: text}, Playing: new(false)})
		c := s.clusters[0]
		told := func() needed {
			options := c.view(wire.MaxMessage).Options
			return needed{options.VotesNeeded, options.CopiesNeeded}
		}
		if got := told(); got != want {
			t.Errorf("votes and copies are %v, want %v:\n%s", got, want, text)
		}
		c.secret = true
		majority := c.run.World().Config().Servers/2 + 1
		if got := told(); got != (needed{majority, majority}) {
			t.Errorf("a secret shows in votes and copies, %v:\n%s", got, text)
		}
	}
}

// A page is told what a run began with, so that it can begin another like it.
func TestAPageIsToldOfVotersSnapshotsAndJointChanges(t *testing.T) {
	text := "raft 1\nservers 5\nvoters S1 S2 S3\nseed 1\nsnapshot every 8\nchanges joint\n"
	s := newQuietRegistry(t).sit(t, wire.HelloRequest{Run: &wire.Run{Text: text}, Playing: new(false)})
	if o := s.clusters[0].view(wire.MaxMessage).Options; o.Voters != 3 || o.SnapshotEvery != 8 || !o.JointChanges {
		t.Errorf("it is told %+v", o.Settings)
	}
}
