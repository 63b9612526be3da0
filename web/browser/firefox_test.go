package browser

import (
	"fmt"
	"math"
	"testing"

	"raft-playground/web"
)

// These are three things that people do, in another browser than all other tests: they
// hold that nothing depends on how one browser draws, parses or keeps time.

// foxRun begins a run of one's own in Firefox, with a leader and something written.
func (h *house) foxRun() (*fox, server) {
	h.t.Helper()
	f := newFox(h.t.(*testing.T))
	f.visit(h.url("/"))
	f.until("the run does not appear", "document.querySelectorAll('[data-server][data-role]').length > 0 && document.getElementById('speed').options.length > 1")
	foxAsk[bool](f, fmt.Sprintf("probe.fill('#speed', %q)", brisk))
	leader := foxAwait[server](f, "nobody leads", "probe.leader()")
	f.click("#do-write")
	f.until("what is written is not applied by everyone", "probe.servers().every(({ id }) => probe.log(id).some((e) => e.command === 'x=1' && e.state === 'applied'))")
	return f, leader
}

func TestInFirefoxOneGoesBackStepsAndJumpsFromTheFeed(t *testing.T) {
	t.Parallel()
	f, leader := build(t, web.Options{}).foxRun()
	f.click("#play")
	f.until("the run does not pause", "!probe.playing()")
	edge := foxAsk[float64](f, "probe.rest()")

	f.click("#step-back")
	f.until("a step back leads nowhere", fmt.Sprintf("probe.now() < %v && !probe.live()", edge))
	back := foxAsk[float64](f, "probe.rest()")
	f.press("\ue014") // the right arrow
	f.until("a step forward leads nowhere", fmt.Sprintf("probe.now() > %v", back))

	// Its sentences lead to their instants.
	at := foxAwait[float64](f, "the feed does not tell of the election", `(() => {
		const told = [...document.querySelectorAll('#feed-rows li[data-told]')].find((row) => row.dataset.told === 'decision.becomes-leader' || /leader/.test(row.textContent));
		told?.querySelector('button')?.setAttribute('data-test', 'election');
		return told && parseFloat(told.querySelector('.at, time, button').textContent.replace(/[^\d.]/g, ''));
	})()`)
	f.click("[data-test=election]")
	f.until("the feed leads elsewhere", fmt.Sprintf("Math.abs(probe.now() - %v) < 1", at))
	f.until("it is not seen that nobody had written", "probe.servers().every(({ id }) => !probe.log(id).some((e) => e.command === 'x=1'))")

	f.click("#live")
	f.until("the way to the edge does not lead there", "probe.live()")
	if now := foxAsk[float64](f, "probe.rest()"); math.Abs(now-edge) > 0.2 {
		t.Errorf("the edge was at %v ms and is at %v ms", edge, now)
	}
	if role := foxAsk[string](f, fmt.Sprintf("probe.role(%q)", leader.ID)); role != "leader" {
		t.Errorf("%s, which leads, is shown as %s", leader.ID, role)
	}
}

func TestInFirefoxAMomentIsSharedExactly(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	f, leader := h.foxRun()
	f.click("#do-crash")
	f.until("nothing crashes", fmt.Sprintf("probe.role(%q) === 'crashed'", leader.ID))
	f.click("#play")
	f.until("the run does not pause", "!probe.playing()")
	edge := foxAsk[float64](f, "probe.rest()")
	f.click("#step-back")
	f.until("a step back leads nowhere", fmt.Sprintf("probe.now() < %v", edge))
	at := foxAsk[float64](f, "probe.rest()")
	f.click("#share")
	link := foxAwait[string](f, "there is no link", "document.getElementById('share-link')?.value")

	// It opens where it was shared, in the other browser too.
	other := newPage(t)
	other.visit(link)
	other.ready()
	other.until("the link leads to another instant", fmt.Sprintf("Math.abs(probe.now() - %v) < 0.2", at))
	f.visit("about:blank") // else only the fragment would change
	f.visit(link)
	f.until("the link leads to another instant", fmt.Sprintf("globalThis.probe && document.querySelectorAll('[data-server][data-role]').length > 0 && Math.abs(probe.now() - %v) < 0.2", at))
}

func TestInFirefoxALessonIsPlayedToItsEnd(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "dies-alone")
	f := newFox(t)
	f.visit(h.url("/lesson/" + c.Name))
	f.until("the lesson does not appear", "document.getElementById('lesson-passage')?.textContent && document.getElementById('lesson').checkVisibility()")
	foxAsk[bool](f, fmt.Sprintf("probe.fill('#speed', %q)", brisk))
	right := 0
	for i, step := range c.steps() {
		f.until(fmt.Sprintf("step %d is not told", i+1), fmt.Sprintf("document.getElementById('lesson-passage').textContent === %q", c.plain(step.Text, "en")))
		if step.Ask != nil {
			right++
			f.click(fmt.Sprintf("#lesson-question .answer:nth-of-type(%d)", c.right(i)+1))
		}
		if step.Ask != nil || i < len(c.steps())-1 {
			f.click("#lesson-continue")
		}
	}
	f.until("the lesson does not end", "document.getElementById('lesson-end').checkVisibility()")
	f.until("what was foretold is not counted", fmt.Sprintf("document.getElementById('lesson-end').textContent.includes('%d of %[1]d')", right))
}
