package raft

import "slices"

// cluster is a handful of servers and the network between them, in memory. No
// step happens by itself: a test says who times out, whose disk catches up and
// which message arrives, so that its script reads like the paper. After every
// input the invariants of that server and the properties of Figure 3 are checked.
type cluster struct {
	t       tester
	now     Time
	cfg     Config // of every server, but for ID and Rand
	members [MaxServers + 1]*member
	flying  []Message     // sent, neither delivered nor lost, oldest first
	cuts    map[link]bool // what is sent over these is lost
	laws    figure3
}

// tester is what a cluster needs of a *testing.T, a *testing.B or a *rapid.T.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
}

// link is one direction between two servers.
type link struct{ from, to ServerID }

// member is a server with its disk.
type member struct {
	*Server                 // nil while it is down
	disk      DurableState  // what a crash leaves
	writes    []Persist     // handed out, not on the disk yet
	held      []heldMessage // waiting for writes
	slow      bool          // the disk catches up only when the test says so
	rules     invariants    // of this incarnation
	starts    int
	requests  map[request]bool // that have acted on its state machine
	machine   StateMachine     // of this incarnation
	applied   []applying       // by it
	answers   []told
	decisions []Decision
	findings  []Finding // a finding fails the test unless expected
	expected  bool
}

// request is one request of one client.
type request struct {
	of     ClientID
	number uint32
}

// applying is what came of an entry when it was applied.
type applying struct {
	CommittedEntry
	Result Result
}

// told is what a client was told of its request.
type told struct {
	Client  ClientID
	Request uint32
	Unknown bool
	Index   Index
	Result  Result
}

type heldMessage struct {
	after uint64 // the last write it waits for
	m     Message
}

// setup is what differs from a five-server cluster with empty logs, term 0,
// batches of 16 and no no-op.
type setup struct {
	servers int
	logs    []string // the terms of each server's entries, such as "1 1 4"
	term    Term     // every server's currentTerm; 0: that of its last entry
	noOp    bool
	preVote bool
	batch   int
	seed    uint64
	voters  ServerSet // who belongs to the cluster in the beginning; none: everybody
	joint   bool      // one voter more or less goes through a joint configuration, too
}

func newCluster(t tester, with setup) *cluster {
	t.Helper()
	cfg := config(1, max(with.servers, len(with.logs)))
	if cfg.Servers == 0 {
		cfg.Servers = 5
	}
	cfg.NoOpOnElection, cfg.PreVote = with.noOp, with.preVote
	cfg.Voters, cfg.JointConsensus = with.voters, with.joint
	if with.batch > 0 {
		cfg.Batch = with.batch
	}
	cfg.Rand = NewRand(with.seed, "cluster")
	c := &cluster{t: t, cfg: cfg, cuts: map[link]bool{}}
	for i := range cfg.Servers {
		m := &member{}
		if i < len(with.logs) {
			m.disk.Log = logOf(with.logs[i])
		}
		m.disk.CurrentTerm = max(with.term, m.disk.Log.LastTerm())
		c.members[i+1] = m
	}
	for _, id := range c.ids() {
		c.start(id)
	}
	return c
}

// config returns the configuration of one server, with the page's usual times.
func config(id ServerID, servers int) Config {
	return Config{
		ID: id, Servers: servers,
		ElectionTimeoutMin: 150 * Millisecond, ElectionTimeoutMax: 300 * Millisecond,
		HeartbeatInterval: 50 * Millisecond,
		Batch:             16,
		Rand:              NewRand(1, id.String()),
	}
}

// start starts a server from what its disk holds.
func (c *cluster) start(id ServerID) {
	c.t.Helper()
	m, cfg := c.members[id], c.cfg
	cfg.ID = id
	cfg.Rand = NewRand(uint64(c.cfg.Rand)+uint64(m.starts), id.String())
	s, err := New(cfg, m.disk, c.now)
	if err != nil {
		c.t.Fatalf("%v does not start: %v", id, err)
	}
	*m = member{Server: s, machine: NewStateMachine(cfg), disk: m.disk, slow: m.slow, expected: m.expected, starts: m.starts + 1, requests: map[request]bool{}}
	m.restore(&m.disk.Snapshot)
	c.check(id)
}

// crash stops a server. What is not on its disk is lost, and so is what waited
// for it.
func (c *cluster) crash(id ServerID) { c.crashKeeping(id, 0) }

// crashKeeping stops a server after its disk has done so many of the writes it
// still had to do.
func (c *cluster) crashKeeping(id ServerID, writes int) {
	m := c.members[id]
	for _, w := range m.writes[:writes] {
		w.Apply(&m.disk)
	}
	m.Server, m.writes, m.held = nil, nil, nil
}

func (c *cluster) restart(id ServerID) { c.t.Helper(); c.crash(id); c.start(id) }

// timeout lets a server's deadline come.
func (c *cluster) timeout(id ServerID) { c.t.Helper(); c.took(id, c.members[id].Timeout(c.now)) }

