package browser

import (
	"fmt"
	"math"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

func TestThePlayButtonStopsTheEdge(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	// Where a replay of the text ends is where the edge stands.
	text, _ := p.export()
	p.until("the page does not come to the edge", fmt.Sprintf("probe.now() === %v && probe.live()", asShown(replay(t, text).end)))
	// A request and its answer later nothing has moved.
	if again, _ := p.export(); again != text {
		t.Errorf("while it stands still the run became\n%s", again)
	}

	p.click("#play")
	p.until("the run does not go on", fmt.Sprintf("probe.playing() && probe.now() > %v", asShown(replay(t, text).end)))
}

func TestWhoeverComesLateSeesWhatCameBeforeThoughNothingMoves(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.pause()
	p.click("#do-crash")
	p.awaitRole(leader.ID, "crashed")
	p.click("#step-forward")
	p.until("it is not said since when there is no leader", "/^\\d+ ms$/.test(document.getElementById('leader-value').textContent)")
	p.settled()
	want := p.text("#leader-value")
	// The answers that tell of it come when everything else has long been drawn.
	p.prepare(holdBack(`data.startsWith('{"t":"stretch"') && !window.released`))
	p.visit(p.address())
	p.ready()
	p.until("nothing is asked for, or not everything else is there", "window.late && probe.at() > 0")
	ask[bool](p, "probe.frames(20).then(() => ((window.released = true), window.late.forEach((hear) => hear()), true))")
	p.until("what came before does not appear", fmt.Sprintf("document.getElementById('leader-value').textContent === %q", want))
}

func TestAStepLeadsToTheNextEvent(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.click("#step-forward") // which also pauses
	p.until("a step does not pause", "!probe.playing() && probe.live()")
	text, _ := p.export()
	ends := []float64{asShown(replay(t, text).end)}
	for range 3 {
		before := replay(t, text)
		p.click("#step-forward")
		p.until("a step leads nowhere", fmt.Sprintf("!probe.playing() && probe.live() && probe.now() > %v", asShown(before.end)))
		text, _ = p.export()
		after := replay(t, text)
		before.hash()
		after.hash()
		if after.run.World().Seq() == before.run.World().Seq() {
			t.Errorf("from %d µs to %d µs nothing happened", before.end, after.end)
		}
		ends = append(ends, asShown(after.end))
		p.until("the step is not shown to its end", fmt.Sprintf("probe.now() === %v", asShown(after.end)))
	}
	// The way back is the page's own, by the same steps; the edge stays where it is.
	p.click("#step-back")
	p.until("a step back leads elsewhere", fmt.Sprintf("probe.now() === %v && !probe.live()", ends[2]))
	p.press(kb.ArrowLeft)
	p.until("another one leads elsewhere", fmt.Sprintf("probe.now() === %v && !probe.live()", ends[1]))
	p.press(kb.ArrowRight)
	p.press(kb.ArrowRight)
	p.until("steps do not lead back to the edge", fmt.Sprintf("probe.now() === %v && probe.live()", ends[3]))
}

func TestScrubbingBackShowsWhatWasThen(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.pause()
	before := p.now()
	p.click("#do-crash") // the first leader is picked until someone picks another
	p.awaitRole(leader.ID, "crashed")
	p.click("#play")
	next := p.leads(leader.Term)
	p.pause()

	// With the mouse: to an instant well before the crash.
	p.scrub(before - 10)
	p.until("the crashed server does not run in the past", fmt.Sprintf("probe.role(%q) === 'leader' && !probe.live()", leader.ID))
	if role := ask[string](p, fmt.Sprintf("probe.role(%q)", next.ID)); role == "leader" {
		t.Errorf("%s leads before the crash of %s", next.ID, leader.ID)
	}
	p.click("#live")
	p.until("live does not lead back", fmt.Sprintf("probe.live() && probe.role(%q) === 'crashed' && probe.role(%q) === 'leader'", leader.ID, next.ID))

	// With the keyboard: to the beginning, and back.
	ask[bool](p, "document.getElementById('track').focus() ?? true")
	p.press(kb.Home)
	p.until("Home does not lead to the beginning", "probe.now() === 0 && probe.servers().every(({role, term}) => role === 'follower' && term === 0)")
	at := func() float64 { return ask[float64](p, "probe.frames(2).then(() => probe.at())") }
	p.press(kb.PageUp)
	larger := at()
	if larger <= 10 || ask[bool](p, "probe.live()") {
		t.Errorf("the larger step leads from 0 ms to %v ms", larger)
	}
	p.press(kb.PageUp)
	if again := at(); again < 1.9*larger || again > 2.1*larger {
		t.Errorf("the larger step leads from %v ms to %v ms", larger, again)
	}
	p.press(kb.PageDown + kb.PageDown + kb.PageDown)
	if begin := at(); begin != 0 {
		t.Errorf("back again it stands at %v ms", begin)
	}
	p.press(kb.End)
	p.until("End does not lead back", fmt.Sprintf("probe.live() && probe.role(%q) === 'crashed'", leader.ID))
	for range 12 {
		p.press(kb.PageUp) // at the edge there is nowhere to go
	}
	p.until("at the edge the larger step leads away", "probe.live()")
}

// TestTheSliderTellsAtOnceWhereSomebodyHasGone, though it tells seldom what passes.
func TestTheSliderTellsAtOnceWhereSomebodyHasGone(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	end := p.settled()
	ask[bool](p, "document.getElementById('track').focus() ?? true")
	for range 3 {
		p.press(kb.Home)
		if at := ask[float64](p, "probe.frames(2).then(() => probe.at())"); at != 0 {
			t.Errorf("two pictures after Home it tells %v ms", at)
		}
		p.press(kb.End)
		if at := ask[float64](p, "probe.frames(2).then(() => probe.at())"); math.Abs(at-end) > 1 {
			t.Errorf("two pictures after End it tells %v ms, and not %v", at, end)
		}
	}
}

func TestTheSpeedIsChosen(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	rate := func(speed string) float64 {
		t.Helper()
		p.speed(speed)
		// Both clocks are read on frames of the page, a second apart, once the page has
		// come to what the server tells since.
		return ask[float64](p, `(async () => {
			const frame = () => new Promise(requestAnimationFrame);
			const rest = async (ms) => { const from = performance.now(); while (performance.now() < from + ms) await frame(); };
			await rest(1000);
			const [wall, now] = [performance.now(), probe.now()];
			await rest(1000);
			return (probe.now() - now) / (performance.now() - wall);
		})()`)
	}
	slow, fast := rate("0.05"), rate("1")
	t.Logf("at 1/20: %.3f, at 1: %.3f", slow, fast)
	// A busy machine is slower, never faster.
	if slow > 0.08 || slow == 0 {
		t.Errorf("at a speed of 1/20, %.3f s pass in a second", slow)
	}
	if fast > 1.4 || fast < 3*slow {
		t.Errorf("at a speed of 1, %.3f s pass in a second", fast)
	}
}

func TestThePlayheadIsMovedOnlyWhenThatIsSeen(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.speed("0.001")
	// Each move has the browser put all layers of the page together anew. At this
	// speed the playhead needs more than a second for a pixel.
	moves := ask[int](p, `(async () => {
		await probe.frames(30);
		let moves = 0;
		const observer = new MutationObserver((list) => (moves += list.length));
		for (const id of ['playhead', 'future', 'future-grid']) observer.observe(document.getElementById(id), { attributeFilter: ['style'] });
		await probe.frames(30);
		observer.disconnect();
		return moves;
	})()`)
	if !ask[bool](p, "probe.playing()") {
		t.Error("nothing moves at all")
	}
	if moves > 6 { // twice all three
		t.Errorf("in 30 frames the timeline was moved %d times", moves)
	}
}
