package etcd

import (
	"fmt"
	"maps"
	"slices"

	"raft-playground/raft"
)

// agree compares a server with what was told of it, and returns the first
// difference.
func (s *stage) agree(id int, t *told) error {
	server, numbers := s.actors[id].server, s.numbers(id)
	for _, name := range slices.Sorted(maps.Keys(t.numbers)) {
		if ours, theirs := numbers[name], t.numbers[name]; ours != theirs {
			return fmt.Errorf("S%d: our %s is %d, theirs %d", id, name, ours, theirs)
		}
	}
	last := s.base + uint64(server.Log().LastIndex())
	if t.last > 0 && t.last != last {
		return fmt.Errorf("S%d: our log ends at %d, theirs at %d", id, last, t.last)
	}
	for _, index := range slices.Sorted(maps.Keys(t.log)) {
		theirs := t.log[index]
		if index > last {
			return fmt.Errorf("S%d: our log ends at %d, theirs has %v at %d", id, last, theirs, index)
		}
		e := server.Log().At(raft.Index(index - s.base))
		if ours := (logged{uint64(e.Term), e.Command.Key}); ours != theirs {
			return fmt.Errorf("S%d: our log has %v at %d, theirs %v", id, ours, index, theirs)
		}
	}
	return nil
}

// numbers returns the numbers of a server's state by their names.
func (s *stage) numbers(id int) map[string]uint64 {
	server := s.actors[id].server
	numbers := map[string]uint64{
		itsTerm: uint64(server.CurrentTerm()), itsVote: uint64(server.VotedFor()), itsLeader: uint64(server.Leader()),
		itsCommit: s.base + uint64(server.CommitIndex()), itsRole: uint64(server.Role()),
	}
	for _, peer := range s.everybody() {
		_, match := server.Progress(raft.ServerID(peer))
		if peer == id {
			match = server.DurableIndex()
		}
		numbers[fmt.Sprint(itsMatch, peer)] = s.base + uint64(match)
	}
	return numbers
}
