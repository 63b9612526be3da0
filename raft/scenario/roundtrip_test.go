package scenario

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// pick draws one of several texts.
func pick(t *rapid.T, label string, texts ...string) string {
	return rapid.SampledFrom(texts).Draw(t, label)
}

// drawServers draws so many different servers of a cluster, joined by spaces.
func drawServers(t *rapid.T, names []string, n int) string {
	return strings.Join(rapid.Permutation(names).Draw(t, "servers")[:n], " ")
}

// drawAction draws an action that can be read. The servers are S1 to S‹servers›,
// leader, and those that have been given a name.
func drawAction(t *rapid.T, servers int, given ...string) string {
	names := append([]string{leaderWord}, given...)
	for i := range servers {
		names = append(names, raft.ServerID(i+1).String())
	}
	one := func() string { return pick(t, "server", names...) }
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
	switch rapid.IntRange(0, 23).Draw(t, "action") {
	case 0:
		return "crash " + one() + pick(t, "how", "", " losing unsynced writes")
	case 1:
		return "restart " + one()
	case 2:
		return "time out " + one()
	case 3:
		return pick(t, "what", "cut ", "heal ") + link(pick(t, "arrow", "->", " <-> "))
	case 4:
		return "heal all"
	case 5:
		list := strings.Fields(some(1))
		for i := 1; i < len(list); i++ {
			list[i] = pick(t, "bar", " ", " | ") + list[i]
		}
		return "partition " + strings.Join(list, "")
	case 6:
		return "isolate " + one()
	case 7:
		return "latency " + pick(t, "where", "", oneLink()) + span()
	case 8:
		return pick(t, "chance", "loss ", "duplication ", "reordering ") + pick(t, "where", "", oneLink()) + pick(t, "percent", "0%", "0.0001%", "12.50%", "100%")
	case 9:
		return "disk sync " + pick(t, "where", "", one()+" ") + pick(t, "time", "0ms", "2ms", "0.25ms", "0.2s")
	case 10:
		return pick(t, "verb", "pause ", "resume ", "resume ", "wipe ") + one()
	case 11:
		return "drift " + one() + pick(t, "drift", " +50%", " -20%", " 0%", " 7%")
	case 12:
		return "election timeout " + one() + pick(t, "timeout", " 150ms to 0.3s", " 1s to 1s", " 1ms to 2ms")
	case 13:
		return pick(t, "verb", "cut c1 <-> ", "heal c1<->", "cut c2 <-> ") + some(1)
	case 14, 15:
		verb, by := pick(t, "verb", "drop", "duplicate", "delay"), ""
		if verb == "delay" {
			by = pick(t, "by", " by 50ms", " by 0.001ms", " by 1s")
		}
		if pick(t, "which", "next", "number") == "number" {
			return fmt.Sprintf("%s message %d%s", verb, rapid.IntRange(1, 300).Draw(t, "message"), by)
		}
		return verb + " next " + pick(t, "kind", betweenServers...) + " " + strings.TrimSpace(oneLink()) + by
	case 16:
		return "wait"
	case 17:
		return pick(t, "client", "c1", "c2") + pick(t, "traffic", " writes every 100ms", " reads every 0.25s", " writes and reads every 10ms", " stops")
	default:
		client := raft.ClientID(rapid.IntRange(1, raft.MaxClients).Draw(t, "client")).String()
		key := pick(t, "key", "x", "y", "to", "a-_9")
		value := fmt.Sprint(rapid.Int64Range(-sim.MaxValue, sim.MaxValue).Draw(t, "value"))
		return client + " " + pick(t, "op", "read "+key, "write "+key+"="+value, "add "+key+" "+value) + pick(t, "to", "", " to "+one())
	}
}

func drawEntry(t *rapid.T) string {
	return pick(t, "entry", "x=1", "x = 2", "y=-3", "add x 1", "add to 7", "read x", "no-op", "term=1")
}

