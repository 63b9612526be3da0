package lesson

import (
	"slices"
	"testing"
)

// there reports whether a lesson has a step of that name, or is there if that is "".
func there(name, step string) bool {
	l := Find(name)
	return l != nil && (step == "" || l.Step(step) != nil)
}

// What has moved leads to what is there, and nothing that is there leads away.
func TestWhatHasMovedIsFound(t *testing.T) {
	for from, to := range moved {
		if !there(to.Lesson, to.Step) {
			t.Errorf("%v leads to %v, which is not there", from, to)
		}
		if there(from.Lesson, from.Step) {
			t.Errorf("%v is there, and leads away", from)
		}
	}
	if names := Before("on-some-followers"); !slices.Equal(names, []string{"fewer-than-half"}) {
		t.Error(names)
	}
}

// Every address that lessons ever had leads somewhere: these are those that the first
// twenty-eight had.
func TestEveryAddressThatEverWasLeadsSomewhere(t *testing.T) {
	for name, steps := range first {
		for _, step := range append([]string{""}, steps...) {
			if name, step := Now(name, step); !there(name, step) {
				t.Errorf("/lesson/%s/%s leads nowhere", name, step)
			}
		}
	}
}

var first = map[string][]string{
	"roles":                        {"followers", "candidate", "adopted", "leader", "new-term", "two-leaders", "deposed"},
	"one-candidate":                {"waiting", "candidate", "voted", "one-reply", "unanimous"},
	"two-candidates":               {"waiting", "two-candidates", "third-vote", "yields", "settled"},
	"split-vote":                   {"waiting", "three-candidates", "stalemate", "second-round", "settled"},
	"first-to-wake":                {"restarted", "refused", "no-answer", "overtaken", "settled"},
	"no-random-timeouts":           {"three-clusters", "tie", "elected", "tie-again", "lucky", "forever"},
	"heartbeats":                   {"in-power", "one-lost", "silence", "revolt", "new-power", "calm"},
	"life-of-a-write":              {"leader", "in-memory", "durable", "majority", "committed", "answered", "everywhere"},
	"dies-before-the-data":         {"leader", "too-late", "new-leader", "silence", "answered", "returns"},
	"dies-alone":                   {"leader", "alone", "leads-again", "kept", "new-leader", "answered", "overwritten"},
	"on-all-followers":             {"leader", "on-all", "new-leader", "committed", "retry", "answered", "returns"},
	"on-some-followers":            {"leader", "on-one", "refused", "new-leader", "committed", "answered", "returns"},
	"committed-on-the-leader-only": {"leader", "promised", "answered", "new-leader", "again", "returns"},
	"committed-not-answered":       {"leader", "unanswered", "everywhere", "again", "answered", "returns"},
	"partition":                    {"one-leader", "two-leaders", "only-one-commits", "overwritten", "answered"},
	"newest-log":                   {"three-logs", "longest-loses", "shorter-loses", "newest-leads", "repaired"},
	"fewer-than-half":              {"write", "in-memory", "one-copy", "refused", "committed", "answered", "back"},
	"one-of-five":                  {"write", "two-of-five", "two-endings", "answered", "back"},
	"majority-matters":             {"connected", "alone", "new-leader", "read", "healed"},
	"idempotence":                  {"add", "no-answer", "answered", "read"},
	"figure-7":                     {"six-logs", "elected", "extras-gone", "committed", "repaired"},
	"figure-8":                     {"a", "b", "c", "d", "e"},
	"first-entry-of-a-term":        {"leader", "copied", "waiting", "both", "end"},
	"stale-read":                   {"x-is-1", "x-is-2", "asked", "answered", "confirming", "end"},
	"the-disturber":                {"calm", "deposed", "waiting", "again", "deposed-again", "end"},
	"challenge-two-leaders":        {"challenge", "two", "healed"},
	"challenge-no-leader":          {"challenge", "all-stand", "nobody", "still-nobody", "recovered"},
	"challenge-lost-write":         {"challenge", "acknowledged", "lost", "answer"},
}
