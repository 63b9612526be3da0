package play

import (
	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// configurationOf returns the configuration in force at a server.
func (w *observer) configurationOf(s *sim.ServerState) raft.Configuration {
	if s.ConfigurationIndex == 0 {
		return w.first
	}
	return s.Configuration
}

// newestConfiguration returns the one that stands farthest behind in a log.
func (w *observer) newestConfiguration() raft.Configuration {
	newest := &w.servers[1]
	for id := raft.ServerID(2); int(id) <= w.size; id++ {
		if s := &w.servers[id]; s.ConfigurationIndex > newest.ConfigurationIndex {
			newest = s
		}
	}
	return w.configurationOf(newest)
}

// uses reports whether a running server has these voters.
func (w *observer) uses(s *sim.ServerState, v scenario.Voters) bool {
	return s.ID != 0 && !s.Down && scenario.VotersOf(w.configurationOf(s)) == v
}

// votersCommit reports whether a server is the first to know a configuration with these
// voters to be committed.
func (w *observer) votersCommit(v scenario.Voters, now *sim.ServerState) bool {
	log := &w.logs[now.ID]
	for i := w.servers[now.ID].CommitIndex + 1; i <= now.CommitIndex && int(i) <= log.Len(); i++ {
		c := log.Ref(int(i)).Configuration
		if c != (raft.Configuration{}) && scenario.VotersOf(c) == v && w.count(now.ID, i, committed) == 0 {
			return true
		}
	}
	return false
}

// votersOf says which voters a server has, in the words of claims, and of no server that
// nobody leads.
func (w *observer) votersOf(id raft.ServerID) string {
	if id == 0 {
		return w.whoLeads()
	}
	return scenario.ServerUses{Server: scenario.Server{ID: id}, Voters: scenario.VotersOf(w.configurationOf(&w.servers[id]))}.String()
}
