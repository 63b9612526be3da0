package scenario

import (
	"math"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// arguments are what an action is done to, and with which values, as the text says it:
// [sim.Args] before words stand for servers.
type arguments struct {
	server Server
	aimed  bool // there is that server
	links  links
	linked bool // there are these
	with   serverList
	groups groups
	client raft.ClientID
	rest   sim.Args // where nothing stands for a server
}

// bind returns the same with servers in place of words that stand for them.
func (a arguments) bind(sc Scope) (arguments, *Error) {
	var errs [4]*Error
	a.server, errs[0] = a.server.Bind(sc)
	a.links, errs[1] = a.links.bind(sc)
	a.with, errs[2] = a.with.bind(sc)
	a.groups, errs[3] = a.groups.bind(sc)
	for _, err := range errs {
		if err != nil {
			return a, err
		}
	}
	return a, nil
}

// values returns them for the world. Only what is bound has them.
func (a *arguments) values() sim.Args {
	v := a.rest
	v.Server, v.Client = a.server.ID, a.client
	v.From, v.To, v.BothWays = a.links.from.ID, a.links.to.set()|a.with.set(), a.links.both
	for _, g := range a.groups {
		v.Groups = append(v.Groups, g.set())
	}
	return v
}

// slot is a kind of argument: how a text says it.
type slot struct {
	example string // of a quantity
	read    func(*line, *sim.Spec, *arguments)
	write   func(*arguments) string // "" if it is not there
}

// slots are those that [sim.Spec] names.
var slots = map[string]*slot{
	"SERVER": {
		read: func(l *line, _ *sim.Spec, a *arguments) { a.server, a.aimed = l.server(), true },
		write: func(a *arguments) string {
			if !a.aimed {
				return ""
			}
			return a.server.String()
		},
	},
	"SERVERS": {
		read:  func(l *line, _ *sim.Spec, a *arguments) { a.with = l.serverList() },
		write: func(a *arguments) string { return a.with.String() },
	},
	"GROUPS": {
		read:  func(l *line, _ *sim.Spec, a *arguments) { a.groups = l.groups() },
		write: func(a *arguments) string { return a.groups.String() },
	},
	"CLIENT": {
		read:  func(l *line, _ *sim.Spec, a *arguments) { a.client = l.client() },
		write: func(a *arguments) string { return a.client.String() },
	},
	"LINKS": {
		read:  func(l *line, _ *sim.Spec, a *arguments) { a.links, a.linked = l.links(), true },
		write: func(a *arguments) string { return a.links.String() },
	},
	"LINK": {
		read: func(l *line, _ *sim.Spec, a *arguments) { a.links, a.linked = l.link(), true },
		write: func(a *arguments) string {
			if !a.linked {
				return ""
			}
			return a.links.String()
		},
	},
	"KIND": {
		read:  func(l *line, _ *sim.Spec, a *arguments) { a.rest.Kind = messageKind(l.expect(betweenServers...)) },
		write: func(a *arguments) string { return a.rest.Kind.String() },
	},
	"TIME": {
		example: "2ms",
		read:    func(l *line, s *sim.Spec, a *arguments) { a.rest.Time = l.time(s.Least, sim.MaxDuration) },
		write:   func(a *arguments) string { return FormatTime(a.rest.Time) },
	},
	"SPAN": {
		example: "8ms to 12ms",
		read:    func(l *line, s *sim.Spec, a *arguments) { a.rest.Span = l.span(s.Least, sim.MaxDuration) },
		write:   func(a *arguments) string { return formatSpan(a.rest.Span) },
	},
	"PERCENT": {
		example: "10%",
		read:    func(l *line, _ *sim.Spec, a *arguments) { a.rest.Chance = l.percent() },
		write:   func(a *arguments) string { return formatPercent(a.rest.Chance) },
	},
	"DRIFT": {
		read: func(l *line, _ *sim.Spec, a *arguments) { a.rest.Percent = l.drift() },
		write: func(a *arguments) string {
			if a.rest.Percent > 0 {
				return "+" + strconv.Itoa(a.rest.Percent) + "%"
			}
			return strconv.Itoa(a.rest.Percent) + "%"
		},
	},
	"NUMBER": {
		read:  func(l *line, _ *sim.Spec, a *arguments) { a.rest.Message = uint64(l.whole(1, math.MaxInt64)) },
		write: func(a *arguments) string { return strconv.FormatUint(a.rest.Message, 10) },
	},
	"KEY": {
		read:  func(l *line, _ *sim.Spec, a *arguments) { a.rest.Key = l.key() },
		write: func(a *arguments) string { return a.rest.Key },
	},
	"VALUE": {
		read:  func(l *line, _ *sim.Spec, a *arguments) { a.rest.Value = l.whole(-sim.MaxValue, sim.MaxValue) },
		write: func(a *arguments) string { return strconv.FormatInt(a.rest.Value, 10) },
	},
}

// betweenServers are the kinds of messages that servers send one another.
var betweenServers = []string{
	sim.AppendEntries.String(), sim.AppendEntriesReply.String(), sim.RequestVote.String(), sim.RequestVoteReply.String(),
	sim.PreVote.String(), sim.PreVoteReply.String(), sim.TimeoutNow.String(), sim.InstallSnapshot.String(), sim.InstallSnapshotReply.String(),
}

// messageKind returns the kind with a name.
func messageKind(name string) (k sim.MessageKind) {
	_ = k.UnmarshalText([]byte(name)) // what has no such name is none
	return k
}

// isClientName reports whether a word looks like a client, one of ours or not.
func isClientName(text string) bool {
	return len(text) > 1 && text[0] == 'c' && allDigits(text[1:])
}

// client takes a client.
func (l *line) client() (id raft.ClientID) {
	if id.UnmarshalText([]byte(l.peek().text)) != nil || id == 0 {
		l.fail(CodeUnknownClient, raft.ClientID(1).String()+" to "+raft.ClientID(raft.MaxClients).String(), "")
	}
	l.take()
	return id
}
