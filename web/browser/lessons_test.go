package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"raft-playground/web"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

func TestALessonIsPlayedToItsEnd(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "dies-alone")
	p := h.study("/lesson/dies-alone")
	p.speed(brisk)
	right, asked := p.learn(c, "en", func() { p.into("#lesson-continue") })
	if asked < 2 || right == asked {
		t.Fatalf("the lesson asked %d times, and %d were answered rightly: this test wants both", asked, right)
	}
	if said := p.text("#lesson-end"); !contains(said, fmt.Sprintf("%d of %d", right, asked)) {
		t.Errorf("at the end it says %q, want %d of %d", said, right, asked)
	}

	// The list knows, in this browser; and what is asked next time is asked anew.
	p.visit(h.url("/lessons"))
	p.until("the list does not show that the lesson is done", `document.querySelector('[data-lesson="dies-alone"]').classList.contains('is-done')`)
	if said := p.text(`[data-lesson="dies-alone"] .progress-words`); !contains(said, fmt.Sprintf("%d of %d", right, asked)) {
		t.Errorf("the list says %q", said)
	}
	if said := p.text(`[data-lesson="roles"] .progress-words`); said != words(t, "en")["lessons.not-begun"] {
		t.Errorf("of a lesson that nobody has begun the list says %q", said)
	}
	p.click(`[data-lesson="dies-alone"]`)
	p.awaitLesson()
	p.awaitStep(c, 0, "en")
	if ask[bool](p, "document.querySelector('#lesson-question :checked') !== null") {
		t.Error("a prediction of the last time stands there")
	}
}

func TestAStepSaysSinceWhenThereIsNoLeader(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "dies-alone")
	p := h.study("/lesson/dies-alone/alone")
	p.awaitStep(c, 0, "en")
	// S1 has crashed 20 ms before the step; what was before the step comes after it.
	p.until("it does not say when the leader was lost", "document.getElementById('leader-value').textContent === '20 ms'")
	// The run stands still, and so does what is said of it.
	if said := ask[string](p, "probe.frames(20).then(() => document.getElementById('leader-value').textContent)"); said != "20 ms" {
		t.Errorf("then it says %s", said)
	}
}

func TestALessonInChineseOnAPhone(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "partition")
	p := newPage(t)
	p.resize(phone)
	p.visit(h.url("/lesson/partition?lang=zh"))
	p.awaitLesson()
	if said := ask[string](p, "document.title"); !contains(said, c.Title.In("zh")) {
		t.Errorf("the page is titled %q", said)
	}
	foreign := english(t)
	p.speed(brisk)
	right, asked := p.learn(c, "zh", func() {
		for _, said := range ask[[]string](p, "[...document.querySelectorAll('#lesson :is(h2, h3, p, legend, label, button, a, b, summary)')].filter((e) => e.checkVisibility()).map((e) => e.textContent)") {
			if foreign(said) {
				t.Errorf("the lesson says %q", said)
			}
		}
		if wide := ask[float64](p, "document.documentElement.scrollWidth"); wide > float64(phone.width) {
			t.Errorf("the page is %v px wide", wide)
		}
		p.click("#lesson-continue") // it is in view, however long the passage
	})
	if asked == 0 {
		t.Errorf("nothing was asked (%d right)", right)
	}
	p.until("the way to the next lesson is not there", "document.getElementById('lesson-next').checkVisibility()")
}

// Where one run is shown at a time, it is the one in which the next thing happens.
func TestOnAPhoneOneLooksWhereSomethingHappens(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := newPage(t)
	p.resize(phone)
	p.visit(h.url("/lesson/dies-alone/alone"))
	p.awaitLesson()
	p.until("the first run is not shown", "document.querySelector('[data-cluster=A]').checkVisibility() && !document.querySelector('[data-cluster=B]').checkVisibility()")
	p.click("#lesson-continue") // what comes next comes in B
	p.until("the other run is not shown", "document.querySelector('[data-cluster=B]').checkVisibility()")
	if step := ask[string](p, "document.querySelector('.trail-steps [aria-current]').dataset.step"); step != "0" {
		t.Errorf("it is shown at step %s only", step)
	}
}

