package etcd

import (
	"fmt"
	"slices"

	"go.etcd.io/raft/v3/raftpb"

	"raft-playground/raft"
)

// How a change of who belongs to the cluster is asked for, here and there.

// configuring is what an entry carries that holds a configuration, or leads to one, in place
// of a command.
const configuring = -1

// first is the configuration that a cluster begins with.
func first(voters int) raft.Configuration {
	var c raft.Configuration
	for id := 1; id <= voters; id++ {
		c.Voters = c.Voters.With(raft.ServerID(id))
	}
	return c
}

func (o *ours) change(id int, op raft.Op, servers raft.ServerSet) bool {
	_, _, out, err := o.nodes[id].server.Propose(0, raft.Command{Op: op, Servers: servers})
	o.carryOut(id, out)
	return err == nil
}

func (t *theirs) change(id int, op raft.Op, servers raft.ServerSet) bool {
	var cc raftpb.ConfChangeV2
	add := func(kind raftpb.ConfChangeType, id int) {
		cc.Changes = append(cc.Changes, raftpb.ConfChangeSingle{Type: kind, NodeID: uint64(id)})
	}
	now := t.nodes[id].disk.conf
	for other := 1; other <= t.servers; other++ {
		asked, votes := servers.Has(raft.ServerID(other)), slices.Contains(now.Voters, uint64(other))
		switch {
		case op == raft.ChangeServers && asked && !votes, op == raft.AddVoter && asked:
			add(raftpb.ConfChangeAddNode, other)
		case op == raft.ChangeServers && !asked && votes, op == raft.RemoveServer && asked:
			add(raftpb.ConfChangeRemoveNode, other)
		case op == raft.AddLearner && asked:
			add(raftpb.ConfChangeAddLearnerNode, other)
		}
	}
	err := t.nodes[id].raw.ProposeConfChange(cc)
	t.settle(id)
	return err == nil
}

// applyChange puts a configuration in force that is committed, unless the disk has it since
// before a restart.
func (n *theirNode) applyChange(e raftpb.Entry) {
	if e.Index <= n.disk.confIndex {
		return
	}
	var cc raftpb.ConfChangeI
	var err error
	switch e.Type {
	case raftpb.EntryConfChange:
		var v1 raftpb.ConfChange
		err = v1.Unmarshal(e.Data)
		cc = v1
	case raftpb.EntryConfChangeV2:
		var v2 raftpb.ConfChangeV2
		err = v2.Unmarshal(e.Data)
		cc = v2
	default:
		return
	}
	if err != nil {
		panic(err)
	}
	n.disk.conf, n.disk.confIndex = *n.raw.ApplyConfChange(cc), e.Index
}

// configuration returns what is in force, as ours would have it.
func (d *disk) configuration() (c raft.Configuration) {
	set := func(ids []uint64) (s raft.ServerSet) {
		for _, id := range ids {
			s = s.With(raft.ServerID(id))
		}
		return s
	}
	if c.Voters = set(d.conf.Voters); len(d.conf.VotersOutgoing) > 0 {
		c.Voters, c.Next = set(d.conf.VotersOutgoing), c.Voters
	}
	c.Learners = set(d.conf.Learners) | set(d.conf.LearnersNext)
	return c
}

// changeable reports whether a change can be compared: everybody who belongs to the cluster
// has all that its leader has, and knows it to be committed.
func (d *duel) changeable(c implementation, leader int) bool {
	v := c.look(leader)
	if !v.leads || len(v.log) == 0 || v.log[len(v.log)-1].term != v.term {
		return false
	}
	for id := 1; id <= d.servers; id++ {
		if w := c.look(id); d.belongs(id) && (w.term != v.term || w.commit != uint64(len(v.log)) || !slices.Equal(w.log, v.log)) {
			return false
		}
	}
	return true
}

// comparable reports whether a change can be compared (see the package's comment).
func (d *duel) comparable(n round) bool {
	after := asked(d.configuration, n.op, n.servers)
	return d.theirs.look(n.server).leads && after != d.configuration && after.Voters.Has(raft.ServerID(n.server))
}

// change has both leaders change who belongs to the cluster, with all links up, and lets
// everybody learn of it.
func (d *duel) change(n round) error {
	leader, after := n.server, asked(d.configuration, n.op, n.servers)
	d.reach(d.configuration.Members() | n.servers)
	for range 2 {
		d.beat(d.ours)
		d.beat(d.theirs)
	}
	if d.changeable(d.ours, leader) && d.changeable(d.theirs, leader) {
		ours, theirs := d.ours.change(leader, n.op, n.servers), d.theirs.change(leader, n.op, n.servers)
		if !ours || !theirs {
			return fmt.Errorf("S%d takes the change: here %v, there %v", leader, ours, theirs)
		}
		d.ours.deliver()
		d.theirs.deliver()
		d.seen.changes++
		if (d.configuration.Voters ^ after.Voters).Len() > 1 {
			d.seen.joint++
		}
		if after.Learners != 0 {
			d.seen.learners++
		}
		d.configuration = after
	}
	for range 3 {
		d.beat(d.ours)
		d.beat(d.theirs)
	}
	d.reach(d.configuration.Members())
	for id := 1; id <= d.servers; id++ {
		if !d.belongs(id) {
			continue
		}
		ours, _ := d.ours.nodes[id].server.Configuration()
		if theirs := d.theirs.nodes[id].disk.configuration(); ours != theirs || ours != d.configuration {
			return fmt.Errorf("S%d goes by %v here, by %v there, and is to go by %v", id, ours, theirs, d.configuration)
		}
	}
	return nil
}

// asked returns the configuration that a change leads to.
func asked(c raft.Configuration, op raft.Op, servers raft.ServerSet) raft.Configuration {
	c.Voters, c.Learners = c.Voters&^servers, c.Learners&^servers
	switch op {
	case raft.AddVoter:
		c.Voters |= servers
	case raft.AddLearner:
		c.Learners |= servers
	case raft.ChangeServers:
		c.Voters = servers
	}
	return c
}

// belongs reports whether a server belongs to the cluster.
func (d *duel) belongs(id int) bool { return d.configuration.Members().Has(raft.ServerID(id)) }

// votes reports whether a server votes.
func (d *duel) votes(id int) bool { return d.configuration.Votes(raft.ServerID(id)) }

// reach heals every link between some servers, and cuts all others off.
func (d *duel) reach(servers raft.ServerSet) {
	for a := 1; a <= d.servers; a++ {
		for b := 1; b <= d.servers; b++ {
			d.conditions.cut[a][b] = a != b && !(servers.Has(raft.ServerID(a)) && servers.Has(raft.ServerID(b)))
		}
	}
	d.conditions.voteless = d.configuration.Learners
}

// cutOff cuts off who does not belong to the cluster, whatever a round has done to links.
func (d *duel) cutOff() {
	for a := 1; a <= d.servers; a++ {
		for b := 1; b <= d.servers; b++ {
			if a != b && !(d.belongs(a) && d.belongs(b)) {
				d.conditions.cut[a][b] = true
			}
		}
	}
}
