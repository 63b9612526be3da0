package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft/sim"
)

// slips are lines as they come from another keyboard, a word processor, a chat, a phone
// or a hurry, each with what was meant. The line stands behind a complete header.
var slips = []struct{ slip, meant string }{
	// Spaces that are none, and signs that cannot be seen.
	{"at 300ms: crash\u200b S1", "at 300ms: crash S1"},
	{"\ufeffat 300ms: crash S1", "at 300ms: crash S1"},
	{"at 300ms: crash S\u20601", "at 300ms: crash S1"},
	{"at 300ms: crash S1\x00", "at 300ms: crash S1"},
	{"at 300ms: cra\u00adsh S1", "at 300ms: crash S1"},
	{"at 300ms:\u2028crash S1", "at 300ms: crash S1"},
	{"at 300ms: cut S1 ->\ufe0f S3", "at 300ms: cut S1 -> S3"},
	{"at 300ms: crash S\u200d1", "at 300ms: crash S1"},

	// Full width, and other alphabets.
	{"at 300ms：crash S1", "at 300ms: crash S1"},
	{"at ３００ms: crash S1", "at 300ms: crash S1"},
	{"at 0．5s: crash S1", "at 0.5s: crash S1"},
	{"at ０．５ｓ： ｃｒａｓｈ Ｓ１", "at 0.5s: crash S1"},
	{"at 300ms: loss １０％", "at 300ms: loss 10%"},
	{"at 300ms: c1 write x＝1", "at 300ms: c1 write x=1"},
	{"at 300ms: partition S1 S2｜S3 S4 S5", "at 300ms: partition S1 S2|S3 S4 S5"},
	{"at 300ms: crash Ѕ1", "at 300ms: crash S1"},
	{"at 300ms: сrash S1", "at 300ms: crash S1"},
	{"at ٣٠٠ms: crash S1", "at 300ms: crash S1"},
	{"compare other with: servers 3，pre-vote on", "compare other with: servers 3,pre-vote on"},
	{"compare other with: servers 3、seed 2", "compare other with: servers 3,seed 2"},
	{"at 300ms: crash S1。", "at 300ms: crash S1"},

	// What a word processor makes of it.
	{"at 300ms: crash S1.", "at 300ms: crash S1"},
	{"at 300ms: crash S1;", "at 300ms: crash S1"},
	{"at 300ms: “crash S1”", "at 300ms: crash S1"},
	{"‘at 300ms: crash S1’", "at 300ms: crash S1"},
	{"at 300ms: cut S1 –> S3", "at 300ms: cut S1 -> S3"},
	{"at 300ms: cut S1 —> S3", "at 300ms: cut S1 -> S3"},
	{"at 300ms: cut S1 ⟶ S3", "at 300ms: cut S1 -> S3"},
	{"at 300ms: cut S1 ➔ S3", "at 300ms: cut S1 -> S3"},
	{"at 300ms: cut S1 => S3", "at 300ms: cut S1 -> S3"},
	{"at 300ms: cut S1 --> S3", "at 300ms: cut S1 -> S3"},
	{"at 300ms: cut S1 - > S3", "at 300ms: cut S1 -> S3"},
	{"at 300ms: cut S1 ⇔ S3", "at 300ms: cut S1 <-> S3"},
	{"at 300ms: cut S1 <=> S3", "at 300ms: cut S1 <-> S3"},
	{"at 300ms: cut S1 <—> S3", "at 300ms: cut S1 <-> S3"},
	{"at 300ms: drift S1 −20%", "at 300ms: drift S1 -20%"},
	{"at 300ms: drift S1 –20%", "at 300ms: drift S1 -20%"},
	{"compare other with: pre‑vote on", "compare other with: pre-vote on"},
	{"compare other with: pre–vote on", "compare other with: pre-vote on"},
	{"• at 300ms: crash S1", "at 300ms: crash S1"},
	{"- at 300ms: crash S1", "at 300ms: crash S1"},
	{"1. at 300ms: crash S1", "at 300ms: crash S1"},
	{"> at 300ms: crash S1", "at 300ms: crash S1"},
	{"`at 300ms: crash S1`", "at 300ms: crash S1"},
	{"**at 300ms:** crash S1", "at 300ms: crash S1"},
	{"at 300ms: cut S1 -&gt; S3", "at 300ms: cut S1 -> S3"},
	{"at 300ms: diﬀerent S1", ""},

	// What a phone makes of it, and a hurry.
	{"At 300ms: crash S1", "at 300ms: crash S1"},
	{"at 300ms: Crash S1", "at 300ms: crash S1"},
	{"AT 300MS: CRASH S1", "at 300ms: crash S1"},
	{"at 300ms: crash s1", "at 300ms: crash S1"},
	{"at 300ms: crash S 1", "at 300ms: crash S1"},
	{"at 300ms: crash server 1", "at 300ms: crash S1"},
	{"at 300ms: crash Leader", "at 300ms: crash leader"},
	{"at 300ms: C1 write X=1", "at 300ms: c1 write x=1"},
	{"at 300ms: c 1 write x=1", "at 300ms: c1 write x=1"},
	{"at 300ms: client 1 write x=1", "at 300ms: c1 write x=1"},
	{"at 300ms: c1 write x==1", "at 300ms: c1 write x=1"},
	{"at 300ms: c1 write x:=1", "at 300ms: c1 write x=1"},
	{"When Leader Elected: Crash Leader", "when leader elected: crash leader"},
	{"when requestvote S1 -> S2 sent: crash S1", "when RequestVote S1 -> S2 sent: crash S1"},
	{"Expect No Violation", "expect no violation"},
	{"expect S1 Is Leader", "expect S1 is leader"},
	{"at 300 ms: crash S1", "at 300ms: crash S1"},
	{"at 0.3 s: crash S1", "at 0.3s: crash S1"},
	{"at 300msec: crash S1", "at 300ms: crash S1"},
	{"at 2 seconds: crash S1", "at 2s: crash S1"},
	{"at 1 minute: crash S1", "at 60s: crash S1"},
	{"at 0,5s: crash S1", "at 0.5s: crash S1"},
	{"at .5s: crash S1", "at 0.5s: crash S1"},
	{"at 1,500ms: crash S1", "at 1500ms: crash S1"},
	{"at 300ms: loss 2,5%", "at 300ms: loss 2.5%"},
	{"at 300ms: loss 10 %", "at 300ms: loss 10%"},
	{"at300ms: crash S1", "at 300ms: crash S1"},
	{"at 300ms: crashS1", "at 300ms: crash S1"},
	{"at 300ms crash S1", "at 300ms: crash S1"},
	{"at 300ms; crash S1", "at 300ms: crash S1"},
	{"at 300ms:: crash S1", "at 300ms: crash S1"},
	{"when leader elected crash leader", "when leader elected: crash leader"},
	{"when x=1 stored on 2 crash leader as old", "when x=1 stored on 2: crash leader as old"},
	{"end at 2 s", "end at 2s"},
	{"End At 2s", "end at 2s"},
	{"compare other with servers 3", "compare other with: servers 3"},
	{"compare other with: servers three", "compare other with: servers 3"},
	{"compare other with: Servers 3", "compare other with: servers 3"},
	{"fork Other at 1s", "fork other at 1s"},

	// Nearly: only a word is told.
	{"at 300ms: crush S1", "crash"},
	{"at 300: crash S1", "300ms"},
	{"at 300ms: crash laeder", "leader"},
	{"at 300ms: loss 10", "10%"},
	{"crash S1", "at 0ms: crash"},
	{"server 3", "servers"},
}

