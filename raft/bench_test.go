package raft

import "testing"

// One commit, from the proposal to the client's answer, with a network and disks
// that take no time. Followers learn of it with the next append, as they would.
// The log grows with b.N, and its growth is part of the cost.

func BenchmarkCommit3(b *testing.B)           { benchmarkCommit(b, 3, 1) }
func BenchmarkCommit5(b *testing.B)           { benchmarkCommit(b, 5, 1) }
func BenchmarkCommit3InFlight64(b *testing.B) { benchmarkCommit(b, 3, 64) }
func BenchmarkCommit5InFlight64(b *testing.B) { benchmarkCommit(b, 5, 64) }

func benchmarkCommit(b *testing.B, servers, inFlight int) {
	w := newWires(b, servers)
	w.handle(1, w.servers[1].Timeout(0))
	w.run()
	b.ReportAllocs()
	b.ResetTimer()
	for w.answered < b.N {
		for range min(inFlight, b.N-w.answered) {
			_, _, out, err := w.servers[1].Propose(0, Command{Op: Set, Key: "x", Value: 1})
			if err != nil {
				b.Fatal(err)
			}
			w.handle(1, out)
		}
		before := w.answered
		w.run()
		if w.answered == before {
			b.Fatalf("nothing is committed after %d commits", before)
		}
	}
}

// BenchmarkClone is a clone of a server with a log of 1,000 entries.
func BenchmarkClone(b *testing.B) {
	w := newWires(b, 1)
	w.handle(1, w.servers[1].Timeout(0))
	for range 1000 {
		_, _, out, _ := w.servers[1].Propose(0, Command{Op: Set, Key: "x", Value: 1})
		w.handle(1, out)
	}
	b.ReportAllocs()
	for b.Loop() {
		w.servers[1].Clone()
	}
}

// wires are servers and nothing between them: the least that makes them go.
type wires struct {
	servers  [MaxServers + 1]*Server
	machines [MaxServers + 1]StateMachine
	flying   []Message
	answered int
}

func newWires(b *testing.B, servers int) *wires {
	w := &wires{}
	for id := ServerID(1); int(id) <= servers; id++ {
		s, err := New(config(id, servers), DurableState{}, 0)
		if err != nil {
			b.Fatal(err)
		}
		w.servers[id] = s
	}
	return w
}

// handle does what an output asks for.
func (w *wires) handle(id ServerID, out Output) {
	for {
		if n := len(out.Committed); n > 0 {
			for _, e := range out.Committed {
				w.machines[id].Apply(e.Index, e.Entry.Command)
				if e.Answer {
					w.answered++
				}
			}
			w.servers[id].Applied(out.Committed[n-1].Index)
		}
		w.flying = append(append(w.flying, out.Send...), out.SendAfterPersist...)
		if out.Persist.Seq == 0 {
			return
		}
		out = w.servers[id].Persisted(0, out.Persist.Seq)
	}
}

// run delivers everything.
func (w *wires) run() {
	for i := 0; i < len(w.flying); i++ {
		m := w.flying[i]
		w.handle(m.To, w.servers[m.To].Receive(0, m))
	}
	w.flying = w.flying[:0]
}
