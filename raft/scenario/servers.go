package scenario

import (
	"cmp"
	"slices"
	"strings"

	"raft-playground/raft"
)

// server is a server as a text speaks of it: S1, leader, or a name that an earlier
// statement has given.
type server struct {
	id     raft.ServerID
	leader bool
	name   string
}

const leaderWord = "leader"

func (s server) String() string {
	switch {
	case s.leader:
		return leaderWord
	case s.name != "":
		return s.name
	}
	return s.id.String()
}

func (s server) bind(sc scope) (server, *Error) {
	switch {
	case s.name != "":
		if id := sc.named(s.name); id != 0 {
			return server{id: id}, nil
		}
		return s, &Error{Code: codeExpectedServer, Found: s.name}
	case !s.leader:
		return s, nil
	case sc.leader == 0:
		return s, &Error{Code: codeNoLeader, Found: leaderWord, Expected: raft.ServerID(1).String()}
	}
	return server{id: sc.leader}, nil
}

// server takes a server of the cluster.
func (l *line) server() server {
	t := l.peek()
	var id raft.ServerID
	switch {
	case t.text == leaderWord:
		l.take()
		return server{leader: true}
	case len(l.tokens) > 0 && id.UnmarshalText([]byte(t.text)) == nil && int(id) <= l.servers:
		l.take()
		return server{id: id}
	case slices.Contains(l.names, t.text):
		l.take()
		return server{name: t.text}
	}
	if isServerName(t.text) {
		l.fail(codeUnknownServer, l.serverRange(), "")
	} else {
		l.fail(codeExpectedServer, l.serverRange(), nearest(t.text, l.serverNames()))
	}
	return server{}
}

// isServerName reports whether a word looks like a server, of this cluster or
// not.
func isServerName(text string) bool { return len(text) > 1 && text[0] == 'S' && allDigits(text[1:]) }

func (l *line) serverNames() []string {
	names := append([]string{leaderWord}, l.names...)
	for i := range l.servers {
		names = append(names, raft.ServerID(i+1).String())
	}
	return names
}

// serverRange says what may stand where a server may.
func (l *line) serverRange() string {
	first, last := raft.ServerID(1), raft.ServerID(l.servers)
	numbered := first.String()
	if first != last {
		numbered += " to " + last.String()
	}
	return strings.Join(slices.Concat([]string{numbered, leaderWord}, l.names), ", ")
}

// quantityNext reports whether a quantity like the example comes next, rather
// than the server that it is for. One of them must.
func (l *line) quantityNext(example string) bool {
	t := l.peek()
	if t.kind == number {
		return true
	}
	if t.text != leaderWord && !isServerName(t.text) && !slices.Contains(l.names, t.text) {
		l.fail(codeUnexpected, example+", "+l.serverRange(), nearest(t.text, l.serverNames()))
	}
	return false
}

// serverList is servers without order; its canonical form is sorted, with leader
// first, and names before numbers.
type serverList []server

func compareServers(a, b server) int {
	return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.name, b.name))
}

// serverList takes servers up to the end of the line or a bar. None may be one
// of others, or be named twice.
func (l *line) serverList(others ...server) serverList {
	var list serverList
	for {
		t := l.peek()
		s := l.server()
		if l.err == nil && (slices.Contains(list, s) || slices.Contains(others, s)) {
			l.failAt(t, codeRepeatedServer, "", "")
		}
		list = append(list, s)
		if l.err != nil || !l.more() || l.peek().text == "|" {
			slices.SortFunc(list, compareServers)
			return list
		}
	}
}

func (list serverList) String() string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = s.String()
	}
	return strings.Join(names, " ")
}

// bind binds every server of the list. None may turn out to be one of others, or
// to be named twice.
func (list serverList) bind(sc scope, others ...server) (serverList, *Error) {
	bound := make(serverList, 0, len(list))
	for _, s := range list {
		b, err := s.bind(sc)
		if err != nil {
			return nil, err
		}
		bound = append(bound, b)
	}
	slices.SortFunc(bound, compareServers)
	for i, b := range bound {
		if slices.Contains(others, b) || i > 0 && bound[i-1] == b {
			return nil, &Error{Code: codeRepeatedServer, Found: b.String()}
		}
	}
	return bound, nil
}

func (list serverList) set() raft.ServerSet {
	var set raft.ServerSet
	for _, s := range list {
		set = set.With(s.id)
	}
	return set
}
