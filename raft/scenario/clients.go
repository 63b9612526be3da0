package scenario

import (
	"slices"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// request is "c1 write x=1", "c1 add x 1" or "c1 read x". Each may end in "to
// S2"; without it the request goes to whom the client takes for the leader.
type request struct {
	client raft.ClientID
	op     string
	key    string
	value  int64
	aimed  bool
	to     server
}

// What a client can ask for.
const (
	writeWord = "write"
	addWord   = "add"
	readWord  = "read"
)

var requestOps = []string{writeWord, addWord, readWord}

// isClientName reports whether a word looks like a client, one of ours or not.
func isClientName(text string) bool {
	return len(text) > 1 && text[0] == 'c' && allDigits(text[1:])
}

// client takes a client.
func (l *line) client() (id raft.ClientID) {
	if id.UnmarshalText([]byte(l.peek().text)) != nil || id == 0 {
		l.fail(codeUnknownClient, raft.ClientID(1).String()+" to "+raft.ClientID(raft.MaxClients).String(), "")
	}
	l.take()
	return id
}

func readRequest(l *line) Action {
	var a request
	a.client = l.client()
	if slices.Contains(trafficVerbs, l.peek().text) {
		return l.traffic(a.client)
	}
	a.op = l.expect(slices.Concat(requestOps, trafficVerbs)...)
	a.key = l.key()
	if a.op == writeWord {
		l.expect("=")
	}
	if a.op != readWord {
		a.value = l.whole(-sim.MaxValue, sim.MaxValue)
	}
	if l.more() {
		l.expect("to")
		a.aimed, a.to = true, l.server()
	}
	return a
}

func (a request) String() string {
	text := a.client.String() + " " + a.op + " " + a.key
	switch a.op {
	case writeWord:
		text += "=" + strconv.FormatInt(a.value, 10)
	case addWord:
		text += " " + strconv.FormatInt(a.value, 10)
	}
	if a.aimed {
		text += " to " + a.to.String()
	}
	return text
}

func (a request) bind(sc scope) (Action, *Error) {
	to, err := a.to.bind(sc)
	a.to = to
	return a, err
}

func (a request) act() sim.Action {
	r := sim.Request{Client: a.client, Key: a.key, Value: a.value, To: a.to.id}
	switch a.op {
	case writeWord:
		r.Op = raft.Set
	case addWord:
		r.Op = raft.Add
	case readWord:
		r.Op = raft.Get
	}
	return r
}

// clientLinks are the links between a client and servers: "c1 <-> S1 S2".
type clientLinks struct {
	client raft.ClientID
	with   serverList
}

func (l *line) clientLinks() clientLinks {
	ends := clientLinks{client: l.client()}
	l.expect("<->")
	ends.with = l.serverList()
	return ends
}

func (ls clientLinks) String() string { return ls.client.String() + " <-> " + ls.with.String() }

func (ls clientLinks) bind(sc scope) (clientLinks, *Error) {
	with, err := ls.with.bind(sc)
	return clientLinks{ls.client, with}, err
}

// cutClient is "cut c1 <-> S1 S2".
type cutClient struct{ links clientLinks }

func (a cutClient) String() string { return "cut " + a.links.String() }

func (a cutClient) bind(sc scope) (Action, *Error) {
	ls, err := a.links.bind(sc)
	return cutClient{ls}, err
}

func (a cutClient) act() sim.Action {
	return sim.CutClient{Client: a.links.client, From: a.links.with.set()}
}

// healClient is "heal c1 <-> S1 S2".
type healClient struct{ links clientLinks }

func (a healClient) String() string { return "heal " + a.links.String() }

func (a healClient) bind(sc scope) (Action, *Error) {
	ls, err := a.links.bind(sc)
	return healClient{ls}, err
}

func (a healClient) act() sim.Action {
	return sim.HealClient{Client: a.links.client, From: a.links.with.set()}
}
