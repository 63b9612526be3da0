package browser

import (
	"fmt"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// point is a place in the window.
type point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// find waits until an element can be pressed, and returns where.
func (p *page) find(selector string) point {
	p.t.Helper()
	return await[point](p, selector+" is not there to be pressed", fmt.Sprintf("probe.point(%q)", selector))
}

// click presses an element with the mouse.
func (p *page) click(selector string) {
	p.t.Helper()
	at := p.find(selector)
	p.do("click "+selector, chromedp.MouseClickXY(at.X, at.Y))
}

// menu opens the menu of an element with the right button.
func (p *page) menu(selector string) {
	p.t.Helper()
	at := p.find(selector)
	p.do("right click "+selector, chromedp.MouseClickXY(at.X, at.Y, chromedp.ButtonRight))
}

// mouse does something with the left button at a place.
func mouse(what input.DispatchMouseEventType, at point) chromedp.Action[chromedp.Void] {
	return chromedp.MouseEvent(what, at.X, at.Y, func(params *input.DispatchMouseEventParams) {
		params.Button = input.MouseButtonLeft
		params.Buttons = 1
		params.ClickCount = 1
	})
}

// press presses keys, one after the other.
func (p *page) press(keys string, modifiers ...chromedp.Modifier) {
	p.t.Helper()
	p.do(fmt.Sprintf("press %q", keys), chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
}

// fill puts a value into a field, or chooses it from a list.
func (p *page) fill(selector, value string) {
	p.t.Helper()
	if !ask[bool](p, fmt.Sprintf("probe.fill(%q, %q)", selector, value)) {
		p.t.Fatalf("%s does not take %q", selector, value)
	}
}

// speed chooses how fast virtual time passes.
func (p *page) speed(value string) {
	p.t.Helper()
	p.fill("#speed", value)
}

// pause stops the edge, and waits until the page shows it.
func (p *page) pause() {
	p.t.Helper()
	p.click("#play")
	p.until("the run does not pause", "!probe.playing()")
}

// pick selects a server.
func (p *page) pick(server string) {
	p.t.Helper()
	p.click(fmt.Sprintf("[data-pick=%q]", server))
}

// scrub drags the playhead from where it is to an instant in ms, which has to be
// in view.
func (p *page) scrub(ms float64) {
	p.t.Helper()
	track := ask[struct {
		Left float64 `json:"left"`
		Head float64 `json:"head"` // where the playhead is
		Y    float64 `json:"y"`
	}](p, `(() => {
		const { left, top, height } = document.getElementById('track').getBoundingClientRect();
		const head = document.getElementById('playhead').getBoundingClientRect();
		return { left, head: head.left + head.width / 2, y: top + height / 2 };
	})()`)
	from, now := point{track.Head, track.Y}, p.now()
	p.do("take hold of the playhead", mouse(input.DispatchMouseEventTypeMousePressed, from))
	// A first move tells how far a millisecond is.
	on := point{track.Left + (track.Head-track.Left)/2, track.Y}
	p.do("drag the playhead", mouse(input.DispatchMouseEventTypeMouseMoved, on))
	then := await[float64](p, "the playhead is not dragged", fmt.Sprintf("probe.now() < %v && probe.now()", now))
	on.X = from.X - (now-ms)*(from.X-on.X)/(now-then)
	p.do("drag the playhead", mouse(input.DispatchMouseEventTypeMouseMoved, on), mouse(input.DispatchMouseEventTypeMouseReleased, on))
	p.until("the playhead does not come to where it is dragged", fmt.Sprintf("Math.abs(probe.now() - %v) < 5", ms))
}
