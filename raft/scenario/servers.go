package scenario

import (
	"cmp"
	"slices"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// server is a server as a text names it: S1, or leader.
type server struct {
	id     raft.ServerID
	leader bool
}

const leaderWord = "leader"

func (s server) String() string {
	if s.leader {
		return leaderWord
	}
	return s.id.String()
}

func (s server) bind(sc scope) (server, *Error) {
	if !s.leader {
		return s, nil
	}
	if sc.leader == 0 {
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
	names := []string{leaderWord}
	for i := range l.servers {
		names = append(names, raft.ServerID(i+1).String())
	}
	return names
}

// serverRange says what may stand where a server may.
func (l *line) serverRange() string {
	first, last := raft.ServerID(1), raft.ServerID(l.servers)
	if first == last {
		return first.String() + ", " + leaderWord
	}
	return first.String() + " to " + last.String() + ", " + leaderWord
}

// quantityNext reports whether a quantity like the example comes next, rather
// than the server that it is for. One of them must.
func (l *line) quantityNext(example string) bool {
	t := l.peek()
	if t.kind == number {
		return true
	}
	if t.text != leaderWord && !isServerName(t.text) {
		l.fail(codeUnexpected, example+", "+l.serverRange(), nearest(t.text, l.serverNames()))
	}
	return false
}

// serverList is servers without order; its canonical form is sorted, with leader
// first.
type serverList []server

func compareServers(a, b server) int { return cmp.Compare(a.id, b.id) }

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
		if l.err != nil || len(l.tokens) == 0 || l.peek().text == "|" {
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

// crash is "crash S1", or "crash S1 losing unsynced writes".
type crash struct {
	server server
	losing bool
}

const losingWords = "losing unsynced writes"

func readCrash(l *line) Action {
	a := crash{server: l.server()}
	if len(l.tokens) > 0 {
		l.expectAll(losingWords)
		a.losing = true
	}
	return a
}

func (a crash) String() string {
	if a.losing {
		return "crash " + a.server.String() + " " + losingWords
	}
	return "crash " + a.server.String()
}

func (a crash) bind(sc scope) (Action, *Error) {
	s, err := a.server.bind(sc)
	return crash{s, a.losing}, err
}

func (a crash) act() sim.Action { return sim.Crash{Server: a.server.id, LoseUnsynced: a.losing} }

// restart is "restart S1".
type restart struct{ server server }

func readRestart(l *line) Action { return restart{l.server()} }

func (a restart) String() string { return "restart " + a.server.String() }

func (a restart) bind(sc scope) (Action, *Error) {
	s, err := a.server.bind(sc)
	return restart{s}, err
}

func (a restart) act() sim.Action { return sim.Restart{Server: a.server.id} }

// timeOut is "time out S1".
type timeOut struct{ server server }

func readTimeOut(l *line) Action { return timeOut{l.server()} }

func (a timeOut) String() string { return "time out " + a.server.String() }

func (a timeOut) bind(sc scope) (Action, *Error) {
	s, err := a.server.bind(sc)
	return timeOut{s}, err
}

func (a timeOut) act() sim.Action { return sim.TimeOut{Server: a.server.id} }

// diskSync is "disk sync 2ms", or "disk sync S1 2ms".
type diskSync struct {
	every  bool
	server server
	sync   raft.Duration
}

func readDiskSync(l *line) Action {
	a := diskSync{every: l.quantityNext("2ms")}
	if !a.every {
		a.server = l.server()
	}
	a.sync = l.time(0, sim.MaxDuration)
	return a
}

func (a diskSync) String() string {
	if a.every {
		return "disk sync " + formatTime(a.sync)
	}
	return "disk sync " + a.server.String() + " " + formatTime(a.sync)
}

func (a diskSync) bind(sc scope) (Action, *Error) {
	s, err := a.server.bind(sc)
	return diskSync{a.every, s, a.sync}, err
}

func (a diskSync) act() sim.Action { return sim.SetDiskSync{Server: a.server.id, Sync: a.sync} }
