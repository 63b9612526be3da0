package play

import (
	"raft-playground/raft"
)

// tally is what has happened to commands, in order. A run keeps it to its end, and is
// cloned often; so it is a list that clones share, and who looks for a command makes an
// index of its own. The zero value is empty.
type tally[T comparable] struct {
	list    raft.Vector[T]
	index   map[T]int // how often each is among the first indexed; nil until somebody asks
	indexed int
}

func (t *tally[T]) note(x T) { t.list.Push(x) }

// count returns how often something has been noted.
func (t *tally[T]) count(x T) int {
	if t.index == nil {
		t.index = make(map[T]int)
	}
	for t.indexed < t.list.Len() {
		t.indexed++
		t.index[t.list.At(t.indexed)]++
	}
	return t.index[x]
}

func (t *tally[T]) clone() tally[T] { return tally[T]{list: t.list.Clone()} }

// became is what has become of entries, on whichever server it showed first. Servers
// agree on what is at an index as long as no rule is broken. The zero value is empty.
type became struct {
	first    tally[string] // the command at each index; "" for none
	others   tally[place]  // where a server had another one,
	commands tally[string] // and what that was
}

// place is an entry, by its command and its index.
type place struct {
	command string
	index   raft.Index
}

func (b *became) note(command string, at raft.Index) {
	for b.first.list.Len() < int(at)-1 {
		b.first.note("")
	}
	switch {
	case b.first.list.Len() < int(at):
		b.first.note(command)
	case b.first.list.At(int(at)) == command:
	case b.others.count(place{command, at}) == 0:
		b.others.note(place{command, at})
		b.commands.note(command)
	}
}

// count returns of how many entries with a command it is true.
func (b *became) count(command string) int { return b.first.count(command) + b.commands.count(command) }

func (b *became) clone() became {
	return became{b.first.clone(), b.others.clone(), b.commands.clone()}
}
