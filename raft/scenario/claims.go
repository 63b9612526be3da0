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
	Line     int // in the text it was read from
	Claim    Claim
	Above    []string // comments on lines of their own before it, without the #
	Trailing string   // a comment behind it, "" for none
}

// Words that claims begin with.
const (
	expectWord = "expect"
	NoWord     = "no"
	logsWord   = "logs"
	NeverWord  = "never"
)

// claimExamples are one claim of each kind.
var claimExamples = []string{
	NoWord + " " + ViolationWord, ViolationWord, logsWord + " equal", "x=1 acknowledged once", "S1 is leader", "c1 answered 1", NoWord + " leader", NeverWord + " S1 leads",
}

// claim takes a claim, up to the end of the line.
func (l *line) claim() Claim {
	var c Claim
	switch first := l.peek().text; {
	case l.entryNext():
		c = l.entryClaim()
	case first == NoWord:
		l.take()
		if l.expect(ViolationWord, LeaderWord) == LeaderWord {
			if c = (NoLeader{}); len(l.tokens) > 0 {
				c = l.leaderless()
			}
		} else {
			c = Violations{None: true, Violated: l.violated()}
		}
	case first == NeverWord:
		l.take()
		c = NeverCame{l.condition()}
	case first == ViolationWord:
		l.take()
		c = Violations{Violated: l.violated()}
	case first == twoWord:
		l.take()
		l.expect(leadersWord)
		c = TwoLeaders{}
	case first == logsWord:
		l.take()
		l.expect("equal")
		c = LogsEqual{}
	case isClientName(first):
		c = l.answerClaim()
	case first == LeaderWord, isServerName(first), slices.Contains(l.names, first):
		c = l.serverClaim()
	default:
		l.fail(CodeUnknownClaim, join(claimExamples), nearest(first, slices.Concat([]string{NoWord, twoWord, ViolationWord, logsWord, LeaderWord, NeverWord}, l.names)))
	}
	l.done()
	return c
}

// Violations is "violation one-vote", "no violation", or "no violation one-vote".
type Violations struct {
	None bool
	Violated
}

func (c Violations) String() string {
	if c.None {
		return NoWord + " " + c.Violated.String()
	}
	return c.Violated.String()
}

// NoLeader is "no leader".
type NoLeader struct{}

func (NoLeader) String() string { return NoWord + " " + LeaderWord }

// LogsEqual is "logs equal": all servers hold the same entries.
type LogsEqual struct{}

func (LogsEqual) String() string { return logsWord + " equal" }

// AnswerClaim is "c1 answered 5", or "c1 answered nothing": the newest answer.
type AnswerClaim struct {
	Client  raft.ClientID
	Nothing bool
	Value   int64
}

const nothingWord = "nothing"

// maxAnswer is the largest sum that can be expected, either sign.
const maxAnswer = MaxStatements * sim.MaxValue

func (l *line) answerClaim() Claim {
	c := AnswerClaim{Client: l.client()}
	l.expect("answered")
	if c.Nothing = l.accept(nothingWord); !c.Nothing {
		if l.peek().kind != number {
			l.fail(CodeUnexpected, "1, "+nothingWord, nearest(l.peek().text, []string{nothingWord}))
		}
		c.Value = l.whole(-maxAnswer, maxAnswer)
	}
	return c
}

func (c AnswerClaim) String() string {
	if c.Nothing {
		return c.Client.String() + " answered " + nothingWord
	}
	return c.Client.String() + " answered " + strconv.FormatInt(c.Value, 10)
}

// ServerClaim is what a server is or has: "S1 is leader", "S1 in term 3", "S1
// holds x=1", "S1 log has terms 1 1 2", "S1 log begins at 9".
//
// A snapshot stands for the entries that led to it: what a server holds are those, too, and
// two logs are equal though one begins later. What terms a log has says only what is there.
type ServerClaim struct {
	Server Server
	What   string
	Role   string // of isWord
	Entry  string // of holdsWord and lacksWord
	Term   raft.Term
	Terms  []raft.Term
	Voters Voters
	Index  raft.Index // of beginsWords
}

// What a server is or has.
const (
	IsWord      = "is"
	InTermWords = "in term"
	HoldsWord   = "holds"
	LacksWord   = "lacks"
	TermsWords  = "log has terms"
	BeginsWords = "log begins at"
	CrashedWord = "crashed"
	PausedWord  = "paused"
)

var serverClaims = []string{IsWord, InTermWords, HoldsWord, LacksWord, TermsWords, BeginsWords, HasVotersWords}

// roles are what a server can be.
var roles = []string{
	raft.Leader.String(), raft.Follower.String(), raft.Candidate.String(), raft.PreCandidate.String(), CrashedWord, PausedWord,
}

func (l *line) serverClaim() Claim {
	c := ServerClaim{Server: l.server(), What: l.verb(serverClaims)}
	switch c.What {
	case IsWord:
		c.Role = l.expect(roles...)
	case InTermWords:
		c.Term = raft.Term(l.whole(0, maxTerm))
	case HoldsWord, LacksWord:
		c.Entry = l.entry()
	case HasVotersWords:
		c.Voters = l.voters()
	case TermsWords:
		for l.err == nil && (len(l.tokens) > 0 || len(c.Terms) == 0) {
			c.Terms = append(c.Terms, raft.Term(l.whole(1, maxTerm)))
		}
	case BeginsWords:
		c.Index = raft.Index(l.whole(1, maxIndex))
	}
	return c
}

// maxIndex is the highest index at which a log can be expected to begin.
const maxIndex = 1_000_000

func (c ServerClaim) String() string {
	text := c.Server.String() + " " + c.What + " "
	switch c.What {
	case IsWord:
		return text + c.Role
	case InTermWords:
		return text + strconv.FormatUint(uint64(c.Term), 10)
	case HasVotersWords:
		return text + c.Voters.String()
	case TermsWords:
		return text + JoinTerms(c.Terms)
	case BeginsWords:
		return text + strconv.FormatUint(uint64(c.Index), 10)
	}
	return text + c.Entry
}

// JoinTerms writes the terms of a log as a claim does.
func JoinTerms(terms []raft.Term) string {
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

func (Violations) claim()  {}
func (NoLeader) claim()    {}
func (TwoLeaders) claim()  {}
func (Leaderless) claim()  {}
func (LogsEqual) claim()   {}
func (EntryClaim) claim()  {}
func (AnswerClaim) claim() {}
func (ServerClaim) claim() {}
func (NeverCame) claim()   {}
