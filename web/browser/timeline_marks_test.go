package browser

import (
	"fmt"
	"math"
	"testing"

	"github.com/chromedp/cdproto/input"

	"raft-playground/web"
)

// stepMark is a step of a lesson on the timeline.
type stepMark struct {
	Number string  `json:"number"` // "" of a tick
	X      float64 `json:"x"`      // its middle
	Y      float64 `json:"y"`
	Width  float64 `json:"width"`
}

// stepMarks are those that are seen, in order.
func (p *page) stepMarks() []stepMark {
	p.t.Helper()
	return ask[[]stepMark](p, `[...document.querySelectorAll('.step-mark')].filter(probe.seen).map((mark) => {
		const number = mark.querySelector('b');
		const { left, top, width, height } = (probe.seen(number) ? number : mark.querySelector('i')).getBoundingClientRect();
		return { number: probe.seen(number) ? number.textContent : '', x: left + width / 2, y: top + height / 2, width };
	})`)
}

// awaitMark waits until a step is told, and its mark is the one that is shown, where
// the playhead is.
func (p *page) awaitMark(c course, step int) {
	p.t.Helper()
	p.awaitStep(c, step, "en")
	p.until(fmt.Sprintf("the playhead does not stand at mark %d", step+1), fmt.Sprintf(`(() => {
		const middle = (element) => { const { left, width } = element.getBoundingClientRect(); return left + width / 2; };
		const shown = [...document.querySelectorAll('.step-mark.is-current')];
		return shown.length === 1 && shown[0].dataset.mark === '%d' && Math.abs(middle(shown[0].querySelector('b')) - middle(document.getElementById('playhead'))) < 1.5;
	})()`, step+1))
}

func TestMarksOnTheTimelineLeadToTheSteps(t *testing.T) {
	t.Parallel()
	c := courseOf(t, "figure-8")
	p := build(t, web.Options{}).study("/lesson/figure-8")
	p.awaitMark(c, 0)
	track := await[box](p, "there is no track", "probe.box('track')")
	marks := p.stepMarks()
	if len(marks) != len(c.steps()) {
		t.Fatalf("%d marks are on the timeline, want %d", len(marks), len(c.steps()))
	}
	if last := (marks[len(marks)-1].X - track.Left) / track.Width; last < 0.8 || last > 0.95 {
		t.Errorf("the last step is at %.2f of the timeline", last)
	}

	p.click("[data-mark='3']") // the edge has not come there yet
	p.awaitMark(c, 2)
	p.click("[data-mark='1']")
	p.awaitMark(c, 0)
	p.click("[data-mark='3']")
	p.awaitMark(c, 2)
	if title := ask[string](p, "document.querySelector('[data-mark=\"4\"]').title"); title != "Step 4" {
		t.Errorf("the mark of the fourth step is titled %q", title)
	}

	// A drag that begins on a mark moves the playhead.
	from, to := marks[2], marks[1].X+0.4*(marks[2].X-marks[1].X)
	p.do("press the mark", mouse(input.DispatchMouseEventTypeMousePressed, point{from.X, from.Y}))
	for _, part := range []float64{0.5, 1} {
		p.do("drag", mouse(input.DispatchMouseEventTypeMouseMoved, point{from.X + part*(to-from.X), from.Y}))
	}
	p.do("let go", mouse(input.DispatchMouseEventTypeMouseReleased, point{to, from.Y}))
	p.awaitStep(c, 1, "en")
	head := await[box](p, "there is no playhead", "probe.frames(3).then(() => probe.box('playhead'))")
	if at := head.Left + head.Width/2; math.Abs(at-to) > 1.5 {
		t.Errorf("the playhead was dragged to %.0f px and is at %.0f px", to, at)
	}

	// Whoever looks closer stays there when the lesson goes on.
	wide := marks[2].X - marks[1].X
	p.click("#zoom-in")
	p.speed(brisk)
	p.into("#lesson-continue")
	p.awaitMark(c, 2)
	for i, m := range p.stepMarks() {
		if m.Number == "3" {
			if apart := m.X - p.stepMarks()[i-1].X; math.Abs(apart-2*wide) > 2 {
				t.Errorf("looked at from near, marks that were %.0f px apart are %.0f px apart", wide, apart)
			}
		}
	}

	// Another run has none, and is shown as always.
	p.openText("raft 1\nservers 3\nseed 7\n")
	p.until("the marks stay", "document.querySelector('.step-mark') === null")
}

func TestMarksAreLegibleHoweverCloseTheStepsAre(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "life-of-a-write")
	const shown = 4
	p := h.study("/lesson/life-of-a-write/" + c.steps()[shown].Name)
	p.awaitMark(c, shown)
	p.looks(func(look string, s size) {
		p.until("the window does not take the size on", "probe.frames(3).then(() => true)")
		marks := p.stepMarks()
		numbers, before := 0, math.Inf(-1)
		for i, m := range marks {
			if m.Number == "" {
				continue
			}
			numbers++
			if m.X-before < m.Width {
				t.Errorf("%s: mark %s is %.1f px from the one before", look, m.Number, m.X-before)
			}
			before = m.X
			if want := fmt.Sprint(i + 1); m.Number != want {
				t.Errorf("%s: mark %s says %q", look, want, m.Number)
			}
		}
		if len(marks) != len(c.steps()) || marks[shown].Number == "" || !s.touch && numbers < len(marks) {
			t.Errorf("%s: %d marks, %d with their numbers", look, len(marks), numbers)
		}
		// Nothing of the lanes is under them but the axis' lines.
		if covered := ask[float64](p, `(() => {
			const canvas = document.getElementById('lanes');
			const [on, marks] = [canvas.getBoundingClientRect(), document.querySelector('.step-marks').getBoundingClientRect()];
			const ratio = canvas.height / on.height;
			const lines = Math.floor(ratio * 4);
			const sheet = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
			sheet.drawImage(canvas, 0, 0);
			const { data } = sheet.getImageData(0, (marks.bottom - on.top) * ratio - lines, canvas.width, lines);
			let drawn = 0;
			for (let i = 3; i < data.length; i += 4) if (data[i] > 0) drawn++;
			return drawn / (data.length / 4);
		})()`); covered > 0.05 {
			t.Errorf("%s: the marks cover the lanes: %.0f%% of what is under them", look, 100*covered)
		}
		if s.touch {
			if high := ask[float64](p, "probe.reach(document.querySelector('.step-mark.is-current')).height"); high < finger {
				t.Errorf("%s: a finger finds a mark within %.0f px", look, high)
			}
		}
	})
}

func TestAMarkIsTapped(t *testing.T) {
	t.Parallel()
	c := courseOf(t, "dies-alone")
	p := newPage(t)
	p.resize(phone)
	p.visit(build(t, web.Options{}).url("/lesson/dies-alone"))
	p.awaitLesson()
	p.awaitMark(c, 0)
	tap := func(number int) {
		at := p.find(fmt.Sprintf("[data-mark='%d']", number))
		call(p, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: at.X, Y: at.Y}}})
		call(p, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}})
	}
	tap(5)
	p.awaitMark(c, 4)
	tap(2)
	p.awaitMark(c, 1)
}
