package etcd

import (
	"fmt"

	"raft-playground/raft"
)

// ours is a cluster of package raft. Whatever is to be persisted is durable at
// once.
type ours struct {
	wires   wires[raft.Message]
	without raft.RuleSet // rules that are switched off, to see that it shows
	nodes   [maxServers + 1]ourNode
	servers int
	voters  raft.ServerSet // in the beginning
	found   []string       // findings, which lawful rounds never bring about
}

type ourNode struct {
	server  *raft.Server
	durable raft.DurableState
	applied []entry
}

func newOurs(servers, voters int, c *conditions, without raft.RuleSet) *ours {
	o := &ours{wires: wires[raft.Message]{conditions: c}, servers: servers, without: without, voters: first(voters).Voters}
	for id := 1; id <= servers; id++ {
		o.restart(id)
	}
	return o
}

func (o *ours) restart(id int) {
	n := &o.nodes[id]
	s, err := raft.New(raft.Config{
		ID: raft.ServerID(id), Servers: o.servers, Voters: o.voters,
		ElectionTimeoutMin: raft.Second, ElectionTimeoutMax: raft.Second, HeartbeatInterval: raft.Second,
		NoOpOnElection: true, Batch: 3, Without: o.without,
	}, n.durable, 0)
	if err != nil {
		panic(err)
	}
	n.server, n.applied = s, nil
}

func (o *ours) campaign(id int) { o.carryOut(id, o.nodes[id].server.Timeout(0)) }

// beat makes a leader send heartbeats, which is what its timer is for.
func (o *ours) beat(id int) { o.carryOut(id, o.nodes[id].server.Timeout(0)) }

func (o *ours) propose(id int, command int64) bool {
	// A client and a request of its own for each command, so that none is taken for
	// a repetition.
	_, _, out, err := o.nodes[id].server.Propose(0, raft.Command{Op: raft.Set, Client: 1, Request: uint32(command), Key: "x", Value: command})
	o.carryOut(id, out)
	return err == nil
}

func (o *ours) transfer(id, to int) {
	out, err := o.nodes[id].server.TransferLeadership(0, raft.ServerID(to))
	if err != nil {
		panic(err)
	}
	o.carryOut(id, out)
}

func (o *ours) deliver() {
	o.wires.deliver(func(l letter[raft.Message]) { o.carryOut(l.to, o.nodes[l.to].server.Receive(0, l.message)) })
}

func (o *ours) carryOut(id int, out raft.Output) {
	n := &o.nodes[id]
	for {
		for _, f := range out.Findings {
			o.found = append(o.found, fmt.Sprintf("S%d: %+v", id, f))
		}
		for _, e := range out.Committed {
			n.applied = append(n.applied, ourEntry(e.Entry))
		}
		if len(out.Committed) > 0 {
			n.server.Applied(n.server.CommitIndex())
		}
		o.send(out.Send)
		write := out.Persist
		if write.Seq == 0 {
			o.send(out.SendAfterPersist)
			return
		}
		write.Apply(&n.durable)
		o.send(out.SendAfterPersist)
		out = n.server.Persisted(0, write.Seq)
	}
}

func (o *ours) send(messages []raft.Message) {
	for _, m := range messages {
		l := letter[raft.Message]{from: int(m.From), to: int(m.To), message: m}
		switch m.Body.(type) {
		case raft.RequestVote:
			l.kind = voteRequest
		case raft.RequestVoteReply:
			l.kind = voteReply
		case raft.AppendEntries:
			l.kind = appendRequest
		case raft.AppendEntriesReply:
			l.kind = appendReply
		case raft.TimeoutNow:
			l.kind = wordToStand
		default:
			panic(fmt.Sprintf("unexpected %T", m.Body))
		}
		o.wires.send(l)
	}
}

func (o *ours) look(id int) view {
	s := o.nodes[id].server
	v := view{
		term: uint64(s.CurrentTerm()), vote: uint64(s.VotedFor()), leads: s.Role() == raft.Leader,
		commit: uint64(s.CommitIndex()), applied: o.nodes[id].applied,
	}
	for _, e := range s.Log().Slice(1, s.Log().LastIndex()) {
		v.log = append(v.log, ourEntry(e))
	}
	return v
}

func ourEntry(e raft.Entry) entry {
	if e.Configuration != (raft.Configuration{}) {
		return entry{term: uint64(e.Term), command: configuring}
	}
	return entry{term: uint64(e.Term), command: e.Command.Value}
}
