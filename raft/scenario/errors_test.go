package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft/scenario/scenariotest"
	"raft-playground/raft/sim"
)

// badTexts are texts that are wrong, each in one way.
func badTexts() []struct{ what, text string } {
	head := "raft 1\nservers 5\nseed 1\n\n"
	return []struct{ what, text string }{
		{"nothing", ""},
		{"only comments", "# a scenario\n\n# to come\n"},
		{"no scenario", "Dear students,\n\ntoday we meet Raft.\n"},
		{"another language", `{"raft": 1}`},
		{"no header", "at 0ms: crash S1\n"},
		{"a header in capitals", "Raft 1\n"},
		{"a version to come", "raft 2\n"},
		{"no version", "raft\n"},
		{"more than a version", "raft 1 please\n"},
		{"binary garbage", "\x7fELF\x02\x01\x01\x00\x00"},
		{"not UTF-8", "raft 1\ntitle caf\xe9\n"},
		{"a control character", "raft 1\ntitle a\x1b[31mb\n"},
		{"a character that turns text around", "raft 1\n# \u202egnihton\n"},
		{"too long", "raft 1\n# " + strings.Repeat("x", MaxText) + "\n"},
		{"too long when written out", "raft 1\n# " + strings.Repeat("x", MaxText-20) + "\n"},
		{"too many statements", head + strings.Repeat("at 1s: heal all\n", MaxStatements+1)},
		{"an empty title", "raft 1\ntitle\n"},
		{"a title without end", "raft 1\ntitle " + strings.Repeat("图", MaxTitle+1) + "\n"},

		{"a start without a term", "raft 1\nstart S1 vote S2\n"},
		{"a start of nobody", "raft 1\nstart leader term 1\n"},
		{"a start of a server that there is not", "raft 1\nstart S4 term 1\nservers 3\nat 0ms: wait\n"},
		{"a vote for a server that there is not", "raft 1\nservers 3\nstart S1 term 1 vote S5\n"},
		{"a start of a server that there never is", "raft 1\nstart S12 term 1\n"},
		{"a server that starts twice", "raft 1\nstart S1 term 1\nstart S1 term 2\n"},
		{"a start that goes on", "raft 1\nstart S1 term 1 log 1 and more\n"},
		{"a log without entries", "raft 1\nstart S1 term 1 log\n"},
		{"a log with an entry that is none", "raft 1\nstart S1 term 1 log 1:x\n"},
		{"a log whose terms fall", "raft 1\nstart S1 term 8 log 1 1 4 3\n"},
		{"a log beyond the term", "raft 1\nstart S1 term 3 log 1 1 4\n"},
		{"a log without end", "raft 1\nstart S1 term 1 log" + strings.Repeat(" 1", 300) + "\n"},
		{"logs that do not match", "raft 1\nstart S1 term 4 log 1 1 4\nstart S3 term 4 log 1 2 4\n"},
		{"logs of other commands", "raft 1\nstart S1 term 4 log 1:x=1 4\nstart S2 term 4 log 1:x=2 4\n"},
		{"a timeout of a server that there is not", "raft 1\nservers 3\nelection timeout S4 150ms to 150ms\n"},
		{"a server with two timeouts", "raft 1\nelection timeout S1 150ms to 150ms\nelection timeout S1 150ms to 160ms\n"},

		{"a step without a name", head + "at 0ms: step\n"},
		{"a step with a bad name", head + "at 0ms: step Two\n"},
		{"a step with a long name", head + "at 0ms: step " + strings.Repeat("x", MaxNameLength+1) + "\n"},
		{"a step twice", head + "at 0ms: step one\nat 1ms: step one\n"},
		{"a look at nothing", head + "look\n"},
		{"a look without a time", head + "look at step\n"},
		{"a second look", head + "look at 1s\nlook at 2s\n"},
		{"traffic without a rate", head + "at 0ms: c1 writes\n"},
		{"traffic of nothing", head + "at 0ms: c1 every 100ms\n"},
		{"traffic too dense", head + "at 0ms: c1 writes and reads every 1us\n"},
		{"traffic misspelt", head + "at 0ms: c1 writs every 100ms\n"},
		{"traffic of what there is not", head + "at 0ms: c1 writes and adds every 100ms\n"},
		{"a stop that goes on", head + "at 0ms: c1 stops every 100ms\n"},
		{"never what nothing waits for", head + "when S1 leads: wait\nexpect never S2 leads\n"},
		{"never nothing", head + "expect never\n"},
		{"never at an instant", head + "at 1s: expect never S2 leads\n"},

		{"a fork without a name", head + "fork at 350ms\n"},
		{"a fork without a place", head + "fork other\n"},
		{"a fork in the past of a statement", head + "fork other at 350ms\nat 300ms: crash S1\n"},
		{"a statement at the instant of the fork", head + "fork other at 350ms\nat 350ms: crash S1\n"},
		{"a statement right behind the instant of the fork", head + "fork other at 350ms\nafter 0ms: crash S1\n"},
		{"a fork at a step that there is not", head + "at 0ms: step first\nfork other at step frist\n"},
		{"a fork at a step of another variant", head + "fork one at 0ms\nat 1ms: step first\nfork two at step first\n"},
		{"a variant named twice", head + "fork other at 350ms\ncompare other with: seed 2\n"},
		{"a misspelt variant", head + "forck other at 350ms\n"},
		{"a setting in a variant", head + "fork other at 350ms\nservers 3\n"},
		{"too many variants", head + strings.Join([]string{"fork a at 1s", "fork b at 1s", "fork c at 1s", "fork d at 1s", "fork e at 1s", "fork f at 1s", "fork g at 1s", "fork h at 1s"}, "\n") + "\n"},
		{"a comparison with nothing", head + "compare other\n"},
		{"a comparison with no change", head + "compare other with:\n"},
		{"a fork of a variant that there is not", head + "fork a at 1s\n\nfork b of c at 2s\n"},
		{"a comparison with what is so anyway", head + "compare other with: servers 5\n"},
		{"a comparison with what cannot be changed", head + "compare other with: title Other\n"},
		{"a comparison with a misspelt change", head + "compare other with: pre-vot on\n"},
		{"a comparison with half a change", head + "compare other with: seed 2,\n"},
		{"a comparison without a comma", head + "compare other with: seed 2 batch 1\n"},
		{"a comparison with an unknown rule", head + "compare other with: without persist-votes\n"},
		{"a comparison in which a vote is for nobody", "raft 1\nstart S1 term 1 vote S5\n\ncompare other with: servers 3\n"},
		{"a comparison until noon", head + "compare other until noon with: seed 2\n"},
		{"a server that the variant does not have", head + "compare other with: servers 3\nat 0ms: crash S4\n"},
		{"a name that only a variant gives", head + "fork one at 0ms\nat 1ms: crash S1 as old\nfork two at 0ms\nat 1ms: restart old\n"},
		{"never what only another variant waits for", head + "fork one at 0ms\nwhen S1 leads: wait\nfork two at 0ms\nexpect never S1 leads\n"},

		{"an unknown setting", "raft 1\nserver 5\n"},
		{"half a setting", "raft 1\nelection 150ms to 300ms\n"},
		{"a misspelt setting of two words", "raft 1\nelecton timeout 150ms to 300ms\n"},
		{"a setting twice", "raft 1\nservers 5\nseed 1\nservers 3\n"},
		{"a title twice", "raft 1\ntitle a\ntitle b\n"},
		{"the first line twice", "raft 1\nraft 1\n"},
		{"a setting below a statement", head + "at 0ms: crash S1\nbatch 1\n"},
		{"no servers", "raft 1\nservers 0\n"},
		{"too many servers", "raft 1\nservers 10\n"},
		{"a huge number", "raft 1\nservers 99999999999999999999999999999999\n"},
		{"a negative number", "raft 1\nclients -1\n"},
		{"half a server", "raft 1\nservers 2.5\n"},
		{"a number in words", "raft 1\nservers five\n"},
		{"a number missing", "raft 1\nservers   # how many?\n"},
		{"a setting that goes on", "raft 1\nservers 5 and a client\n"},
		{"a seed in words", "raft 1\nseed lucky\n"},
		{"a seed of 65 bits", "raft 1\nseed 18446744073709551616\n"},
		{"a switch that is neither", "raft 1\nnoop of\n"},
		{"a range with one end", "raft 1\nlatency 10ms\n"},
		{"a range backwards", "raft 1\nlatency 20ms to 5ms\n"},
		{"a heartbeat below the least", "raft 1\nheartbeat 1us\n"},
		{"a timeout above the most", "raft 1\nelection timeout 1s to 61s\n"},
		{"a probability without a sign", "raft 1\nloss 10\n"},
		{"a probability above certainty", "raft 1\nloss 101%\n"},
		{"a negative probability", "raft 1\nloss -1%\n"},
		{"a probability too fine", "raft 1\nloss 0.00001%\n"},
		{"a probability in words", "raft 1\nloss some\n"},

		{"an unknown statement", head + "if leader elected: crash leader\n"},
		{"an action without a time", head + "crash S1\n"},
		{"a time without a unit", head + "at 300: crash S1\n"},
		{"a time in another unit", head + "at 3min: crash S1\n"},
		{"a time apart from its unit", head + "at 300 ms: crash S1\n"},
		{"a time in words", head + "at noon: crash S1\n"},
		{"a negative time", head + "at -5ms: crash S1\n"},
		{"a time too fine", head + "at 0.0001ms: crash S1\n"},
		{"a time too late", head + "at 2000000000s: crash S1\n"},
		{"a time that cannot be counted", head + "at 99999999999999999999s: crash S1\n"},
		{"a time in the past", head + "at 300ms: crash S1\nat 200ms: restart S1\n"},
		{"an end in the past", head + "at 300ms: crash S1\nend at 200ms\n"},
		{"times that add up to too much", head + "at 59s: crash S1\nafter 3600s: restart S1\n"},
		{"no colon", head + "at 300ms crash S1\n"},
		{"a full-width colon", head + "at 300ms：crash S1\n"},
		{"no action", head + "at 300ms:\n"},
		{"an end of nothing", head + "end 2s\n"},
		{"a statement after the end", head + "end at 2s\nat 3s: crash S1\n"},
		{"a second end", head + "end at 2s\nend at 3s\n"},

		{"a misspelt action", head + "at 300ms: crsh S1\n"},
		{"an action in capitals", head + "at 300ms: Crash S1\n"},
		{"an action written together", head + "at 300ms: timeout S1\n"},
		{"half an action", head + "at 300ms: time S1\n"},
		{"an unknown action", head + "at 300ms: obliterate S1\n"},
		{"a request of nobody", head + "at 300ms: write x=1\n"},
		{"an action on nobody", head + "at 300ms: crash\n"},
		{"an action on too many", head + "at 300ms: crash S1 S2\n"},
		{"a way to crash that there is not", head + "at 300ms: crash S1 loosing unsynced writes\n"},
		{"a server that is not in the cluster", head + "at 300ms: crash S7\n"},
		{"a server that cannot be", head + "at 300ms: crash S10\n"},
		{"a server in small letters", head + "at 300ms: crash s1\n"},
		{"a misspelt leader", head + "at 300ms: crash laeder\n"},
		{"a cluster of one", "raft 1\nservers 1\n\nat 0ms: crash S2\n"},
		{"a link without an arrow", head + "at 300ms: cut S1 S3\n"},
		{"a typographer's arrow", head + "at 300ms: cut S1 → S3\n"},
		{"a link to itself", head + "at 300ms: cut S1 -> S3 S1\n"},
		{"a link to one server twice", head + "at 300ms: heal S1 <-> S3 S3\n"},
		{"a link to a client", head + "at 300ms: cut S1 -> c1\n"},
		{"everything healed, and more", head + "at 300ms: heal all links\n"},
		{"a server in two groups", head + "at 300ms: partition S1 S2 | S2 S3\n"},
		{"an empty group", head + "at 300ms: partition S1 S2 | \n"},
		{"a latency of nothing", head + "at 300ms: latency fast\n"},
		{"a latency of one link without a value", head + "at 300ms: latency S1 -> S2\n"},
		{"a loss on a link to itself", head + "at 300ms: loss S1 -> S1 5%\n"},
		{"a disk that takes forever", head + "at 300ms: disk sync S1 1000s\n"},
		{"a client that cannot be", head + "at 300ms: c9 read x\n"},
		{"a client's unknown wish", head + "at 300ms: c1 wrte x=1\n"},
		{"a key in capitals", head + "at 300ms: c1 write X=1\n"},
		{"a key too long", head + "at 300ms: c1 read abcdefghijklm\n"},
		{"markup in a client's value", head + "at 300ms: c1 write x=<b>\n"},
		{"a script in a client's key", head + "at 300ms: c1 read <script>alert(1)</script>\n"},
		{"a value too large", head + "at 300ms: c1 write x=1000000001\n"},
		{"a value missing", head + "at 300ms: c1 write x\n"},
		{"a request to a client", head + "at 300ms: c1 read x to c2\n"},
		{"a request that goes on", head + "at 300ms: c1 read x to S2 quickly\n"},
		{"a client's action without a client", head + "at 300ms: read x\n"},
		{"a clock that does not run at all", head + "at 300ms: drift S1 -100%\n"},
		{"half a percent of drift", head + "at 300ms: drift S1 +0.5%\n"},
		{"a drift without a sign for percent", head + "at 300ms: drift S1 +5\n"},
		{"a timeout of no server", head + "at 300ms: election timeout 100ms to 200ms\n"},
		{"a client's link one way", head + "at 300ms: cut c1 -> S1\n"},
		{"a client cut off from a client", head + "at 300ms: cut c1 <-> c2\n"},
		{"tampering with nothing", head + "at 300ms: drop AppendEntries S1 -> S2\n"},
		{"tampering with message 0", head + "at 300ms: drop message 0\n"},
		{"a misspelt message", head + "at 300ms: drop next AppendEntry S1 -> S2\n"},
		{"a client's message", head + "at 300ms: drop next ClientRequest S1 -> S2\n"},
		{"a delay of nothing", head + "at 300ms: delay message 5\n"},
		{"a delay of no time", head + "at 300ms: delay message 5 by 0ms\n"},

		{"a misspelt rule", "raft 1\nwithout quorum-read\n"},
		{"no rule", "raft 1\nwithout\n"},
		{"reads from somewhere", "raft 1\nreads anywhere\n"},
		{"a switch of pre-vote that is neither", "raft 1\npre-vote yes\n"},

		{"a name that was not given", head + "at 300ms: restart old\n"},
		{"a misspelt name", head + "at 300ms: crash leader as old\nafter 1s: restart odl\n"},
		{"a name of one letter", head + "at 300ms: crash leader as x\n"},
		{"a name in capitals", head + "at 300ms: crash leader as Old\n"},
		{"a name that means something else", head + "at 300ms: crash leader as votes\n"},
		{"a name that is a client's", head + "at 300ms: crash leader as c1\n"},
		{"no name", head + "at 300ms: crash leader as\n"},
		{"a name for several servers", head + "at 300ms: cut S1 -> S2 S3 as cut-off\n"},
		{"a name for no server", head + "at 300ms: c1 read x as first\n"},

		{"no condition", head + "when: crash S1\n"},
		{"an unknown condition", head + "when everything is fine: crash S1\n"},
		{"a misspelt condition", head + "when vote split: crash S1\n"},
		{"a server's unknown deed", head + "when S1 wins: crash S1\n"},
		{"half a deed", head + "when S1 steps: crash S1\n"},
		{"a deed without its entry", head + "when S1 appended: crash S1\n"},
		{"a deed with half an entry", head + "when S1 appended x: crash S1\n"},
		{"an entry that does nothing known", head + "when x=1 done: crash S1\n"},
		{"an entry on too many servers", head + "when x=1 stored on 6: crash S1\n"},
		{"a client's unknown deed", head + "when c1 sleeps: crash S1\n"},
		{"term nought", head + "when term 0: crash S1\n"},
		{"an unknown property", head + "when violation election: crash S1\n"},
		{"a message that goes nowhere", head + "when RequestVote S1 sent: crash S1\n"},
		{"a message with an unknown fate", head + "when RequestVote S1 -> S2 arrived: crash S1\n"},
		{"a client's request the wrong way", head + "when ClientRequest S1 -> c1 sent: crash S1\n"},
		{"a condition without an action", head + "when leader elected:\n"},
		{"a time after a condition that is past in any case", head + "at 300ms: crash S1\nwhen leader elected: restart S1\nat 200ms: heal all\n"},

		{"no claim", head + "expect\n"},
		{"an unknown claim", head + "expect everything to be fine\n"},
		{"a misspelt claim", head + "expect log equal\n"},
		{"a claim that goes on", head + "expect logs equal soon\n"},
		{"a violation of no property", head + "expect violation safety\n"},
		{"a count in words", head + "expect x=1 acknowledged often\n"},
		{"a count of nothing", head + "expect x=1 acknowledged 3\n"},
		{"a count of what has none", head + "expect x=1 committed once\n"},
		{"a server that is something else", head + "expect S1 is king\n"},
		{"a server that has something else", head + "expect S1 wants x=1\n"},
		{"no terms", head + "expect S1 log has terms\n"},
		{"an answer in words", head + "expect c1 answered yes\n"},
		{"a timed claim without a claim", head + "at 300ms: expect\n"},
		{"a setting below a claim", head + "expect logs equal\nbatch 1\n"},
		{"a statement after the end and a claim", head + "end at 2s\nexpect logs equal\nat 3s: crash S1\n"},
		{"a word of monstrous length", head + "at 300ms: " + strings.Repeat("crash", 1000) + "\n"},
	}
}

