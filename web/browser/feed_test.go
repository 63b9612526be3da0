package browser

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"raft-playground/web"
)

// sentences are how many rows of the feed are seen whole.
const sentences = `(() => {
	const rows = document.getElementById('feed-rows');
	rows.scrollTop = rows.scrollHeight;
	const box = rows.getBoundingClientRect();
	return [...rows.querySelectorAll('li[data-seq]')].filter((row) => {
		const { top, bottom } = row.getBoundingClientRect();
		return top >= box.top - 1 && bottom <= Math.min(box.bottom, innerHeight) + 2;
	}).length;
})()`

func TestTheFeedShowsFourSentences(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	for _, address := range []string{"/", "/lesson/life-of-a-write/majority"} {
		p := newPage(t)
		p.visit(h.url(address))
		p.ready()
		p.until("too little is told", "document.querySelectorAll('#feed-rows li[data-seq]').length > 6")
		if address == "/" {
			leader := p.leads(0)
			p.pause()
			p.pick(leader.ID)
		}
		for _, s := range []size{desktop, {1280, 720, false}, {1366, 768, false}, {1920, 1080, false}, tablet, {768, 1024, true}, phone, {844, 390, true}} {
			p.resize(s)
			ask[bool](p, "(document.getElementById('tab-feed').click(), probe.frames(3).then(() => true))")
			if seen := ask[int](p, sentences); seen < 4 {
				t.Errorf("%s at %v: %d sentences are seen", address, s, seen)
			}
		}
	}
}

func TestTheFeedIsReadBackToTheBeginning(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	leader := p.leads(0)
	p.speed("10")
	p.until("no time passes", "Number(document.getElementById('track').getAttribute('aria-valuenow')) > 90000")
	p.pause()
	// Somebody looks at the beginning, and comes back.
	ask[bool](p, "(document.getElementById('track').focus(), true)")
	p.press(kb.Home)
	p.until("the beginning is not shown", "probe.now() < 100 && !probe.live()")
	p.click("#live")
	p.until("it is not live", "probe.live()")
	// Neither at once nor later does it deny what has been.
	denies := fmt.Sprintf("!document.getElementById('feed-empty').hidden && document.getElementById('feed-empty').textContent === %q", words(t, "en")["feed.empty"])
	if ask[bool](p, fmt.Sprintf("probe.frames(2).then(() => %s)", denies)) {
		t.Error("after 90 s there is nothing to tell yet")
	}
	p.until("it tells nothing", "document.querySelectorAll('#feed-rows li[data-seq]').length > 0 || !document.getElementById('feed-empty').hidden")
	if ask[bool](p, denies) {
		t.Error("after 90 s there is nothing to tell yet")
	}
	elected := fmt.Sprintf("[...document.querySelectorAll('#feed-rows li[data-told=\"decision.became-leader\"]')].some((row) => row.textContent.includes(%q))", leader.ID)
	p.until("it cannot be read back to the first election", elected+" || (document.querySelector('.earlier:not([hidden]) button')?.click(), false)")
	p.until("it goes on before the beginning", "document.querySelector('.earlier').hidden || (document.querySelector('.earlier button').click(), false)")
}

// TestTheFeedStaysAtItsEndUnlessSomebodyReadsBack: it grows by rows, and those that are
// there stay the elements that they are.
func TestTheFeedStaysAtItsEndUnlessSomebodyReadsBack(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.click("[data-filter=detail]")
	for range 4 {
		p.click("#do-write")
	}
	p.until("too little is told", "(() => { const rows = document.getElementById('feed-rows'); return rows.scrollHeight > 2 * rows.clientHeight; })()")
	const atEnd = "(() => { const rows = document.getElementById('feed-rows'); return rows.scrollTop + rows.clientHeight >= rows.scrollHeight - 2; })()"
	more := func() {
		t.Helper()
		p.click("#do-write")
		last := ask[string](p, "document.querySelector('#feed-rows li:last-child').dataset.seq")
		p.until("it tells nothing more", fmt.Sprintf("Number(document.querySelector('#feed-rows li:last-child').dataset.seq) > %s", last))
	}
	p.until("it is not at its end", atEnd)
	ask[bool](p, "(window.kept = [...document.querySelectorAll('#feed-rows li[data-seq]')].slice(-5), true)")
	more()
	p.until("it does not stay at its end", atEnd)
	if !ask[bool](p, "kept.every((row) => row.isConnected && document.querySelector(`#feed-rows [data-seq=\"${row.dataset.seq}\"]`) === row)") {
		t.Error("rows that were there are others now")
	}
	// In another size the end is where it was.
	p.resize(size{1280, 720, false})
	p.until("in another size it is not at its end", atEnd)
	// Whoever reads back is left alone.
	p.pause()
	p.settled()
	ask[bool](p, "probe.frames(3).then(() => (document.getElementById('feed-rows').scrollTop = document.getElementById('feed-rows').scrollHeight / 2, probe.frames(2)).then(() => true))")
	first := ask[float64](p, "document.getElementById('feed-rows').scrollTop")
	p.click("#play")
	more()
	if now := ask[float64](p, "probe.frames(3).then(() => document.getElementById('feed-rows').scrollTop)"); now < first-1 || now > first+1 {
		t.Errorf("whoever reads at %.0f px is taken to %.0f px", first, now)
	}
	ask[bool](p, "(document.getElementById('feed-rows').scrollTop = document.getElementById('feed-rows').scrollHeight, true)")
	p.until("back at the end, it is not", atEnd)
	more()
	p.until("back at the end, it does not stay there", atEnd)
}

// TestStepsAndRowsThatAreWalkedStayWhatTheyAre: a step of a request that has been done is
// not written anew, and the row that somebody has walked to keeps the focus.
func TestStepsAndRowsThatAreWalkedStayWhatTheyAre(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.click("#do-write")
	p.awaitLogs("x=1") // since then the client knows whom to ask
	p.until("it is not answered", "probe.phase('c1') === 'answered'")
	p.pause()
	p.click("#do-write")
	p.until("it is not sent", "probe.phase('c1') === 'sent'")
	p.settled() // the feed tells it, too
	ask[bool](p, "(window.line = document.querySelector('[data-request=c1]'), window.ahead = document.querySelector('[data-request=c1] [data-step=answered]'), true)")
	ask[bool](p, "(document.querySelector('#feed-rows li:last-child button').focus(), true)")
	p.press(kb.ArrowUp)
	p.press(kb.ArrowUp)
	if !ask[bool](p, "(window.walked = document.activeElement, walked.closest('li') === document.querySelector('#feed-rows li:last-child').previousElementSibling.previousElementSibling)") {
		t.Fatal("the arrow keys do not walk the rows")
	}
	for range 60 {
		if ask[bool](p, "probe.phase('c1') === 'received' || probe.phase('c1') === 'stored'") {
			break
		}
		at := p.settled()
		ask[bool](p, "(document.getElementById('step-forward').click(), true)")
		p.until("a step leads nowhere", fmt.Sprintf("probe.now() > %v", at))
	}
	for what, holds := range map[string]string{
		"the request's line is another":              "line === document.querySelector('[data-request=c1]')",
		"a step that looks as before is another":     "ahead === document.querySelector('[data-request=c1] [data-step=answered]')",
		"the step that was done does not look so":    "document.querySelector('[data-request=c1] [data-step=sent]').classList.contains('is-done')",
		"the row that was walked to loses its focus": "document.activeElement === walked && walked.tabIndex === 0",
	} {
		p.until(what, holds)
	}
}
