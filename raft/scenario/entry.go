package scenario

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// What commands are spoken of by.
const (
	addWord  = "add"
	readWord = "read"

	removeWord = "remove"
	changeWord = "change"
)

// noOpWord is how a leader's first entry is spoken of.
const noOpWord = "no-op"

// entryExamples are an entry of each kind.
var entryExamples = []string{"x=1", addWord + " x 1", readWord + " x", noOpWord, addWord + " S4"}

// entryNext reports whether an entry comes next, spoken of by its command: x=1,
// add x 1, read x, or no-op.
func (l *line) entryNext() bool {
	if len(l.tokens) == 0 {
		return false
	}
	if len(l.tokens) > 1 && l.tokens[1].text == "=" {
		return true
	}
	first := l.peek().text
	return first == noOpWord || first == addWord || first == readWord ||
		len(l.tokens) > 1 && (first == removeWord && isServerName(l.tokens[1].text) || first == changeWord && l.tokens[1].text == "to")
}

// entry takes an entry, and returns its command as a log has it.
func (l *line) entry() string {
	c := l.command()
	if l.err != nil {
		return ""
	}
	return c.String()
}

// oneServer takes the server that a change of the configuration is about.
func (l *line) oneServer() raft.ServerSet {
	t := l.peek()
	id := l.anyServer()
	if l.err == nil && int(id) > l.servers {
		l.failAt(t, CodeUnknownServer, serversUpTo(l.servers), "")
	}
	return raft.ServerSet(0).With(id)
}

// command takes an entry.
func (l *line) command() (c raft.Command) {
	if !l.entryNext() {
		l.fail(CodeExpectedEntry, join(entryExamples), "")
		return c
	}
	switch first, assigned := l.peek().text, len(l.tokens) > 1 && l.tokens[1].text == "="; {
	case assigned:
		c.Op, c.Key = raft.Set, l.key()
		l.expect("=")
		c.Value = l.whole(-sim.MaxValue, sim.MaxValue)
	case first == addWord && len(l.tokens) > 1 && isServerName(l.tokens[1].text):
		l.take()
		c.Op, c.Servers = raft.AddVoter, l.oneServer()
		if l.accept("as") {
			l.expect("learner")
			c.Op = raft.AddLearner
		}
	case first == removeWord:
		l.take()
		c.Op, c.Servers = raft.RemoveServer, l.oneServer()
	case first == changeWord:
		l.take()
		l.expect("to")
		c.Op, c.Servers = raft.ChangeServers, l.serverSet()
	case first == addWord:
		l.take()
		c.Op, c.Key = raft.Add, l.key()
		c.Value = l.whole(-sim.MaxValue, sim.MaxValue)
	case first == readWord:
		l.take()
		c.Op, c.Key = raft.Get, l.key()
	default:
		l.take()
	}
	return c
}
