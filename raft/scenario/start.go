package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

const (
	startWord = "start"
	voteWord  = "vote"
	logWord   = "log"
)

// readStart takes what one server begins with: "start S1 term 8 vote S2 log 1 1
// 4:x=1 5".
func readStart(l *line, c *sim.Config) {
	first := l.peek()
	s := sim.Start{Server: l.anyServer()}
	c.Starts = slices.DeleteFunc(c.Starts, func(o sim.Start) bool { return o.Server == s.Server })
	if l.changing && l.accept(emptyWord) {
		return
	}
	l.expect(termWord)
	term := l.peek()
	s.Term = raft.Term(l.whole(0, maxTerm))
	if l.accept(voteWord) {
		s.VotedFor = l.anyServer()
	}
	if l.accept(logWord) {
		s.Log = l.startLog()
	}
	if n := len(s.Log); l.err == nil && n > 0 && s.Log[n-1].Term > s.Term {
		l.failAt(term, CodeTermBelowLog, strconv.FormatUint(uint64(s.Log[n-1].Term), 10), "")
	}
	for _, o := range c.Starts {
		if i, match := sim.LogsMatch(s.Log, o.Log); !match {
			l.failAt(first, CodeLogsDiffer, fmt.Sprintf("%v at index %d", o.Server, i), "")
		}
	}
	if s.Term == 0 && s.VotedFor == 0 && len(s.Log) == 0 || l.err != nil {
		return // every server begins like that
	}
	c.Starts = append(c.Starts, s)
	slices.SortFunc(c.Starts, func(a, b sim.Start) int { return cmp.Compare(a.Server, b.Server) })
}

// votersOf leaves out of the first voters whom the cluster does not have, and all of them if
// they are everybody.
func votersOf(c *sim.Config) {
	everybody := (&sim.Config{Servers: c.Servers}).First().Voters
	if c.Voters &= everybody; c.Voters == everybody {
		c.Voters = 0
	}
}

// startLog takes the entries of a log: a term each, and a command where it has one.
func (l *line) startLog() (log []raft.Entry) {
	last := raft.Term(1)
	for l.err == nil && (l.peek().kind == number || len(log) == 0) {
		t := l.peek()
		e := raft.Entry{Term: raft.Term(l.whole(1, maxTerm))}
		if l.accept(":") {
			if e.Command = l.command(); e.Command.Op.Reconfigures() {
				l.failAt(t, CodeExpectedEntry, join(entryExamples[:4]), "")
			}
		}
		switch {
		case l.err != nil:
		case e.Term < last:
			l.failAt(t, CodeTermsFall, strconv.FormatUint(uint64(last), 10), "")
		case len(log) == sim.MaxStartEntries:
			l.failAt(t, CodeLogTooLong, strconv.Itoa(sim.MaxStartEntries), "")
		}
		last = e.Term
		log = append(log, e)
	}
	return log
}

// startOf writes what a server begins with, "" for an empty disk.
func startOf(c *sim.Config, id raft.ServerID) (string, *sim.Span) {
	i := slices.IndexFunc(c.Starts, func(s sim.Start) bool { return s.Server == id })
	if i < 0 {
		return "", nil
	}
	s := &c.Starts[i]
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d", termWord, s.Term)
	if s.VotedFor != 0 {
		fmt.Fprintf(&b, " %s %v", voteWord, s.VotedFor)
	}
	if len(s.Log) > 0 {
		b.WriteString(" " + logWord)
	}
	for _, e := range s.Log {
		fmt.Fprintf(&b, " %d", e.Term)
		if e.Command.Op != raft.NoOp {
			b.WriteString(":" + e.Command.String())
		}
	}
	return b.String(), nil
}

// readTimeout takes the election timeout of all servers, or of one.
func readTimeout(l *line, c *sim.Config) {
	if !isServerName(l.peek().text) {
		c.ElectionTimeout = l.span(raft.Millisecond, sim.MaxDuration)
		return
	}
	own := sim.OwnTimeout{Server: l.anyServer()}
	c.Timeouts = slices.DeleteFunc(c.Timeouts, func(o sim.OwnTimeout) bool { return o.Server == own.Server })
	if l.changing && l.accept(defaultWord) {
		return
	}
	own.Timeout = l.span(raft.Millisecond, sim.MaxDuration)
	c.Timeouts = append(c.Timeouts, own)
	slices.SortFunc(c.Timeouts, func(a, b sim.OwnTimeout) int { return cmp.Compare(a.Server, b.Server) })
}

// timeoutOf writes a server's own election timeout, "" if it has none.
func timeoutOf(c *sim.Config, id raft.ServerID) (string, *sim.Span) {
	for _, t := range c.Timeouts {
		if t.Server == id {
			return formatSpan(t.Timeout), &t.Timeout
		}
	}
	return "", nil
}

// anyServer takes the number of a server, whether or not the cluster is known to
// have so many.
func (l *line) anyServer() (id raft.ServerID) {
	t := l.peek()
	if id.UnmarshalText([]byte(t.text)) == nil && id != 0 {
		l.take()
		return id
	}
	code := CodeExpectedServer
	if isServerName(t.text) {
		code = CodeUnknownServer
	}
	l.fail(code, serversUpTo(raft.MaxServers), "")
	return 0
}

func serversUpTo(n int) string {
	if n == 1 {
		return raft.ServerID(1).String()
	}
	return raft.ServerID(1).String() + " to " + raft.ServerID(n).String()
}

// headerEnds checks, when the header is behind it, that the servers which it names
// are of the cluster.
func (p *parser) headerEnds(l *line) {
	if p.headerRead {
		return
	}
	p.headerRead = true
	votersOf(&p.s.Config)
	for _, m := range p.mentioned {
		var id raft.ServerID
		if id.UnmarshalText([]byte(m.token.text)) == nil && int(id) > p.s.Config.Servers {
			l.err = &Error{Line: m.line, Column: m.token.column, Code: CodeUnknownServer, Found: m.token.text, Expected: serversUpTo(p.s.Config.Servers)}
			return
		}
	}
}

// mention is where the header names a server.
type mention struct {
	line  int
	token token
}
