package raft

// Who belongs to the cluster, on a walk and in scripts.

// walkChange asks a server, often the leader, to change who belongs to the cluster.
func (c *cluster) walkChange(s step) {
	id := c.running(s.a)
	if leader := c.leader(); leader != 0 && s.b < 224 {
		id = leader
	}
	if id == 0 {
		return
	}
	command := Command{Op: AddVoter + Op(s.b%4), Client: ClientID(s.a % 3), Request: uint32(s.b % 16)}
	if command.Op == ChangeServers {
		command.Servers = ServerSet(s.a) << 1 & firstServers(c.cfg.Servers).Voters
	} else {
		command.Servers = setOf(ServerID(int(s.a)%c.cfg.Servers + 1))
	}
	c.t.Logf("%v, %v of %v, is asked to %v", id, c.at(id).Role(), c.at(id).configuration(), command)
	c.propose(id, command)
}

// belong returns who belongs to the cluster, as its leader knows: without one, everybody.
func (c *cluster) belong() (members []ServerID) {
	leader := c.leader()
	for _, id := range c.ids() {
		if leader == 0 || c.at(leader).configuration().Members().Has(id) {
			members = append(members, id)
		}
	}
	return members
}

// changesEnd lets time pass until no change is under way, and stops who is out: it may not
// know, and would disturb the others for ever, since these keep no promise to their leader.
func (c *cluster) changesEnd() {
	c.t.Helper()
	over := func() bool {
		leader := c.leader()
		return leader != 0 && c.follow(leader) && !c.at(leader).changeUnderWay() && c.at(leader).TransferTarget() == 0
	}
	for range 40 {
		if c.runUntil(Second, over) {
			break
		}
		if leader := c.leader(); leader != 0 {
			c.propose(leader, set("nudge", 1)) // commits what an earlier leader has left
		}
	}
	if !over() {
		c.t.Fatalf("a change goes on for ever")
	}
	for _, id := range c.ids() {
		if !c.at(c.leader()).configuration().Members().Has(id) {
			c.crash(id)
		}
	}
}