func TestErrorsSayWhereWhatAndWhatCouldStandThere(t *testing.T) {
	var got strings.Builder
	for _, bad := range badTexts() {
		_, err := Parse(bad.text)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: Parse = %v, want an *Error", bad.what, err)
			continue
		}
		fmt.Fprintf(&got, "%s\n\t%s\n", bad.what, e)
	}
	scenariotest.Golden(t, "testdata/errors.golden", got.String())
}

func TestEveryErrorNamesWhatWasFound(t *testing.T) {
	for _, bad := range badTexts() {
		_, err := Parse(bad.text)
		var e *Error
		if !errors.As(err, &e) {
			t.Fatalf("%s: no *Error", bad.what)
		}
		if e.Found == "" && e.Code != CodeLineTooShort && e.Code != CodeEmpty {
			t.Errorf("%s: %q does not say what was found", bad.what, e)
		}
		if e.Expected == "" && e.Suggestion == "" && e.Code != CodeLineTooLong && e.Code != CodeNotText && e.Code != CodeRepeatedServer && e.Code != CodeExpectedName {
			t.Errorf("%s: %q does not say what could stand there", bad.what, e)
		}
		if len([]rune(e.Found)) > maxFound {
			t.Errorf("%s: %q repeats %d characters", bad.what, e, len([]rune(e.Found)))
		}
	}
}

func TestErrorCodesAreDistinctFromThoseOfAWorld(t *testing.T) {
	all := slices.Concat(ErrorCodes, sim.ActionErrorCodes)
	slices.Sort(all)
	if unique := slices.Compact(slices.Clone(all)); len(unique) != len(all) {
		t.Errorf("codes repeat: %v", all)
	}
}

func TestErrorOfAnActionOnItsOwnHasNoLine(t *testing.T) {
	_, err := ParseAction("crsh S1")
	var e *Error
	if !errors.As(err, &e) || e.Line != 0 || !strings.HasPrefix(e.Error(), `unknown-action found="crsh" expected=`) || !strings.HasSuffix(e.Error(), ` suggestion="crash"`) {
		t.Errorf("ParseAction = %v", err)
	}
}
