package play

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/scenariotest"
	"raft-playground/raft/sim"
)

// story is what the conditions below are told: a split vote, a leader, writes, a
// deposed leader whose write is overwritten, clients that try in vain. The
// conditions are waited for from its beginning.
var story = []struct {
	at     raft.Time
	action string
}{
	{0, "time out S1"}, {0, "time out S2"}, {0, "time out S3"},
	{50, "time out S1"},
	{150, "c1 write x=1"}, {200, "c2 add y 2"}, {250, "c1 read x"},
	{300, "isolate S1"}, {310, "c1 write x=5 to S1"},
	{320, "time out S2"}, {400, "c3 write z=3 to S2"},
	{600, "heal all"},
	{700, "cut c4 <-> S1 S2 S3"}, {700, "c4 write w=4 to S2"},
	{1000, "crash S3 losing unsynced writes"},
}

// tell plays the story, in which a text's conditions are waited for.
func tell(t *testing.T, text string) *Run {
	t.Helper()
	r := begin(t, "raft 1\nservers 3\nclient patience 100ms\nclient retries 2\nwithout persist-vote\n\n"+text+"\nend at 1500ms\n")
	for _, s := range story {
		if err := r.RunUntil(s.at * ms); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if _, err := r.Do(s.action); err != nil {
			t.Fatalf("%s: %s: %v", text, s.action, err)
		}
	}
	return r
}

func TestConditionsComeWhenTheyBecomeTrue(t *testing.T) {
	conditions := []string{
		"leader elected", "S1 leads", "S2 leads", "leader leads",
		"S1 steps down", "S2 becomes candidate", "S3 votes for S1",
		"S1 appended x=1", "leader appended x=1", "S2 appended x=1",
		"S1 stored x=1", "leader synced x=1", "S2 stored x=1",
		"S1 sent x=1", "S1 sent x=1 to S3", "leader sent add y 2 to S2",
		"S1 committed x=1", "S2 committed x=1", "S2 applied add y 2",
		"S1 appended no-op", "S1 committed read x",
		"votes split",
		"x=1 committed", "x=1 stored on 1", "x=1 stored on 2", "x=1 stored on 3", "x=1 acknowledged", "x=5 overwritten",
		"c1 acknowledged", "c1 times out", "c1 retries", "c4 times out", "c4 gives up",
		"term 1", "term 2", "term 3",
		"violation", "violation persist-before-reply",
		"RequestVote S1 -> S2 sent", "RequestVote S1 -> S2 delivered", "RequestVoteReply S2 -> S1 delivered",
		"AppendEntries S1 -> S2 lost", "AppendEntries leader -> S2 lost", "ClientRequest c1 -> S1 delivered", "ClientReply S1 -> c1 sent",
	}
	var got strings.Builder
	for _, c := range conditions {
		r := tell(t, "when "+c+": c8 read here")
		events := r.World().TakeEvents()
		i := slices.IndexFunc(events, func(e sim.Event) bool { return e.Kind == sim.ActionEvent && e.Action.Text == "c8 read here" })
		if i < 0 {
			t.Errorf("%s never came", c)
			continue
		}
		// Behind the event that made it true only what the same half step brought
		// about can stand: nothing was delivered in between, and nothing sent.
		fmt.Fprintf(&got, "%s\n    %s\n", c, inWords(events[:i]))
		if again := tell(t, "when "+understood(t, "raft 1\nservers 3\nwhen "+c+": wait").Statements[0].Timing.When.String()+": c8 read here"); again.World().Hash() != r.World().Hash() {
			t.Errorf("%s means something else in canonical form", c)
		}
	}
	scenariotest.Golden(t, "testdata/conditions.golden", got.String())
}