// drawCondition draws a condition that can be read.
func drawCondition(t *rapid.T, servers int, given ...string) string {
	names := append([]string{leaderWord}, given...)
	for i := range servers {
		names = append(names, raft.ServerID(i+1).String())
	}
	one := func() string { return pick(t, "server", names...) }
	link := func() string { return strings.Join(strings.Fields(drawServers(t, names, 2)), "->") }
	switch rapid.IntRange(0, 8).Draw(t, "condition") {
	case 0:
		return "leader elected"
	case 1:
		return one() + pick(t, "deed", " leads", " steps down", " becomes candidate", " votes for "+one())
	case 2, 3:
		return one() + pick(t, "deed", " appended ", " stored ", " synced ", " sent ", " committed ", " applied ") + drawEntry(t)
	case 4:
		return one() + " sent " + drawEntry(t) + " to " + one()
	case 5:
		return drawEntry(t) + pick(t, "fate", " committed", " stored on 1", " stored on 2", " acknowledged", " overwritten")
	case 6:
		return pick(t, "client", "c1", "c2") + pick(t, "deed", " acknowledged", " times out", " retries", " gives up")
	case 7:
		kind := pick(t, "kind", messageKinds...)
		ends := link()
		switch kind {
		case "ClientRequest":
			ends = "c1 -> " + one()
		case "ClientReply":
			ends = one() + " -> c2"
		}
		return kind + " " + ends + pick(t, "stage", " sent", " delivered", " lost")
	default:
		return pick(t, "other", "votes split", "term 2", "violation", "violation one-vote", "violation linearizability")
	}
}

// drawClaim draws a claim that can be read.
func drawClaim(t *rapid.T, servers int, given ...string) string {
	one := func() string { return pick(t, "server", append([]string{"leader", "S1", "S2"}, given...)...) }
	switch rapid.IntRange(0, 5).Draw(t, "claim") {
	case 0:
		return pick(t, "violations", "no violation", "violation", "violation one-vote", "no violation linearizability")
	case 1:
		return pick(t, "cluster", "logs equal", "no leader")
	case 2:
		return drawEntry(t) + pick(t, "count", " ", " never ") + pick(t, "fate", "acknowledged", "committed", "applied", "overwritten", "took effect")
	case 3:
		return drawEntry(t) + pick(t, "fate", " applied everywhere", " acknowledged once", " acknowledged 2 times", " took effect 3 times")
	case 4:
		return pick(t, "client", "c1", "c2") + " answered " + pick(t, "answer", "1", "-5", "nothing")
	default:
		return one() + pick(t, "state", " is leader", " is crashed", " in term 3", " log has terms 1 1 2", " holds "+drawEntry(t), " lacks "+drawEntry(t))
	}
}

