package browser

import (
	"fmt"
	"testing"

	"raft-playground/web"
)

func TestAnEndedRunIsOpenedAgainByItsOwner(t *testing.T) {
	t.Parallel()
	time := &clock{}
	h := build(t, web.Options{Clock: time, SessionIdle: oneMinute})
	p := h.begin()
	p.eventful()
	p.pause()
	address := p.address()
	text, hash := p.export()
	p.visit("about:blank")
	time.awaitLingering(t)
	time.forward(oneMinute / 2)
	h.awaitRest()
	time.forward(2 * oneMinute)

	// Anyone else may wait for it, or begin a run of their own.
	stranger := newPage(t)
	stranger.visit(address)
	stranger.notice("notice.waiting")
	patient := newPage(t)
	patient.visit(address)
	patient.notice("notice.waiting")
	stranger.click("#notice button")
	stranger.ready()
	if stranger.address() == address {
		t.Error("a fresh run has the old one's address")
	}
	stranger.close()

	p.visit(address)
	p.ready()
	if again, same := p.export(); again != text || same != hash {
		t.Errorf("the run was\n%s%s\nand is\n%s%s", text, hash, again, same)
	}
	p.wander(text)
	patient.until("who has waited does not see it", fmt.Sprintf("document.querySelectorAll('[data-server]').length === 5 && !document.getElementById('notice') && probe.now() === %v", p.settled()))
}

func TestAFullServerSaysSo(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{MaxSessions: 1})
	first := h.begin()
	second := h.open("/")
	second.banner("banner.full")

	first.close()
	second.until("another attempt does not succeed", `(() => {
		document.querySelector('#banners button')?.click();
		return probe.servers().length === 5;
	})()`)
	second.noBanner()
}

func TestAFailedRunApologisesAndIsKept(t *testing.T) {
	t.Parallel()
	clock := &faultyClock{}
	h := build(t, web.Options{Clock: clock})
	p := h.begin()
	p.eventful()
	failed := p.address()
	const terms = "Math.max(...probe.servers().map(({term}) => term))"
	term := ask[float64](p, terms)
	clock.breakDown()
	p.banner("banner.fault")
	p.choose("banner.restore")
	p.until("the run is not opened again", fmt.Sprintf("location.href !== %q && location.pathname.startsWith('/s/')", failed))
	p.ready()
	p.speed(brisk)
	// It begins anew, and what was done is done again at its time.
	p.awaitLogs("x=1")
	p.until("the leader does not crash this time, so that nobody is elected in its place", fmt.Sprintf("%s >= %v", terms, term))
}
