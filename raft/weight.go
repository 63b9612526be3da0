package raft

import "unsafe"

// Weight returns roughly how many bytes a server takes, and how many of them are its
// own, where a clone shares the rest. It looks at lengths only.
func (s *Server) Weight() (all, own int) {
	all, own = s.log.Weight()
	rest := int(unsafe.Sizeof(*s)) + sizeOf(s.proposals) + sizeOf(s.reads) + sizeOf(s.disk.pending)
	room := sizeOf(s.out.Send) + sizeOf(s.out.SendAfterPersist) + sizeOf(s.out.Committed) + sizeOf(s.out.Reads) + sizeOf(s.out.Unanswered) + sizeOf(s.out.Decisions)
	return all + rest + room, own + rest
}

// sizeOf returns how many bytes a slice has room for.
func sizeOf[T any](list []T) int {
	var x T
	return cap(list) * int(unsafe.Sizeof(x))
}
