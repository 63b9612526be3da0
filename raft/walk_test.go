package raft

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// step is one step of a random walk: what is done, and to whom. A step that
// makes no sense where the walk has come to does nothing, so that one can be
// taken out of a failing walk without changing what the others mean.
type step struct{ do, a, b byte }

// verbs are the steps a walk may take. Each is as likely as it is often here.
var verbs = func() (list []func(*cluster, step)) {
	for _, v := range []struct {
		often int
		do    func(*cluster, step)
	}{
		{30, (*cluster).walkDeliver},
		{3, (*cluster).walkDuplicate},
		{3, (*cluster).walkLose},
		{16, (*cluster).walkSync},
		{5, (*cluster).walkTimeout},
		{12, (*cluster).walkPropose},
		{2, (*cluster).walkCrash},
		{4, (*cluster).walkRestart},
		{10, (*cluster).walkTalk},
		{1, (*cluster).walkLoseAll},
		{2, (*cluster).walkTransfer},
		{4, (*cluster).walkCompact},
		{3, (*cluster).walkChange},
	} {
		for range v.often {
			list = append(list, v.do)
		}
	}
	return list
}()

// TestLine44_TheFivePropertiesHoldOnEveryWalk takes random walks through
// everything lawful that can happen to a cluster: messages delivered in any
// order, lost, duplicated and delayed; crashes that lose what is not on the disk
// yet; timeouts at any moment; changes of who belongs to the cluster. After every input the invariants and the
// properties of Figure 3 are checked; at the end everything heals, and the
// cluster must commit.
func TestLine44_TheFivePropertiesHoldOnEveryWalk(t *testing.T) {
	for servers := 3; servers <= 5; servers++ {
		t.Run(fmt.Sprintf("%d servers", servers), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				c := newCluster(t, setup{
					servers: servers,
					noOp:    rapid.Bool().Draw(t, "no-op"),
					preVote: rapid.Bool().Draw(t, "pre-vote"),
					batch:   rapid.SampledFrom([]int{1, 2, 16}).Draw(t, "batch"),
					seed:    rapid.Uint64().Draw(t, "seed"),
					voters:  firstServers(rapid.IntRange(2, servers).Draw(t, "voters")).Voters,
					joint:   rapid.Bool().Draw(t, "joint"),
				})
				for _, id := range c.ids() {
					c.at(id).slow = true
				}
				stepOf := rapid.Custom(func(t *rapid.T) step {
					b := rapid.SliceOfN(rapid.Byte(), 3, 3).Draw(t, "step")
					return step{b[0], b[1], b[2]}
				})
				for _, s := range rapid.SliceOfN(stepOf, 300, 1200).Draw(t, "walk") {
					verbs[int(s.do)%len(verbs)](c, s)
				}
				converges(t, c)
			})
		})
	}
}

// running returns a running server, 0 if none is.
func (c *cluster) running(a byte) ServerID {
	up := slices.DeleteFunc(c.ids(), func(id ServerID) bool { return c.at(id).Server == nil })
	if len(up) == 0 {
		return 0
	}
	return up[int(a)%len(up)]
}

// message returns the place of one message in flight, -1 if there is none.
func (c *cluster) message(s step) int {
	if len(c.flying) == 0 {
		return -1
	}
	return (int(s.a) + int(s.b)<<8) % len(c.flying)
}

func (c *cluster) walkDeliver(s step) {
	if i := c.message(s); i >= 0 {
		m := c.flying[i]
		c.flying = slices.Delete(c.flying, i, i+1)
		if c.at(m.To).Server != nil {
			c.t.Logf("%v hears %+v", m.To, m)
			c.took(m.To, c.at(m.To).Receive(c.now, m))
		}
	}
}

func (c *cluster) walkDuplicate(s step) {
	if i := c.message(s); i >= 0 {
		c.flying = append(c.flying, c.flying[i])
	}
}

func (c *cluster) walkLose(s step) {
	if i := c.message(s); i >= 0 {
		c.flying = slices.Delete(c.flying, i, i+1)
	}
}

func (c *cluster) walkLoseAll(s step) {
	c.lose(func(m Message) bool { return m.To == ServerID(int(s.a)%c.cfg.Servers+1) })
}

func (c *cluster) walkSync(s step) {
	if id := c.running(s.a); id != 0 {
		n := len(c.at(id).writes)
		c.t.Logf("the disk of %v does some of %d writes", id, n)
		c.syncSome(id, min(n, int(s.b)%4+1))
	}
}

// walkTimeout lets the deadline come of any server, and sooner or later of every
// leader, whose heartbeats are the more frequent.
func (c *cluster) walkTimeout(s step) {
	id := c.running(s.a)
	if leader := c.leader(); leader != 0 && s.b < 128 {
		id = leader
	}
	if id != 0 {
		c.t.Logf("%v times out as %v of term %d", id, c.at(id).Role(), c.at(id).CurrentTerm())
		c.timeout(id)
	}
}

func (c *cluster) walkPropose(s step) {
	id := c.running(s.a)
	if leader := c.leader(); leader != 0 && s.b < 200 {
		id = leader
	}
	if id != 0 {
		command := add(ClientID(s.a%3), uint32(s.b%16), int64(s.b))
		c.t.Logf("%v, %v, is asked for %+v", id, c.at(id).Role(), command)
		c.propose(id, command)
	}
}

// walkTransfer asks a server to hand its leadership over to any other, or to one that is none.
func (c *cluster) walkTransfer(s step) {
	if id := c.running(s.a); id != 0 {
		c.transfer(id, ServerID(s.b)%(MaxServers+1))
	}
}

// walkCompact lets a server take a snapshot.
func (c *cluster) walkCompact(s step) {
	if id := c.running(s.a); id != 0 {
		c.t.Logf("%v compacts up to %d", id, c.at(id).LastApplied())
		c.compact(id)
	}
}

func (c *cluster) walkCrash(s step) {
	if id := c.running(s.a); id != 0 {
		writes := int(s.b) % (len(c.at(id).writes) + 1)
		c.t.Logf("%v crashes; %d of its %d writes are done", id, writes, len(c.at(id).writes))
		c.crashKeeping(id, writes)
	}
}

func (c *cluster) walkRestart(s step) {
	if id := ServerID(int(s.a)%c.cfg.Servers + 1); c.at(id).Server == nil {
		c.t.Logf("%v starts", id)
		c.start(id)
	}
}

// walkTalk lets two servers, of which one leads or would like to, say all they
// have to say to one another, with quick disks; that brings a walk forward.
func (c *cluster) walkTalk(s step) {
	a, b := c.ambitious(), c.running(s.a)
	if a == 0 || a == b {
		return
	}
	c.t.Logf("%v and %v talk", a, b)
	c.at(a).slow, c.at(b).slow = false, false
	c.sync(a)
	c.sync(b)
	c.talk(a, b)
	c.at(a).slow, c.at(b).slow = true, true
}

// ambitious returns the leader or candidate of the highest term, 0 if there is
// none.
func (c *cluster) ambitious() (id ServerID) {
	for _, other := range c.ids() {
		m := c.at(other)
		if m.Server != nil && m.Role() != Follower && (id == 0 || m.CurrentTerm() > c.at(id).CurrentTerm()) {
			id = other
		}
	}
	return id
}
