package templates_test

import (
	"regexp"
	"testing"

	"raft-playground/raft"
)

func TestEveryRuleHasASentenceAndWhatBreaksWithoutIt(t *testing.T) {
	texts := catalogue(t, "dialogs", "en")
	for _, rule := range raft.Rules() {
		for _, key := range []string{"rule." + rule.String(), "rule." + rule.String() + ".without"} {
			if texts[key] == "" {
				t.Errorf("%q is not worded", key)
			}
			delete(texts, key)
		}
	}
	for key := range texts {
		if regexp.MustCompile(`^rule\.`).MatchString(key) {
			t.Errorf("%q is about no rule", key)
		}
	}
}
