package raft

// What belongs to a role is created when the role begins and gone when it ends: a
// server holds one value of each of these types, and become replaces both.

// candidacy is Figure 2's volatile state on candidates. A pre-candidate has the
// same, of those who would vote for it.
type candidacy struct {
	granted ServerSet             // who gave this server its vote
	refused ServerSet             // who said no
	repeats [MaxServers + 1]uint8 // votes of the same voter that were counted beyond the first, 255 at most: none, where each voter counts once
}

// leadership is Figure 2's volatile state on leaders, and what a leader needs
// besides to send well and to answer clients.
type leadership struct {
	nextIndex  [MaxServers + 1]Index // index of the next entry to send to that server
	matchIndex [MaxServers + 1]Index // highest entry known to be replicated there
	answeredAt [MaxServers + 1]Time  // when that server answered last; at first when the leadership began

	toldCommit [MaxServers + 1]Index // up to where that server was told that what it then holds is committed

	probing    ServerSet // followers whose log is being looked for, one append at a time
	unanswered ServerSet // of these, whose last append has no answer yet

	sending ServerSet             // followers to whom a snapshot is on its way: they get nothing else
	beats   [MaxServers + 1]uint8 // heartbeats since it was sent; 255 is that many, or more

	proposals []proposal             // whose clients wait for an answer, in the order of the log
	reads     []read                 // the same, in the order in which they came
	round     uint64                 // the newest round of heartbeats that a read began
	roundOf   [MaxServers + 1]uint64 // the newest round that a follower has answered

	transfer transfer // to whom the leadership is being handed over
	change   change   // of the configuration, that has not come into the log to its end
}

// proposal is an entry whose client waits for an answer.
type proposal struct {
	index   Index
	client  ClientID
	request uint32
}

// read is a read whose client waits for an answer.
type read struct {
	client  ClientID
	request uint32
	key     string
	index   Index  // must be applied; known once an entry of this term is committed
	indexed bool   // whether it is known
	round   uint64 // must be answered by a majority
}

// transfer is a leadership that is being handed over; the zero value is none.
type transfer struct {
	to    ServerID
	until Time // when it is given up: at the first heartbeat from then on
}

// change is a change of the configuration that a leader has been asked for and has not put
// into its log to the end; the zero value is none.
type change struct {
	command Command
	to      Configuration
	joining ServerSet // who is to vote and is sent the log already
	goal    Index     // up to where the joining servers are to have the log
	since   Time      // when that goal was set
}