// drawText draws a text that can be read, far from its canonical form.
func drawText(t *rapid.T) string {
	var lines []string
	remark := func() {
		if pick(t, "remark", "", "", "", "#") != "" {
			lines = append(lines, pick(t, "comment", "#", "# a remark", "  #\tindented", "#压缩 "))
		}
	}
	add := func(line string) {
		remark()
		lines = append(lines, pick(t, "indent", "", "  ", "\t")+line+pick(t, "rest", "", " ", " # beside", "#x", "\r"))
	}
	add("raft 1")
	servers := rapid.IntRange(2, raft.MaxServers).Draw(t, "servers")
	header := []string{
		fmt.Sprintf("servers %d", servers),
		fmt.Sprintf("seed %d", rapid.Uint64().Draw(t, "seed")),
		fmt.Sprintf("clients %d", rapid.IntRange(0, raft.MaxClients).Draw(t, "clients")),
		fmt.Sprintf("latency %dus to 60s", rapid.IntRange(0, 60_000_000).Draw(t, "latency")),
		fmt.Sprintf("loss %d.%04d%%", rapid.IntRange(0, 99).Draw(t, "loss"), rapid.IntRange(0, 9999).Draw(t, "ppm")),
		fmt.Sprintf("election timeout 1ms to %dms", rapid.IntRange(1, 60_000).Draw(t, "timeout")),
		fmt.Sprintf("heartbeat %dms", rapid.IntRange(1, 60_000).Draw(t, "heartbeat")),
		"title " + pick(t, "title", "x", "Figure 8 # in colour", "领导者之死", "<b>&amp;</b>"),
		"noop " + pick(t, "noop", "on", "off"),
		fmt.Sprintf("batch %d", rapid.IntRange(1, sim.MaxBatch).Draw(t, "batch")),
		"pre-vote " + pick(t, "pre-vote", "on", "off"),
		"reads " + pick(t, "reads", "log", "index"),
		"without " + pick(t, "rule", ruleNames...),
		"without " + pick(t, "rule", ruleNames...) + " " + pick(t, "rule", ruleNames...),
		"election timeout S1 " + pick(t, "timeout", "150ms to 150ms", "0.15s to 300ms"),
		"election timeout S2 1s to 2s",
		"start S1 " + pick(t, "start", "term 0", "term 8", "term 8 vote S2", "term 8 log 1 1 1 4 4:x=1 5", "term 6 vote S1 log 5:add x 1 5 : y = -2 6:read x 6 6:no-op"),
		"start S2 term 6 log " + pick(t, "log", "1 2", "2 3:x=7"),
	}
	add(header[0]) // the servers that follow are of this cluster
	for _, line := range rapid.Permutation(header[1:]).Draw(t, "order")[:rapid.IntRange(0, len(header)-1).Draw(t, "settings")] {
		if strings.HasPrefix(line, "title") {
			lines = append(lines, line)
			continue
		}
		add(line)
	}
	p := part{t: t, add: add, servers: servers}
	p.script(12)
	if pick(t, "look", "", "look") != "" {
		add(pick(t, "look", "look at 0ms", "look at 1.5s"))
	}
	main := p
	for i := range rapid.IntRange(0, 3).Draw(t, "variants") {
		name := fmt.Sprintf("%s-%d", pick(t, "name", "a", "other", "z9"), i)
		p = part{t: t, add: add, servers: servers, given: main.given, conditions: main.conditions}
		change := pick(t, "change", "seed 3, batch 64", "batch 64 , seed 3", "client patience 3s", "without prev-log-check, noop off,seed 3", "start S1 term 77, seed 4",
			"election timeout S1 1s to 2s, seed 3", "start S2 empty, seed 5", "client retries 99, with persist-vote") + ", client patience 2999ms"
		switch pick(t, "kind", "fork", "step", "compare", "until", "alone") {
		case "step":
			if len(main.steps) > 0 {
				add("fork " + name + " at step " + pick(t, "step", main.steps...))
				break
			}
			fallthrough
		case "fork":
			p.clock = rapid.IntRange(0, 2_000_000).Draw(t, "fork at")
			add(fmt.Sprintf("fork %s at %dus", name, p.clock))
			p.least = 1
		case "compare":
			add("compare " + name + " with: " + change)
			p.clock = main.clock
		case "until":
			add("compare " + name + " until " + pick(t, "until", "0ms", "300ms", "1s") + " with: " + change)
			p.clock = main.clock
		default:
			add("compare " + name + " alone" + pick(t, "with", "", " with: "+change))
			p.given, p.conditions = nil, nil
		}
		p.script(4)
	}
	remark()
	return strings.Join(lines, "\n")
}

// part draws the statements of one run of a text.
type part struct {
	t          *rapid.T
	add        func(line string)
	servers    int
	clock      int
	least      int // that has to pass before the first statement
	given      []string
	steps      []string
	conditions []string // that are waited for
}

// claim draws a claim that can stand on a line of its own.
func (p *part) claim() {
	switch pick(p.t, "expect", "", "", "expect", "never") {
	case "expect":
		p.add("expect " + drawClaim(p.t, p.servers, p.given...))
	case "never":
		if len(p.conditions) > 0 {
			p.add("expect never " + pick(p.t, "never", p.conditions...))
		}
	}
}

