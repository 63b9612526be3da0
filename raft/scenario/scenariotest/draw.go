// Package scenariotest draws texts of the scenario language for tests, and holds what they
// come to against golden files.
package scenariotest

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Pick draws one of several texts.
func Pick(t *rapid.T, label string, texts ...string) string {
	return rapid.SampledFrom(texts).Draw(t, label)
}

// drawServers draws so many different servers of a cluster, joined by spaces.
func drawServers(t *rapid.T, names []string, n int) string {
	return strings.Join(rapid.Permutation(names).Draw(t, "servers")[:n], " ")
}

// Action draws an action that can be read. The servers are S1 to S‹servers›,
// leader, and those that have been given a name.
func Action(t *rapid.T, servers int, given ...string) string {
	names := append([]string{"leader"}, given...)
	for i := range servers {
		names = append(names, raft.ServerID(i+1).String())
	}
	one := func() string { return Pick(t, "server", names...) }
	some := func(least int) string { return drawServers(t, names, rapid.IntRange(least, len(names)).Draw(t, "n")) }
	link := func(arrow string) string {
		list := strings.Fields(some(2))
		return list[0] + arrow + strings.Join(list[1:], " ")
	}
	span := func() string {
		low := rapid.IntRange(0, 30_000).Draw(t, "low")
		return fmt.Sprintf("%dus to %dus", low, low+rapid.IntRange(0, 30_000).Draw(t, "width"))
	}
	oneLink := func() string { return strings.Join(strings.Fields(drawServers(t, names, 2)), " -> ") + " " }
	switch rapid.IntRange(0, 24).Draw(t, "action") {
	case 0:
		return "crash " + one() + Pick(t, "how", "", " losing unsynced writes")
	case 1:
		return "restart " + one()
	case 2:
		return "time out " + one()
	case 3:
		return Pick(t, "what", "cut ", "heal ") + link(Pick(t, "arrow", "->", " <-> "))
	case 4:
		return "heal all"
	case 5:
		list := strings.Fields(some(1))
		for i := 1; i < len(list); i++ {
			list[i] = Pick(t, "bar", " ", " | ") + list[i]
		}
		return "partition " + strings.Join(list, "")
	case 6:
		return "isolate " + one()
	case 7:
		return "latency " + Pick(t, "where", "", oneLink()) + span()
	case 8:
		return Pick(t, "chance", "loss ", "duplication ", "reordering ") + Pick(t, "where", "", oneLink()) + Pick(t, "percent", "0%", "0.0001%", "12.50%", "100%")
	case 9:
		return "disk sync " + Pick(t, "where", "", one()+" ") + Pick(t, "time", "0ms", "2ms", "0.25ms", "0.2s")
	case 10:
		return Pick(t, "verb", "pause ", "resume ", "resume ", "wipe ", "transfer to ", "snapshot ") + one()
	case 11:
		return "drift " + one() + Pick(t, "drift", " +50%", " -20%", " 0%", " 7%")
	case 12:
		return "election timeout " + one() + Pick(t, "timeout", " 150ms to 0.3s", " 1s to 1s", " 1ms to 2ms")
	case 13:
		return Pick(t, "verb", "cut c1 <-> ", "heal c1<->", "cut c2 <-> ") + some(1)
	case 14, 15:
		verb, by := Pick(t, "verb", "drop", "duplicate", "delay"), ""
		if verb == "delay" {
			by = Pick(t, "by", " by 50ms", " by 0.001ms", " by 1s")
		}
		if Pick(t, "which", "next", "number") == "number" {
			return fmt.Sprintf("%s message %d%s", verb, rapid.IntRange(1, 300).Draw(t, "message"), by)
		}
		return verb + " next " + Pick(t, "kind", betweenServers...) + " " + strings.TrimSpace(oneLink()) + by
	case 16:
		return "wait"
	case 17:
		return Pick(t, "client", "c1", "c2") + Pick(t, "traffic", " writes every 100ms", " reads every 0.25s", " writes and reads every 10ms", " stops")
	case 18:
		number := raft.ServerID(rapid.IntRange(1, servers).Draw(t, "server")).String()
		return Pick(t, "client", "c1 ", "c2 ") + Pick(t, "change", "add "+number, "add "+number+" as learner", "remove "+one(), "change to "+some(1))
	default:
		client := raft.ClientID(rapid.IntRange(1, raft.MaxClients).Draw(t, "client")).String()
		key := Pick(t, "key", "x", "y", "to", "a-_9")
		value := fmt.Sprint(rapid.Int64Range(-sim.MaxValue, sim.MaxValue).Draw(t, "value"))
		return client + " " + Pick(t, "op", "read "+key, "write "+key+"="+value, "add "+key+" "+value) + Pick(t, "to", "", " to "+one())
	}
}

