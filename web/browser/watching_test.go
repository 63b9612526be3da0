package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"raft-playground/web"
)

func TestWhoeverHasTheAddressWatches(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	presenter := h.begin()
	presenter.speed(brisk)
	leader := presenter.leads(0)
	address := presenter.address()

	viewer := newPage(t)
	viewer.visit(address)
	viewer.ready()
	viewer.banner("banner.watching")
	for _, id := range []string{"do-crash", "do-restart", "do-partition", "do-heal-all", "do-write", "speed", "loss"} {
		viewer.until(id+" can be used by a viewer", fmt.Sprintf("probe.reason(%q) !== null && document.getElementById(%q).getAttribute('aria-disabled') === 'true'", id, id))
	}
	if seen := viewer.leads(0); seen.ID != leader.ID || seen.Term != leader.Term {
		t.Errorf("the viewer sees %s lead term %d, the presenter %s term %d", seen.ID, seen.Term, leader.ID, leader.Term)
	}
	if viewer.address() != address {
		t.Errorf("the viewer is sent to %s", viewer.address())
	}

	// Both know that there are two of them.
	for _, p := range []*page{presenter, viewer} {
		p.until("nobody says how many watch", "document.getElementById('watching').textContent.includes('2')")
	}

	// Whatever a viewer tries, nothing comes of it.
	viewer.pick(leader.ID)
	viewer.click("#do-crash")
	viewer.press("c")
	viewer.press("w")
	viewer.menu(fmt.Sprintf("[data-server=%q]", leader.ID))
	viewer.until("the menu does not open", "document.querySelector('.floating [role=menuitem]')")
	viewer.press(kb.Enter)
	viewer.press(kb.Escape)
	presenter.pause()
	text, hash := presenter.export()
	if replay(t, text).hash() != hash {
		t.Errorf("the run is not what its text says:\n%s", text)
	}
	if strings.Contains(text, "crash") || strings.Contains(text, "write") {
		t.Errorf("a viewer has acted:\n%s", text)
	}

	end := replay(t, text).end
	last := replay(t, text).shown(end)
	// Both see the same, at the same instant.
	for _, p := range []*page{presenter, viewer} {
		p.until("not everyone sees the edge", fmt.Sprintf("probe.live() && !probe.playing() && probe.now() === %v && JSON.stringify(probe.servers()) === %q", asShown(end), last))
	}

	// What the presenter does, the viewer sees.
	presenter.click("#do-crash")
	viewer.awaitRole(leader.ID, "crashed")
	presenter.click("#play")
	presenter.leads(leader.Term)
	viewer.leads(leader.Term)
}

func TestAViewerLooksAroundAlone(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	presenter := h.begin()
	presenter.speed(brisk)
	presenter.leads(0)
	viewer := newPage(t)
	viewer.visit(presenter.address())
	viewer.ready()
	viewer.leads(0)

	ask[bool](viewer, "document.getElementById('track').focus() ?? true")
	viewer.press(kb.Home)
	viewer.until("a viewer cannot go back", "probe.now() === 0 && !probe.live()")
	before := presenter.now()
	presenter.until("the run stands still because a viewer looks back", fmt.Sprintf("probe.now() > %v && probe.playing() && probe.live()", before+10))
	viewer.press("l")
	viewer.until("a viewer does not come back to live", fmt.Sprintf("probe.live() && probe.now() > %v", before))
}
