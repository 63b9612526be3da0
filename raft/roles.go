package raft

// waiting is a proposal whose client waits for an answer.
type waiting struct {
	index   Index
	client  ClientID
	request uint32
}

// read is a read that waits.
type read struct {
	client  ClientID
	request uint32
	key     string
	index   Index  // must be applied; known once an entry of this term is committed
	indexed bool   // whether it is known
	round   uint64 // must be answered by a majority
}
