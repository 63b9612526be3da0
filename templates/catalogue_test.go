package templates_test

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/sim"
	"raft-playground/static"
	"raft-playground/templates"
	"raft-playground/web/wire"
)

// first is the language that the others are held against.
var first = static.Languages[0].Tag

// catalogues are the names of all, each of which is there in every language: what the page
// says from the start, what it says when a dialog is opened, when a text is wrong, and so on.
func catalogues(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../static/i18n/*." + first + ".json")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for i, name := range files {
		files[i] = strings.TrimSuffix(filepath.Base(name), "."+first+".json")
	}
	return files
}

func catalogue(t *testing.T, name, lang string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("../static/i18n/" + name + "." + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]string
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatalf("%s.%s: %v", name, lang, err)
	}
	return texts
}

// allTexts returns what the named catalogues say in English.
func allTexts(t *testing.T, names ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, name := range names {
		maps.Copy(all, catalogue(t, name, "en"))
	}
	return all
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

func TestEveryLanguageHasTheSameTexts(t *testing.T) {
	for _, name := range catalogues(t) {
		texts := catalogue(t, name, first)
		for _, lang := range static.Languages[1:] {
			others := catalogue(t, name, lang.Tag)
			for _, key := range slices.Sorted(maps.Keys(texts)) {
				text, other := texts[key], others[key]
				switch _, found := others[key]; {
				case !found:
					t.Errorf("%s.%s lacks %q", name, lang.Tag, key)
				case (text == "") != (other == ""):
					t.Errorf("%s: %q is empty in one language only", name, key)
				case !slices.Equal(placeholders(text), placeholders(other)):
					t.Errorf("%s: %q is filled in with %v in %s, with %v in %s", name, key, placeholders(text), first, placeholders(other), lang.Tag)
				}
			}
			for _, key := range slices.Sorted(maps.Keys(others)) {
				if _, found := texts[key]; !found {
					t.Errorf("%s.%s has %q, which %s lacks", name, lang.Tag, key, first)
				}
			}
		}
	}
}

func TestNoTextStandsInTwoCatalogues(t *testing.T) {
	where := map[string]string{}
	for _, name := range catalogues(t) {
		for key := range catalogue(t, name, "en") {
			if other, found := where[key]; found {
				t.Errorf("%q stands in %s and in %s", key, other, name)
			}
			where[key] = name
		}
	}
}

func TestEveryDecisionFindingAndRefusalIsWorded(t *testing.T) {
	texts := allTexts(t, "shell", "dialogs", "scenario", "lesson")
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
	for _, code := range wire.RefusalCodes() {
		worded(code)
	}
}

// pagesOwn are what a page says without a server, or around something else.
var pagesOwn = regexp.MustCompile(`^(request\.(other|offline|timeout)|violation\.after-wipe)$`)

// aroundErrors are what an error is set in.
var aroundErrors = []string{"scenario.at-line", "scenario.at-whole-line", "scenario.with-suggestion", "scenario.with-expected", "scenario.refused-because"}

// What nothing leads to any more need not be worded.
func TestNoDecisionFindingOrRefusalIsWordedThatThereIsNot(t *testing.T) {
	known := map[string]bool{}
	for _, kind := range raft.DecisionKinds() {
		known["decision."+kind.String()] = true
	}
	for _, kind := range raft.FindingKinds() {
		known["finding."+kind.String()] = true
	}
	for _, property := range check.Properties() {
		known["violation."+property.String()] = true
	}
	for _, code := range slices.Concat(wire.RefusalCodes(), aroundErrors) {
		known[code] = true
	}
	kinds := regexp.MustCompile(`^(?:decision|finding|violation|action|scenario|request)\.[a-z-]+`)
	for key := range allTexts(t, catalogues(t)...) {
		if kind := kinds.FindString(key); kind != "" && !known[kind] && !pagesOwn.MatchString(key) {
			t.Errorf("nothing leads to %q", key)
		}
	}
}

// filled are what the words of a decision are filled in with that is not in its body: who
// decided, what is remembered, and a part of what is in it.
var filled = map[any][]string{
	raft.Elected{}:     {"voters"},
	raft.Copies{}:      {"cmd"},
	raft.Conflict{}:    {"ourTerm", "theirTerm"},
	raft.PrevEntries{}: {"last"},
}

// A value that a decision of the kind does not have would be told as nothing.
func TestTheWordsOfADecisionNameWhatItSays(t *testing.T) {
	said := map[string][]string{}
	for _, kind := range raft.DecisionKinds() {
		names := append([]string{"by"}, filled[kind.Body()]...)
		raft.Decision{Kind: kind}.Each(func(name string, _ any) { names = append(names, name) })
		said[kind.String()] = names
	}
	looked := 0
	for _, lang := range static.Languages {
		for key, text := range catalogue(t, "shell", lang.Tag) {
			kind, is := strings.CutPrefix(key, "decision.")
			kind, _, _ = strings.Cut(kind, ".")
			for _, place := range regexp.MustCompile(`\{(\w+)`).FindAllStringSubmatch(text, -1) {
				if looked++; is && !slices.Contains(said[kind], place[1]) {
					t.Errorf("in %s, %s tells {%s}; there are %v", lang.Tag, key, place[1], said[kind])
				}
			}
		}
	}
	if looked < 500 {
		t.Errorf("only %d values were looked at", looked)
	}
}

func TestEveryPropertyAndConditionIsWorded(t *testing.T) {
	shell, inspector := catalogue(t, "shell", "en"), catalogue(t, "inspector", "en")
	for _, property := range check.Properties() {
		name := property.String()
		if shell["violation."+name] == "" || inspector["property."+name] == "" || inspector["property."+name+".says"] == "" {
			t.Errorf("%q lacks its name, its statement, or the sentence that tells a violation", name)
		}
	}
	for _, kind := range raft.DecisionKinds() {
		if key := "decision." + kind.String() + ".condition"; shell[key] == "" {
			t.Errorf("%q, the condition that it decides, is not worded", key)
		}
	}
	for _, why := range []sim.DropReason{sim.LostByChance, sim.LostAtCut, sim.LostAtDown, sim.LostByHand, sim.LostAtFull} {
		if key := "why.lost." + why.String(); inspector[key] == "" {
			t.Errorf("%q is not worded", key)
		}
	}
	for _, wait := range []sim.ReadWait{sim.WaitsForOwnCommit, sim.WaitsForQuorum, sim.WaitsForApply} {
		if key := "why.read." + string(wait); inspector[key] == "" {
			t.Errorf("%q is not worded", key)
		}
	}
}

// What the server words and the page never words again need not be there. What the page
// words again only in another language stands apart: it is fetched then.
func TestTheDocumentNeedsOnlyTheFirstCatalogues(t *testing.T) {
	texts := allTexts(t, "shell", "page")
	arrived := catalogue(t, "page", "en")
	for key, text := range catalogue(t, "lesson", "en") {
		if strings.HasPrefix(key, "error.") || key == "page.description" || key == "page.noscript" {
			texts[key] = text
		}
	}
	missing := map[string]bool{}
	model := templates.PageModel{Language: templates.LanguageModel(static.Languages[0]), Assets: "/static/x", Theme: "system", Text: func(key string) string {
		if _, found := texts[key]; !found {
			missing[key] = true
		}
		delete(arrived, key)
		return texts[key]
	}}
	for _, page := range []templ.Component{templates.Page(model), templates.ErrorPage(model, 404), templates.ErrorPage(model, 500)} {
		if err := page.Render(context.Background(), io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(missing)) {
		t.Errorf("a page asks for %q, which the first catalogues lack", key)
	}
	for _, key := range slices.Sorted(maps.Keys(arrived)) {
		if key != "embed.open" { // in frames alone
			t.Errorf("no document arrives with %q", key)
		}
	}
}

// asked finds the keys that a module names in full: t('…'), say(app, …, '…').
var asked = regexp.MustCompile(`(?:\bt\(|\bsay\(app, '\w+', |\bbutton\(app, |'data-t(?:-\w+)?': )'([a-z][\w.-]*\.[\w.-]*[\w])'`)

// named finds keys wherever they stand in a module, and what keys that are put together begin with.
var named = regexp.MustCompile("['`]([a-z][\\w-]*\\.(?:[\\w.-]*[\\w])?)(?:['`]|\\$\\{)")

func TestModulesAskOnlyForTextsThatThereAre(t *testing.T) {
	texts := allTexts(t, catalogues(t)...)
	arrived := catalogue(t, "page", "en")
	count := 0
	err := filepath.WalkDir("../static/js", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".js") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, found := range asked.FindAllStringSubmatch(string(source), -1) {
			count++
			if _, there := texts[found[1]]; !there {
				t.Errorf("%s asks for %q, which no catalogue has", path, found[1])
			}
		}
		for _, found := range named.FindAllStringSubmatch(string(source), -1) {
			for key := range arrived {
				if key == found[1] || strings.HasSuffix(found[1], ".") && strings.HasPrefix(key, found[1]) {
					t.Errorf("%s names %q, which is not there before another language is chosen: it belongs into the shell's catalogue", path, key)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if count < 100 {
		t.Errorf("found only %d keys in the modules: this test does not see them any more", count)
	}
}