func TestASlipIsToldWithWhatWasMeant(t *testing.T) {
	head := "raft 1\nservers 5\nseed 1\n\n"
	for _, s := range slips {
		_, err := Parse(head + s.slip + "\n")
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: Parse = %v", s.slip, err)
			continue
		}
		if e.Suggestion != s.meant || e.Line != 5 || e.Column == 0 {
			t.Errorf("%q: line %d, column %d, did you mean %q? It is %q", s.slip, e.Line, e.Column, e.Suggestion, s.meant)
		}
		if said := fmt.Sprintf("line 5, column %d: ", e.Column); !strings.HasPrefix(e.Error(), said) {
			t.Errorf("%q does not begin with %q", e.Error(), said)
		}
	}
	for slip, meant := range map[string]string{"servers three": "servers 3", "Servers 5": "servers 5", "servers ３": "servers 3", "latency 5ms – 20ms": "", "election timeout 150 ms to 300 ms": "election timeout 150ms to 300ms", "pre—vote on": "", "loss 0,5%": "loss 0.5%", "Title": "", "heartbeat 50": "50ms"} {
		_, err := Parse("raft 1\n" + slip + "\n")
		var e *Error
		if !errors.As(err, &e) || meant != "" && e.Suggestion != meant || e.Line != 2 {
			t.Errorf("%q: %v", slip, err)
		}
	}
}

