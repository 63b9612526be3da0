package session

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"raft-playground/raft"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

// TestWhateverIsDoneReplays does anything in any order, by two pages of the same
// visitor, and checks that all of it holds together: every frame follows the one
// before (the pages' readers see to that), both pages add up to the same state,
// the text replays to the same hash, and a page that comes along gets the same.
func TestWhateverIsDoneReplays(t *testing.T) {
	h := open(t, Options{MaxSessions: 1 << 20})
	actions := rapid.OneOf(
		rapid.SampledFrom([]string{"heal all", "crash leader", "isolate leader", "time out leader", "nonsense", "", "loss 30%", "loss 0%", "partition S1 S2 | S3"}),
		rapid.Custom(func(t *rapid.T) string {
			verb := rapid.SampledFrom([]string{"crash %v", "restart %v", "crash %v losing unsynced writes", "time out %v", "transfer to %v", "isolate %v", "disk sync %v 100ms", "c1 write x=1 to %v", "c2 add x 1 to %v", "cut %v -> S1", "heal %v <-> S2", "latency %v -> S3 1ms to 90ms"}).Draw(t, "verb")
			return fmt.Sprintf(verb, rapid.SampledFrom([]string{"S1", "S2", "S3", "S4", "leader"}).Draw(t, "server"))
		}),
	)
	rapid.Check(t, func(r *rapid.T) {
		one := h.begin(t, fmt.Sprintf("raft 1\nservers 3\nseed %d\n", rapid.IntRange(1, 1000).Draw(r, "seed")), true)
		two := h.visit(t, wire.HelloRequest{Session: one.Welcome.Session, Secret: one.Welcome.Secret})
		pages := []*page{one, two}
		for range rapid.IntRange(1, 40).Draw(r, "steps") {
			p := rapid.SampledFrom(pages).Draw(r, "page")
			cluster := rapid.SampledFrom([]string{"A", "A", "A", "B", "C", "*"}).Draw(r, "cluster")
			switch rapid.IntRange(0, 10).Draw(r, "what") {
			case 0, 1, 2:
				p.Ask(wire.DoRequest{Cluster: cluster, Action: actions.Draw(r, "action")})
			case 7:
				at := raft.Time(rapid.Int64Range(0, slices.Max(slices.Collect(maps.Values(p.Edge)))).Draw(r, "at"))
				p.Ask(wire.ForkRequest{Cluster: cluster, At: &at, Action: actions.Draw(r, "action")})
			case 8:
				p.Ask(wire.CompareRequest{Cluster: cluster, Change: rapid.SampledFrom([]string{"servers 4", "pre-vote on", "without vote-once", "noop off", "seed 9"}).Draw(r, "change")})
			case 9:
				p.Ask(wire.CloseRequest{Cluster: cluster})
			case 3:
				p.Ask(wire.StepRequest{})
			case 4:
				p.Ask(wire.PaceRequest{Playing: new(rapid.Bool().Draw(r, "playing")), Speed: new(rapid.SampledFrom([]wire.Speed{wire.Smart, 0.1, 1, 10}).Draw(r, "speed"))})
			default:
				h.clock.Advance(tickEvery)
				p.Text() // what the tick brought is there before or after
			}
		}
		h.clock.Advance(4 * time.Second) // it may have commanded all that it could
		one.Must(wire.PaceRequest{Playing: new(false)})
		text := one.Text()
		if other := two.Text(); other != text {
			r.Fatalf("one page has %+v, the other one %+v", text, other)
		}
		want := one.hashes()
		if got := replayedAll(t, text.Ended); !slices.Equal(got, want) || got[0] != text.Hash {
			r.Fatalf("replays to %v, was %v:\n%s", got, want, text.Text)
		}
		again := h.visit(t, wire.HelloRequest{Run: &wire.Run{Text: text.Text, Edge: text.Edge}, Playing: new(false)})
		if got := again.hashes(); !slices.Equal(got, want) || len(again.Refused) > 0 {
			r.Fatalf("comes back with %v, was %v:\n%s", got, want, text.Text)
		}
		again.Leave()
		three := h.visit(t, wire.HelloRequest{Session: one.Welcome.Session})
		for _, p := range pages {
			for id, want := range three.State {
				got := *p.State[id]
				got.At, got.Hash = want.At, want.Hash
				wiretest.Equal(t, "states", want, got)
				wiretest.Equal(t, "differences", three.Cluster[id].Differs, p.Cluster[id].Differs)
			}
			if len(p.State) != len(three.State) {
				r.Fatalf("%d clusters, %d", len(p.State), len(three.State))
			}
			p.Leave()
		}
		three.Leave()
	})
}
