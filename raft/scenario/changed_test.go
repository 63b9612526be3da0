package scenario

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raft-playground/raft/sim"
)

func TestARunIsBegunAgainWithAChange(t *testing.T) {
	text := parse(t, "# mine\nraft 1\nservers 5\nseed 7\nbatch 4 # few\nwithout persist-vote quorum-reads\n\nat 1s: c1 write x=1 # not a batch 3\n\nfork late at 2s\n\ncompare small with: servers 3, with quorum-reads\n").Format()
	tests := []struct{ change, gone, there string }{
		{"pre-vote on", "", "pre-vote on\n"},
		{"batch 16", "\nbatch ", ""}, // as every run begins
		{"batch 1", "\nbatch 4", "\nbatch 1\n"},
		{"with quorum-reads, without persist-term", "without persist-vote quorum-reads", "without persist-vote persist-term\n"},
		{"without persist-term", "", "without persist-vote persist-term quorum-reads\n"},
	}
	for _, test := range tests {
		changed, err := Changed(text, test.change)
		if err != nil {
			t.Errorf("%s: %v", test.change, err)
			continue
		}
		if test.gone != "" && strings.Contains(changed, test.gone) || !strings.Contains(changed, test.there) || !strings.HasPrefix(changed, "# mine\n") || !strings.Contains(changed, "at 1000ms: c1 write x=1  # not a batch 3\n") {
			t.Errorf("%s:\n%s", test.change, changed)
		}
		if !strings.Contains(changed, "\ncompare small with: servers 3") {
			t.Errorf("%s: the comparison is lost:\n%s", test.change, changed)
		}
	}
	for _, change := range []string{"", "batch 4", "servers 12", "crash S1"} {
		if changed, err := Changed(text, change); err == nil {
			t.Errorf("%q leads to\n%s", change, changed)
		}
	}
}

// A page words what differs from data, and a comparison says the same as a text.
func TestChangesAsDataSayWhatAComparisonSays(t *testing.T) {
	from := parse(t, "raft 1\nservers 5\nseed 7\nwithout persist-vote quorum-reads\n").Config
	to, err := ParseChange("servers 3, heartbeat 20ms, election timeout S2 1ms to 2ms, with persist-vote quorum-reads, without persist-term", from)
	if err != nil {
		t.Fatal(err)
	}
	want := []Change{
		{Setting: "servers", Value: "3"},
		{Setting: "election timeout", Server: 2, Value: "1ms to 2ms", Span: &sim.Span{Min: 1000, Max: 2000}},
		{Setting: "heartbeat", Value: "20ms", Span: &sim.Span{Min: 20_000, Max: 20_000}},
		{Setting: "without", Value: "persist-term"},
		{Setting: "with", Value: "persist-vote"},
		{Setting: "with", Value: "quorum-reads"},
	}
	if diff := cmp.Diff(want, Changes(&from, &to)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got, want := ChangeOf(&from, &to), "servers 3, election timeout S2 1ms to 2ms, heartbeat 20ms, without persist-term, with persist-vote quorum-reads"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
