package browser

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"raft-playground/static"
	"raft-playground/web"
)

// signed marks the texts of a language that there is not: each is the English one behind it.
const signed = "§ "

// withFurther returns what a server is told that speaks one more language: a line that names
// it, and its catalogues.
func withFurther(t *testing.T) web.Options {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(static.Embedded(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(static.Embedded(), name)
		files[name] = &fstest.MapFile{Data: content}
		if part, found := strings.CutSuffix(name, ".en.json"); found && err == nil {
			files[part+".eo.json"] = &fstest.MapFile{Data: signedTexts(t, content)}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return web.Options{Files: files, Languages: append(slices.Clone(static.Languages), static.Language{Tag: "eo", HTML: "eo", Name: "Esperanto"})}
}

func signedTexts(t *testing.T, english []byte) []byte {
	t.Helper()
	var texts map[string]string
	if err := json.Unmarshal(english, &texts); err != nil {
		t.Fatal(err)
	}
	for key, text := range texts {
		texts[key] = signed + text
	}
	content, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// A further language is its catalogues, its prose, and a line that names it: the page, a
// lesson and an error are in it, and one changes to it and away.
func TestAFurtherLanguageTakesOneLine(t *testing.T) {
	t.Parallel()
	h := build(t, withFurther(t))
	p := h.open("/?lang=eo")
	p.ready()
	says := func(selector, text string) {
		t.Helper()
		p.until(selector+" does not say "+text, fmt.Sprintf("document.querySelector(%q)?.textContent.includes(%q)", selector, text))
	}
	inIt := func() {
		t.Helper()
		says("#language-name", "Esperanto")
		says("#do-crash", signed+words(t, "en")["do.crash"])
		p.until("the document is in another language", "document.documentElement.lang === 'eo' && document.documentElement.dataset.lang === 'eo'")
	}
	inIt()
	p.setLang("zh")
	says("#do-crash", words(t, "zh")["do.crash"])
	p.set("lang", "eo")
	inIt()

	p.openRunText()
	p.fill("#run-text-area", "raft 1\nat 5ms: crsh S1\n")
	p.click("#run-text-dialog .primary")
	says("#run-text-dialog [role=alert]", signed+"Unknown action “crsh”.")
	p.fill("#run-text-area", "raft 1\nservers 3\nseed 7\n\nat 10ms: step begin\nat 20ms: step end\nend at 1s\n\nlesson mine\nen Mine\neo Mia\n\nstep begin\nen One.\neo Unu.\nzh 一。\n\nstep end\nen Two.\n")
	p.click("#run-text-dialog .primary")
	p.awaitLesson()
	says("#lesson-passage", "Unu.")
	p.setLang("zh")
	says("#lesson-passage", "一。")

	p.visit(h.url("/lessons?lang=eo"))
	says(".languages [aria-current]", "Esperanto")
	says("h1", signed)
	says("[data-lesson] b", courseOf(t, "roles").Title.In("eo")) // in the language that there is
}
