package etcd

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	etcdraft "go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raft-playground/raft"
)

// BenchmarkCommit measures a commit, from the proposal to the state machine of the
// leader, ours and theirs by turns, on one core: servers in memory, on wires that
// take no time, with disks that are memory too. Of in-flight commands all are
// proposed, then written at once, then sent.
//
// Times are medians over blocks of commits, so that whatever else the machine does
// counts little. Only figures of the same run can be compared.
func BenchmarkCommit(b *testing.B) {
	for _, servers := range []int{3, 5} {
		for _, inFlight := range []int{1, 64} {
			b.Run(fmt.Sprintf("servers=%d/in-flight=%d", servers, inFlight), func(b *testing.B) {
				benchmarkCommit(b, servers, inFlight)
			})
		}
	}
}

// block is how many commits are timed together, on clusters that are new.
const block = 4096

// committer is a cluster that commits commands.
type committer interface {
	commit(commands int)
	committed() int
}

func benchmarkCommit(b *testing.B, servers, inFlight int) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var ours, theirs measure
	b.ResetTimer()
	for done := 0; done < b.N; done += block {
		ours.take(b, newOurCommits(servers), inFlight)
		theirs.take(b, newTheirCommits(servers), inFlight)
	}
	b.ReportMetric(0, "ns/op") // the sum of the two says nothing
	b.ReportMetric(ours.time(), "our-ns/commit")
	b.ReportMetric(theirs.time(), "etcd-ns/commit")
	b.ReportMetric(ours.time()/theirs.time(), "ours/etcd")
	b.ReportMetric(ours.allocations(), "our-allocs/commit")
	b.ReportMetric(theirs.allocations(), "etcd-allocs/commit")
}

// measure is what blocks of commits have cost.
type measure struct {
	blocks []time.Duration
	allocs uint64
}

func (m *measure) take(b *testing.B, c committer, inFlight int) {
	c.commit(inFlight) // every follower is known to match
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	begun, had := time.Now(), c.committed()
	for range block / inFlight {
		c.commit(inFlight)
	}
	m.blocks = append(m.blocks, time.Since(begun))
	runtime.ReadMemStats(&after)
	m.allocs += after.Mallocs - before.Mallocs
	if n := c.committed() - had; n != block {
		b.Fatalf("%d of %d were committed", n, block)
	}
}

// time returns the nanoseconds of a commit.
func (m *measure) time() float64 {
	slices.Sort(m.blocks)
	return float64(m.blocks[len(m.blocks)/2]) / block
}

func (m *measure) allocations() float64 { return float64(m.allocs) / float64(block*len(m.blocks)) }

// ourCommits is a cluster of package raft that S1 leads, and nothing around it.
type ourCommits struct {
	servers  [maxServers + 1]*raft.Server
	disks    [maxServers + 1]raft.DurableState
	machines [maxServers + 1]raft.StateMachine
	flying   []raft.Message
	request  uint32
	answers  int
}

func newOurCommits(servers int) *ourCommits {
	c := &ourCommits{}
	for id := raft.ServerID(1); int(id) <= servers; id++ {
		s, err := raft.New(raft.Config{
			ID: id, Servers: servers, ElectionTimeoutMin: raft.Second, ElectionTimeoutMax: raft.Second,
			HeartbeatInterval: raft.Second, NoOpOnElection: true, Batch: raft.Window,
		}, raft.DurableState{}, 0)
		if err != nil {
			panic(err)
		}
		c.servers[id] = s
	}
	c.carryOut(1, c.servers[1].Timeout(0))
	c.deliver()
	return c
}

func (c *ourCommits) committed() int { return c.answers }

func (c *ourCommits) commit(commands int) {
	var last uint64
	for range commands {
		c.request++
		_, _, out, err := c.servers[1].Propose(0, raft.Command{Op: raft.Set, Client: 1, Request: c.request, Key: "x", Value: 1})
		if err != nil {
			panic(err)
		}
		out.Persist.Apply(&c.disks[1])
		last = out.Persist.Seq
	}
	c.carryOut(1, c.servers[1].Persisted(0, last))
	c.deliver()
}

func (c *ourCommits) carryOut(id raft.ServerID, out raft.Output) {
	for {
		if n := len(out.Committed); n > 0 {
			for _, e := range out.Committed {
				c.machines[id].Apply(e.Index, e.Entry.Command)
				if e.Answer {
					c.answers++
				}
			}
			c.servers[id].Applied(out.Committed[n-1].Index)
		}
		c.flying = append(append(c.flying, out.Send...), out.SendAfterPersist...)
		if out.Persist.Seq == 0 {
			return
		}
		out.Persist.Apply(&c.disks[id])
		out = c.servers[id].Persisted(0, out.Persist.Seq)
	}
}

func (c *ourCommits) deliver() {
	for i := 0; i < len(c.flying); i++ {
		m := c.flying[i]
		c.carryOut(m.To, c.servers[m.To].Receive(0, m))
	}
	c.flying = c.flying[:0]
}

// theirCommits is a cluster of etcd's RawNodes that S1 leads, and nothing around
// it.
type theirCommits struct {
	nodes   [maxServers + 1]*etcdraft.RawNode
	disks   [maxServers + 1]*disk
	flying  []raftpb.Message
	command []byte
	applied int // by the leader
}

func newTheirCommits(servers int) *theirCommits {
	c := &theirCommits{command: []byte("x=1")}
	voters := make([]uint64, servers)
	for i := range voters {
		voters[i] = uint64(i + 1)
	}
	for id := 1; id <= servers; id++ {
		c.disks[id] = &disk{MemoryStorage: etcdraft.NewMemoryStorage(), conf: raftpb.ConfState{Voters: voters}}
		c.nodes[id] = newRawNode(id, c.disks[id])
	}
	if err := c.nodes[1].Campaign(); err != nil {
		panic(err)
	}
	c.settle(1)
	c.deliver()
	return c
}

func (c *theirCommits) committed() int { return c.applied }

func (c *theirCommits) commit(commands int) {
	for range commands {
		if err := c.nodes[1].Propose(c.command); err != nil {
			panic(err)
		}
	}
	c.settle(1)
	c.deliver()
}

func (c *theirCommits) settle(id uint64) {
	node := c.nodes[id]
	for node.HasReady() {
		ready := node.Ready()
		if err := c.disks[id].Append(ready.Entries); err != nil {
			panic(err)
		}
		if !etcdraft.IsEmptyHardState(ready.HardState) {
			_ = c.disks[id].SetHardState(ready.HardState)
		}
		c.flying = append(c.flying, ready.Messages...)
		if id == 1 {
			c.applied += len(ready.CommittedEntries)
		}
		node.Advance(ready)
	}
}

func (c *theirCommits) deliver() {
	for i := 0; i < len(c.flying); i++ {
		m := c.flying[i]
		if err := c.nodes[m.To].Step(m); err != nil {
			panic(err)
		}
		c.settle(m.To)
	}
	c.flying = c.flying[:0]
}
