package scenario

import (
	"fmt"
	"go/ast"
	goparser "go/parser"
	gotoken "go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

func parse(t *testing.T, text string) *Scenario {
	t.Helper()
	s, err := Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return s
}

func TestFormatIsCanonical(t *testing.T) {
	tests := []struct{ what, text, want string }{
		{"the least scenario", "raft 1", "raft 1\nservers 5\nseed 1\n"},
		{"settings in any order, spaced anyhow", "\ufeffraft   1\r\n\r\nbatch\t1\r\nnoop off\r\n  servers 3\r\ntitle  Figure 8 # of the paper \r\nseed 007\r\n",
			"raft 1\ntitle Figure 8 # of the paper\nservers 3\nseed 7\nnoop off\nbatch 1\n"},
		{"what equals the default", "raft 1\nclients 1\nlatency 8ms to 12ms\nloss 0%\nelection timeout 0.15s to 300000us\nheartbeat 50ms\ndisk sync 2ms\nclient patience 400ms\nclient retries 10\nnoop on\nbatch 16",
			"raft 1\nservers 5\nseed 1\n"},
		{"every setting", "raft 1\nclients 0\nlatency 1us to 2µs\nloss 0.5%\nelection timeout 1s to 2s\nheartbeat 1ms\ndisk sync 0us\nclient patience 1.5s\nclient retries 0\nnoop off\nbatch 64",
			"raft 1\nservers 5\nclients 0\nseed 1\nlatency 0.001ms to 0.002ms\nloss 0.5%\nelection timeout 1000ms to 2000ms\nheartbeat 1ms\ndisk sync 0ms\nclient patience 1500ms\nclient retries 0\nnoop off\nbatch 64\n"},
		{"statements", "raft 1\nat 0us:crash leader\nafter 103250us : restart S1\nend  at 2s",
			"raft 1\nservers 5\nseed 1\n\nat 0ms: crash leader\nafter 103.25ms: restart S1\nend at 2000ms\n"},
		{"comments", "# one\nraft 1 # two\n#three\nservers 5# four\n#\n  #  five\nat 1s: heal all # six\n#seven\nend at 2s #eight \n# nine",
			"# one\n# two\n# three\n# four\nraft 1\nservers 5\nseed 1\n\n#\n#  five\nat 1000ms: heal all  # six\n\n# seven\nend at 2000ms  # eight\n\n# nine\n"},
		{"an end and nothing before it", "raft 1\nend at 0ms", "raft 1\nservers 5\nseed 1\n\nend at 0ms\n"},
	}
	for _, test := range tests {
		got := parse(t, test.text).Format()
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.what, diff)
		}
		if again := parse(t, got).Format(); again != got {
			t.Errorf("%s: formatted twice it reads\n%s", test.what, again)
		}
	}
}