// script draws up to so many statements, and what is expected.
func (p *part) script(most int) {
	t, add, servers := p.t, p.add, p.servers
	clock := p.clock
	given := slices.Clone(p.given)
	expect := p.claim
	for range rapid.IntRange(0, most).Draw(t, "statements") {
		gap := rapid.IntRange(p.least, 2_000_000).Draw(t, "gap")
		after, at := clock, clock+gap
		clock = at
		when := pick(t, "when", fmt.Sprintf("after %dus", gap), fmt.Sprintf("at %dµs", at), fmt.Sprintf("at %d.%03dms", at/1000, at%1000), "when")
		if when == "when" {
			clock = after
			condition := drawCondition(t, servers, given...)
			p.conditions = append(slices.Clip(p.conditions), condition)
			when += " " + condition
		}
		what := drawAction(t, servers, given...)
		switch pick(t, "what", "action", "action", "name", "claim", "step") {
		case "step":
			p.steps = append(p.steps, fmt.Sprintf("%s-%d", pick(t, "step", "a", "then"), len(p.steps)))
			what = "step " + p.steps[len(p.steps)-1]
		case "name":
			name := pick(t, "name", "old", "new", "a-b_9")
			what = pick(t, "act", "crash leader", "isolate S1", "c1 read x to leader", "disk sync S2 5ms") + " as " + name
			if !slices.Contains(given, name) {
				given = append(given, name)
				p.given = given
			}
		case "claim":
			what = "expect " + drawClaim(t, servers, given...)
		}
		add(when + pick(t, "colon", ":", ": ", " : ") + what)
		expect()
	}
	if pick(t, "end", "", "end") != "" {
		add(fmt.Sprintf("end at %dus", clock+rapid.IntRange(0, 1000).Draw(t, "rest of the run")))
		expect()
	}
	p.clock = clock
}

// everything lets cmp look into unexported fields.
var everything = cmp.Options{
	cmp.Exporter(func(reflect.Type) bool { return true }),
	cmp.Comparer(func(a, b *form) bool { return a == b }), // a row of the table, with functions
}

// checkRoundTrip fails unless the formatted text says the same, in the one form.
func checkRoundTrip(t interface{ Fatalf(string, ...any) }, s *Scenario) {
	text := s.Format()
	again, err := Parse(text)
	if err != nil {
		t.Fatalf("the canonical text cannot be read: %v\n%s", err, text)
	}
	if got := again.Format(); got != text {
		t.Fatalf("the canonical text changes (-first +second):\n%s", cmp.Diff(text, got))
	}
	forgetLines(s)
	forgetLines(again)
	if diff := cmp.Diff(s, again, everything); diff != "" {
		t.Fatalf("the canonical text says something else (-parsed +parsed again):\n%s", diff)
	}
}

func forgetLines(s *Scenario) {
	scripts := []*Script{&s.Script}
	for i := range s.Variants {
		s.Variants[i].Line = 0
		scripts = append(scripts, &s.Variants[i].Script)
	}
	for _, script := range scripts {
		for i := range script.Statements {
			script.Statements[i].Line = 0
		}
		for i := range script.Claims {
			script.Claims[i].Line = 0
		}
	}
}

func TestFormattedScenariosSayTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawText(t)
		s, err := Parse(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		checkRoundTrip(t, s)
	})
}

func FuzzParse(f *testing.F) {
	for _, bad := range badTexts() {
		if len(bad.text) < 1000 {
			f.Add(bad.text)
		}
	}
	files, err := filepath.Glob("testdata/*.raft")
	if err != nil || len(files) == 0 {
		f.Fatalf("no scenarios in testdata: %v", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		var e *Error
		switch {
		case err == nil:
			checkRoundTrip(t, s)
		case !errors.As(err, &e):
			t.Fatalf("%v is no *Error", err)
		case len(err.Error()) > 1000:
			t.Fatalf("an error of %d bytes", len(err.Error()))
		}
		if a, err := ParseAction(text); err == nil {
			again, err := ParseAction(a.String())
			if err != nil || again.String() != a.String() {
				t.Fatalf("%q is written %q, which is %v, %v", text, a, again, err)
			}
		}
	})
}
