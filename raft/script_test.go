package raft

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// This file holds the verbs in which the tests' scripts are written.

// ids returns the servers of the cluster, in order.
func (c *cluster) ids() []ServerID {
	ids := make([]ServerID, c.cfg.Servers)
	for i := range ids {
		ids[i] = ServerID(i + 1)
	}
	return ids
}

// at returns a running server and its disk.
func (c *cluster) at(id ServerID) *member { return c.members[id] }

// deliver delivers the messages in flight that match, oldest first, but none
// that is sent meanwhile. A message to a server that is down is lost.
func (c *cluster) deliver(match func(Message) bool) int {
	c.t.Helper()
	arriving := c.lose(match)
	for _, m := range arriving {
		if c.members[m.To].Server != nil {
			c.took(m.To, c.members[m.To].Receive(c.now, m))
		}
	}
	return len(arriving)
}

// lose takes the messages that match out of the network, and returns them.
func (c *cluster) lose(match func(Message) bool) (lost []Message) {
	kept := c.flying[:0:0]
	for _, m := range c.flying {
		if match(m) {
			lost = append(lost, m)
		} else {
			kept = append(kept, m)
		}
	}
	c.flying = kept
	return lost
}

// talk lets two servers exchange messages, and catch up with their disks unless
// those are slow, until they have nothing left to say to one another.
func (c *cluster) talk(a, b ServerID) {
	c.t.Helper()
	for range 1000 {
		if c.deliver(between(a, b)) == 0 {
			return
		}
	}
	c.t.Fatalf("%v and %v never stop talking", a, b)
}

// settle delivers everything until nothing is in flight.
func (c *cluster) settle() {
	c.t.Helper()
	for range 1000 {
		if c.deliver(anything) == 0 {
			return
		}
	}
	c.t.Fatalf("the network never goes quiet")
}

// elect makes a server time out until it has won an election with just these
// voters (everybody, if none is named). Nothing but votes is delivered.
func (c *cluster) elect(id ServerID, voters ...ServerID) {
	c.t.Helper()
	if len(voters) == 0 {
		voters = c.ids()
	}
	for range 5 {
		c.timeout(id)
		for _, voter := range voters {
			c.deliver(both(votes, between(id, voter)))
			c.deliver(both(votes, between(id, voter)))
		}
		c.lose(votes)
		if c.at(id).Role() == Leader {
			return
		}
	}
	c.t.Fatalf("%v is not elected by %v", id, voters)
}

// runUntil lets time pass, with a network and disks that take none, until the
// condition holds. It reports whether that happened before the given span was
// over.
func (c *cluster) runUntil(within Duration, holds func() bool) bool {
	c.t.Helper()
	for end := c.now + within; ; {
		c.settle()
		if holds() {
			return true
		}
		next := Never
		for _, id := range c.ids() {
			if m := c.members[id]; m.Server != nil {
				next = min(next, m.Deadline())
			}
		}
		if next > end {
			return false
		}
		c.now = max(c.now, next)
		for _, id := range c.ids() {
			if m := c.members[id]; m.Server != nil && m.Deadline() <= c.now {
				c.timeout(id)
			}
		}
	}
}

// isolate cuts a server off, both ways.
func (c *cluster) isolate(id ServerID) {
	for _, other := range c.ids() {
		c.cut(id, other)
		c.cut(other, id)
	}
}

// cut makes one direction between two servers lose everything.
func (c *cluster) cut(from, to ServerID) {
	c.cuts[link{from, to}] = true
	c.lose(func(m Message) bool { return m.From == from && m.To == to })
}

// heal mends every link, starts every server that is down, and gives every disk
// its usual speed.
func (c *cluster) heal() {
	c.t.Helper()
	c.cuts = map[link]bool{}
	for _, id := range c.ids() {
		m := c.members[id]
		m.slow = false
		if m.Server == nil {
			c.start(id)
		}
		c.sync(id)
	}
}

// leader returns the running leader of the highest term, 0 if there is none.
func (c *cluster) leader() (leader ServerID) {
	term := Term(0)
	for _, id := range c.ids() {
		if m := c.members[id]; m.Server != nil && m.Role() == Leader && m.CurrentTerm() > term {
			leader, term = id, m.CurrentTerm()
		}
	}
	return leader
}

// heartbeat makes a leader's heartbeat come due, and everything that follows.
func (c *cluster) heartbeat(id ServerID) {
	c.t.Helper()
	c.timeout(id)
	c.settle()
}

// agree reports whether all members run and hold the same log, all of it
// committed.
func (c *cluster) agree() bool {
	members := c.belong()
	first := c.members[members[0]]
	for _, id := range members {
		m := c.members[id]
		if m.Server == nil || m.CommitIndex() != m.log.LastIndex() || !slices.Equal(m.whole(), first.whole()) {
			return false
		}
	}
	return true
}

// terms returns the terms of a server's entries, such as "1 1 4".
func (m *member) terms() string { return termsOf(&m.log) }

func anything(Message) bool { return true }

func votes(m Message) bool {
	switch m.Body.(type) {
	case RequestVote, RequestVoteReply:
		return true
	}
	return false
}

func between(a, b ServerID) func(Message) bool {
	return func(m Message) bool { return m.From == a && m.To == b || m.From == b && m.To == a }
}

func both(f, g func(Message) bool) func(Message) bool {
	return func(m Message) bool { return f(m) && g(m) }
}

// logOf returns a log whose entries have these terms. Entries of the same index
// and term carry the same command, as the Log Matching Property wants it.
func logOf(terms string) Log {
	var l Log
	for _, field := range strings.Fields(terms) {
		term, err := strconv.Atoi(field)
		if err != nil {
			panic(err)
		}
		l.Append(entryAt(l.LastIndex()+1, Term(term)))
	}
	return l
}

// entryAt returns the entry that logOf puts at an index.
func entryAt(i Index, term Term) Entry {
	return Entry{Term: term, Command: set(fmt.Sprintf("k%d", i%4), int64(term)*1000+int64(i))}
}

func set(key string, value int64) Command { return Command{Op: Set, Key: key, Value: value} }

func termsOf(l *Log) string {
	var terms []string
	for _, e := range l.Slice(l.Base().Index+1, l.LastIndex()) {
		terms = append(terms, strconv.Itoa(int(e.Term)))
	}
	return strings.Join(terms, " ")
}

// follow reports whether all the other members follow this leader.
func (c *cluster) follow(leader ServerID) bool {
	for _, id := range c.belong() {
		if c.members[id].Server == nil || c.members[id].Leader() != leader {
			return false
		}
	}
	return true
}
