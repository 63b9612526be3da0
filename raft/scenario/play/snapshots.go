package play

import (
	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// A snapshot stands for the entries that led to it: an observer has them in the log of
// whoever has the snapshot, as if they were still there.

// stoodFor returns the log that a snapshot stands for: what a server has had up to there.
// What is committed a majority has.
func (w *observer) stoodFor(s *sim.SnapshotChange) (log raft.Vector[sim.Entry]) {
	for id := 1; id <= w.size; id++ {
		if had := &w.logs[id]; ends(had, s) {
			log = had.Clone()
			break
		}
	}
	log.Cut(int(s.Index))
	for log.Len() < int(s.Index) {
		log.Push(sim.Entry{Term: s.Term}) // of which nothing is known
	}
	return log
}

// ends reports whether a log has the entry with which a snapshot ends: what it has before
// that is then the same (§5.3).
func ends(log *raft.Vector[sim.Entry], s *sim.SnapshotChange) bool {
	return log.Len() >= int(s.Index) && log.At(int(s.Index)).Term == s.Term
}

// replaced returns the commands of those entries of a server's log for which a snapshot
// that it has been sent stands with others.
func (w *observer) replaced(s *sim.SnapshotChange) (commands []string) {
	own := &w.logs[s.Server]
	if s.Doing != sim.SnapshotInstalled || ends(own, s) {
		return nil
	}
	log := w.stoodFor(s)
	for i := 1; i <= min(own.Len(), log.Len()); i++ {
		if *own.Ref(i) != *log.Ref(i) {
			commands = append(commands, own.Ref(i).Command)
		}
	}
	return commands
}

// snapshotChanged has a server's log begin with what a snapshot stands for. What follows it
// stays until the server says otherwise.
func (w *observer) snapshotChanged(s *sim.SnapshotChange) {
	for _, command := range w.replaced(s) {
		w.overwritten.note(command)
	}
	own := &w.logs[s.Server]
	if ends(own, s) {
		return
	}
	log := w.stoodFor(s)
	for i := int(s.Index) + 1; i <= own.Len(); i++ {
		log.Push(own.At(i))
	}
	*own = log
}

// beginning says where a server's log begins, as a claim would.
func (w *observer) beginning(s scenario.Server) string {
	id := w.is(s)
	if id == 0 {
		return w.whoLeads()
	}
	return scenario.ServerClaim{Server: scenario.Server{ID: id}, What: scenario.BeginsWords, Index: w.servers[id].BaseIndex + 1}.String()
}
