package scenario

import (
	"slices"
	"strconv"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Claim is what a scenario expects to be true: at the instant of its statement,
// or, standing alone, at the end of the run.
type Claim interface {
	// String returns the canonical form, without the word expect.
	String() string
	claim()
}

// BareClaim is a claim on a line of its own. It is about the end of the run.
type BareClaim struct {
	Line   int // in the text it was read from
	Claim  Claim
	Above  []string // comments on lines of their own before it, without the #
	Beside string   // a comment behind it, "" for none
}

const (
	expectWord = "expect"
	noWord     = "no"
	logsWord   = "logs"
	neverWord  = "never"
)

// claimExamples are one claim of each kind.
var claimExamples = []string{
	noWord + " " + violationWord, violationWord, logsWord + " equal", "x=1 acknowledged once", "S1 is leader", "c1 answered 1", noWord + " leader", neverWord + " S1 leads",
}

// claim takes a claim, up to the end of the line.
func (l *line) claim() Claim {
	var c Claim
	switch first := l.peek().text; {
	case l.entryNext():
		c = l.entryClaim()
	case first == noWord:
		l.take()
		if l.expect(violationWord, leaderWord) == leaderWord {
			if c = (noLeader{}); len(l.tokens) > 0 {
				c = l.leaderless()
			}
		} else {
			c = violations{none: true, violated: l.violated()}
		}
	case first == neverWord:
		l.take()
		c = neverCame{l.condition()}
	case first == violationWord:
		l.take()
		c = violations{violated: l.violated()}
	case first == twoWord:
		l.take()
		l.expect(leadersWord)
		c = twoLeaders{}
	case first == logsWord:
		l.take()
		l.expect("equal")
		c = logsEqual{}
	case isClientName(first):
		c = l.answerClaim()
	case first == leaderWord, isServerName(first), slices.Contains(l.names, first):
		c = l.serverClaim()
	default:
		l.fail(codeUnknownClaim, join(claimExamples), nearest(first, slices.Concat([]string{noWord, twoWord, violationWord, logsWord, leaderWord, neverWord}, l.names)))
	}
	l.done()
	return c
}

// violations is "violation one-vote", "no violation", or "no violation one-vote".
type violations struct {
	none bool
	violated
}

func (c violations) String() string {
	if c.none {
		return noWord + " " + c.violated.String()
	}
	return c.violated.String()
}

// noLeader is "no leader".
type noLeader struct{}

func (noLeader) String() string { return noWord + " " + leaderWord }

// logsEqual is "logs equal": all servers hold the same entries.
type logsEqual struct{}

func (logsEqual) String() string { return logsWord + " equal" }

// entryClaim is what has become of an entry: "x=1 acknowledged once", "x=1 never
// applied", "add x 1 took effect once".
type entryClaim struct {
	entry string
	what  string
	count int // how often; atLeastOnce where that does not matter
}

const atLeastOnce = -1

const (
	tookEffectWords      = "took effect"
	appliedEverywhereTag = "applied everywhere"
)

// counted are what can be said to have happened so many times.
var counted = []string{acknowledgedWord, tookEffectWords}

// entryClaims are what can be said of an entry.
var entryClaims = []string{acknowledgedWord, committedWord, appliedEverywhereTag, appliedWord, overwrittenWord, tookEffectWords}

func (l *line) entryClaim() Claim {
	c := entryClaim{entry: l.entry(), count: atLeastOnce}
	if l.accept(neverWord) {
		c.count = 0
		c.what = l.verb(slices.DeleteFunc(slices.Clone(entryClaims), func(what string) bool { return what == appliedEverywhereTag }))
		return c
	}
	if len(l.tokens) == 1 && l.accept(appliedWord) {
		c.what = appliedWord
		return c
	}
	i := l.phrase(entryClaims, codeUnexpected, append([]string{neverWord}, entryClaims...))
	if i < 0 {
		return c
	}
	if c.what = entryClaims[i]; len(l.tokens) > 0 && slices.Contains(counted, c.what) {
		c.count = l.count()
	}
	return c
}

// maxCount is how often something can be expected to happen.
const maxCount = 1000

// count takes "once", "twice", or "3 times".
func (l *line) count() int {
	switch {
	case l.accept("once"):
		return 1
	case l.accept("twice"):
		return 2
	case l.peek().kind == number:
		n := l.whole(1, maxCount)
		l.expect("times")
		return int(n)
	}
	l.expect("once", "twice", "3 times")
	return 0
}

func (c entryClaim) String() string {
	switch c.count {
	case atLeastOnce:
		return c.entry + " " + c.what
	case 0:
		return c.entry + " " + neverWord + " " + c.what
	}
	return c.entry + " " + c.what + " " + times(c.count)
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}

// answerClaim is "c1 answered 5", or "c1 answered nothing": the newest answer.
type answerClaim struct {
	client  raft.ClientID
	nothing bool
	value   int64
}

const nothingWord = "nothing"

// maxAnswer is the largest sum that can be expected, either sign.
const maxAnswer = MaxStatements * sim.MaxValue

func (l *line) answerClaim() Claim {
	c := answerClaim{client: l.client()}
	l.expect("answered")
	if c.nothing = l.accept(nothingWord); !c.nothing {
		if l.peek().kind != number {
			l.fail(codeUnexpected, "1, "+nothingWord, nearest(l.peek().text, []string{nothingWord}))
		}
		c.value = l.whole(-maxAnswer, maxAnswer)
	}
	return c
}

func (c answerClaim) String() string {
	if c.nothing {
		return c.client.String() + " answered " + nothingWord
	}
	return c.client.String() + " answered " + strconv.FormatInt(c.value, 10)
}

// serverClaim is what a server is or has: "S1 is leader", "S1 in term 3", "S1
// holds x=1", "S1 log has terms 1 1 2".
type serverClaim struct {
	server server
	what   string
	role   string // of isWord
	entry  string // of holdsWord and lacksWord
	term   raft.Term
	terms  []raft.Term
}

const (
	isWord      = "is"
	inTermWords = "in term"
	holdsWord   = "holds"
	lacksWord   = "lacks"
	termsWords  = "log has terms"
	crashedWord = "crashed"
	pausedWord  = "paused"
)

var serverClaims = []string{isWord, inTermWords, holdsWord, lacksWord, termsWords}

// roles are what a server can be.
var roles = []string{
	raft.Leader.String(), raft.Follower.String(), raft.Candidate.String(), raft.PreCandidate.String(), crashedWord, pausedWord,
}

func (l *line) serverClaim() Claim {
	c := serverClaim{server: l.server(), what: l.verb(serverClaims)}
	switch c.what {
	case isWord:
		c.role = l.expect(roles...)
	case inTermWords:
		c.term = raft.Term(l.whole(0, maxTerm))
	case holdsWord, lacksWord:
		c.entry = l.entry()
	case termsWords:
		for l.err == nil && (len(l.tokens) > 0 || len(c.terms) == 0) {
			c.terms = append(c.terms, raft.Term(l.whole(1, maxTerm)))
		}
	}
	return c
}

func (c serverClaim) String() string {
	text := c.server.String() + " " + c.what + " "
	switch c.what {
	case isWord:
		return text + c.role
	case inTermWords:
		return text + strconv.FormatUint(uint64(c.term), 10)
	case termsWords:
		return text + joinTerms(c.terms)
	}
	return text + c.entry
}

func joinTerms(terms []raft.Term) string {
	texts := make([]string, len(terms))
	for i, t := range terms {
		texts[i] = strconv.FormatUint(uint64(t), 10)
	}
	return strings.Join(texts, " ")
}

// ParseClaim reads a claim as it stands behind "expect", about a cluster of so many servers
// which have been given these names. What is wrong with it comes back as an [*Error].
func ParseClaim(text string, servers int, names []string) (Claim, error) {
	l := newLine(0, text, servers, names)
	claim := l.claim()
	if l.err != nil {
		return nil, l.err
	}
	return claim, nil
}

// ParseClaim reads a claim that can speak of the names that the scenario gives to servers.
func (s *Scenario) ParseClaim(text string) (Claim, error) {
	var names []string
	for i := range s.Statements {
		if name := s.Statements[i].As; name != "" {
			names = append(names, name)
		}
	}
	return ParseClaim(text, s.Config.Servers, names)
}

func (violations) claim()  {}
func (noLeader) claim()    {}
func (twoLeaders) claim()  {}
func (leaderless) claim()  {}
func (logsEqual) claim()   {}
func (entryClaim) claim()  {}
func (answerClaim) claim() {}
func (serverClaim) claim() {}
func (neverCame) claim()   {}
