package scenario

import (
	"slices"
	"strconv"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

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
		name: "voters",
		read: func(l *line, c *sim.Config) {
			if c.Voters = 0; !l.changing || !l.accept(allWord) {
				c.Voters = l.serverSet()
			}
		},
		write: func(c *sim.Config) string {
			if c.Voters == 0 {
				return allWord
			}
			return c.Voters.String()
		},
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
	},
	toggle("noop", func(c *sim.Config) *bool { return &c.NoOp }),
	{
		name:  "batch",
		read:  func(l *line, c *sim.Config) { c.Batch = int(l.whole(1, sim.MaxBatch)) },
		write: func(c *sim.Config) string { return strconv.Itoa(c.Batch) },
	},
	{
		name:  "snapshot every",
		read:  func(l *line, c *sim.Config) { c.SnapshotEvery = int(l.whole(0, sim.MaxSnapshotEvery)) },
		write: func(c *sim.Config) string { return strconv.Itoa(c.SnapshotEvery) },
	},
	toggle("pre-vote", func(c *sim.Config) *bool { return &c.PreVote }),
	toggle("parallel-writes", func(c *sim.Config) *bool { return &c.ParallelWrites }),
	toggle("tell-commits", func(c *sim.Config) *bool { return &c.TellCommits }),
	toggle("check-quorum", func(c *sim.Config) *bool { return &c.CheckQuorum }),
	toggle("leader-promise", func(c *sim.Config) *bool { return &c.LeaderPromise }),
	{
		name: "changes",
		read: func(l *line, c *sim.Config) {
			c.JointConsensus = l.expect(changeModes...) == changeModes[1]
		},
		write: func(c *sim.Config) string {
			if c.JointConsensus {
				return changeModes[1]
			}
			return changeModes[0]
		},
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

// changeModes are how a leader changes one voter: at once, or through a joint configuration.
var changeModes = []string{"single", "joint"}

// allWord says that all servers vote.
const allWord = "all"

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

// settingNames are the beginnings of the lines of the table above.
var settingNames = func() []string {
	names := make([]string, len(settings))
	for i, s := range settings {
		names[i] = s.name
	}
	return names
}()

// toggle is a setting that is on or off.
func toggle(name string, of func(*sim.Config) *bool) setting {
	return setting{
		name:  name,
		read:  func(l *line, c *sim.Config) { *of(c) = l.expect("on", "off") == "on" },
		write: func(c *sim.Config) string { return onOff(*of(c)) },
	}
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
