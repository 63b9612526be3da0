package scenario

import (
	"slices"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/sim"
)

// Condition is what a statement waits for: an event that makes something true
// which was not true before.
type Condition interface {
	// String returns the canonical form.
	String() string
	// comes reports whether an event makes it true. The watch has seen everything
	// before that event.
	comes(w *watch, e *sim.Event) bool
	// instead says, in the words of claims, what is true while it is not.
	instead(w *watch) string
}

// Words that begin a condition.
const (
	votesWord     = "votes"
	termWord      = "term"
	violationWord = "violation"
)

// conditionExamples are one condition of each kind.
var conditionExamples = []string{
	"leader elected", "S1 leads", "S1 appended x=1", "x=1 committed", "c1 acknowledged", votesWord + " split",
	termWord + " 1", violationWord, sim.RequestVote.String() + " S1 -> S2 sent",
}

// condition takes a condition, up to the colon.
func (l *line) condition() Condition {
	switch first := l.peek().text; {
	case l.entryNext():
		return l.entryCondition()
	case first == leaderWord && len(l.tokens) > 1 && l.tokens[1].text == "elected":
		l.tokens = l.tokens[2:]
		return elected{}
	case first == leaderWord, isServerName(first), slices.Contains(l.names, first):
		return l.serverCondition()
	case isClientName(first):
		return clientDoes{l.client(), l.verb(clientVerbs)}
	case first == votesWord:
		l.take()
		l.expect("split")
		return votesSplit{}
	case first == termWord:
		l.take()
		return termBegins{raft.Term(l.whole(1, maxTerm))}
	case first == violationWord:
		l.take()
		return l.violated()
	case slices.Contains(messageKinds, first):
		return l.messageCondition()
	default:
		l.fail(codeUnknownCondition, join(conditionExamples), nearest(first, slices.Concat([]string{leaderWord, votesWord, termWord, violationWord}, messageKinds, l.names)))
		return nil
	}
}

// maxTerm is the highest term that can be waited for.
const maxTerm = 1_000_000

// verb takes one of several verbs, which may consist of two words.
func (l *line) verb(verbs []string) string {
	if i := l.phrase(verbs, codeUnexpected, verbs); i >= 0 {
		return verbs[i]
	}
	return ""
}

// elected is "leader elected": some server becomes leader.
type elected struct{}

func (elected) String() string { return "leader elected" }

// serverDoes is what a server does: "S1 leads", "S1 votes for S2", "leader sent
// x=1 to S2".
type serverDoes struct {
	server server
	verb   string
	entry  string // of the verbs that are about one
	to     server // whom it votes for, or sends an entry to
	aimed  bool   // whether to is named
}

// What a server does.
const (
	leadsWords     = "leads"
	stepsDownWords = "steps down"
	candidateWords = "becomes candidate"
	votesForWords  = "votes for"
	appendedWord   = "appended"  // in memory
	storedWord     = "stored"    // on its disk
	syncedWord     = "synced"    // the same, said of the leader
	sentWord       = "sent"      // in an AppendEntries
	committedWord  = "committed" // it knows that
	appliedWord    = "applied"   // to its state machine
)

var serverVerbs = []string{
	leadsWords, stepsDownWords, candidateWords, votesForWords, appendedWord, storedWord, syncedWord, sentWord, committedWord, appliedWord,
}

func (l *line) serverCondition() Condition {
	c := serverDoes{server: l.server()}
	offered := serverVerbs
	if c.server.leader {
		offered = append([]string{"elected"}, serverVerbs...)
	}
	if i := l.phrase(serverVerbs, codeUnexpected, offered); i >= 0 {
		c.verb = serverVerbs[i]
	}
	if c.server.leader && c.verb == leadsWords {
		return elected{}
	}
	switch c.verb {
	case "", leadsWords, stepsDownWords, candidateWords:
	case votesForWords:
		c.aimed, c.to = true, l.server()
	case sentWord:
		c.entry = l.entry()
		if l.accept("to") {
			c.aimed, c.to = true, l.server()
		}
	default:
		c.entry = l.entry()
	}
	switch {
	case c.verb == syncedWord && !c.server.leader:
		c.verb = storedWord
	case c.verb == storedWord && c.server.leader:
		c.verb = syncedWord
	}
	return c
}

