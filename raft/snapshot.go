package raft

// Snapshot stands for a log up to an index: what applying those entries led to (§7,
// Figure 13). The zero value stands for none.
type Snapshot struct {
	Index              Index         // of the last entry that it stands for
	Term               Term          // of that entry
	Configuration      Configuration // in force there
	ConfigurationIndex Index         // of its entry, 0 for the one that the cluster began with
	Machine            Machine       // the state machine with that entry applied; nil for none
}

// Machine is what a state machine holds, as a snapshot has it. It is the caller's: no
// server looks inside. It never changes.
type Machine interface {
	// Size is how much there is to write and to send, in units of the caller's.
	Size() int
}

// Position returns the position of the last entry that the snapshot stands for.
func (s *Snapshot) Position() Position { return Position{Term: s.Term, Index: s.Index} }