// inWords says what happened last, in the last half step.
func inWords(events []sim.Event) string {
	var said []string
	for i := len(events) - 1; i >= 0; i-- {
		e := &events[i]
		word := ""
		switch e.Kind {
		case sim.ServerEvent:
			s := e.Server
			word = fmt.Sprintf("%v %v term %d vote %v synced %d committed %d applied %d", s.ID, s.Role, s.Term, s.VotedFor, s.SyncedIndex, s.CommitIndex, s.LastApplied)
		case sim.LogEvent:
			word = fmt.Sprintf("%v has %d entries from %d", e.Log.Server, len(e.Log.Entries), e.Log.From)
		case sim.SendEvent:
			word = fmt.Sprintf("%v %v -> %v sent", e.Message.Kind, e.Message.From, e.Message.To)
		case sim.ClientEvent:
			word = fmt.Sprintf("%v %s %v attempt %d", e.Client.ID, e.Client.Command, e.Client.Phase, e.Client.Attempt)
		case sim.DeliverEvent:
			word = fmt.Sprintf("delivered %v -> %v", e.Message.From, e.Message.To)
		case sim.DropEvent:
			word = fmt.Sprintf("lost %v -> %v", e.Message.From, e.Message.To)
		case sim.ViolationEvent:
			word = e.Violation.Property
		}
		if word != "" {
			said = append(said, word)
		}
		if e.Kind == sim.DeliverEvent || i > 0 && events[i-1].At != e.At || len(said) == 4 {
			slices.Reverse(said)
			return scenario.FormatTime(e.At) + ": " + strings.Join(said, "; ")
		}
	}
	return "the beginning"
}

func TestAConditionThatWasTrueBeforeIsWaitedForAgain(t *testing.T) {
	r := tell(t, "when x=1 stored on 3: wait\nwhen leader elected: c8 read here")
	for _, st := range r.done {
		if st.Action.String() == "c8 read here" && st.Timing.When != nil {
			return
		}
	}
	t.Errorf("S2's election did not come:\n%s", r.Text())
}

func TestWhatAnActionBringsAboutCountsForTheNextCondition(t *testing.T) {
	r := play(t, "raft 1\nservers 3\n\nat 100ms: time out S1\nwhen S1 becomes candidate: crash S1\nend at 101ms\n")
	if r.World().Server(1) != nil {
		t.Error("S1 became candidate by the action itself, and has not crashed then")
	}
}

func TestAnActionComesBetweenWhatChangedAndWhatIsSent(t *testing.T) {
	for _, test := range []struct{ when, lost string }{
		{"leader synced x=1", "S2 holds x=1"},
		{"S1 committed x=1", "c1 answered 1"},
	} {
		text := "raft 1\nservers 3\nnoop off\nclient retries 0\n\nat 0ms: time out S1\nwhen S1 leads: c1 write x=1 to S1\nwhen " + test.when + ": "
		for action, held := range map[string]bool{"wait": true, "crash S1": false} {
			r := play(t, text+action+"\nend at 140ms\nexpect "+test.lost+"\n")
			if o := r.Outcomes()[0]; o.Held != held {
				t.Errorf("when %s: %s: expect %s: %v", test.when, action, o.Claim, o.Held)
			}
		}
	}
}

func TestAfterNothingFollowsAConditionAtOnce(t *testing.T) {
	r := play(t, "raft 1\nservers 3\n\nwhen leader elected: crash leader as old\nafter 0ms: restart old\nafter 0ms: crash old\nafter 1ms: restart old\n")
	want := []string{"▶ crash", "▶ restart", "▶ crash", "▶ restart"}
	var got []string
	var at []raft.Time
	events := r.World().TakeEvents()
	for _, e := range events {
		if e.Kind == sim.ActionEvent {
			got = append(got, "▶ "+strings.Fields(e.Action.Text)[0])
			at = append(at, e.At)
		}
	}
	if !slices.Equal(got, want) || at[0] != at[2] || at[3] != at[0]+ms {
		t.Errorf("acted %v at %v", got, at)
	}
	for i, e := range events {
		if e.Kind == sim.ActionEvent && e.At == at[0] && i > 0 && events[i-1].Kind == sim.DeliverEvent {
			t.Errorf("something was delivered between the actions")
		}
	}
}
