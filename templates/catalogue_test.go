package templates_test

import (
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

const i18n = "../static/i18n/"

func catalogue(t *testing.T, name string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(i18n + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]string
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return texts
}

var placeholder = regexp.MustCompile(`\{([A-Za-z]+)(?:\|[^{}]*)?\}`)

// placeholders returns the names of the values that fill a text in. A plural,
// {count|entry|entries}, uses a value as {count} does; only English needs it.
func placeholders(text string) []string {
	names := map[string]bool{}
	for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
		names[found[1]] = true
	}
	return slices.Sorted(maps.Keys(names))
}

func TestBothLanguagesHaveTheSameTexts(t *testing.T) {
	for _, name := range []string{"shell", "stage"} {
		en, zh := catalogue(t, name+".en"), catalogue(t, name+".zh")
		for _, key := range slices.Sorted(maps.Keys(en)) {
			other, found := zh[key]
			switch {
			case !found:
				t.Errorf("%s: %q has no Chinese", name, key)
			case (en[key] == "") != (other == ""):
				t.Errorf("%s: %q is empty in one language only", name, key)
			case !slices.Equal(placeholders(en[key]), placeholders(other)):
				t.Errorf("%s: %q is filled in with %v in English, with %v in Chinese", name, key, placeholders(en[key]), placeholders(other))
			}
		}
		for _, key := range slices.Sorted(maps.Keys(zh)) {
			if _, found := en[key]; !found {
				t.Errorf("%s: %q has no English", name, key)
			}
		}
	}
}

func TestEveryDecisionFindingAndRefusalIsWorded(t *testing.T) {
	texts := catalogue(t, "shell.en")
	worded := func(key string) {
		t.Helper()
		if texts[key] == "" {
			t.Errorf("%q is not worded", key)
		}
	}
	for _, kind := range raft.DecisionKinds() {
		worded("decision." + kind.String())
	}
	for _, kind := range raft.FindingKinds() {
		worded("finding." + kind.String())
	}
	for _, code := range sim.ActionErrorCodes {
		worded("action." + code)
	}
}
