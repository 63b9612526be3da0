package browser

import (
	"fmt"
	"testing"

	"raft-playground/web"
)

// TestALeaderHandsItsLeadershipOver: a server is asked to lead, by its menu, and leads; and
// the leader says to whom it hands over, on its rim, in words and in the inspector.
func TestALeaderHandsItsLeadershipOver(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.pause()
	p.settled()
	p.pick(leader.ID)
	p.until("the leader can be made to lead", says("probe.reason('do-transfer')", wording(t, "action.leads-already")))
	target := "S1"
	if leader.ID == target {
		target = "S2"
	}
	p.menu(fmt.Sprintf("[data-server=%q]", target))
	p.until("the menu does not offer it", fmt.Sprintf(`(() => {
		const item = [...document.querySelectorAll('.floating [role=menuitem]')].find(({ textContent }) => new RegExp('^' + %q + '$').test(textContent));
		item?.setAttribute('data-test', 'transfer');
		return item;
	})()`, wording(t, "do.transfer")))
	p.click("[data-test=transfer]")
	p.until("its rim does not say so", fmt.Sprintf("document.querySelector('[data-server=%[1]q] .rim-badge.is-shown[data-badge=transfer]')?.textContent === %[2]q", leader.ID, target))
	p.until("its name does not say so", says(fmt.Sprintf("document.querySelector('#stage [aria-label^=\\\"%s,\\\"]')?.getAttribute('aria-label')", leader.ID), wording(t, "stage.server-transfer")))
	p.pick(leader.ID)
	p.until("the inspector does not say so", says("document.getElementById('why-cards').textContent", wording(t, "why.transfers")))
	p.click("#play")
	p.until("the target does not lead", fmt.Sprintf("probe.role(%q) === 'leader' && probe.role(%q) === 'follower'", target, leader.ID))
	p.until("the feed does not tell of it", "document.querySelector('#feed-rows li[data-told=\"decision.election-started.told\"]')")
	if ask[bool](p, "document.querySelector('.rim-badge.is-shown[data-badge=transfer]') !== null") {
		t.Error("the rim of who leads no longer says that it hands over")
	}
}

// TestATransferThatFailsIsGivenUp: meanwhile requests are turned away, and the client says why.
func TestATransferThatFailsIsGivenUp(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText("raft 1\nservers 3\nseed 7\n\nat 10ms: time out S1\nwhen S1 leads: crash S2\nafter 0ms: transfer to S2\nafter 5ms: c1 write x=1 to S1\nend at 1500ms\n")
	p.speed(brisk)
	p.until("it is not told", "document.querySelector('#feed-rows li[data-told=\"decision.transfer-begun\"]')")
	p.until("the client is not turned away", fmt.Sprintf("document.querySelector('[data-request=c1]')?.textContent.includes(%q)", words(t, "en")["stage.retry.transferring"]))
	p.until("it is not given up", "document.querySelector('#feed-rows li[data-told=\"decision.transfer-given-up\"]')")
	p.until("it takes no requests again", "probe.phase('c1') === 'answered' && probe.role('S1') === 'leader'")
}

// says is whether a text in the page is one of the catalogue's.
func says(text, pattern string) string { return fmt.Sprintf("new RegExp(%q).test(%s)", pattern, text) }
