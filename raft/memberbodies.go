package raft

// What decisions about who belongs to the cluster say: see electionbodies.go.

// Placed is a configuration, and where it stands in the log (§6).
type Placed struct {
	Index         Index         `json:"index"` // 0: the one that the cluster began with
	Configuration Configuration `json:"configuration"`
}

// NewConfiguration is one that a leader puts into its log (§6).
type NewConfiguration struct {
	Client        ClientID      `json:"client,omitempty"` // who asked for it, if it is known
	Request       uint32        `json:"request,omitempty"`
	Index         Index         `json:"index"`
	Term          Term          `json:"term"`
	Configuration Configuration `json:"configuration"`
}

// Aim is what a change of the configuration leads to (§6).
type Aim struct {
	Client        ClientID      `json:"client"`
	Request       uint32        `json:"request"`
	Term          Term          `json:"term"`
	Configuration Configuration `json:"configuration"`
}

// OtherChange is why one is not begun: what is in force while another is under way (D4.1).
type OtherChange struct {
	Client        ClientID      `json:"client"`
	Request       uint32        `json:"request"`
	Configuration Configuration `json:"configuration"`
}

// Joining are servers that have caught up with the log, and are to vote (D4.2.1).
type Joining struct {
	Servers ServerSet `json:"servers" of:"Configuration.Voters"`
	Index   Index     `json:"index"` // up to where they have it
}

// Leaving is a leader's way out of the cluster (D4.2.2).
type Leaving struct {
	Term          Term          `json:"term"`
	Index         Index         `json:"index"` // of the configuration, which is committed
	Configuration Configuration `json:"configuration"`
}

// Voteless says in which configuration a server has no vote (D4.2.1).
type Voteless struct {
	Configuration Configuration `json:"configuration"`
}
