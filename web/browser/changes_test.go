package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"raft-playground/web"
)

// overwritten elects a leader, cuts it off with an entry of its own, and goes on without it: once healed, it is overwritten.
const overwritten = `raft 1
servers 5
clients 2
seed 7

at 400ms: c1 write x=1
when x=1 committed: isolate leader
after 1ms: c1 write y=2
`

// animated notes which elements of the stage are animated from now on.
const animated = `
	window.animated = new Set();
	const animate = Element.prototype.animate;
	Element.prototype.animate = function (...how) {
		const { tagName } = this;
		window.animated.add(tagName === 'circle' ? 'vote' : tagName === 'path' ? 'crown' : this.classList[this.classList.length - 1]);
		return animate.apply(this, how);
	};
`

const twoLead = `probe.servers().filter(({id}) => probe.role(id) === 'leader').length === 2`

// overwrite plays such a run, and notes what is animated.
func (p *page) overwrite(h *house, run string) {
	p.t.Helper()
	p.prepare(animated)
	p.visit(h.url("/"))
	p.ready()
	p.openText(run)
}

func TestAChangeIsSeen(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := newPage(t)
	p.overwrite(h, overwritten)
	p.speed("0")
	see := func(what string) { p.until("this is not seen: "+what, "animated.has('"+what+"')") }
	see("vote")
	see("crown")
	see("logs-line")
	// What lies between is long, and told elsewhere.
	p.speed(brisk)
	p.until("nobody else leads", twoLead)
	p.speed("0")
	p.click("#do-heal-all")
	see("is-ghost")
	p.until("a ghost stays", "!document.querySelector('.is-ghost')")
	p.pause()
	// Whoever jumps sees the state at once.
	edge := p.settled()
	ask[bool](p, "(animated.clear(), true)")
	for _, part := range []float64{0.2, 0.9, 0.4} {
		p.scrub(edge * part)
	}
	if n := ask[int](p, "animated.size"); n > 0 {
		t.Errorf("after a jump it is seen to change: %v", ask[[]string](p, "[...animated]"))
	}
}

func TestAChangeIsSeenHoweverLongNothingHasChangedBefore(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := newPage(t)
	// All messages of a round arrive at the same instant, more than a second after anything else.
	p.overwrite(h, strings.Replace(overwritten, "seed 7", "seed 7\nlatency 40ms to 40ms", 1))
	p.speed(brisk)
	p.until("nobody else leads", twoLead)
	p.speed("0")
	p.click("#do-heal-all")
	p.until("the entry that is overwritten is not seen to fall out", "animated.has('is-ghost')")
}

func TestNothingIsSeenToChangeWithLessMotion(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := newPage(t)
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})
	p.overwrite(h, overwritten)
	p.speed(brisk)
	p.until("nobody else leads", twoLead)
	p.click("#do-heal-all")
	p.until("no entry is overwritten", `probe.servers().every(({id}) => probe.log(id).length > 2 && probe.log(id).every((e) => e.command !== "y=2" || e.index > 3))`)
	if n := ask[int](p, "animated.size"); n > 0 {
		t.Errorf("with less motion this is seen to change: %v", ask[[]string](p, "[...animated]"))
	}
}
