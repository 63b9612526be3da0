package templates_test

import (
	"os"
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

func TestThePageListsTheEnginesRules(t *testing.T) {
	source, err := os.ReadFile("../static/js/scenario/rules.js")
	if err != nil {
		t.Fatal(err)
	}
	listed := regexp.MustCompile(`\['([a-z-]+)', '([^']+)'\]`).FindAllStringSubmatch(string(source), -1)
	rules := raft.Rules()
	if len(listed) != len(rules) {
		t.Fatalf("the page lists %d rules, the engine has %d", len(listed), len(rules))
	}
	for i, rule := range rules {
		if listed[i][1] != rule.String() || listed[i][2] != rule.Section() {
			t.Errorf("rule %d is %s (%s) on the page, %s (%s) in the engine", i+1, listed[i][1], listed[i][2], rule, rule.Section())
		}
	}
}
