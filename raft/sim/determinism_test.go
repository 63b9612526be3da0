package sim_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// playScript plays a run in which everything that exists happens, and calls each
// after every action.
func playScript(t testing.TB, seed uint64, servers int, each func(*sim.World)) *sim.World {
	t.Helper()
	cfg := sim.DefaultConfig()
	cfg.Seed, cfg.Servers = seed, servers
	cfg.PreVote, cfg.Reads = seed%2 == 0, sim.ReadMode(seed/2%2)
	if seed > 5 {
		cfg.SnapshotEvery = 4 * int(seed%2)
	}
	w := newWorld(t, cfg)
	draw := &drawer{Rand: rand.New(rand.NewPCG(seed, uint64(servers))), world: w}
	for d := range draw.weights {
		draw.weights[d] = 1
	}
	draw.weights[ask], draw.weights[restart], draw.weights[resume], draw.weights[healAll] = 16, 3, 2, 2
	draw.weights[transfer], draw.weights[takeSnapshot] = 0, 0
	if seed > 4 { // those before are as old as the golden file, and play as they always did
		draw.weights[transfer] = 3
	}
	if seed > 5 {
		draw.weights[takeSnapshot] = 6
	}
	draw.weights[reconfigure] = 0
	if seed > 7 {
		draw.weights[reconfigure] = 6
	}
	look := func(since uint64) {
		for _, e := range w.Since(since) {
			draw.saw(&e)
		}
	}
	for w.Now() < 4*raft.Second {
		begun := w.Seq()
		w.AdvanceTo(w.Now() + draw.between(0, 60*raft.Millisecond))
		look(begun)
		acted := w.Seq()
		if w.Do(draw.action(), "an action") != nil {
			continue
		}
		if look(acted); each != nil {
			each(w)
		}
	}
	w.RunUntil(5 * raft.Second)
	return w
}

// TestTracesAreTheSameEverywhere compares the hashes of many runs with golden
// ones. The same file serves with and without the race detector and at every
// GOMAXPROCS: nothing of that may influence a run.
func TestTracesAreTheSameEverywhere(t *testing.T) {
	var got strings.Builder
	for servers := 1; servers <= raft.MaxServers; servers++ {
		for seed := uint64(1); seed <= 8; seed++ {
			w := playScript(t, seed, servers, nil)
			fmt.Fprintf(&got, "servers %d seed %d: %d events, hash %s\n", servers, seed, w.Seq(), w.HashString())
		}
	}
	const file = "testdata/trace-hashes.golden"
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("the engine plays differently now; if that is intended, run with -update (-want +got):\n%s", diff)
	}
}

func TestEventsAddUpToTheState(t *testing.T) {
	for seed := uint64(1); seed <= 30; seed++ {
		servers := 1 + int(seed%9)
		var events []sim.Event
		w := playScript(t, seed, servers, func(w *sim.World) { events = append(events, w.TakeEvents()...) })
		events = append(events, w.TakeEvents()...)
		if uint64(len(events)) != w.Seq() {
			t.Fatalf("%d events, the last is numbered %d", len(events), w.Seq())
		}
		sameState(t, reduced(servers, events), w.State())
	}
}

// TestEventsSurviveTheWire reduces events that went through JSON, as a page
// does.
func TestEventsSurviveTheWire(t *testing.T) {
	var events []sim.Event
	w := playScript(t, 3, 5, func(w *sim.World) { events = append(events, w.TakeEvents()...) })
	events = append(events, w.TakeEvents()...)
	text, err := json.Marshal(events)
	if err != nil {
		t.Fatal(err)
	}
	var back []sim.Event
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	sameState(t, reduced(5, back), w.State())
}

func TestACloneGoesOnAsTheOriginalDoes(t *testing.T) {
	for seed := uint64(1); seed <= 10; seed++ {
		clones := []*sim.World{}
		hashes := []string{}
		w := playScript(t, seed, 5, func(w *sim.World) {
			c := w.Clone()
			clones = append(clones, c)
			c.RunUntil(c.Now() + 300*raft.Millisecond) // must not disturb the original
			hashes = append(hashes, c.HashString())
		})
		if plain := playScript(t, seed, 5, nil); plain.Hash() != w.Hash() {
			t.Fatalf("seed %d: cloning changed the run", seed)
		}
		again := 0
		playScript(t, seed, 5, func(w *sim.World) {
			c := w.Clone()
			c.RunUntil(c.Now() + 300*raft.Millisecond)
			if got := c.HashString(); got != hashes[again] {
				t.Fatalf("seed %d, clone %d: hash %s, before %s", seed, again, got, hashes[again])
			}
			again++
		})
		if again < 20 {
			t.Fatalf("only %d actions", again)
		}
	}
}

// TestChangingOneLinkLeavesOtherStreamsAlone compares a run with one in which a
// single link is slower: what does not depend on it is drawn the same.
func TestChangingOneLinkLeavesOtherStreamsAlone(t *testing.T) {
	first := func(w *sim.World, to raft.ServerID) (sent, took raft.Duration) {
		w.RunUntil(400 * raft.Millisecond)
		for _, e := range w.TakeEvents() {
			if e.Kind == sim.SendEvent && e.Message.Kind == sim.RequestVote && e.Message.To.Server() == to {
				return e.Message.Sent, e.Message.Arrives - e.Message.Sent
			}
		}
		t.Fatal("nobody asked for a vote")
		return 0, 0
	}
	plain := newWorld(t, sim.DefaultConfig())
	plain.RunUntil(400 * raft.Millisecond)
	leader := plain.Leader()
	for _, other := range []raft.ServerID{1, 2, 3, 4, 5} {
		if other == leader {
			continue
		}
		slowed := leader%5 + 1
		a, b := newWorld(t, sim.DefaultConfig()), newWorld(t, sim.DefaultConfig())
		do(t, b, sim.SetLatency{From: leader, To: slowed, Latency: sim.Span{Min: 9 * raft.Millisecond, Max: 9 * raft.Millisecond}})
		sentA, tookA := first(a, other)
		sentB, tookB := first(b, other)
		if sentA != sentB || (other != slowed && tookA != tookB) {
			t.Errorf("to S%d: sent %d and %d, took %d and %d", other, sentA, sentB, tookA, tookB)
		}
	}
}
