package scenario

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestTheReferenceHasEveryFormOfTheLanguage(t *testing.T) {
	var forms, examples strings.Builder
	for _, f := range Reference() {
		forms.WriteString(f.Form + "\n")
		examples.WriteString(f.Example)
	}
	words := slices.Concat(settingNames, verbNames, serverVerbs, entryVerbs, clientVerbs, serverClaims, entryClaims, clientOrders,
		variantNames, statementNames, readModes[1:], stages, []string{
			asWord, LeaderWord, untilWord, aloneWord, withWord, "losing unsynced writes", "never", "answered", "logs equal", "no leader", "votes split", "term ", "violation", "to ",
			emptyWord, defaultWord, "message", "next", "by", "everywhere", "nothing", "|", "->", "<->", "#", StepWord,
		})
	for _, word := range words {
		if !strings.Contains(examples.String(), word) {
			t.Errorf("no example says %q", word)
		}
	}
	for _, f := range Reference() {
		words := strings.FieldsFunc(f.Form, func(r rune) bool { return unicode.IsSpace(r) })
		if f.Form == "" || !strings.Contains(f.Example, words[0]) && words[0] != "when" {
			t.Errorf("%s: the example does not begin %q anywhere:\n%s", f.Key, words[0], f.Example)
		}
	}
}

func TestEveryFormHasItsWordsInBothLanguages(t *testing.T) {
	keys := map[string]bool{}
	for _, f := range Reference() {
		keys["language."+f.Group], keys["language."+f.Key] = true, true
	}
	seen := map[string]bool{}
	groups := map[string]bool{}
	for _, f := range Reference() {
		if seen[f.Key] || groups[f.Key] {
			t.Errorf("the key %q is used twice", f.Key)
		}
		seen[f.Key], groups[f.Group] = true, true
	}
	for _, f := range Reference() {
		if seen[f.Group] {
			t.Errorf("the group %q has the key of a form", f.Group)
		}
	}
	for _, lang := range []string{"en", "zh"} {
		data, err := os.ReadFile("../../static/i18n/language." + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var texts map[string]string
		if err := json.Unmarshal(data, &texts); err != nil {
			t.Fatal(err)
		}
		for key := range keys {
			if texts[key] == "" {
				t.Errorf("%s has no words in %s", key, lang)
			}
		}
		for key, text := range texts {
			if !keys[key] {
				t.Errorf("%s: %s is no form", lang, key)
			}
			if lang == "zh" && !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s is not in Chinese: %s", key, text)
			}
		}
	}
}
