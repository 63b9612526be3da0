package browser

import (
	"fmt"
	"testing"

	"raft-playground/raft/lesson"
	"raft-playground/web"
)

func TestTheLessonsAreListedInBothLanguages(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	p.click(".topbar > [href='/lessons']")
	p.until("the list does not come", "document.getElementById('lessons')")
	for _, lang := range []string{"en", "zh"} {
		p.visit(h.url("/lessons?lang=" + lang))
		cards := ask[[]string](p, "[...document.querySelectorAll('a[data-lesson] b')].map((b) => b.textContent)")
		if len(cards) != len(lesson.Library()) {
			t.Fatalf("%d lessons are listed, want %d", len(cards), len(lesson.Library()))
		}
		for i, l := range lesson.Library() {
			if want := fmt.Sprintf("%d · %s", i+1, l.Title.In(lang)); cards[i] != want {
				t.Errorf("lesson %d is listed as %q, want %q", i+1, cards[i], want)
			}
		}
	}
	if said := p.console.of(logError, "error", runtimeException); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}
}

// Newcomers are shown where to start, and whoever has begun where to go on; also where a
// lesson was called otherwise when they began it.
func TestTheListLeadsOnToWhereOneWas(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "dies-alone")
	p := newPage(t)
	p.visit(h.url("/lessons"))
	leadsTo := func(words, address string) {
		t.Helper()
		p.until("the list does not lead to "+address, fmt.Sprintf("document.getElementById('lesson-start').href === %q", h.url(address)))
		if said := p.text("#lesson-start .lesson-start-words"); said != words {
			t.Errorf("it says %q, want %q", said, words)
		}
	}
	words := words(t, "en")
	leadsTo(words["lessons.start"], "/lesson/roles")

	p.visit(h.url("/lesson/dies-alone/" + c.steps()[2].Name))
	p.awaitLesson()
	p.awaitStep(c, 2, "en")
	p.visit(h.url("/lessons"))
	leadsTo(words["lessons.go-on"], "/lesson/dies-alone/"+c.steps()[2].Name)

	ask[bool](p, `(localStorage.setItem('raft-playground/lesson/fewer-than-half', '{"met":7,"of":7,"done":true}'), localStorage.setItem('raft-playground/lesson-place', '{"lesson":"fewer-than-half","step":"back"}'), true)`)
	p.visit(h.url("/lessons"))
	next := lesson.Library()[lesson.Number("on-some-followers")]
	leadsTo(words["lessons.go-on"], "/lesson/"+next.Name)
	p.until("what was done under the old name does not count", `document.querySelector('[data-lesson="on-some-followers"]').classList.contains('is-done')`)
}
