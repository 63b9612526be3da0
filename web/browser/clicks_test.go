package browser

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

// A press takes a tenth of a second, and while the run goes on much is written anew
// in that time: what is pressed must not go before it is let go.
func TestAPressIsAClickWhileTheRunGoesOn(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	const list = "document.getElementById('properties-list')?.checkVisibility()"
	p.click(".badge") // what it opens is fetched only now
	p.until("the first press is lost", list)
	p.press(kb.Escape)
	p.until("the list stays", "!"+list)
	p.fill("#traffic", "both") // with each commit the badge and the inspector look anew
	long := func(selector, opened string) {
		t.Helper()
		ask[bool](p, fmt.Sprintf("document.addEventListener('pointerdown', ({ target }) => (window.pressed = target.closest(%q) !== null), true) ?? true", selector))
		at := p.find(selector)
		for n := 0; ; n++ {
			p.do("press "+selector, mouse(input.DispatchMouseEventTypeMousePressed, at))
			if ask[bool](p, "window.pressed") {
				break
			}
			if n == 9 {
				t.Fatalf("%s is never there when it is pressed", selector)
			}
			// It had moved before it was pressed.
			p.do("let go", mouse(input.DispatchMouseEventTypeMouseReleased, at))
			at = p.find(selector)
		}
		p.until("time does not pass", fmt.Sprintf("probe.now() > %v", p.now()+400))
		p.do("let go of "+selector, mouse(input.DispatchMouseEventTypeMouseReleased, at))
		p.until(selector+" does not take a long press", opened)
	}
	long(".badge", list)
	p.press(kb.Escape)
	p.pick(p.neighbour(leader.ID)) // of whom it says anew with each heartbeat why it does not stand for election
	long("#why .gloss[data-glossary=leader]", "document.querySelector('.meaning') !== null")
}
