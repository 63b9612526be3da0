package raft

import "fmt"

// bothMajorities reports whether a majority of the voters has something, and of the next
// ones where a change is under way.
func bothMajorities(c Configuration, has func(ServerID) bool) bool {
	for _, half := range []ServerSet{c.Voters, c.Next} {
		all, with := 0, 0
		for id := ServerID(1); id <= MaxServers; id++ {
			if half.Has(id) {
				all++
				if has(id) {
					with++
				}
			}
		}
		if all > 0 && with <= all/2 {
			return false
		}
	}
	return true
}

// membership returns what is wrong with a server's configuration: it uses the newest in its
// log, committed or not (§6), and has an election timer if it votes in that, or in one that
// may come back (D4.2.2).
func membership(s *Server) error {
	for _, r := range []Rule{ConfigurationWhenAppended, ConfigurationRollsBack, SnapshotHoldsConfiguration} {
		if !s.cfg.follows(r) {
			return nil
		}
	}
	known := []placed{{0, s.cfg.First()}}
	if s.snapshot.Index > 0 {
		known[0] = placed{s.snapshot.ConfigurationIndex, s.snapshot.Configuration}
	}
	base := s.log.Base().Index
	for i, e := range s.log.Slice(base+1, s.log.LastIndex()) {
		if e.Configuration != (Configuration{}) {
			known = append(known, placed{base + Index(i) + 1, e.Configuration})
		}
	}
	if newest := known[len(known)-1]; s.inForce != newest {
		return fmt.Errorf("%+v is in force, the newest in the log is %+v", s.inForce, newest)
	}
	stands := false
	for i, c := range known {
		superseded := i+1 < len(known) && known[i+1].index <= s.commitIndex
		stands = stands || !superseded && (c.configuration.Voters|c.configuration.Next).Has(s.cfg.ID)
	}
	if s.role != Leader && stands != (s.deadline != Never) {
		return fmt.Errorf("it goes by %+v with %d committed, and its deadline is %d", known, s.commitIndex, s.deadline)
	}
	return nil
}