// propose asks a server to replicate a command, and reports whether it accepts.
func (c *cluster) propose(id ServerID, command Command) bool {
	c.t.Helper()
	_, _, out, err := c.members[id].Propose(c.now, command)
	c.took(id, out)
	return err == nil
}

// read asks a server for what a key holds, and reports whether it accepts.
func (c *cluster) read(id ServerID, client ClientID, request uint32, key string) bool {
	c.t.Helper()
	out, err := c.members[id].Read(c.now, client, request, key)
	c.took(id, out)
	return err == nil
}

// transfer asks a server to hand its leadership over, and reports whether it accepts.
func (c *cluster) transfer(id, to ServerID) bool {
	c.t.Helper()
	out, err := c.members[id].TransferLeadership(c.now, to)
	c.took(id, out)
	return err == nil
}

// took does what the caller of a server has to do after an input.
func (c *cluster) took(id ServerID, out Output) {
	c.t.Helper()
	m := c.members[id]
	m.decisions = append(m.decisions, out.Decisions...)
	m.findings = append(m.findings, out.Findings...)
	for _, a := range out.Unanswered {
		m.answers = append(m.answers, told{Client: a.Client, Request: a.Request, Unknown: true, Index: a.Index})
	}
	m.answerReads(out.Reads)
	if out.Restore != nil {
		m.restore(out.Restore)
	}
	c.apply(id, out.Committed)
	if len(m.findings) > 0 && !m.expected {
		c.t.Fatalf("%v finds %+v", id, m.findings)
	}
	if out.Persist.Seq > 0 {
		m.writes = append(m.writes, out.Persist)
	}
	c.send(out.Send...)
	for _, message := range out.SendAfterPersist {
		if len(m.writes) == 0 {
			c.send(message)
			continue
		}
		m.held = append(m.held, heldMessage{m.writes[len(m.writes)-1].Seq, message})
	}
	c.check(id)
	if !m.slow {
		c.sync(id)
	}
}

// answerReads answers reads from the state machine.
func (m *member) answerReads(reads []ReadyRead) {
	for _, r := range reads {
		m.answers = append(m.answers, told{Client: r.Client, Request: r.Request, Index: r.Index, Result: m.machine.Read(r.Key)})
	}
}

// apply applies what a server has handed out, at once.
func (c *cluster) apply(id ServerID, committed []CommittedEntry) {
	c.t.Helper()
	m := c.members[id]
	for _, e := range committed {
		a := applying{e, m.machine.Apply(e.Index, e.Entry.Command)}
		if want := Index(len(m.applied) + 1); a.Index != want {
			c.t.Fatalf("%v applied entry %d, the next one was %d", id, a.Index, want)
		}
		m.applied = append(m.applied, a)
		if request := (request{a.Entry.Command.Client, a.Entry.Command.Request}); request.of != 0 && !a.Result.Repeated {
			if m.requests[request] {
				c.t.Fatalf("%v lets request %d of %v act twice", id, request.number, request.of)
			}
			m.requests[request] = true
		}
		if e.Answer {
			m.answers = append(m.answers, told{Client: e.Entry.Command.Client, Request: e.Entry.Command.Request, Index: e.Index, Result: a.Result})
		}
	}
	if n := len(committed); n > 0 {
		more := m.Applied(committed[n-1].Index)
		m.decisions = append(m.decisions, more.Decisions...)
		m.findings = append(m.findings, more.Findings...)
		m.answerReads(more.Reads)
	}
}

func (c *cluster) send(messages ...Message) {
	for _, m := range messages {
		if broken := unkept(m, &c.members[m.From].disk); broken != "" {
			c.t.Fatalf("%v sends %+v to %v in term %d, but its disk %s", m.From, m.Body, m.To, m.Term, broken)
		}
		if !c.cuts[link{m.From, m.To}] {
			c.flying = append(c.flying, m)
		}
	}
}

// sync lets a server's disk catch up.
func (c *cluster) sync(id ServerID) { c.t.Helper(); c.syncSome(id, len(c.members[id].writes)) }

// syncSome lets a server's disk do so many of its writes.
func (c *cluster) syncSome(id ServerID, writes int) {
	c.t.Helper()
	if writes == 0 {
		return
	}
	m := c.members[id]
	for _, w := range m.writes[:writes] {
		w.Apply(&m.disk)
	}
	upTo := m.writes[writes-1].Seq
	m.writes = slices.Clone(m.writes[writes:])
	for len(m.held) > 0 && m.held[0].after <= upTo {
		c.send(m.held[0].m)
		m.held = m.held[1:]
	}
	c.took(id, m.Persisted(c.now, upTo))
}

// check fails the test when the server, or the cluster, is in a state that Raft
// rules out.
func (c *cluster) check(id ServerID) {
	c.t.Helper()
	m := c.members[id]
	if err := m.rules.check(m.Server, &m.disk, len(m.writes) == 0); err != nil {
		c.t.Fatalf("%v: %v", id, err)
	}
	if err := c.laws.check(c, id); err != nil {
		c.t.Fatalf("after an input of %v: %v", id, err)
	}
}
