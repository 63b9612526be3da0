package play

import (
	"fmt"
	"strings"
	"testing"

	"raft-playground/raft/check"
)

// puzzling returns a text whose clients are told what no order of their requests
// explains, though each of the sums of very many that nobody knows about might: c1's
// one addition is done twice, and all that others have given up on are even.
func puzzling(claims string) string {
	var text strings.Builder
	text.WriteString("raft 1\nservers 3\nseed 1\nclient retries 2\nnoop off\nwithout dedup-requests\n\n")
	for c := 2; c <= 8; c++ {
		fmt.Fprintf(&text, "at 0ms: cut c%d <-> S1 S2 S3\n", c)
		for n := range 3 {
			fmt.Fprintf(&text, "at 0ms: c%d add x %d\n", c, 2*(3*c+n))
		}
	}
	text.WriteString("at 0ms: time out S1\nat 3s: c1 add x 1 to S1\nwhen S1 applied add x 1: cut c1 <-> S1\nwhen c1 retries: heal c1 <-> S1\nend at 5s\n" + claims)
	return text.String()
}

func TestAClaimThatIsNotDecidedIsNotToldAsHeld(t *testing.T) {
	r := play(t, puzzling("expect no violation linearizability\nexpect violation linearizability\nexpect no violation one-vote\nexpect violation one-vote\nexpect no violation\nexpect violation\n"))
	if got := r.Linearizable(); got != check.NotDecided {
		t.Fatalf("the verdict is %v", got)
	}
	for i, want := range []struct{ open, held bool }{{open: true}, {open: true}, {held: true}, {}, {}, {held: true}} {
		o := r.Outcomes()[i]
		if o.Open != want.open || o.Held != want.held || !o.Reached || o.Open && o.Instead != "" {
			t.Errorf("expect %s: %+v", o.Claim, o)
		}
	}
	if holds, _, err := r.Holds("no violation linearizability"); holds || err != nil {
		t.Errorf("asked later: %v, %v", holds, err)
	}
}

func TestThatNothingBreaksIsOpenWhileTheWholeHistoryIs(t *testing.T) {
	r := play(t, "raft 1\nservers 3\nseed 1\n\nexpect no violation\n")
	r.order = check.NotDecided
	for _, claim := range []string{"no violation", "violation"} {
		c, err := r.scenario.ParseClaim(claim)
		if err != nil {
			t.Fatal(err)
		}
		r.judge(1, c)
		if o := r.Outcomes()[len(r.Outcomes())-1]; !o.Open || o.Held || o.Instead != "" {
			t.Errorf("expect %s: %+v", claim, o)
		}
	}
}

func TestWhatBreaksAtOnceIsDecidedWhateverASearchSays(t *testing.T) {
	text := strings.Replace(puzzling("expect violation\nexpect no violation\nexpect no violation linearizability\n"), "without dedup-requests", "without dedup-requests follower-syncs-before-ack", 1)
	r := play(t, text)
	if len(r.Broken()) == 0 || r.Linearizable() != check.NotDecided {
		t.Fatalf("broken: %v, verdict %v", r.Broken(), r.Linearizable())
	}
	if o := r.Outcomes(); !o[0].Held || o[1].Open || o[1].Held || !o[2].Open {
		t.Errorf("%+v", o)
	}
}

func TestASearchThatNobodyWaitsForEnds(t *testing.T) {
	r := play(t, puzzling(""))
	asked := 0
	r.WhileNeeded(func() bool { asked++; return false })
	if got := r.Linearizable(); got != check.NotDecided || asked > 3 {
		t.Errorf("verdict %v after asking %d times", got, asked)
	}
	if honest := play(t, "raft 1\nservers 3\nseed 1\n\nat 1s: c1 write x=1\n"); honest.Linearizable() != check.Held {
		t.Error("what Raft does has no linear order")
	}
}

// TestWhatRaftAnswersUnderLossIsDecided: many clients at once, half of all messages
// lost, requests that are given up all the time.
func TestWhatRaftAnswersUnderLossIsDecided(t *testing.T) {
	for _, settings := range []string{"loss 50%", "loss 50%\nclient patience 100ms\nclient retries 0", "loss 30%\nreads index\nclient patience 60ms\nclient retries 1\nduplication 10%\nreordering 10%"} {
		var header, later []string
		for line := range strings.SplitSeq(settings, "\n") {
			if strings.HasPrefix(line, "dup") || strings.HasPrefix(line, "reo") {
				later = append(later, "at 0ms: "+line)
			} else {
				header = append(header, line)
			}
		}
		for seed := 1; seed <= 6; seed++ {
			text := fmt.Sprintf("raft 1\nservers 5\nclients 8\nseed %d\n%s\n\n%s\n", seed, strings.Join(header, "\n"), strings.Join(later, "\n"))
			for c := 1; c <= 8; c++ {
				text += fmt.Sprintf("at 300ms: c%d writes and reads every 10ms\n", c)
			}
			for i := range 60 {
				text += fmt.Sprintf("at %dms: c%d add x %d\n", 500+50*i, 1+i%8, 1+i%5)
			}
			r := play(t, text+"end at 8s\n")
			if got := r.Linearizable(); got != check.Held {
				t.Errorf("%q, seed %d: verdict %v of %d requests", settings, seed, got, r.history.Operations())
			}
		}
	}
}
