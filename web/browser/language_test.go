package browser

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft"
)

// names are what the Chinese page leaves in English: the paper's names, those of
// things in the run, units, and what the page itself is called.
var names = regexp.MustCompile(`^([0-9a-f]{16}|Raft Playground|English|no-op|ms|µs|S\d+|c\d+|` +
	`currentTerm|votedFor|log|commitIndex|lastApplied|nextIndex|matchIndex|match|next|` +
	`RequestVote|AppendEntries|Figure|Raft|ReadIndex|` +
	`Space|Shift|Esc|Enter|raft|crash|restart|partition|isolate|cut|heal|write|add|read|to|x|[A-Z])$`)

var (
	han  = regexp.MustCompile(`\p{Han}`)
	word = regexp.MustCompile(`[A-Za-z][A-Za-z-]*\d*`)
)

func TestEveryTextFollowsTheLanguageWithoutAReload(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.pick(leader.ID)
	p.click("#do-write")
	p.awaitLogs("x=1")
	p.click("#do-crash")
	p.awaitRole(leader.ID, "crashed")
	p.leads(leader.Term)
	p.click("#legend-button")
	p.until("the legend does not open", "document.getElementById('legend-button').getAttribute('aria-expanded') === 'true'")
	p.dialogs(func(string) {}) // now everything that there is has been made
	p.pause()
	ask[bool](p, "(window.sameDocument = true)")

	foreign := english(t)
	for _, lang := range []string{"zh", "en"} {
		p.setLang(lang)
		look := func(room string) {
			for _, said := range p.texts() {
				where, text := said[0], said[1]
				if lang == "en" && han.MatchString(text) && text != "中文" || lang == "zh" && foreign(text) {
					t.Errorf("%s: in %s, %s says %q", room, lang, where, text)
				}
			}
		}
		look("the page")
		p.dialogs(look)
		if said := ask[string](p, "document.documentElement.lang"); !strings.HasPrefix(said, lang) {
			t.Errorf("the document in %s says that it is in %s", lang, said)
		}
	}
	if !ask[bool](p, "window.sameDocument === true") {
		t.Error("the page was loaded anew")
	}

	// It is remembered.
	p.setLang("zh")
	p.visit(p.address())
	p.ready()
	p.until("the language is forgotten", fmt.Sprintf("document.documentElement.dataset.lang === 'zh' && document.getElementById('do-crash').textContent === %q", words(t, "zh")["do.crash"]))
}

// The dialogs: those that are about one run, and those that hand runs on, which
// come for themselves.
var (
	ownDialogs     = []string{"new-run", "help", "partition", "cut", "rules"}
	handingDialogs = []string{"run-text", "share"}
)

// dialogs opens one dialog after the other.
func (p *page) dialogs(each func(dialog string)) {
	p.t.Helper()
	p.openEach(slices.Concat(ownDialogs, handingDialogs), each)
}

func (p *page) openEach(dialogs []string, each func(dialog string)) {
	p.t.Helper()
	for _, dialog := range dialogs {
		button := dialog
		if dialog == "partition" || dialog == "cut" || dialog == "rules" {
			button = "do-" + dialog
		}
		p.click("#" + button)
		p.until(dialog+" does not open", fmt.Sprintf("document.getElementById('%s-dialog')?.open", dialog))
		each(dialog)
		p.leave(dialog)
	}
}

// texts are all texts of the page, each with where it stands.
func (p *page) texts() [][2]string {
	p.t.Helper()
	all := ask[[][2]string](p, "probe.texts()")
	if len(all) < 100 {
		p.t.Fatalf("only %d texts were found", len(all))
	}
	return all
}

// english returns what tells whether a text on the Chinese page is an English one:
// it is worded as one of the English catalogue, or it has words that are not names
// and no Chinese ones.
func english(t *testing.T) func(text string) bool {
	t.Helper()
	zh := words(t, "zh")
	var patterns []*regexp.Regexp
	for key, text := range words(t, "en") {
		letters := word.FindAllString(placeholder.ReplaceAllString(regexp.QuoteMeta(text), ""), -1)
		if text == zh[key] || len(strings.Join(letters, "")) < 3 || slices.IndexFunc(letters, func(w string) bool { return !names.MatchString(w) }) < 0 {
			continue
		}
		patterns = append(patterns, regexp.MustCompile("^"+placeholder.ReplaceAllString(regexp.QuoteMeta(text), ".*")+"$"))
	}
	known := make(map[string]bool) // most texts come up again and again
	return func(text string) (foreign bool) {
		if known, asked := known[text]; asked {
			return known
		}
		defer func() { known[text] = foreign }()
		if names.MatchString(text) || slices.ContainsFunc(raft.Rules(), func(r raft.Rule) bool { return r.String() == text || r.Section() == text }) {
			return false
		}
		for _, p := range patterns {
			if p.MatchString(text) {
				return true
			}
		}
		if han.MatchString(text) {
			return false
		}
		for _, w := range word.FindAllString(text, -1) {
			if !names.MatchString(w) {
				return true
			}
		}
		return false
	}
}
