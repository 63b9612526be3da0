package browser

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"raft-playground/web"
)

// overwritten elects a leader, cuts it off with an entry of its own, and has it come back to one that overwrites it.
const overwritten = `raft 1
servers 5
clients 2
seed 7

at 400ms: c1 write x=1
when x=1 committed: isolate leader
after 1ms: c1 write y=2
after 900ms: heal all
at 3s: c2 writes every 100ms
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

// overwrite plays that run, and notes what is animated.
func (p *page) overwrite(h *house) {
	p.t.Helper()
	p.prepare(animated)
	p.visit(h.url("/"))
	p.ready()
	p.openText(overwritten)
}

func TestAChangeIsSeen(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := newPage(t)
	p.overwrite(h)
	p.speed("0")
	for _, what := range []string{"vote", "crown", "logs-line", "is-ghost"} {
		p.until("this is not seen: "+what, "animated.has('"+what+"')")
	}
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

func TestNothingIsSeenToChangeWithLessMotion(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := newPage(t)
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})
	p.overwrite(h)
	p.speed(brisk)
	p.until("no entry is overwritten", `probe.servers().every(({id}) => probe.log(id).length > 3 && probe.log(id).every((e) => e.command !== "y=2" || e.index > 3))`)
	if n := ask[int](p, "animated.size"); n > 0 {
		t.Errorf("with less motion this is seen to change: %v", ask[[]string](p, "[...animated]"))
	}
}
