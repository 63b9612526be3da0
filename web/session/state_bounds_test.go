package session

import (
	"fmt"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

// many is a run with a long log, many messages under way and many claims.
const many = "raft 1\nservers 5\nclients 8\nseed 3\nat 350ms: c1 writes every 1ms\nat 350ms: c2 writes every 1ms\nat 350ms: c3 writes every 1ms\nat 350ms: c4 writes every 1ms\nat 350ms: c5 writes every 1ms\nat 350ms: c6 writes every 1ms\nat 350ms: c7 writes every 1ms\nat 350ms: c8 writes every 1ms\nat 19s: latency 5s to 6s\n"

func TestWhoeverComesIsToldABoundedPartAndTheRestOnRequest(t *testing.T) {
	h := open(t, Options{})
	text := many
	for i := range 300 {
		text += fmt.Sprintf("at 19s: expect x=%d never committed\n", i+1)
	}
	text += "end at 20s\n"
	for i := range 3 {
		text += fmt.Sprintf("fork f%d at %ds\n", i, 10+i)
	}
	p := h.connect(t)
	size := 0
	p.OnMessage = func(message []byte) { size = max(size, len(message)) }
	secret := newSecret()
	p.Say(wire.HelloRequest{Session: sessionID(secret), Secret: secret, Run: &wire.Run{Text: text, Edge: 20 * raft.Second}, Playing: new(false)})
	p.Welcome = await[wire.Welcome](p)
	await[wire.Snapshot](p)
	if size > wire.MaxMessage {
		t.Errorf("a snapshot of %d bytes", size)
	}
	s := h.find(p.Welcome.Session)
	whole := asked(s, func() sim.State { return s.clusters[0].run.World().State() })
	if n := len(whole.Servers[0].Log); n < 2000 || len(whole.Flights) < 20 {
		t.Fatalf("%d entries, %d messages: the run is too short for this test", n, len(whole.Flights))
	}
	for i, server := range whole.Servers {
		told := p.State["A"].Servers[i]
		first := max(told.First, 1)
		if first == 1 || len(told.Log) < 30 {
			t.Fatalf("%v: told from %d on, %d entries", server.ID, first, len(told.Log))
		}
		wiretest.Equal(t, fmt.Sprint(server.ID, "'s tail"), server.Log[first-1:], told.Log)
	}
	// What lies before, at the edge and at an instant long ago.
	for _, at := range []*raft.Time{nil, new(20 * raft.Second), new(9 * raft.Second)} {
		var all []sim.Entry
		for {
			answer, ok := p.Ask(wire.EntriesRequest{Cluster: "A", Server: 2, At: at, First: raft.Index(len(all) + 1), Last: 100_000}).(wire.Entries)
			if !ok || answer.First != raft.Index(len(all)+1) {
				t.Fatalf("%+v", answer)
			}
			if len(answer.Entries) == 0 {
				break
			}
			all = append(all, answer.Entries...)
		}
		if size > wire.MaxMessage {
			t.Errorf("an answer of %d bytes", size)
		}
		want := whole.Servers[1].Log
		if at != nil && *at < 20*raft.Second {
			if len(all) == 0 || len(all) >= len(want) {
				t.Fatalf("%d of %d entries at %d", len(all), len(want), *at)
			}
			want = want[:len(all)]
		}
		wiretest.Equal(t, "the log", want, all)
	}
	for _, wrong := range []wire.EntriesRequest{
		{Server: 6, First: 1, Last: 2}, {Server: 0, First: 1, Last: 2}, {Server: 1, First: 0, Last: 2}, {Server: 1, First: 3, Last: 2},
		{Server: 1, First: 1, Last: 2, At: new(raft.Time(-1))}, {Server: 1, First: 1, Last: 2, At: new(21 * raft.Second)},
	} {
		wrong.Cluster = "A"
		if r := p.Refusal(wrong); r.Code != "request.bad-range" {
			t.Errorf("%+v: %+v", wrong, r)
		}
	}
}

func TestOfTooManyOutcomesThoseThatDidNotHoldAreTold(t *testing.T) {
	var all []wire.Outcome
	for i := range 100 {
		all = append(all, wire.Outcome{Line: i, Held: i%10 != 0})
	}
	some := someOutcomes(all, 20)
	failed := 0
	for i, o := range some {
		if !o.Held {
			failed++
		}
		if i > 0 && o.Line <= some[i-1].Line {
			t.Error("they are not in their order")
		}
	}
	if len(some) != 20 || failed != 10 {
		t.Errorf("%d are told, %d of them did not hold", len(some), failed)
	}
	if got := someOutcomes(all, 5); len(got) != 5 {
		t.Errorf("%d are told", len(got))
	}
}

func TestAStateWithVeryManyMessagesAndKeysFits(t *testing.T) {
	text := "raft 1\nservers 9\nseed 3\nheartbeat 1ms\n"
	for i := range 600 {
		text += fmt.Sprintf("at %dms: c%d write k%d=1\n", 400+25*i, 1+i%4, i)
	}
	text += "at 16s: latency 59s to 60s\n"
	g := playText(t, text)
	if err := g.c.advance(17 * raft.Second); err != nil {
		t.Fatal(err)
	}
	whole := g.c.run.World().State()
	if len(whole.Flights) < 5000 || len(whole.Servers[0].Machine) < 500 {
		t.Fatalf("%d messages, %d keys: not enough for this test", len(whole.Flights), len(whole.Servers[0].Machine))
	}
	for _, most := range []int{wire.MaxMessage, wire.MaxMessage / 8} {
		told := g.c.view(most)
		if n := len(wire.Marshal(told)); n > most {
			t.Errorf("%d bytes, at most %d", n, most)
		}
		if v := told.State.Servers[0]; v.Pairs != len(whole.Servers[0].Machine) || len(v.Machine) == 0 || len(told.State.Flights) == 0 {
			t.Errorf("%d of %d keys, %d messages are told", len(v.Machine), v.Pairs, len(told.State.Flights))
		}
	}
}
