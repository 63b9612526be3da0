package play

import (
	"strings"
	"testing"
)

// compactedStory has S3 away while S1 writes, takes a snapshot, and brings it up with that.
const compactedStory = `raft 1
servers 3

at 0ms: time out S1
when S1 leads: crash S3
after 0ms: c1 write x=1
when S1 applied x=1: c1 write y=2
when S1 applied y=2: snapshot S1
after 0ms: restart S3
when S3 installed snapshot: wait
end at 2s
`

func TestClaimsHoldOverWhatASnapshotStandsFor(t *testing.T) {
	for _, c := range []struct{ claim, instead string }{
		{"S1 log begins at 4", ""},
		{"S3 log begins at 4", ""},
		{"S2 log begins at 1", ""},
		{"S2 log begins at 4", "S2 log begins at 1"},
		{"leader log begins at 2", "S1 log begins at 4"},
		{"S3 holds x=1", ""},
		{"S3 lacks y=2", "S3 holds y=2"},
		{"S3 holds q=9", "S3 lacks q=9"},
		{"logs equal", ""},
		{"x=1 applied everywhere", ""},
		{"x=1 never overwritten", ""},
		{"S2 log has terms 1 1 1", ""},
		{"S1 log has terms 1", "S1 log has terms "},
		{"no violation", ""},
		{"c1 answered 2", ""},
	} {
		r := play(t, compactedStory+"expect "+c.claim+"\n")
		o := r.Outcomes()[0]
		if o.Held != (c.instead == "") || o.Instead != c.instead {
			t.Errorf("%s: held %v, but %q, want %q", c.claim, o.Held, o.Instead, c.instead)
		}
	}
}

// Who begins to look when entries are gone knows them all the same.
func TestARunThatIsAttendedLateKnowsWhatIsGone(t *testing.T) {
	r := begin(t, strings.Replace(compactedStory, "servers 3\n", "servers 3\nsnapshot every 2\n", 1))
	if err := r.Finish(); err != nil {
		t.Fatal(err)
	}
	r.observer = nil
	for _, claim := range []string{"S1 holds x=1", "S3 holds y=2", "logs equal", "S3 lacks q=9"} {
		if holds, instead, err := r.Holds(claim); !holds || err != nil {
			t.Errorf("%s: %v, %v", claim, instead, err)
		}
	}
}

func TestConditionsOfSnapshotsComeWhenTheyAreTakenAndInstalled(t *testing.T) {
	r := begin(t, compactedStory)
	if err := r.Finish(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ when, instead string }{
		{"S2 took snapshot", "S2 log begins at 1"},
		{"S1 installed snapshot", "S1 log begins at 4"},
	} {
		r := begin(t, strings.Replace(compactedStory, "when S3 installed snapshot", "when "+c.when, 1))
		err := r.Finish()
		if err == nil || !strings.Contains(err.Error(), c.instead) {
			t.Errorf("%s: %v, want %q", c.when, err, c.instead)
		}
	}
}

// What a server has that a snapshot replaces with something else is overwritten.
func TestASnapshotOverwritesWhatItDoesNotStandFor(t *testing.T) {
	r := play(t, `raft 1
servers 3
client retries 0
noop off

at 0ms: time out S1
when S1 leads: isolate S1
after 0ms: c1 write y=2 to S1
when S1 stored y=2: c2 write z=3 to S1
when S1 stored z=3: time out S2
when S2 leads: c3 write x=1 to S2
when S2 applied x=1: snapshot S2
after 0ms: heal all
when S1 installed snapshot: wait
end at 1s
expect y=2 overwritten
expect z=3 overwritten
expect S1 holds x=1
expect S1 lacks z=3
expect no violation
`)
	for _, o := range r.Outcomes() {
		if !o.Held {
			t.Errorf("expect %s, but %s", o.Claim, o.Instead)
		}
	}
}
