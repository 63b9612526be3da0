package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/sim"
	"raft-playground/static"
)

// english is an environment that says nothing.
func english(string) string { return "" }

func inLanguage(t *testing.T, lang string) words {
	t.Helper()
	in, err := wordsIn(lang)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func inEnglish(t *testing.T) words { t.Helper(); return inLanguage(t, "en") }

// told is something that the command line and the page both say, with what they remember
// of what was before.
type told struct {
	By        raft.ServerID      `json:"by,omitempty"`
	Decision  *raft.Decision     `json:"decision,omitempty"`
	Role      string             `json:"role,omitempty"`
	Votes     []raft.ServerID    `json:"votes,omitempty"`
	Entry     string             `json:"entry,omitempty"`
	Finding   *raft.Finding      `json:"finding,omitempty"`
	Violation *sim.Violation     `json:"violation,omitempty"`
	Before    *sim.ClientState   `json:"before,omitempty"`
	Client    *sim.ClientState   `json:"client,omitempty"`
	Said      map[string]string  `json:"said"`
	say       func(words) string // by language
}

// everythingTold is one of each kind, with all its values, with none, where the same
// server is on both sides, and where each half of a joint configuration is counted.
func everythingTold() []told {
	var all []told
	for _, kind := range raft.DecisionKinds() {
		full := raft.Decision{Kind: kind, Peer: 2, Other: 3, Term: 4, Index: 5, Ours: raft.Position{Index: 7, Term: 3}, Theirs: raft.Position{Index: 9, Term: 2}, Count: 2, Have: 2, Need: 3, Client: 1, Request: 6}
		same := full
		same.Peer, same.Other, same.Count, same.Have, same.Need, same.Theirs = 1, 1, 1, 1, 1, same.Ours
		decisions := []raft.Decision{full, same, {Kind: kind}}
		joint := full
		joint.HaveNext, joint.NeedNext = 1, 2
		joint.Each(func(name string, _ any) {
			if name == "needNext" {
				decisions = append(decisions, joint)
			}
		})
		for i, d := range decisions {
			m := memory{role: []raft.Role{raft.Leader, raft.Follower, raft.Candidate, raft.Leader}[i], votes: raft.ServerSet(0).With(1).With(3), entry: []string{"x=1", "no-op", "", "x=1"}[i]}
			all = append(all, told{
				By: 1, Decision: &d, Role: m.role.String(), Votes: []raft.ServerID{1, 3}, Entry: m.entry,
				say: func(in words) string { return in.decision(1, &d, m) },
			})
		}
	}
	for _, kind := range raft.FindingKinds() {
		f := raft.Finding{Kind: kind, Peer: 2, Term: 3, Index: 4}
		all = append(all, told{By: 1, Finding: &f, say: func(in words) string { return in.finding(1, &f) }})
	}
	for _, p := range check.Properties() {
		// By somebody else and by itself, and about an entry and without one, where that is known.
		full, own, some, both := violationOf(p, 1, 4), violationOf(p, 2, 4), violationOf(p, 1, 0), violationOf(p, 2, 0)
		wiped := full
		wiped.Wiped = 3
		for _, v := range []sim.Violation{full, own, some, both, wiped} {
			all = append(all, told{Violation: &v, say: func(in words) string { return in.broken(&v) }})
		}
	}
	idle := sim.ClientState{ID: 1, Phase: sim.PhaseIdle}
	asked := sim.ClientState{ID: 1, Request: 1, Asks: sim.AsksToWrite, Command: "x=1", Key: "x", Phase: sim.PhaseSent, Attempt: 1, Attempts: 4, Target: 2}
	client := func(before, now sim.ClientState) {
		all = append(all, told{Before: &before, Client: &now, say: func(in words) string { return in.client(&before, &now) }})
	}
	for _, why := range []sim.RetryReason{sim.RetryTimeout, sim.RetryNotLeader, sim.RetryUnknown} {
		again := asked
		again.Attempt, again.Retry, again.Target = 2, why, 3
		client(asked, again)
	}
	for _, cmd := range []struct {
		asks sim.Asking
		text string
	}{{sim.AsksToWrite, "x=1"}, {sim.AsksToAdd, "add x 1"}, {sim.AsksToRead, "read x"}} {
		for _, found := range []bool{true, false} {
			before, now := asked, asked
			before.Asks, before.Command = cmd.asks, cmd.text
			now.Asks, now.Command, now.Phase, now.Value, now.Found = cmd.asks, cmd.text, sim.PhaseAnswered, 7, found
			client(before, now)
		}
	}
	given := asked
	given.Phase = sim.PhaseGaveUp
	client(asked, given)
	waiting := asked
	waiting.Queued = 1
	client(asked, waiting)
	received := asked
	received.Phase = sim.PhaseReceived
	client(asked, received)
	client(idle, idle)
	return all
}

// violationOf is a violation by S2 of a property, with all its values.
func violationOf(p check.Property, other raft.ServerID, index raft.Index) sim.Violation {
	v := sim.Violation{Property: p.String(), Section: p.Section()}
	switch p {
	case check.ElectionSafety:
		v.ElectionSafety = &sim.ElectionSafety{Term: 5, First: other, Second: 2}
	case check.LeaderAppendOnly:
		v.LeaderAppendOnly = &sim.LeaderAppendOnly{Leader: 2, Term: 5, Removed: index}
	case check.LogMatching:
		v.LogMatching = &sim.LogMatching{Server: 2, First: other, Index: index, Term: 5}
	case check.LeaderCompleteness:
		v.LeaderCompleteness = &sim.LeaderCompleteness{Leader: 2, Term: 5, Index: index, CommittedBy: other, CommittedIn: 3}
	case check.StateMachineSafety:
		v.StateMachineSafety = &sim.StateMachineSafety{Server: 2, Term: 5, Index: index, CommittedBy: other, CommittedIn: 3}
	case check.CommitMonotonic:
		v.CommitMonotonic = &sim.CommitMonotonic{Server: 2, Was: 7, Now: 6}
	case check.MatchMonotonic:
		v.MatchMonotonic = &sim.MatchMonotonic{Leader: 2, Term: 5, Follower: other, Was: 7, Now: 6}
	case check.TermMonotonic:
		v.TermMonotonic = &sim.TermMonotonic{Server: 2, Was: 7, Now: 6}
	case check.OneVote:
		v.OneVote = &sim.OneVote{Voter: 2, Term: 5, VotedFor: other}
	case check.PersistBeforeReply:
		v.PersistBeforeReply = &sim.PersistBeforeReply{Sender: 2, Receiver: other, Term: 5, Acknowledged: index}
	case check.AtMostOnce:
		v.AtMostOnce = &sim.AtMostOnce{Server: 2, Client: 1, Request: 8, Second: index}
	case check.FreshReads:
		v.FreshReads = &sim.FreshReads{Client: 1, Request: 8, Server: 2, Key: "x", Known: 7, Answered: 6}
	case check.Linearizability:
		v.Linearizability = &sim.Linearizability{Key: "x"}
	case check.SnapshotEqualsLog:
		v.SnapshotEqualsLog = &sim.SnapshotEqualsLog{Server: 2, Index: index, Term: 5}
	}
	return v
}

// TestThePageAndTheCommandLineSayTheSame writes down what the command line says of each
// decision, finding, violation and answer; the tests of the page hold the page to it.
func TestThePageAndTheCommandLineSayTheSame(t *testing.T) {
	all := everythingTold()
	for i := range all {
		all[i].Said = map[string]string{}
		for _, l := range static.Languages {
			said := all[i].say(inLanguage(t, l.Tag))
			if regexp.MustCompile(`[{}]|<nil>|^(decision|finding|violation|event)\.|\b[Sc]0\b`).MatchString(said) {
				t.Errorf("in %s: %s", l.Tag, said)
			}
			all[i].Said[l.Tag] = said
		}
	}
	var got strings.Builder
	to := json.NewEncoder(&got)
	to.SetEscapeHTML(false)
	got.WriteString("[\n")
	for i := range all {
		if i > 0 {
			got.WriteString(",")
		}
		if err := to.Encode(all[i]); err != nil {
			t.Fatal(err)
		}
	}
	got.WriteString("]\n")
	golden(t, "../../static/test/sentences.json", got.String())
}

// Whatever a server is compared with, it is not compared with itself by its name.
func TestAServerIsNotComparedWithItself(t *testing.T) {
	in := inEnglish(t)
	for _, p := range []check.Property{check.LogMatching, check.LeaderCompleteness, check.StateMachineSafety, check.OneVote} {
		v := violationOf(p, 2, 2)
		if said := in.violation(&v); strings.Count(said, "S2") != 1 {
			t.Errorf("%v: %s", p, said)
		}
	}
}

// asked finds the keys of the catalogue that are the command's own, and filledIn where one
// is said with its values.
var (
	asked    = regexp.MustCompile(`"(trace\.[a-z.-]+)"`)
	filledIn = regexp.MustCompile(`Say\("(trace\.[a-z.-]+)"((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)`)
)

func TestTheCommandsWordsAreThoseThatItUses(t *testing.T) {
	used := map[string]bool{}
	var calls [][]string
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, found := range asked.FindAllStringSubmatch(string(source), -1) {
			used[found[1]] = true
		}
		calls = append(calls, filledIn.FindAllStringSubmatch(string(source), -1)...)
	}
	for _, why := range []sim.DropReason{sim.LostByChance, sim.LostAtCut, sim.LostAtDown, sim.LostByHand, sim.LostAtFull} {
		used["trace.lost."+why.String()] = true
	}
	for _, status := range []sim.ReplyStatus{sim.ReplyOK, sim.ReplyNotLeader, sim.ReplyUnknown, sim.ReplyTransferring, sim.ReplyChangeRefused} {
		used["trace.reply."+status.String()] = true
	}
	in := inEnglish(t)
	for _, call := range calls {
		given := map[string]bool{}
		for _, name := range regexp.MustCompile(`"(\w+)", `).FindAllStringSubmatch(call[2], -1) {
			given[name[1]] = true
		}
		for _, name := range regexp.MustCompile(`\{(\w+)`).FindAllStringSubmatch(in.Text(call[1]), -1) {
			if !given[name[1]] {
				t.Errorf("%s is said without its %q", call[1], name[1])
			}
		}
	}
	for key := range used {
		if _, there := in.Words[key]; !there && !slices.Contains([]string{"trace.lost.", "trace.reply."}, key) {
			t.Errorf("%q is not worded", key)
		}
	}
	if len(calls) < 15 {
		t.Errorf("found only %d texts that are filled in", len(calls))
	}
	for key := range in.Words {
		if strings.HasPrefix(key, "trace.") && !used[key] {
			t.Errorf("nothing says %q", key)
		}
	}
}

