package web

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"raft-playground/web/wire"
)

// TestWhateverIsDoneReplays does anything in any order, by two pages of the same
// visitor, and checks that all of it holds together: every frame follows the one
// before (the pages' readers see to that), both pages add up to the same state,
// the text replays to the same hash, and a page that comes along gets the same.
func TestWhateverIsDoneReplays(t *testing.T) {
	h := open(t, Options{NewSessions: 1 << 20, Connects: 1 << 20, MaxSessions: 1 << 20})
	actions := rapid.OneOf(
		rapid.SampledFrom([]string{"heal all", "crash leader", "isolate leader", "time out leader", "nonsense", "", "loss 30%", "loss 0%", "partition S1 S2 | S3"}),
		rapid.Custom(func(t *rapid.T) string {
			verb := rapid.SampledFrom([]string{"crash %v", "restart %v", "crash %v losing unsynced writes", "time out %v", "isolate %v", "disk sync %v 100ms", "c1 write x=1 to %v", "c2 add x 1 to %v", "cut %v -> S1", "heal %v <-> S2", "latency %v -> S3 1ms to 90ms"}).Draw(t, "verb")
			return fmt.Sprintf(verb, rapid.SampledFrom([]string{"S1", "S2", "S3", "S4", "leader"}).Draw(t, "server"))
		}),
	)
	rapid.Check(t, func(r *rapid.T) {
		one := h.begin(t, fmt.Sprintf("raft 1\nservers 3\nseed %d\n", rapid.IntRange(1, 1000).Draw(r, "seed")), true)
		two := h.visit(t, wire.Request{Session: one.welcome.Session, Secret: one.welcome.Secret})
		pages := []*page{one, two}
		for range rapid.IntRange(1, 40).Draw(r, "steps") {
			p := rapid.SampledFrom(pages).Draw(r, "page")
			switch rapid.IntRange(0, 7).Draw(r, "what") {
			case 0, 1, 2:
				p.ask(wire.Request{T: "do", Cluster: "A", Action: actions.Draw(r, "action")})
			case 3:
				p.ask(wire.Request{T: "step"})
			case 4:
				p.must(wire.Request{T: "pace", Playing: pointer(rapid.Bool().Draw(r, "playing")), Speed: pointer(rapid.SampledFrom([]wire.Speed{wire.Smart, 0.1, 1, 10}).Draw(r, "speed"))})
			default:
				h.clock.advance(tickEvery)
				p.text() // what the tick brought is there before or after
			}
		}
		one.must(wire.Request{T: "pace", Playing: pointer(false)})
		text := one.text()
		if other := two.text(); other != text {
			r.Fatalf("one page has %+v, the other one %+v", text, other)
		}
		if got := replayed(t, text.Ended); got != text.Hash {
			r.Fatalf("replays to %s, was %s:\n%s", got, text.Hash, text.Text)
		}
		three := h.visit(t, wire.Request{Session: one.welcome.Session})
		want := three.state["A"]
		for _, p := range pages {
			got := *p.state["A"]
			got.At, got.Hash = want.At, want.Hash
			equal(t, "states", want, got)
			p.leave()
		}
		three.leave()
	})
}
