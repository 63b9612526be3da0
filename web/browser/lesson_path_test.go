package browser

import (
	"fmt"
	"net/http"
	"regexp"
	"testing"
	"time"

	"raft-playground/web"
)

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