func TestTheLanguageIsThatOfTheFlagOrOfTheLocale(t *testing.T) {
	for _, test := range []struct {
		env  func(string) string
		want string
	}{
		{english, "en"},
		{environment("LANG", "zh_CN.UTF-8"), "zh"},
		{environment("LANG", "zh_CN.UTF-8", "LC_MESSAGES", "en_GB.UTF-8"), "en"},
		{environment("LC_MESSAGES", "en_GB.UTF-8", "LC_ALL", "zh_TW"), "zh"},
		{environment("LC_ALL", "C.UTF-8", "LANG", "zh_CN.UTF-8"), "en"},
		{environment("PLAYGROUND_LANG", "zh", "LC_ALL", "en_US"), "zh"},
		{environment("LANG", "eo"), "en"},
	} {
		if got := localLanguage(test.env); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
	var stdout, stderr strings.Builder
	if code := runCommand([]string{"-lang", "tlh", whatIf}, english, &stdout, &stderr); code != badText || stderr.String() != "playground: there is no language \"tlh\": en, zh\n" {
		t.Error(code, stderr.String())
	}
}

func TestARunIsToldInTheLanguageThatIsAskedFor(t *testing.T) {
	var stdout, stderr strings.Builder
	runCommand([]string{"-lang", "zh", whatIf}, english, &stdout, &stderr)
	golden(t, "testdata/what-if.zh.trace", stdout.String())
	if want := whatIf + "：" + "第 23 行"; strings.Contains(stderr.String(), want) || !strings.Contains(stderr.String(), "第 23 行：“crash S1”无法执行：S1 已经崩溃。") {
		t.Error(stderr.String())
	}
}
