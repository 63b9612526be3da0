package scenario

import (
	"cmp"
	"slices"
	"strings"

	"raft-playground/raft"
)

// Server is a server as a text speaks of it: S1, leader, or a name that an earlier
// statement has given.
type Server struct {
	ID     raft.ServerID
	Leader bool
	Name   string
}

// LeaderWord stands for the server that leads when a statement has its turn.
const LeaderWord = "leader"

func (s Server) String() string {
	switch {
	case s.Leader:
		return LeaderWord
	case s.Name != "":
		return s.Name
	}
	return s.ID.String()
}

// Bind returns the server that it stands for.
func (s Server) Bind(sc Scope) (Server, *Error) {
	switch {
	case s.Name != "":
		if id := sc.named(s.Name); id != 0 {
			return Server{ID: id}, nil
		}
		return s, &Error{Code: CodeExpectedServer, Found: s.Name}
	case !s.Leader:
		return s, nil
	case sc.Leader == 0:
		return s, &Error{Code: CodeNoLeader, Found: LeaderWord, Expected: raft.ServerID(1).String()}
	}
	return Server{ID: sc.Leader}, nil
}

// server takes a server of the cluster.
func (l *line) server() Server {
	t := l.peek()
	var id raft.ServerID
	switch {
	case t.text == LeaderWord:
		l.take()
		return Server{Leader: true}
	case len(l.tokens) > 0 && id.UnmarshalText([]byte(t.text)) == nil && int(id) <= l.servers:
		l.take()
		return Server{ID: id}
	case slices.Contains(l.names, t.text):
		l.take()
		return Server{Name: t.text}
	}
	if isServerName(t.text) {
		l.fail(CodeUnknownServer, l.serverRange(), "")
	} else {
		l.fail(CodeExpectedServer, l.serverRange(), nearest(t.text, l.serverNames()))
	}
	return Server{}
}

// isServerName reports whether a word looks like a server, of this cluster or
// not.
func isServerName(text string) bool { return len(text) > 1 && text[0] == 'S' && allDigits(text[1:]) }

func (l *line) serverNames() []string {
	names := append([]string{LeaderWord}, l.names...)
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
	return strings.Join(slices.Concat([]string{numbered, LeaderWord}, l.names), ", ")
}

// quantityNext reports whether a quantity like the example comes next, rather
// than the server that it is for. One of them must.
func (l *line) quantityNext(example string) bool {
	t := l.peek()
	if t.kind == number {
		return true
	}
	if t.text != LeaderWord && !isServerName(t.text) && !slices.Contains(l.names, t.text) {
		l.fail(CodeUnexpected, example+", "+l.serverRange(), nearest(t.text, l.serverNames()))
	}
	return false
}

// serverList is servers without order; its canonical form is sorted, with leader
// first, and names before numbers.
type serverList []Server

func compareServers(a, b Server) int {
	return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Name, b.Name))
}

// serverList takes servers up to the end of the line or a bar. None may be one
// of others, or be named twice.
func (l *line) serverList(others ...Server) serverList {
	var list serverList
	for {
		t := l.peek()
		s := l.server()
		if l.err == nil && (slices.Contains(list, s) || slices.Contains(others, s)) {
			l.failAt(t, CodeRepeatedServer, "", "")
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
func (list serverList) bind(sc Scope, others ...Server) (serverList, *Error) {
	bound := make(serverList, 0, len(list))
	for _, s := range list {
		b, err := s.Bind(sc)
		if err != nil {
			return nil, err
		}
		bound = append(bound, b)
	}
	slices.SortFunc(bound, compareServers)
	for i, b := range bound {
		if slices.Contains(others, b) || i > 0 && bound[i-1] == b {
			return nil, &Error{Code: CodeRepeatedServer, Found: b.String()}
		}
	}
	return bound, nil
}

func (list serverList) set() raft.ServerSet {
	var set raft.ServerSet
	for _, s := range list {
		set = set.With(s.ID)
	}
	return set
}

// serverSet takes servers by number, at least one, as far as they go on.
func (l *line) serverSet() (set raft.ServerSet) {
	for l.err == nil && (set == 0 || isServerName(l.peek().text)) {
		t := l.peek()
		id := l.anyServer()
		if l.err == nil && set.Has(id) {
			l.failAt(t, CodeRepeatedServer, "", "")
		}
		if l.err == nil && l.servers > 0 && int(id) > l.servers {
			l.failAt(t, CodeUnknownServer, serversUpTo(l.servers), "")
		}
		set = set.With(id)
	}
	return set
}
