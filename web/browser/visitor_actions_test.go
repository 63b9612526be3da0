package browser

import (
	"fmt"
	"math"

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

// settled waits until the playhead has come to rest, and returns where.
func (p *page) settled() float64 {
	p.t.Helper()
	return ask[float64](p, "probe.rest()")
}

// pause stops the edge, and waits until the page shows it.
func (p *page) pause() {
	p.t.Helper()
	p.click("#play")
	p.until("the run does not pause", "!probe.playing()")
}

// end waits until a text's run has ended and the page says so: the line that says it moves
// what stands below it, from where one might press.
func (p *page) end() {
	p.t.Helper()
	p.banner("over.text")
	p.until("the run plays on", "!probe.playing()")
}

// calm waits until what was seen to change, a crown or a vote, has come to its place.
func (p *page) calm() {
	p.t.Helper()
	p.until("something moves on", "document.getAnimations().every((a) => a.playState !== 'running' || a.effect.getComputedTiming().endTime === Infinity)")
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
	track := await[box](p, "there is no track", "probe.box('track')")
	head := await[box](p, "there is no playhead", "probe.box('playhead')")
	y := track.Top + track.Height/2
	from := point{head.Left + head.Width/2, y}
	move := func(x float64) float64 {
		p.t.Helper()
		p.do("drag the playhead", mouse(input.DispatchMouseEventTypeMouseMoved, point{x, y}))
		return ask[float64](p, "probe.frames(3).then(() => probe.at())")
	}
	p.do("take hold of the playhead", mouse(input.DispatchMouseEventTypeMousePressed, from))
	// Two places tell where all others are.
	far, near := track.Left+(from.X-track.Left)*0.2, track.Left+(from.X-track.Left)*0.8
	early, late := move(far), move(near)
	to := far + (ms-early)*(near-far)/(late-early)
	at := move(to)
	p.do("let go of the playhead", mouse(input.DispatchMouseEventTypeMouseReleased, point{to, y}))
	if math.Abs(at-ms) > 6 || early >= late {
		p.t.Fatalf("the playhead was dragged to %.0f ms and is at %.0f ms", ms, at)
	}
}