func drawEntry(t *rapid.T) string {
	return Pick(t, "entry", "x=1", "x = 2", "y=-3", "add x 1", "add to 7", "read x", "no-op", "term=1", "add S1", "add S1 as learner", "remove S1", "change to S1")
}

// Condition draws a condition that can be read.
func Condition(t *rapid.T, servers int, given ...string) string {
	names := append([]string{"leader"}, given...)
	for i := range servers {
		names = append(names, raft.ServerID(i+1).String())
	}
	one := func() string { return Pick(t, "server", names...) }
	link := func() string { return strings.Join(strings.Fields(drawServers(t, names, 2)), "->") }
	numbers := func() string {
		return drawServers(t, names[1+len(given):], rapid.IntRange(1, servers).Draw(t, "n"))
	}
	switch rapid.IntRange(0, 8).Draw(t, "condition") {
	case 0:
		return Pick(t, "of all", "leader elected", "voters "+numbers()+" committed", "voters S1 -> "+numbers()+" committed")
	case 1:
		return one() + Pick(t, "deed", " leads", " steps down", " becomes candidate", " votes for "+one(), " took snapshot", " installed snapshot", " has voters S1", " has voters "+numbers()+" -> S1")
	case 2, 3:
		return one() + Pick(t, "deed", " appended ", " stored ", " synced ", " sent ", " committed ", " applied ") + drawEntry(t)
	case 4:
		return one() + " sent " + drawEntry(t) + " to " + one()
	case 5:
		return drawEntry(t) + Pick(t, "fate", " committed", " stored on 1", " stored on 2", " acknowledged", " overwritten")
	case 6:
		return Pick(t, "client", "c1", "c2") + Pick(t, "deed", " acknowledged", " times out", " retries", " gives up")
	case 7:
		kind := Pick(t, "kind", messageKinds...)
		ends := link()
		switch kind {
		case "ClientRequest":
			ends = "c1 -> " + one()
		case "ClientReply":
			ends = one() + " -> c2"
		}
		return kind + " " + ends + Pick(t, "stage", " sent", " delivered", " lost")
	default:
		return Pick(t, "other", "votes split", "term 2", "violation", "violation one-vote", "violation linearizability")
	}
}

// Claim draws a claim that can be read.
func Claim(t *rapid.T, servers int, given ...string) string {
	one := func() string { return Pick(t, "server", append([]string{"leader", "S1", "S2"}, given...)...) }
	switch rapid.IntRange(0, 5).Draw(t, "claim") {
	case 0:
		return Pick(t, "violations", "no violation", "violation", "violation one-vote", "no violation linearizability")
	case 1:
		return Pick(t, "cluster", "logs equal", "no leader")
	case 2:
		return drawEntry(t) + Pick(t, "count", " ", " never ") + Pick(t, "fate", "acknowledged", "committed", "applied", "overwritten", "took effect")
	case 3:
		return drawEntry(t) + Pick(t, "fate", " applied everywhere", " acknowledged once", " acknowledged 2 times", " took effect 3 times")
	case 4:
		return Pick(t, "client", "c1", "c2") + " answered " + Pick(t, "answer", "1", "-5", "nothing")
	default:
		return one() + Pick(t, "state", " is leader", " is crashed", " in term 3", " log has terms 1 1 2", " log begins at 9", " has voters S1", " has voters S1 -> S2 S1", " holds "+drawEntry(t), " lacks "+drawEntry(t))
	}
}

// betweenServers are the kinds of messages that servers send one another.
var betweenServers = []string{"AppendEntries", "AppendEntriesReply", "RequestVote", "RequestVoteReply", "PreVote", "PreVoteReply", "TimeoutNow", "InstallSnapshot", "InstallSnapshotReply"}

var messageKinds = append(slices.Clip(betweenServers), "ClientRequest", "ClientReply")

func ruleNames() (names []string) {
	for _, r := range raft.Rules() {
		names = append(names, r.String())
	}
	return names
}