// The figure's logs are seen from their first entries to their last, by their terms; and
// what is written in words where some are written is read.
func TestFigure7IsSeenWholeOnAPhone(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := newPage(t)
	p.resize(phone)
	p.visit(h.url("/lesson/figure-7/repaired"))
	p.awaitLesson()
	p.until("not all entries of the seven logs are seen", `(() => {
		const rows = [...document.querySelectorAll('.log-row[data-log]')];
		const stage = document.getElementById('stage').getBoundingClientRect();
		return rows.length === 7 && rows.every((row) => {
			const cells = [...row.querySelectorAll('[data-entry]')];
			const label = row.querySelector('.log-label').getBoundingClientRect().right;
			return cells.length === 11 && cells.every((cell) => {
				const { left, right, bottom } = cell.getBoundingClientRect();
				return left >= label - 1 && right <= innerWidth && bottom <= stage.bottom && probe.seen(cell.querySelector('sup')) && !probe.seen(cell.querySelector('b'));
			});
		});
	})()`)
	// With commands among the entries, what they are is more than their terms.
	p.visit(h.url("/lesson/life-of-a-write"))
	p.awaitLesson()
	if look := ask[string](p, "document.querySelector('.logs').dataset.look"); look != "worded" {
		t.Errorf("other logs are %s", look)
	}
}

func TestALessonWithTheKeyboardAlone(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "committed-not-answered")
	p := h.study("/lesson/committed-not-answered")
	p.speed(brisk)
	ask[bool](p, "(document.activeElement.blur(), true)")
	for i, step := range c.steps() {
		p.awaitStep(c, i, "en")
		if i > 0 && !ask[bool](p, "document.activeElement === document.body || document.activeElement.id === 'lesson-step'") {
			t.Errorf("at step %d the focus is on %q", i+1, ask[string](p, "document.activeElement.outerHTML.slice(0, 90)"))
		}
		if step.Ask != nil {
			p.tabWhere("document.activeElement.name === 'lesson-answer'")
			p.press(" ")
			p.press(kb.ArrowDown)
			p.until("the arrow keys do not choose", "document.querySelector('#lesson-question [value=\"1\"]').checked")
			p.press(kb.Enter)
			continue
		}
		if i < len(c.steps())-1 {
			p.press("n")
		}
	}
	p.until("the lesson does not end", "document.getElementById('lesson-end').checkVisibility()")

	p.press("?")
	p.until("the help does not open", "document.getElementById('help-dialog')?.open")
	for _, key := range ask[[]string](p, "[...document.querySelectorAll('[aria-keyshortcuts]')].map((e) => e.getAttribute('aria-keyshortcuts').toUpperCase())") {
		if !ask[bool](p, fmt.Sprintf("[...document.querySelectorAll('#help-dialog kbd')].some(({textContent}) => textContent === %q)", key)) {
			t.Errorf("the help does not tell of the key %s", key)
		}
	}
}

// tabWhere presses the tab key until a condition holds.
func (p *page) tabWhere(condition string) {
	p.t.Helper()
	for range 150 {
		if ask[bool](p, condition) {
			return
		}
		p.press(kb.Tab)
	}
	p.t.Fatalf("the tab key does not lead where %s", condition)
}

func TestWhoeverWatchesALessonGuessesForThemselves(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "two-candidates")
	presenter := h.study("/lesson/two-candidates")
	presenter.speed(brisk)
	viewer := newPage(t)
	viewer.visit(presenter.address())
	viewer.awaitLesson()
	guessed := false
	for i, step := range c.steps() {
		for _, p := range []*page{presenter, viewer} {
			p.awaitStep(c, i, "en")
		}
		if ask[bool](viewer, "document.getElementById('lesson-continue').checkVisibility()") {
			t.Fatal("a viewer may go on for everybody")
		}
		if guessed {
			if said := viewer.verdict(); said != "right" {
				t.Errorf("the viewer, who was right, is told %q", said)
			}
			if said := presenter.verdict(); said != "told" {
				t.Errorf("the presenter, who did not guess, is told %q", said)
			}
			return
		}
		if step.Ask != nil {
			viewer.predict(c.right(i))
			guessed = true
		}
		presenter.into("#lesson-continue")
	}
	t.Fatal("nothing is asked before the last step")
}
