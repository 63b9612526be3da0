package scenario

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// MessageMoves is "RequestVote S1 -> S2 delivered".
type MessageMoves struct {
	Kind     sim.MessageKind
	From, To Endpoint
	Stage    string
}

// Endpoint is where a message comes from or goes to.
type Endpoint struct {
	Client raft.ClientID // 0 when it is a server
	Server Server
}

func (a Endpoint) String() string {
	if a.Client != 0 {
		return a.Client.String()
	}
	return a.Server.String()
}

// What becomes of a message.
const (
	DeliveredWord = "delivered"
	LostWord      = "lost"
)

var stages = []string{SentWord, DeliveredWord, LostWord}

// messageKinds are the kinds of all messages.
var messageKinds = slices.Concat(betweenServers, []string{sim.ClientRequest.String(), sim.ClientReply.String()})

func (l *line) messageCondition() Condition {
	c := MessageMoves{Kind: messageKind(l.take().text)}
	switch c.Kind {
	case sim.ClientRequest:
		c.From.Client = l.client()
		l.expect("->")
		c.To.Server = l.server()
	case sim.ClientReply:
		c.From.Server = l.server()
		l.expect("->")
		c.To.Client = l.client()
	default:
		link := l.link()
		c.From.Server, c.To.Server = link.from, link.to[0]
	}
	c.Stage = l.expect(stages...)
	return c
}

func (c MessageMoves) String() string {
	return c.Kind.String() + " " + c.From.String() + " -> " + c.To.String() + " " + c.Stage
}
