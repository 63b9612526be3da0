package raft

// What decisions about snapshots say: see electionbodies.go.

// Compacted is a log whose beginning a snapshot stands for (§7).
type Compacted struct {
	Index Index `json:"index"` // of the last entry that it stands for
	Term  Term  `json:"term"`
	Gone  int   `json:"gone" of:"Count"` // how many entries went
}

// SentSnapshot is one that a leader sends in place of entries that are gone (§7).
type SentSnapshot struct {
	Follower ServerID `json:"follower" of:"Peer"`
	Index    Index    `json:"index"` // of the last entry that it stands for
	Term     Term     `json:"term"`
	Next     Index    `json:"next" of:"Ours.Index"` // the entry that the follower needs
}

// AwaitedSnapshot is one that may still be on its way (§7).
type AwaitedSnapshot struct {
	Follower ServerID `json:"follower" of:"Peer"`
	Index    Index    `json:"index"` // up to where it brings the follower's log
}

// OldSnapshot is one that stands for nothing that is not committed already (§7).
type OldSnapshot struct {
	Leader    ServerID `json:"leader" of:"Peer"`
	Index     Index    `json:"index"` // of the last entry that it stands for
	Committed Index    `json:"committed" of:"Ours.Index"`
}

// InstalledBefore is a snapshot that the rest of a log follows (Figure 13).
type InstalledBefore struct {
	Leader ServerID `json:"leader" of:"Peer"`
	Index  Index    `json:"index"` // of the last entry that it stands for
	Term   Term     `json:"term"`
	Kept   int      `json:"kept" of:"Count"` // how many entries stay
}

// InstalledInstead is a snapshot that takes a log's place (Figure 13).
type InstalledInstead struct {
	Leader ServerID `json:"leader" of:"Peer"`
	Index  Index    `json:"index"` // of the last entry that it stands for
	Term   Term     `json:"term"`
	Gone   int      `json:"gone" of:"Count"` // how many entries went
	Ours   Position `json:"ours,omitzero"`   // what stood there, or the end of a log that is shorter
}
