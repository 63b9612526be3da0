package sim_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

const ms = raft.Millisecond

func traffic(client raft.ClientID, kinds string, every raft.Duration) sim.SetTraffic {
	return sim.SetTraffic{Client: client, Traffic: sim.Traffic{Writes: strings.Contains(kinds, "w"), Reads: strings.Contains(kinds, "r"), Every: every}}
}

// requests returns what a client has asked for, and when, in a world that is played
// up to an instant.
func requests(w *sim.World, client raft.ClientID, to raft.Time) (list []string) {
	w.RunUntil(to)
	for _, e := range w.TakeEvents() {
		if e.Kind == sim.SendEvent && e.Message.Kind == sim.ClientRequest && e.Message.From == sim.ClientAddr(client) {
			if said := e.Message.ClientRequest.Command; len(list) == 0 || list[len(list)-1] != said {
				list = append(list, said)
			}
		}
	}
	return list
}

// trafficWorld is a cluster with a leader whom the client knows.
func trafficWorld(t *testing.T) *sim.World {
	w := newWorld(t, sim.DefaultConfig())
	w.RunUntil(400 * ms)
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 40})
	w.RunUntil(1000 * ms)
	w.TakeEvents()
	return w
}

func TestTrafficWritesWhatTheClientHasNotWrittenYet(t *testing.T) {
	w := trafficWorld(t)
	do(t, w, traffic(1, "w", 100*ms))
	if got, want := requests(w, 1, 1350*ms), []string{"x=41", "x=42", "x=43", "x=44"}; !slices.Equal(got, want) {
		t.Errorf("requests %v, not %v", got, want)
	}
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 60})
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "y", Value: 90})
	got := requests(w, 1, 1700*ms)
	if !slices.Contains(got, "x=61") || slices.Contains(got, "x=45") {
		t.Errorf("after x=60 and y=90: %v", got)
	}
}

func TestTrafficOfBothKindsTakesTurns(t *testing.T) {
	w := trafficWorld(t)
	do(t, w, traffic(1, "wr", 100*ms))
	if got, want := requests(w, 1, 1350*ms), []string{"x=41", "read x", "x=42", "read x"}; !slices.Equal(got, want) {
		t.Errorf("requests %v, not %v", got, want)
	}
	do(t, w, traffic(1, "r", 50*ms))
	if got := requests(w, 1, 1600*ms); len(got) == 0 || slices.ContainsFunc(got, func(s string) bool { return s != "read x" }) {
		t.Errorf("requests %v, not only reads", got)
	}
}

func TestTrafficLeavesOutARequestWhileOneIsOutstanding(t *testing.T) {
	w := trafficWorld(t)
	do(t, w, traffic(1, "w", ms))
	for w.Now() < 1500*ms {
		w.RunUntil(w.Now() + ms)
		if c := w.State().Clients[0]; c.Queued > 0 {
			t.Fatalf("at %d µs %d requests wait", w.Now(), c.Queued)
		}
	}
	got := requests(w, 1, 1500*ms)
	for i, said := range got {
		if said != fmt.Sprintf("x=%d", 41+i) {
			t.Fatalf("requests %v: a value was left out", got)
		}
	}
	if len(got) < 5 || len(got) > 25 {
		t.Errorf("%d requests in half a second", len(got))
	}
}

func TestTrafficStops(t *testing.T) {
	w := trafficWorld(t)
	do(t, w, traffic(1, "w", 100*ms))
	w.RunUntil(1150 * ms)
	if got := w.State().Clients[0].Traffic; got != (sim.Traffic{Writes: true, Every: 100 * ms}) {
		t.Errorf("the client's traffic is %+v", got)
	}
	do(t, w, sim.SetTraffic{Client: 1})
	w.TakeEvents()
	if got := requests(w, 1, 3000*ms); len(got) != 0 || w.State().Clients[0].Traffic != (sim.Traffic{}) {
		t.Errorf("it goes on: %v", got)
	}
}

func TestTrafficGoesOnInACloneAndAddsUp(t *testing.T) {
	w := newWorld(t, sim.DefaultConfig())
	do(t, w, traffic(2, "wr", 70*ms))
	w.RunUntil(ms * 700)
	c := w.Clone()
	events := w.TakeEvents()
	w.RunUntil(2000 * ms)
	c.RunUntil(2000 * ms)
	if c.Hash() != w.Hash() {
		t.Error("a clone goes on differently")
	}
	sameState(t, reduced(5, append(events, w.TakeEvents()...)), w.State())
}

func TestTrafficThatCannotBeIsRefused(t *testing.T) {
	w := trafficWorld(t)
	do(t, w, traffic(1, "w", 100*ms))
	for code, a := range map[string][]sim.SetTraffic{
		"no-such-client": {traffic(0, "w", 100*ms), traffic(raft.MaxClients+1, "w", 100*ms)},
		"bad-range":      {traffic(2, "w", ms-1), traffic(2, "w", sim.MaxDuration+1), traffic(2, "", 100*ms), traffic(2, "w", -1)},
		"no-change":      {traffic(1, "w", 100*ms), traffic(3, "w", 0), {Client: 2}},
	} {
		for _, a := range a {
			before := w.Hash()
			var refused *sim.ActionError
			if err := w.Do(a, "traffic"); !errors.As(err, &refused) || refused.Code != code || w.Hash() != before {
				t.Errorf("%+v: %v, not %s", a, err, code)
			}
		}
	}
}
