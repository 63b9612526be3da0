package etcd

import (
	"fmt"

	"raft-playground/raft"
)

// implementation is a cluster of one of the two.
type implementation interface {
	campaign(id int)
	propose(id int, command int64) (accepted bool)
	restart(id int)
	beat(id int)
	transfer(id, to int)
	deliver()
	look(id int) view
}

// duel is both implementations, under the same conditions.
type duel struct {
	servers int

	configuration raft.Configuration // in force on both sides, at everybody who belongs to the cluster

	conditions conditions
	ours       *ours
	theirs     *theirs
	seen       tally
	logs       [maxServers + 1][]entry // after the last round

	ourLedger, theirLedger []entry // what was ever committed, by anybody
}

func newDuel(servers, voters int, without raft.RuleSet) *duel {
	d := &duel{servers: servers, configuration: first(voters)}
	d.ours, d.theirs = newOurs(servers, voters, &d.conditions, without), newTheirs(servers, voters, &d.conditions)
	return d
}

// play plays a round with both and returns the first difference.
func (d *duel) play(n round) error {
	d.seen.rounds++
	stands := n.action == campaign || n.action == campaignBoth
	if !d.belongs(n.server) || stands && !d.votes(n.server) || n.action == campaignBoth && !d.votes(n.other) {
		return nil // see the package's comment
	}
	n.apply(&d.conditions, d.servers)
	d.cutOff()
	if n.action == change {
		if !d.comparable(n) {
			return nil
		}
		if err := d.change(n); err != nil {
			return err
		}
		return d.compare(true)
	}
	before := d.theirs.look(n.server)
	d.conditions.loss = n.loss
	ours := d.act(d.ours, n)
	d.conditions.loss = n.loss
	theirs := d.act(d.theirs, n)
	if ours != theirs {
		return fmt.Errorf("of its commands ours accepted %d, theirs %d", ours, theirs)
	}
	d.conditions.loss = loss{}
	if n.beats {
		for range 2 { // the first may bring about a commit, the second tells of it
			d.beat(d.ours)
			d.beat(d.theirs)
		}
	}
	if after := d.theirs.look(n.server); after.leads && !before.leads {
		d.seen.leaders++
	}
	if n.action == transfer && before.leads && d.theirs.look(n.other).leads && n.other != n.server {
		d.seen.transfers++
	}
	return d.compare(n.beats)
}

// act does what a round begins with, and returns how many commands were accepted.
func (d *duel) act(c implementation, n round) (accepted int) {
	switch n.action {
	case campaign:
		if d.outdated(c, n.server) {
			d.conditions.loss = loss{}
		}
		start(c, n.server)
	case campaignBoth:
		if d.outdated(c, n.server) {
			d.conditions.loss = loss{}
		}
		sameTerm := c.look(n.server).term == c.look(n.other).term
		start(c, n.server)
		if sameTerm && n.other != n.server {
			start(c, n.other)
		}
	case propose:
		d.hideFromEqual(c, n.server)
		for _, command := range n.commands {
			if c.propose(n.server, command) {
				accepted++
			}
		}
	case restart:
		c.restart(n.server)
	case transfer:
		if d.canHandOver(c, n.server, n.other) {
			// What others still get from it depends on round trips (see the package's comment).
			for id := 1; id <= d.servers; id++ {
				d.conditions.hidden[n.server][id] = id != n.other
			}
			c.transfer(n.server, n.other)
		}
	}
	c.deliver()
	d.conditions.hidden = links{}
	return accepted
}

// canHandOver reports whether one server leads and reaches the other, and nobody whom it
// reaches is further: what is lost between them, etcd's leader does not send again.
func (d *duel) canHandOver(c implementation, from, to int) bool {
	leader := c.look(from)
	if !leader.leads || from == to || !d.votes(to) || d.conditions.cut[from][to] {
		return false
	}
	for id := 1; id <= d.servers; id++ {
		if !d.conditions.cut[from][id] && c.look(id).term > leader.term {
			return false
		}
	}
	return true
}

// start lets a server's election timer run out. A leader has none.
func start(c implementation, id int) {
	if !c.look(id).leads {
		c.campaign(id)
	}
}

// outdated reports whether a server can reach one whose term is later than that
// of the election it is about to start.
func (d *duel) outdated(c implementation, candidate int) bool {
	for id := 1; id <= d.servers; id++ {
		if !d.conditions.cut[candidate][id] && c.look(id).term > c.look(candidate).term+1 {
			return true
		}
	}
	return false
}

// beat makes every leader send heartbeats. Those who were deposed and do not know
// it learn of it first.
func (d *duel) beat(c implementation) {
	for id := 1; id <= d.servers; id++ {
		if d.hideFromEqual(c, id) {
			c.beat(id)
			c.deliver()
		}
		d.conditions.hidden = links{}
	}
	for id := 1; id <= d.servers; id++ {
		if c.look(id).leads {
			c.beat(id)
		}
	}
	c.deliver()
}

// hideFromEqual reports whether a leader can reach a server of a later term, and
// then hides it from all others.
func (d *duel) hideFromEqual(c implementation, leader int) (deposed bool) {
	v := c.look(leader)
	var equals links
	for id := 1; id <= d.servers && v.leads; id++ {
		later := c.look(id).term > v.term
		equals[leader][id] = !later
		deposed = deposed || later && !d.conditions.cut[leader][id]
	}
	if deposed {
		d.conditions.hidden = equals
	}
	return deposed
}

// aim directs commands and transfers to the next server that leads, from the one drawn on.
func (d *duel) aim(n *round) {
	for range d.servers {
		if n.action != transfer && n.action != change && (n.action != propose || !n.toLeader) || d.theirs.look(n.server).leads {
			return
		}
		n.server = n.server%d.servers + 1
	}
}
