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
	condition()
}

// Words that begin a condition.
const (
	votesWord     = "votes"
	termWord      = "term"
	ViolationWord = "violation"
)

// conditionExamples are one condition of each kind.
var conditionExamples = []string{
	"leader elected", "S1 leads", "S1 appended x=1", "x=1 committed", "c1 acknowledged", votesWord + " split",
	termWord + " 1", ViolationWord, sim.RequestVote.String() + " S1 -> S2 sent",
	votersWord + " S1 S2 S4 " + CommittedWord,
}

// condition takes a condition, up to the colon.
func (l *line) condition() Condition {
	switch first := l.peek().text; {
	case l.entryNext():
		return l.entryCondition()
	case first == LeaderWord && len(l.tokens) > 1 && l.tokens[1].text == "elected":
		l.tokens = l.tokens[2:]
		return Elected{}
	case first == LeaderWord, isServerName(first), slices.Contains(l.names, first):
		return l.serverCondition()
	case isClientName(first):
		return ClientDoes{l.client(), l.verb(clientVerbs)}
	case first == votesWord:
		l.take()
		l.expect("split")
		return VotesSplit{}
	case first == termWord:
		l.take()
		return TermBegins{raft.Term(l.whole(1, maxTerm))}
	case first == votersWord:
		l.take()
		c := VotersCommitted{l.voters()}
		l.expect(CommittedWord)
		return c
	case first == ViolationWord:
		l.take()
		return l.violated()
	case slices.Contains(messageKinds, first):
		return l.messageCondition()
	default:
		l.fail(CodeUnknownCondition, join(conditionExamples), nearest(first, slices.Concat([]string{LeaderWord, votesWord, votersWord, termWord, ViolationWord}, messageKinds, l.names)))
		return nil
	}
}

// maxTerm is the highest term that can be waited for.
const maxTerm = 1_000_000

// verb takes one of several verbs, which may consist of two words.
func (l *line) verb(verbs []string) string {
	if i := l.phrase(verbs, CodeUnexpected, verbs); i >= 0 {
		return verbs[i]
	}
	return ""
}

// Elected is "leader elected": some server becomes leader.
type Elected struct{}

func (Elected) String() string { return "leader elected" }

// ServerDoes is what a server does: "S1 leads", "S1 votes for S2", "leader sent
// x=1 to S2".
type ServerDoes struct {
	Server Server
	Verb   string
	Entry  string // of the verbs that are about one
	To     Server // whom it votes for, or sends an entry to
	Aimed  bool   // whether to is named
}

// What a server does.
const (
	LeadsWords     = "leads"
	StepsDownWords = "steps down"
	CandidateWords = "becomes candidate"
	VotesForWords  = "votes for"
	AppendedWord   = "appended"  // in memory
	StoredWord     = "stored"    // on its disk
	SyncedWord     = "synced"    // the same, said of the leader
	SentWord       = "sent"      // in an AppendEntries
	CommittedWord  = "committed" // it knows that
	AppliedWord    = "applied"   // to its state machine

	TookSnapshotWords      = "took snapshot"      // of its own state machine
	InstalledSnapshotWords = "installed snapshot" // which its leader has sent, in memory
)

var serverVerbs = []string{
	LeadsWords, StepsDownWords, CandidateWords, VotesForWords, AppendedWord, StoredWord, SyncedWord, SentWord, CommittedWord, AppliedWord,
	TookSnapshotWords, InstalledSnapshotWords, HasVotersWords,
}

func (l *line) serverCondition() Condition {
	c := ServerDoes{Server: l.server()}
	offered := serverVerbs
	if c.Server.Leader {
		offered = append([]string{"elected"}, serverVerbs...)
	}
	if i := l.phrase(serverVerbs, CodeUnexpected, offered); i >= 0 {
		c.Verb = serverVerbs[i]
	}
	if c.Server.Leader && c.Verb == LeadsWords {
		return Elected{}
	}
	switch c.Verb {
	case "", LeadsWords, StepsDownWords, CandidateWords, TookSnapshotWords, InstalledSnapshotWords:
	case HasVotersWords:
		return ServerUses{c.Server, l.voters()}
	case VotesForWords:
		c.Aimed, c.To = true, l.server()
	case SentWord:
		c.Entry = l.entry()
		if l.accept("to") {
			c.Aimed, c.To = true, l.server()
		}
	default:
		c.Entry = l.entry()
	}
	switch {
	case c.Verb == SyncedWord && !c.Server.Leader:
		c.Verb = StoredWord
	case c.Verb == StoredWord && c.Server.Leader:
		c.Verb = SyncedWord
	}
	return c
}

func (c ServerDoes) String() string {
	text := c.Server.String() + " " + c.Verb
	if c.Entry != "" {
		text += " " + c.Entry
	}
	switch {
	case c.Verb == VotesForWords:
		text += " " + c.To.String()
	case c.Aimed:
		text += " to " + c.To.String()
	}
	return text
}

// VotesSplit is "votes split": nobody can win the election of the newest term any
// more.
type VotesSplit struct{}

func (VotesSplit) String() string { return votesWord + " split" }

// EntryBecomes is what becomes of an entry anywhere: "x=1 committed", "x=1 stored
// on 2".
type EntryBecomes struct {
	Entry  string
	What   string
	Copies int // of stored
}

// What becomes of an entry, apart from what servers do with it.
const (
	AcknowledgedWord = "acknowledged"
	OverwrittenWord  = "overwritten"
)

var entryVerbs = []string{CommittedWord, StoredWord, AcknowledgedWord, OverwrittenWord}

func (l *line) entryCondition() Condition {
	c := EntryBecomes{Entry: l.entry(), What: l.expect(entryVerbs...)}
	if c.What == StoredWord {
		l.expect("on")
		c.Copies = int(l.whole(1, int64(l.servers)))
	}
	return c
}

func (c EntryBecomes) String() string {
	if c.What == StoredWord {
		return c.Entry + " " + StoredWord + " on " + strconv.Itoa(c.Copies)
	}
	return c.Entry + " " + c.What
}

// ClientDoes is what happens to a client: "c1 retries".
type ClientDoes struct {
	Client raft.ClientID
	Verb   string
}

// What happens to a client.
const (
	TimesOutWords = "times out"
	RetriesWord   = "retries"
	givesUpWords  = "gives up"
)

var clientVerbs = []string{AcknowledgedWord, TimesOutWords, RetriesWord, givesUpWords}

func (c ClientDoes) String() string { return c.Client.String() + " " + c.Verb }

// TermBegins is "term 3": a server gets to that term, the first of all.
type TermBegins struct{ Term raft.Term }

func (c TermBegins) String() string { return termWord + " " + strconv.FormatUint(uint64(c.Term), 10) }

// Violated is "violation one-vote", or "violation" for that of any property.
type Violated struct {
	Any      bool
	Property check.Property
}

func (l *line) violated() Violated {
	if l.peek().text == "" || l.peek().text == ":" {
		return Violated{Any: true}
	}
	return Violated{Property: l.property()}
}

func (c Violated) String() string {
	if c.Any {
		return ViolationWord
	}
	return ViolationWord + " " + c.Property.String()
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
		l.fail(CodeUnknownProperty, join(propertyNames), nearest(t.text, propertyNames))
	}
	l.take()
	return p
}

func (Elected) condition()      {}
func (ServerDoes) condition()   {}
func (VotesSplit) condition()   {}
func (EntryBecomes) condition() {}
func (ClientDoes) condition()   {}
func (TermBegins) condition()   {}
func (Violated) condition()     {}
func (MessageMoves) condition() {}
