package raft

// Message is the envelope of everything that servers send one another. Term is
// the sender's currentTerm when it was made; the receiver looks at it before it
// looks at anything else (§5.1).
//
// A message never aliases state that can still change.
type Message struct {
	From, To ServerID
	Term     Term
	Body     Body
}

// Body is one of the four bodies of Figure 2, [RequestVote],
// [RequestVoteReply], [AppendEntries] and [AppendEntriesReply], one of the two of
// Figure 13, [InstallSnapshot] and [InstallSnapshotReply], one of the two
// that PreVote adds, [PreVote] and [PreVoteReply], or [TimeoutNow].
type Body interface{ body() }

// RequestVote asks for a vote in the envelope's term (§5.2). The candidate is
// the sender.
type RequestVote struct {
	LastLogIndex Index // index of the candidate's last log entry (§5.4)
	LastLogTerm  Term  // term of the candidate's last log entry (§5.4)
	Transfer     bool  // it stands at its leader's word, so that no promise to the leader holds (D3.10, D4.2.3)
}

// RequestVoteReply answers [RequestVote].
type RequestVoteReply struct {
	VoteGranted bool
}

// AppendEntries replicates entries; with none it is a heartbeat (§5.3). The
// leader is the sender.
type AppendEntries struct {
	PrevLogIndex Index   // index of the entry right before the new ones
	PrevLogTerm  Term    // its term
	Entries      []Entry // to be stored after it; none for a heartbeat
	LeaderCommit Index   // the leader's commitIndex
	Round        uint64  // counts the leader's rounds for reads (§8)
}

// AppendEntriesReply answers [AppendEntries].
type AppendEntriesReply struct {
	Success      bool
	Round        uint64 // of the request that is answered
	PrevLogIndex Index  // of the request that is answered
	MatchIndex   Index  // on success: the last index that now is the leader's

	// On refusal, the follower's hint for backing up quickly (§5.3, end).
	ConflictTerm  Term  // term of its entry at PrevLogIndex, 0 when its log is shorter
	ConflictIndex Index // its first index of that term, or one past its end
}

// refusesTerm reports whether a reply refuses an append because its term was old,
// before any log was looked at.
func (r AppendEntriesReply) refusesTerm() bool { return !r.Success && r.ConflictIndex == 0 }

// InstallSnapshot brings a follower what the leader's log does not hold any more, in one
// piece (Figure 13). The leader is the sender.
type InstallSnapshot struct{ Snapshot Snapshot }

// InstallSnapshotReply answers [InstallSnapshot].
type InstallSnapshotReply struct {
	Success bool  // false where the request's term was old
	Index   Index // of the snapshot that is answered: on success the follower has what the leader has up to there
}

// PreVote asks whether a server would grant its vote in NextTerm (D9.6). The
// envelope carries the sender's own, unchanged term.
type PreVote struct {
	NextTerm     Term
	LastLogIndex Index
	LastLogTerm  Term
}

// PreVoteReply answers [PreVote].
type PreVoteReply struct {
	NextTerm Term // of the request that is answered
	Granted  bool
}

// TimeoutNow tells a server to stand for election at once: the sender, its leader, hands
// its leadership over (D3.10). It has no answer but the election.
type TimeoutNow struct{}

func (PreVote) body()              {}
func (PreVoteReply) body()         {}
func (RequestVote) body()          {}
func (RequestVoteReply) body()     {}
func (AppendEntries) body()        {}
func (AppendEntriesReply) body()   {}
func (InstallSnapshot) body()      {}
func (InstallSnapshotReply) body() {}
func (TimeoutNow) body()           {}
