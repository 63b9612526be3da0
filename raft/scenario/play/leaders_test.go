package play

import (
	"testing"

	"raft-playground/raft/scenario"
)

// S1 is cut off and goes on leading its term while the others elect another.
func TestTwoLeadersAreTwoServersThatLeadNow(t *testing.T) {
	r := play(t, "raft 1\nservers 3\n\nat 0ms: time out S1\nwhen S1 leads: expect two leaders\nafter 0ms: isolate S1\nafter 1s: expect two leaders\nafter 0ms: heal all\nafter 200ms: expect two leaders\nafter 0ms: crash S1\nafter 0ms: expect two leaders\n")
	for i, want := range []bool{false, true, false, false} {
		if o := r.Outcomes()[i]; o.Held != want || o.Claim != "two leaders" || !o.Held && o.Instead == "" {
			t.Errorf("claim %d: %+v, want %v", i, o, want)
		}
	}
}

// All links are cut at once: nobody can win, and all go on trying.
func TestNobodyLeadsForAWhileOnlyWhileEveryServerIsUp(t *testing.T) {
	const leaderless = ": expect no leader for 1s with every server up\n"
	r := play(t, "raft 1\nservers 3\n\nat 0ms: time out S1\nat 1ms: partition S1 | S2 | S3\nat 900ms"+leaderless+"at 1100ms"+leaderless+"at 1200ms: crash S2\nat 1300ms"+leaderless+"at 1400ms: restart S2\nat 2300ms"+leaderless+"at 2500ms"+leaderless)
	for i, want := range []bool{false, true, false, false, true} {
		if o := r.Outcomes()[i]; o.Held != want {
			t.Errorf("claim %d: %+v, want %v", i, o, want)
		}
	}
}

// A run that begins to attend late answers as one that did so from the start, for
// what is so now.
func TestWhoAttendsLateKnowsWhatIsSoNow(t *testing.T) {
	r := begin(t, "raft 1\nservers 3\n\nat 0ms: time out S1\nat 100ms: c1 write x=1\n")
	if err := r.RunUntil(400 * ms); err != nil {
		t.Fatal(err)
	}
	r.Attend()
	for claim, want := range map[string]bool{
		"S1 is leader": true, "S2 holds x=1": true, "S1 in term 1": true, "S1 is follower": false,
		"x=1 applied everywhere": true, "c1 answered 1": true, "two leaders": false,
	} {
		if held, _, err := r.Holds(claim); err != nil || held != want {
			t.Errorf("%s: %v, %v", claim, held, err)
		}
	}
	if _, _, err := r.Holds("S1 is ledaer"); err == nil {
		t.Error("a claim that cannot be read was judged")
	}
}

func TestAComparisonAttendsAsItsOtherDoes(t *testing.T) {
	r := begin(t, "raft 1\nservers 5\n\nat 0ms: time out S1\n")
	r.Attend()
	other, err := r.Compare("four", "servers 4")
	if err != nil {
		t.Fatal(err)
	}
	if err := other.RunUntil(400 * ms); err != nil {
		t.Fatal(err)
	}
	if held, instead, err := other.Holds("no leader for 300ms with every server up"); err != nil || held || instead == "" {
		t.Errorf("nobody leads: %v, %q, %v", held, instead, err)
	}
	late := begin(t, "raft 1\nservers 3\n\nat 0ms: time out S1\n")
	if held, _, err := late.Holds("two leaders"); err != nil || held {
		t.Errorf("a run that has not attended: %v, %v", held, err)
	}
}

func TestAClaimCanSpeakOfTheNamesThatTheScenarioGives(t *testing.T) {
	s, err := scenario.Parse("raft 1\nservers 3\n\nwhen leader elected: crash leader as old\n")
	if err != nil {
		t.Fatal(err)
	}
	if c, err := s.ParseClaim("old is crashed"); err != nil || c.String() != "old is crashed" {
		t.Error(c, err)
	}
	if _, err := s.ParseClaim("odl is crashed"); err == nil {
		t.Error("a name that nobody gave was read")
	}
}
