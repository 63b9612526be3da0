package browser

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"raft-playground/raft/lesson"
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

func TestWhoeverLeavesThePathComesBackToIt(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "on-all-followers")
	p := h.study("/lesson/on-all-followers")
	p.speed(brisk)
	p.awaitStep(c, 0, "en")
	p.into("#lesson-continue")
	p.awaitStep(c, 1, "en")

	// Something else is tried: that happens beside the lesson.
	p.into("#lesson-try")
	p.pick("S2")
	p.into("#do-crash")
	p.until("no copy stands beside the lesson", `document.querySelectorAll('[data-cluster]').length === 2 && document.querySelector('[data-cluster="B"] [data-server="S2"]')?.dataset.role === 'crashed'`)
	if role := ask[string](p, `document.querySelector('[data-cluster="A"] [data-server="S2"]').dataset.role`); role == "crashed" {
		t.Error("it happened to the lesson, too")
	}
	p.until("nothing says that the path was left", "document.getElementById('lesson-left').checkVisibility()")
	if said := p.text("#lesson-left"); !regexp.MustCompile(wording(t, "lesson.left")).MatchString(said) || !contains(said, "in B") {
		t.Errorf("of the path that was left it says %q", said)
	}

	// The lesson goes on beside it, and what was done stays on view.
	p.into("#lesson-continue")
	p.awaitStep(c, 2, "en")
	if ask[bool](p, `document.querySelector('[data-cluster="B"]') === null`) {
		t.Fatal("the copy has gone")
	}

	p.into("#lesson-return")
	p.until("the way back does not lead back", "document.querySelectorAll('[data-cluster]').length === 1 && !document.getElementById('lesson-left').checkVisibility()")
	at := ask[int](p, "Number(document.querySelector('.trail-steps [aria-current]').dataset.step)")
	for step := at; step < len(c.steps())-1; step++ {
		p.awaitStep(c, step, "en")
		p.into("#lesson-continue")
	}
	p.awaitStep(c, len(c.steps())-1, "en")
}

// Whoever goes for a goal sees their own run alone, as long as they want, and then
// comes back to the lesson, which knows that it is reached.
func TestAGoalIsGoneForAlone(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "challenge-two-leaders")
	p := h.study("/lesson/challenge-two-leaders")
	p.speed(brisk)
	p.awaitStep(c, 0, "en")
	p.pick("S1")
	p.into("#do-isolate")
	p.until("the lesson does not make room", `document.querySelectorAll('[data-cluster]').length === 1 && document.querySelector('[data-cluster="B"]') !== null`)
	p.into("#lesson-continue")
	p.until("the goal is not reached", "document.querySelector('#lesson-goal.is-reached')?.checkVisibility()")
	p.until("it pauses at the lesson's steps", fmt.Sprintf("probe.now() > %d", c.Played.Steps[2].At/1000))
	p.awaitStep(c, 0, "en") // nothing is given away
	p.into("#lesson-return")
	p.until("the lesson does not come back", `document.querySelectorAll('[data-cluster]').length === 1 && document.querySelector('[data-cluster="A"]') !== null`)
	p.until("the goal is no longer reached", "document.querySelector('#lesson-goal.is-reached')?.checkVisibility()")
	p.into("#lesson-continue")
	p.awaitStep(c, 1, "en")
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

func TestEveryStepHasAnAddressAndIsReachedAtOnce(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "figure-8")
	last := len(c.steps()) - 1
	p := newPage(t)
	begun := time.Now()
	p.visit(h.url("/lesson/figure-8/" + c.steps()[last].Name))
	p.awaitLesson()
	p.awaitStep(c, last, "en")
	t.Logf("a step of %s was there after %v", c.Name, time.Since(begun).Round(time.Millisecond))
	if shown := c.steps()[last].Show; shown != nil {
		p.until("what the step points at is not explained", "document.getElementById('why').checkVisibility()")
	}

	// Back to any step, and forward again.
	for _, step := range []int{0, last, 1} {
		begun := time.Now()
		p.into(fmt.Sprintf(".trail-steps [data-step='%d']", step))
		awaitFor[bool](p, 5*time.Second, "the step is not there soon", fmt.Sprintf("document.querySelector('.trail-steps [aria-current]').dataset.step === '%d'", step))
		t.Logf("step %d after %v", step+1, time.Since(begun).Round(time.Millisecond))
		p.awaitStep(c, step, "en")
	}
	// Back at a step, what comes after can be played again, and pauses at the next.
	p.speed(brisk)
	p.into("#lesson-continue")
	p.awaitStep(c, 2, "en")
	p.until("it does not pause there", "!probe.playing()")

	for _, address := range []string{"/lesson/of-nobody", "/lesson/figure-8/of-nobody"} {
		response, err := http.Get(h.url(address))
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusNotFound {
			t.Errorf("%s answers %s", address, response.Status)
		}
	}
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

func TestALessonOfATeachersOwnIsOpenedLikeABuiltInOne(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText(ownLesson)
	p.awaitLesson()
	p.until("the first step is not told", "document.getElementById('lesson-passage').textContent.includes('who writes lessons')")
	if said := p.text("#run-title"); said != "One of my own" {
		t.Errorf("the page is titled %q", said)
	}
	p.speed(brisk)
	p.predict(0)
	p.into("#lesson-continue")
	p.until("the second step is not told", "document.getElementById('lesson-passage').textContent.includes('It leads')")
	if said := p.verdict(); said != "right" {
		t.Errorf("the verdict is %q", said)
	}

	// Another run, and the lesson is over.
	p.openText("raft 1\nservers 3\nseed 7\n")
	p.until("the lesson stays", "document.getElementById('lesson') === null && document.getElementById('do-crash').checkVisibility()")

	// What is wrong with one is told with its line.
	p.paste(strings.Replace(ownLesson, "step leads\nen", "step leeds\nen", 1))
	p.click("#run-text-dialog .primary")
	problem := await[string](p, "no problem is told", "probe.seen(document.querySelector('#run-text-dialog [role=alert]')) && document.querySelector('#run-text-dialog [role=alert]').textContent")
	if !regexp.MustCompile(wording(t, "scenario.lesson-no-prose") + "|" + wording(t, "scenario.lesson-no-such-step")).MatchString(problem) {
		t.Errorf("of a step without prose it says %q", problem)
	}
}

const ownLesson = `raft 1
servers 3
seed 7

at 20ms: step begin
when leader elected: step leads
end at 400ms

lesson of-my-own
en One of my own
about
en For a test.

step begin
en This is by somebody who writes lessons.
ask
en Will somebody lead?
if leader in term 1
en Yes.
if no leader
en No.

step leads
en It leads.
`
