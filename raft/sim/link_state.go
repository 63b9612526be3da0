package sim

import "raft-playground/raft"

// Link is one direction between two servers.
type Link struct {
	From        raft.ServerID    `json:"from"`
	To          raft.ServerID    `json:"to"`
	Cut         bool             `json:"cut,omitempty"`
	Latency     *Span            `json:"latency,omitempty"` // of its own, if it has one
	Loss        *PartsPerMillion `json:"loss,omitempty"`    // of its own, if it has one
	Duplication *PartsPerMillion `json:"duplication,omitempty"`
	Reordering  *PartsPerMillion `json:"reordering,omitempty"`
}

// Network is what holds for links without settings of their own.
type Network struct {
	Latency     Span            `json:"latency"`
	Loss        PartsPerMillion `json:"loss,omitempty"`
	Duplication PartsPerMillion `json:"duplication,omitempty"`
	Reordering  PartsPerMillion `json:"reordering,omitempty"`
}
