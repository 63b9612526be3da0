package check

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

func (t *handmade) snapshot(id raft.ServerID, doing sim.SnapshotDoing, index raft.Index, term raft.Term, pairs ...raft.Pair) {
	t.tell(sim.Event{Kind: sim.SnapshotEvent, Snapshot: &sim.SnapshotChange{Server: id, Doing: doing, Index: index, Term: term, Machine: pairs}})
}

// applyingTwo has S1 and S2 hold and apply x=1 of term 1 and y=2 of term 2, and S3 nothing.
func applyingTwo() *handmade {
	t := &handmade{}
	t.leads(1, 2)
	t.follows(2, 2)
	t.follows(3, 2)
	for id := raft.ServerID(1); id <= 2; id++ {
		t.log(id, 1, "1:x=1 2:y=2")
		t.disk(id, 2, 1, 2)
		t.commits(id, 2)
		t.tell(sim.Event{Kind: sim.ApplyEvent, Apply: &sim.Application{Server: id, Index: 1, Key: "x", Value: 1, Version: 1}})
		t.tell(sim.Event{Kind: sim.ApplyEvent, Apply: &sim.Application{Server: id, Index: 2, Key: "y", Value: 2, Version: 2}})
	}
	return t
}

// broken returns which properties the events break.
func broken(t *handmade) []Property {
	c := New(3)
	for i := range t.events {
		c.Event(&t.events[i])
	}
	return c.Broken()
}

func TestASnapshotHasToEqualWhatTheLogHasLedTo(t *testing.T) {
	x, y := raft.Pair{Key: "x", Value: 1, Version: 1}, raft.Pair{Key: "y", Value: 2, Version: 2}
	for _, c := range []struct {
		about string
		index raft.Index
		holds []raft.Pair
		want  bool
	}{
		{"all of it", 2, []raft.Pair{x, y}, true},
		{"the first entry alone", 1, []raft.Pair{x}, true},
		{"an entry is missing", 2, []raft.Pair{x}, false},
		{"an entry too many", 1, []raft.Pair{x, y}, false},
		{"another value", 2, []raft.Pair{{Key: "x", Value: 3, Version: 1}, y}, false},
		{"an older version", 2, []raft.Pair{x, {Key: "y", Value: 2, Version: 1}}, false},
	} {
		for _, doing := range []sim.SnapshotDoing{sim.SnapshotTaken, sim.SnapshotInstalled, sim.SnapshotRestored} {
			run := applyingTwo()
			run.snapshot(1, doing, c.index, raft.Term(c.index), c.holds...)
			if got := broken(run); (len(got) == 0) != c.want || len(got) > 0 && got[0] != SnapshotEqualsLog {
				t.Errorf("%s, %v: %v are broken", c.about, doing, got)
			}
		}
	}
}

// What a snapshot stands for counts as what the log holds.
func TestALogHoldsWhatItsSnapshotStandsFor(t *testing.T) {
	x, y := raft.Pair{Key: "x", Value: 1, Version: 1}, raft.Pair{Key: "y", Value: 2, Version: 2}
	run := applyingTwo()
	run.snapshot(3, sim.SnapshotInstalled, 2, 2, x, y)
	run.log(3, 3, "")
	run.disk(3, 3, 3, 2)
	run.leads(3, 3) // with all that is committed
	run.log(3, 3, "3:z=3")
	run.log(1, 3, "3:z=3") // behind the same entries
	if got := broken(run); len(got) != 0 {
		t.Errorf("%v are broken", got)
	}
	run.log(2, 2, "2:q=9 3:z=3") // behind others
	if got := broken(run); len(got) == 0 || got[0] != LogMatching {
		t.Errorf("%v are broken", got)
	}
}

func TestARequestIsNotAppliedAgainBehindASnapshotThatStandsForIt(t *testing.T) {
	run := applyingTwo()
	run.snapshot(3, sim.SnapshotInstalled, 2, 2, raft.Pair{Key: "x", Value: 1, Version: 1}, raft.Pair{Key: "y", Value: 2, Version: 2})
	run.log(3, 3, "2:y=2") // request 2 of c1, as the entry before
	run.commits(3, 3)
	run.tell(sim.Event{Kind: sim.ApplyEvent, Apply: &sim.Application{Server: 3, Index: 3, Key: "y", Value: 2, Version: 3}})
	if got := broken(run); len(got) != 1 || got[0] != AtMostOnce {
		t.Errorf("%v are broken", got)
	}
}

func TestASnapshotIsOnTheDiskBeforeItIsAcknowledged(t *testing.T) {
	for _, synced := range []raft.Index{1, 2} {
		run := applyingTwo()
		run.snapshot(3, sim.SnapshotInstalled, 2, 2, raft.Pair{Key: "x", Value: 1, Version: 1}, raft.Pair{Key: "y", Value: 2, Version: 2})
		run.disk(3, 2, 0, synced)
		run.tell(sim.Event{Kind: sim.SendEvent, Message: &sim.Message{
			Envelope:             sim.Envelope{From: sim.ServerAddr(3), To: sim.ServerAddr(1), Kind: sim.InstallSnapshotReply, Term: 2},
			InstallSnapshotReply: &sim.InstallSnapshotResults{Success: true, LastIncludedIndex: 2},
		}})
		if got := broken(run); (len(got) == 0) != (synced == 2) || len(got) > 0 && got[0] != PersistBeforeReply {
			t.Errorf("with %d entries on the disk %v are broken", synced, got)
		}
	}
}