func TestActionsHaveOneCanonicalFormAndDoWhatTheySay(t *testing.T) {
	set := func(ids ...raft.ServerID) (s raft.ServerSet) {
		for _, id := range ids {
			s = s.With(id)
		}
		return s
	}
	// In scope of a leader S3, and of S5, which was given the name old.
	names := Scope{Leader: 3, Names: []Naming{{"old", 5}}}
	tests := []struct {
		text, canonical, bound string
		act                    sim.Action
	}{
		{"crash S1", "", "", sim.Crash{Server: 1}},
		{"crash leader", "", "crash S3", sim.Crash{Server: 3}},
		{"crash  S9 losing unsynced  writes", "crash S9 losing unsynced writes", "", sim.Crash{Server: 9, LoseUnsynced: true}},
		{"restart S2", "", "", sim.Restart{Server: 2}},
		{"time out S2", "", "", sim.TimeOut{Server: 2}},
		{"isolate leader", "", "isolate S3", sim.Isolate{Server: 3}},
		{"cut S1->S3", "cut S1 -> S3", "", sim.Cut{From: 1, To: set(3)}},
		{"cut S1 -> S4 S2", "cut S1 -> S2 S4", "", sim.Cut{From: 1, To: set(2, 4)}},
		{"cut S3 <-> S1", "cut S1 <-> S3", "", sim.Cut{From: 1, To: set(3), BothWays: true}},
		{"cut S3 <-> S2 S1", "cut S3 <-> S1 S2", "", sim.Cut{From: 3, To: set(1, 2), BothWays: true}},
		{"cut S1 <-> leader", "cut leader <-> S1", "cut S1 <-> S3", sim.Cut{From: 1, To: set(3), BothWays: true}},
		{"heal leader -> S1", "", "heal S3 -> S1", sim.Heal{From: 3, To: set(1)}},
		{"heal S1 <-> S2", "", "", sim.Heal{From: 1, To: set(2), BothWays: true}},
		{"heal all", "", "", sim.HealAll{}},
		{"partition S4 S3|S5 S1", "partition S1 S5 | S3 S4", "", sim.Partition{Groups: []raft.ServerSet{set(1, 5), set(3, 4)}}},
		{"partition S1 S2", "", "", sim.Partition{Groups: []raft.ServerSet{set(1, 2)}}},
		{"partition S2 | leader S1", "partition leader S1 | S2", "partition S1 S3 | S2", sim.Partition{Groups: []raft.ServerSet{set(1, 3), set(2)}}},
		{"latency 5ms to 20ms", "", "", sim.SetLatency{Latency: sim.Span{Min: 5000, Max: 20000}}},
		{"latency S1->S2 5ms to 20ms", "latency S1 -> S2 5ms to 20ms", "", sim.SetLatency{From: 1, To: 2, Latency: sim.Span{Min: 5000, Max: 20000}}},
		{"latency leader -> S2 0.5ms to 0.5ms", "", "latency S3 -> S2 0.5ms to 0.5ms", sim.SetLatency{From: 3, To: 2, Latency: sim.Span{Min: 500, Max: 500}}},
		{"loss 10.50%", "loss 10.5%", "", sim.SetLoss{Loss: 105_000}},
		{"loss S1 -> leader 100%", "", "loss S1 -> S3 100%", sim.SetLoss{From: 1, To: 3, Loss: sim.Certain}},
		{"disk sync 2ms", "", "", sim.SetDiskSync{Sync: 2000}},
		{"disk sync S1 0.2s", "disk sync S1 200ms", "", sim.SetDiskSync{Server: 1, Sync: 200_000}},
		{"c1 write x=1", "", "", sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 1}},
		{"c8 write a-b_9 = -5 to S2", "c8 write a-b_9=-5 to S2", "", sim.Request{Client: 8, Op: raft.Set, Key: "a-b_9", Value: -5, To: 2}},
		{"c1 add x 1 to leader", "", "c1 add x 1 to S3", sim.Request{Client: 1, Op: raft.Add, Key: "x", Value: 1, To: 3}},
		{"c2 read x", "", "", sim.Request{Client: 2, Op: raft.Get, Key: "x"}},
		{"c2 read to to leader", "", "c2 read to to S3", sim.Request{Client: 2, Op: raft.Get, Key: "to", To: 3}},
		{"restart old", "", "restart S5", sim.Restart{Server: 5}},
		{"cut S1 <-> old leader", "cut S1 <-> leader old", "cut S1 <-> S3 S5", sim.Cut{From: 1, To: set(3, 5), BothWays: true}},
		{"pause S1", "", "", sim.Pause{Server: 1}},
		{"resume leader", "", "resume S3", sim.Resume{Server: 3}},
		{"wipe S2", "", "", sim.Wipe{Server: 2}},
		{"drift S1 50%", "drift S1 +50%", "", sim.Drift{Server: 1, Percent: 50}},
		{"drift old -20%", "", "drift S5 -20%", sim.Drift{Server: 5, Percent: -20}},
		{"drift S1 +0%", "drift S1 0%", "", sim.Drift{Server: 1}},
		{"election timeout S1 0.15s to 300ms", "election timeout S1 150ms to 300ms", "", sim.SetTimeout{Server: 1, Timeout: sim.Span{Min: 150_000, Max: 300_000}}},
		{"duplication 10%", "", "", sim.SetDuplication{Chance: 100_000}},
		{"duplication S1 -> S2 10%", "", "", sim.SetDuplication{From: 1, To: 2, Chance: 100_000}},
		{"reordering 0.5%", "", "", sim.SetReordering{Chance: 5_000}},
		{"reordering old -> S2 10%", "", "reordering S5 -> S2 10%", sim.SetReordering{From: 5, To: 2, Chance: 100_000}},
		{"cut c1<->S2 S1", "cut c1 <-> S1 S2", "", sim.CutClient{Client: 1, From: set(1, 2)}},
		{"heal c1 <-> old", "", "heal c1 <-> S5", sim.HealClient{Client: 1, From: set(5)}},
		{"drop message 123", "", "", sim.Tamper{How: sim.DropMessage, Message: 123}},
		{"delay message 123 by 50ms", "", "", sim.Tamper{How: sim.DelayMessage, Message: 123, Delay: 50_000}},
		{"duplicate message 123", "", "", sim.Tamper{How: sim.DuplicateMessage, Message: 123}},
		{"drop next AppendEntries S1 -> S2", "", "", sim.Tamper{How: sim.DropMessage, Kind: sim.AppendEntries, From: 1, To: 2}},
		{"delay next PreVote S1->leader by 0.05s", "delay next PreVote S1 -> leader by 50ms", "delay next PreVote S1 -> S3 by 50ms", sim.Tamper{How: sim.DelayMessage, Kind: sim.PreVote, From: 1, To: 3, Delay: 50_000}},
		{"duplicate next RequestVoteReply old -> S2", "", "duplicate next RequestVoteReply S5 -> S2", sim.Tamper{How: sim.DuplicateMessage, Kind: sim.RequestVoteReply, From: 5, To: 2}},
		{"wait", "", "", nil},
	}
	for _, test := range tests {
		a, err := ParseAction(test.text, "old")
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		canonical := test.canonical
		if canonical == "" {
			canonical = test.text
		}
		if a.String() != canonical {
			t.Errorf("%s is written %q, want %q", test.text, a, canonical)
		}
		bound, unbound := a.Bind(names)
		if unbound != nil {
			t.Errorf("%s: %v", test.text, unbound)
			continue
		}
		want := test.bound
		if want == "" {
			want = canonical
		}
		if bound.String() != want {
			t.Errorf("%s is recorded as %q, want %q", test.text, bound, want)
		}
		if diff := cmp.Diff(test.act, bound.Act()); diff != "" {
			t.Errorf("%s does (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestLeaderStandsForNobodyElseOfTheSameAction(t *testing.T) {
	for _, text := range []string{
		"cut leader -> S3", "heal S1 <-> leader S3", "partition leader | S1 S3", "latency S3 -> leader 1ms to 2ms",
	} {
		a, err := ParseAction(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.Bind(Scope{Leader: 3}); err == nil || err.Code != CodeRepeatedServer || err.Found != "S3" {
			t.Errorf("%s with leader S3: %v", text, err)
		}
		if _, err := a.Bind(Scope{}); err == nil || err.Code != CodeNoLeader {
			t.Errorf("%s without a leader: %v", text, err)
		}
	}
}

// What stands where a form has a word in capitals.
var saidFor = strings.NewReplacer("SERVERS", "S1 S2", "SERVER", "S1", "GROUPS", "S1 S2 | S3", "CLIENT", "c1", "LINKS", "S1 <-> S2 S3", "LINK", "S1 -> S2",
	"KIND", "RequestVote", "TIME", "5ms", "SPAN", "5ms to 20ms", "PERCENT", "10%", "DRIFT", "+50%", "NUMBER", "3", "KEY = VALUE", "x=1", "KEY", "x", "VALUE", "1", "NAME", "here")

var leftOut = regexp.MustCompile(`\[.*?\] ?`)

func TestEveryActionOfAWorldIsReadAndWrittenAsItsFormSays(t *testing.T) {
	said := map[string]bool{}
	for _, spec := range sim.Specs() {
		for _, form := range []string{strings.NewReplacer("[", "", "]", "").Replace(spec.Form), strings.TrimSpace(leftOut.ReplaceAllString(spec.Form, ""))} {
			text := saidFor.Replace(form)
			a, err := ParseAction(text)
			if err != nil {
				t.Errorf("%s: %v", text, err)
				continue
			}
			if a.String() != text {
				t.Errorf("%q is written as %q", text, a)
			}
			if name := sim.NameOf(a.Act()); name != spec.Name {
				t.Errorf("%q is the action %s, not %s", text, name, spec.Name)
			}
			said[strings.TrimPrefix(fmt.Sprintf("%T", a.Act()), "sim.")] = true
		}
	}
	files, err := filepath.Glob("../sim/*_actions.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no actions", err)
	}
	for _, file := range files {
		f, err := goparser.ParseFile(gotoken.NewFileSet(), file, nil, goparser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "prepare" {
				if name := f.Recv.List[0].Type.(*ast.Ident).Name; !said[name] {
					t.Errorf("no text leads to a sim.%s", name)
				}
			}
		}
	}
}

func TestARunWithoutAnEndGoesOnForTwoSeconds(t *testing.T) {
	tests := []struct {
		text string
		want raft.Time
	}{
		{"raft 1", 2 * raft.Second},
		{"raft 1\nat 300ms: crash S1\nafter 200ms: restart S1", 2500 * raft.Millisecond},
		{"raft 1\nat 300ms: crash S1\nend at 301ms", 301 * raft.Millisecond},
		{"raft 1\nend at 0ms", 0},
		{"raft 1\nat 3599s: crash S1", MaxTime},
	}
	for _, test := range tests {
		if got := parse(t, test.text).Ends(); got != test.want {
			t.Errorf("%q ends at %d, want %d", test.text, got, test.want)
		}
	}
}

func TestTextsUpToTheirBoundsAreRead(t *testing.T) {
	lines := strings.Repeat("at 1s: heal all\n", MaxStatements)
	if s := parse(t, "raft 1\n"+lines); len(s.Statements) != MaxStatements {
		t.Errorf("%d statements", len(s.Statements))
	}
	head := "raft 1\nservers 5\nseed 1\n\n"
	full := head + "# " + strings.Repeat("x", MaxText-len(head)-3-LongestEnd) + "\n"
	if got := parse(t, full).Format(); got != full {
		t.Error("the longest text changes when it is formatted")
	}
}
