package scenario

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Version is the version of the language, which the first line of a text names.
const Version = 1

// MaxTitle is how many characters a title may have.
const MaxTitle = 120

// setting is a line of the header.
type setting struct {
	name   string
	always bool // written even when it equals the default
	again  bool // can stand on several lines
	read   func(*line, *sim.Config)
	write  func(*sim.Config) string

	span func(*sim.Config) sim.Span // the value, if it is a time or a range of times

	own  func(*sim.Config, raft.ServerID) (string, *sim.Span) // of one server, "" if it has none
	none string                                               // says so in a change
}

// settings in the order of the canonical form.
var settings = []setting{
	{
		name: "servers", always: true,
		read:  func(l *line, c *sim.Config) { c.Servers = int(l.whole(1, raft.MaxServers)) },
		write: func(c *sim.Config) string { return strconv.Itoa(c.Servers) },
	}, {
		name:  "clients",
		read:  func(l *line, c *sim.Config) { c.Clients = int(l.whole(0, raft.MaxClients)) },
		write: func(c *sim.Config) string { return strconv.Itoa(c.Clients) },
	}, {
		name: "seed", always: true,
		read:  func(l *line, c *sim.Config) { c.Seed = l.seed() },
		write: func(c *sim.Config) string { return strconv.FormatUint(c.Seed, 10) },
	}, {
		name:  "latency",
		read:  func(l *line, c *sim.Config) { c.Latency = l.span(0, sim.MaxDuration) },
		write: func(c *sim.Config) string { return formatSpan(c.Latency) },
		span:  func(c *sim.Config) sim.Span { return c.Latency },
	}, {
		name:  "loss",
		read:  func(l *line, c *sim.Config) { c.Loss = l.percent() },
		write: func(c *sim.Config) string { return formatPercent(c.Loss) },
	}, {
		name:  "election timeout",
		read:  readTimeout,
		write: func(c *sim.Config) string { return formatSpan(c.ElectionTimeout) },
		span:  func(c *sim.Config) sim.Span { return c.ElectionTimeout },
		own:   timeoutOf, none: defaultWord,
	}, {
		name:  "heartbeat",
		read:  func(l *line, c *sim.Config) { c.Heartbeat = l.time(raft.Millisecond, sim.MaxDuration) },
		write: func(c *sim.Config) string { return FormatTime(c.Heartbeat) },
		span:  func(c *sim.Config) sim.Span { return sim.Span{Min: c.Heartbeat, Max: c.Heartbeat} },
	}, {
		name:  "disk sync",
		read:  func(l *line, c *sim.Config) { c.DiskSync = l.time(0, sim.MaxDuration) },
		write: func(c *sim.Config) string { return FormatTime(c.DiskSync) },
		span:  func(c *sim.Config) sim.Span { return sim.Span{Min: c.DiskSync, Max: c.DiskSync} },
	}, {
		name:  "apply",
		read:  func(l *line, c *sim.Config) { c.Apply = l.time(0, sim.MaxDuration) },
		write: func(c *sim.Config) string { return FormatTime(c.Apply) },
		span:  func(c *sim.Config) sim.Span { return sim.Span{Min: c.Apply, Max: c.Apply} },
	}, {
		name:  "client patience",
		read:  func(l *line, c *sim.Config) { c.ClientPatience = l.time(raft.Millisecond, sim.MaxDuration) },
		write: func(c *sim.Config) string { return FormatTime(c.ClientPatience) },
	}, {
		name:  "client retries",
		read:  func(l *line, c *sim.Config) { c.ClientRetries = int(l.whole(0, sim.MaxRetries)) },
		write: func(c *sim.Config) string { return strconv.Itoa(c.ClientRetries) },
	}, {
		name:  "noop",
		read:  func(l *line, c *sim.Config) { c.NoOp = l.expect("on", "off") == "on" },
		write: func(c *sim.Config) string { return onOff(c.NoOp) },
	}, {
		name:  "batch",
		read:  func(l *line, c *sim.Config) { c.Batch = int(l.whole(1, sim.MaxBatch)) },
		write: func(c *sim.Config) string { return strconv.Itoa(c.Batch) },
	}, {
		name:  "pre-vote",
		read:  func(l *line, c *sim.Config) { c.PreVote = l.expect("on", "off") == "on" },
		write: func(c *sim.Config) string { return onOff(c.PreVote) },
	}, {
		name:  "parallel-writes",
		read:  func(l *line, c *sim.Config) { c.ParallelWrites = l.expect("on", "off") == "on" },
		write: func(c *sim.Config) string { return onOff(c.ParallelWrites) },
	}, {
		name:  "tell-commits",
		read:  func(l *line, c *sim.Config) { c.TellCommits = l.expect("on", "off") == "on" },
		write: func(c *sim.Config) string { return onOff(c.TellCommits) },
	}, {
		name:  "check-quorum",
		read:  func(l *line, c *sim.Config) { c.CheckQuorum = l.expect("on", "off") == "on" },
		write: func(c *sim.Config) string { return onOff(c.CheckQuorum) },
	}, {
		name: "reads",
		read: func(l *line, c *sim.Config) {
			if c.Reads = sim.ReadLog; l.expect(readModes...) == readModes[sim.ReadIndex] {
				c.Reads = sim.ReadIndex
			}
		},
		write: func(c *sim.Config) string { return readModes[c.Reads] },
	}, {
		name: withoutWord, again: true,
		read:  func(l *line, c *sim.Config) { c.Without |= l.rules() },
		write: func(c *sim.Config) string { return RuleList(c.Without) },
	}, {
		name:  startWord,
		read:  readStart,
		write: func(*sim.Config) string { return "" },
		own:   startOf, none: emptyWord,
	},
}