func (c serverDoes) String() string {
	text := c.server.String() + " " + c.verb
	if c.entry != "" {
		text += " " + c.entry
	}
	switch {
	case c.verb == votesForWords:
		text += " " + c.to.String()
	case c.aimed:
		text += " to " + c.to.String()
	}
	return text
}

// votesSplit is "votes split": nobody can win the election of the newest term any
// more.
type votesSplit struct{}

func (votesSplit) String() string { return votesWord + " split" }

// entryBecomes is what becomes of an entry anywhere: "x=1 committed", "x=1 stored
// on 2".
type entryBecomes struct {
	entry  string
	what   string
	copies int // of stored
}

const (
	acknowledgedWord = "acknowledged"
	overwrittenWord  = "overwritten"
)

var entryVerbs = []string{committedWord, storedWord, acknowledgedWord, overwrittenWord}

func (l *line) entryCondition() Condition {
	c := entryBecomes{entry: l.entry(), what: l.expect(entryVerbs...)}
	if c.what == storedWord {
		l.expect("on")
		c.copies = int(l.whole(1, int64(l.servers)))
	}
	return c
}

func (c entryBecomes) String() string {
	if c.what == storedWord {
		return c.entry + " " + storedWord + " on " + strconv.Itoa(c.copies)
	}
	return c.entry + " " + c.what
}

// clientDoes is what happens to a client: "c1 retries".
type clientDoes struct {
	client raft.ClientID
	verb   string
}

const (
	timesOutWords = "times out"
	retriesWord   = "retries"
	givesUpWords  = "gives up"
)

var clientVerbs = []string{acknowledgedWord, timesOutWords, retriesWord, givesUpWords}

func (c clientDoes) String() string { return c.client.String() + " " + c.verb }

// termBegins is "term 3": a server gets to that term, the first of all.
type termBegins struct{ term raft.Term }

func (c termBegins) String() string { return termWord + " " + strconv.FormatUint(uint64(c.term), 10) }

// violated is "violation one-vote", or "violation" for that of any property.
type violated struct {
	any      bool
	property check.Property
}

func (l *line) violated() violated {
	if l.peek().text == "" || l.peek().text == ":" {
		return violated{any: true}
	}
	return violated{property: l.property()}
}

func (c violated) String() string {
	if c.any {
		return violationWord
	}
	return violationWord + " " + c.property.String()
}

// propertyNames are the names of all properties.
var propertyNames = func() (names []string) {
	for _, p := range check.Properties() {
		names = append(names, p.String())
	}
	return names
}()

// property takes the name of a property.
func (l *line) property() (p check.Property) {
	t := l.peek()
	if p.UnmarshalText([]byte(t.text)) != nil {
		l.fail(codeUnknownProperty, join(propertyNames), nearest(t.text, propertyNames))
	}
	l.take()
	return p
}

// messageMoves is "RequestVote S1 -> S2 delivered".
type messageMoves struct {
	kind     sim.MessageKind
	from, to end
	stage    string
}

// end is where a message comes from or goes to.
type end struct {
	client raft.ClientID // 0 when it is a server
	server server
}

func (a end) String() string {
	if a.client != 0 {
		return a.client.String()
	}
	return a.server.String()
}

const (
	deliveredWord = "delivered"
	lostWord      = "lost"
)

var stages = []string{sentWord, deliveredWord, lostWord}

// messageKinds are the kinds of all messages.
var messageKinds = slices.Concat(betweenServers, []string{sim.ClientRequest.String(), sim.ClientReply.String()})

func (l *line) messageCondition() Condition {
	c := messageMoves{kind: messageKind(l.take().text)}
	switch c.kind {
	case sim.ClientRequest:
		c.from.client = l.client()
		l.expect("->")
		c.to.server = l.server()
	case sim.ClientReply:
		c.from.server = l.server()
		l.expect("->")
		c.to.client = l.client()
	default:
		link := l.link()
		c.from.server, c.to.server = link.from, link.to[0]
	}
	c.stage = l.expect(stages...)
	return c
}

func (c messageMoves) String() string {
	return c.kind.String() + " " + c.from.String() + " -> " + c.to.String() + " " + c.stage
}