func TestSpacesOfAnyWidthAreSpaces(t *testing.T) {
	for _, space := range "\u3000\u00a0\u2003\u2009\u202f\t" {
		s := string(space)
		got, err := Parse("raft" + s + "1\n" + s + "\nservers" + s + "3\n\n" + s + s + "at" + s + "300ms:" + s + "crash" + s + "S1" + s + "\nexpect no" + s + "violation\n")
		if err != nil || got.Format() != "raft 1\nservers 3\nseed 1\n\nat 300ms: crash S1\nexpect no violation\n" {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestWhatIsDoneOrChangedLiveIsToldAsItWasMeant(t *testing.T) {
	for slip, meant := range map[string]string{"Crash S1": "crash S1", "crash S 1": "crash S1", "cut S1 → S3": "cut S1 -> S3", "delay message 12 by 50 ms": "delay message 12 by 50ms", "crsh S1": "crash"} {
		_, err := ParseAction(slip)
		var e *Error
		if !errors.As(err, &e) || e.Suggestion != meant {
			t.Errorf("%q: %v", slip, err)
		}
	}
	for slip, meant := range map[string]string{"servers 3，pre-vote on": "servers 3,pre-vote on", "Servers 3": "servers 3", "loss 0,5%": "loss 0.5%", "servers three": "servers 3"} {
		_, err := ParseChange(slip, sim.DefaultConfig())
		var e *Error
		if !errors.As(err, &e) || e.Suggestion != meant {
			t.Errorf("%q: %v", slip, err)
		}
	}
}

// TestNoErrorAdvisesWhatIsThere: what could stand somewhere is never what stands there,
// nor a range of one value.
func TestNoErrorAdvisesWhatIsThere(t *testing.T) {
	texts := badTexts()
	for _, text := range []string{
		"raft 1\nservers 3\n\ncompare other with: servers 3\n", "raft 1\n\nat 3600s: wait\nafter 1ms: wait\n", "raft 1\nservers 1\n\nwhen x=1 stored on 2: wait\n", "raft 1\nservers 1\n\nat 0ms: crash S2\n",
		"raft 1\nservers 3\npre-vote on\n\ncompare other with: servers 3, pre-vote on\n", "raft 1\n\nat 3600s: wait\nat 3600.1s: wait\n",
	} {
		texts = append(texts, struct{ what, text string }{text, text})
	}
	for _, bad := range texts {
		_, err := Parse(bad.text)
		var e *Error
		if !errors.As(err, &e) {
			t.Fatalf("%s: %v", bad.what, err)
		}
		offered := append(strings.Split(e.Expected, ", "), e.Suggestion, e.Expected)
		if e.Found != "" && slices.Contains(offered, e.Found) {
			t.Errorf("%s: %q", bad.what, e)
		}
		for _, o := range offered {
			if from, to, found := strings.Cut(o, " to "); found && from == to {
				t.Errorf("%s: %q", bad.what, e)
			}
		}
	}
}