// readModes are the words for each [sim.ReadMode].
var readModes = []string{sim.ReadLog: "log", sim.ReadIndex: "index"}

const withoutWord = "without"

// rules takes the names of rules, up to the end of the line.
func (l *line) rules() (set raft.RuleSet) {
	for l.err == nil && (len(l.tokens) > 0 && l.peek().text != "," || set == 0) {
		t := l.peek()
		i := slices.Index(ruleNames, t.text)
		if i < 0 {
			l.fail(CodeUnknownRule, join(ruleNames), nearest(t.text, ruleNames))
			return set
		}
		l.take()
		set = set.With(raft.Rules()[i])
	}
	return set
}

// RuleList returns the names of some rules, in the order of all.
func RuleList(set raft.RuleSet) string {
	var names []string
	for _, r := range raft.Rules() {
		if set.Has(r) {
			names = append(names, r.String())
		}
	}
	return strings.Join(names, " ")
}

// ruleNames are the names of all rules, in their order.
var ruleNames = func() (names []string) {
	for _, r := range raft.Rules() {
		names = append(names, r.String())
	}
	return names
}()

// firstLine is the first line of every text.
var firstLine = raftWord + " " + strconv.Itoa(Version)

const (
	raftWord  = "raft"
	titleWord = "title"
)

// settingNames are the beginnings of the lines of the table above.
var settingNames = func() []string {
	names := make([]string, len(settings))
	for i, s := range settings {
		names[i] = s.name
	}
	return names
}()

// version takes the first line.
func (l *line) version() {
	if l.peek().text != raftWord {
		suggestion := ""
		if nearest(l.peek().text, []string{raftWord}) != "" {
			suggestion = firstLine
		}
		l.fail(CodeNoHeader, firstLine, suggestion)
		return
	}
	l.take()
	if l.peek().text != strconv.Itoa(Version) {
		l.fail(CodeWrongVersion, strconv.Itoa(Version), "")
		return
	}
	l.take()
	l.done()
}

// setting takes a line of the header.
func (p *parser) setting(l *line) {
	first := l.peek()
	if first.text == raftWord {
		p.once(l, first, raftWord)
		return
	}
	offered := slices.Concat(statementNames, variantNames)
	if p.body == 0 {
		offered = slices.Concat(settingNames, []string{titleWord}, statementNames, variantNames)
	}
	i := l.phrase(settingNames, CodeUnknownLine, offered)
	if i < 0 {
		p.suggestTime(l, first)
		return
	}
	if settings[i].again {
		delete(p.settings, settings[i].name)
	}
	key := settings[i].name
	if settings[i].own != nil && isServerName(l.peek().text) {
		key += " " + l.peek().text
		for _, t := range l.tokens {
			if isServerName(t.text) {
				p.mentioned = append(p.mentioned, mention{l.number, t})
			}
		}
	}
	if p.once(l, first, key) {
		settings[i].read(l, &p.s.Config)
		l.done()
	}
}

// suggestTime suggests a time for an action that stands on a line without one.
func (p *parser) suggestTime(l *line, first token) {
	if l.err.Code == CodeUnknownLine && (slices.Contains(verbNames, first.text) || isClientName(first.text)) {
		l.err.Suggestion = Timing{Time: p.clock}.String() + ": " + first.text
	}
}

// once fails for a setting that has a value already, or comes after the first
// statement.
func (p *parser) once(l *line, t token, name string) bool {
	t.text = name
	switch before, again := p.settings[name]; {
	case p.body > 0:
		l.failAt(t, CodeSettingTooLate, strconv.Itoa(p.body), "")
	case again:
		l.failAt(t, CodeRepeatedSetting, strconv.Itoa(before), "")
	}
	p.settings[name] = l.number
	p.headerComments(l)
	return l.err == nil
}

// title takes a title, which is all the rest of its line.
func (p *parser) title(l *line, text string) {
	first := l.take()
	l.commented = false // a # belongs to the title
	if !p.once(l, first, titleWord) {
		return
	}
	_, title, _ := strings.Cut(text, titleWord)
	p.s.Title = strings.TrimFunc(title, unicode.IsSpace)
	if err := CheckTitle(p.s.Title); err != nil {
		err.Line, err.Column = l.number, l.end
		l.err = err
	}
}

// CheckTitle returns what is wrong with a title.
func CheckTitle(title string) *Error {
	if err := checkCharacters(title, 0); err != nil {
		return err
	}
	switch n := utf8.RuneCountInString(title); {
	case title == "":
		return &Error{Code: CodeLineTooShort, Expected: "Figure 8"}
	case n > MaxTitle:
		return &Error{Code: CodeTitleTooLong, Found: strconv.Itoa(n), Expected: strconv.Itoa(MaxTitle)}
	}
	return nil
}

// headerComments keeps the comments of a line of the header.
func (p *parser) headerComments(l *line) {
	p.s.Above = append(p.s.Above, p.takeComments()...)
	if l.commented && l.comment != "" {
		p.s.Above = append(p.s.Above, l.comment)
	}
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
