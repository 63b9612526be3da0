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
