package etcd

import (
	"encoding/binary"
	"fmt"
	"math"

	etcdraft "go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
)

// theirs is a cluster of etcd's RawNodes. Whatever is to be persisted is durable
// at once.
type theirs struct {
	wires   wires[raftpb.Message]
	nodes   [maxServers + 1]theirNode
	servers int
}

type theirNode struct {
	raw     *etcdraft.RawNode
	disk    *disk
	applied []entry
}

// disk is etcd's MemoryStorage with the configuration that was applied last, which forgets
// the commit index, as Figure 2 does.
type disk struct {
	*etcdraft.MemoryStorage
	conf      raftpb.ConfState
	confIndex uint64 // of the entry that it comes from
}

// InitialState returns what a process that starts has to know.
func (d *disk) InitialState() (raftpb.HardState, raftpb.ConfState, error) {
	hard, _, err := d.MemoryStorage.InitialState()
	hard.Commit = 0
	return hard, d.conf, err
}

func newTheirs(servers, voting int, c *conditions) *theirs {
	t := &theirs{wires: wires[raftpb.Message]{conditions: c}, servers: servers}
	voters := make([]uint64, voting)
	for i := range voters {
		voters[i] = uint64(i + 1)
	}
	for id := 1; id <= servers; id++ {
		t.nodes[id].disk = &disk{MemoryStorage: etcdraft.NewMemoryStorage(), conf: raftpb.ConfState{Voters: voters}}
		t.restart(id)
	}
	return t
}

func (t *theirs) restart(id int) {
	n := &t.nodes[id]
	n.raw, n.applied = newRawNode(id, n.disk), nil
}

func newRawNode(id int, storage etcdraft.Storage) *etcdraft.RawNode {
	raw, err := etcdraft.NewRawNode(&etcdraft.Config{
		ID: uint64(id), Storage: storage, Logger: silent{},
		ElectionTick: math.MaxInt32, HeartbeatTick: 1, // only leaders are ticked: a tick is a heartbeat
		MaxSizePerMsg: math.MaxUint64, MaxInflightMsgs: 256,
		DisableProposalForwarding: true,
	})
	if err != nil {
		panic(err)
	}
	return raw
}

func (t *theirs) campaign(id int) {
	if err := t.nodes[id].raw.Campaign(); err != nil {
		panic(err)
	}
	t.settle(id)
}

func (t *theirs) beat(id int) {
	t.nodes[id].raw.Tick()
	t.settle(id)
}

func (t *theirs) propose(id int, command int64) bool {
	err := t.nodes[id].raw.Propose(binary.BigEndian.AppendUint64(nil, uint64(command)))
	t.settle(id)
	return err == nil
}

func (t *theirs) transfer(id, to int) {
	t.nodes[id].raw.TransferLeader(uint64(to))
	t.settle(id)
}

func (t *theirs) deliver() {
	t.wires.deliver(func(l letter[raftpb.Message]) {
		n := &t.nodes[l.to]
		if term := n.raw.BasicStatus().Term; l.message.Term < term {
			t.refuse(l, term)
		}
		if err := n.raw.Step(l.message); err != nil && err != etcdraft.ErrStepPeerNotFound { // a late answer of who has left
			panic(fmt.Sprintf("S%d: %v: %v", l.to, l.message, err))
		}
		t.settle(l.to)
	})
}

// refuse answers a request of an old term, as Figure 2 does (see the package's
// comment).
func (t *theirs) refuse(l letter[raftpb.Message], term uint64) {
	m := raftpb.Message{From: l.message.To, To: l.message.From, Term: term}
	switch l.kind {
	case voteRequest:
		m.Type, m.Reject = raftpb.MsgVoteResp, true
	case appendRequest:
		m.Type = raftpb.MsgAppResp
	default:
		return
	}
	t.send(m)
}

// settle does what etcd wants done, until it wants nothing more.
func (t *theirs) settle(id int) {
	n := &t.nodes[id]
	for n.raw.HasReady() {
		ready := n.raw.Ready()
		if err := n.disk.Append(ready.Entries); err != nil {
			panic(err)
		}
		if !etcdraft.IsEmptyHardState(ready.HardState) {
			_ = n.disk.SetHardState(ready.HardState)
		}
		for _, m := range ready.Messages {
			t.send(m)
		}
		for _, e := range ready.CommittedEntries {
			n.applied = append(n.applied, theirEntry(e))
			n.applyChange(e)
		}
		n.raw.Advance(ready)
	}
}

func (t *theirs) send(m raftpb.Message) {
	l := letter[raftpb.Message]{from: int(m.From), to: int(m.To), message: m}
	switch m.Type {
	case raftpb.MsgVote:
		l.kind = voteRequest
	case raftpb.MsgVoteResp:
		l.kind = voteReply
	case raftpb.MsgApp, raftpb.MsgHeartbeat:
		l.kind = appendRequest
	case raftpb.MsgAppResp, raftpb.MsgHeartbeatResp:
		l.kind = appendReply
	case raftpb.MsgTimeoutNow:
		l.kind = wordToStand
	default:
		panic(fmt.Sprintf("unexpected %v", m.Type))
	}
	t.wires.send(l)
}

func (t *theirs) look(id int) view {
	n := &t.nodes[id]
	status := n.raw.BasicStatus()
	v := view{
		term: status.Term, vote: status.Vote, leads: status.RaftState == etcdraft.StateLeader,
		commit: status.Commit, applied: n.applied,
	}
	last, _ := n.disk.LastIndex()
	if last == 0 {
		return v
	}
	entries, err := n.disk.Entries(1, last+1, math.MaxUint64)
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		v.log = append(v.log, theirEntry(e))
	}
	return v
}

func theirEntry(e raftpb.Entry) entry {
	if e.Type != raftpb.EntryNormal {
		return entry{term: e.Term, command: configuring}
	}
	if len(e.Data) == 0 {
		return entry{term: e.Term} // the no-op
	}
	return entry{term: e.Term, command: int64(binary.BigEndian.Uint64(e.Data))}
}

// silent is a logger that only panics.
type silent struct{}

func (silent) Debug(...any)              {}
func (silent) Debugf(string, ...any)     {}
func (silent) Error(...any)              {}
func (silent) Errorf(string, ...any)     {}
func (silent) Info(...any)               {}
func (silent) Infof(string, ...any)      {}
func (silent) Warning(...any)            {}
func (silent) Warningf(string, ...any)   {}
func (silent) Fatal(v ...any)            { panic(fmt.Sprint(v...)) }
func (silent) Fatalf(f string, v ...any) { panic(fmt.Sprintf(f, v...)) }
func (silent) Panic(v ...any)            { panic(fmt.Sprint(v...)) }
func (silent) Panicf(f string, v ...any) { panic(fmt.Sprintf(f, v...)) }
