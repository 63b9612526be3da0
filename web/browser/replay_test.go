package browser

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
)

// export opens the run's text, and returns what has been played and the hash that
// is shown with it.
func (p *page) export() (text, hash string) {
	p.t.Helper()
	p.openRunText()
	text = ask[string](p, "document.getElementById('run-text-area').value")
	hash = p.text("#run-text-hash")
	p.leave("run-text")
	return text, hash
}

// openRunText opens the run's text, and waits until what has been played up to now
// is there.
func (p *page) openRunText() {
	p.t.Helper()
	// What was shown the last time is not what is waited for.
	ask[bool](p, "(() => { const hash = document.getElementById('run-text-hash'); if (hash) hash.textContent = ''; return true; })()")
	p.click("#run-text")
	p.until("the text does not open", "document.getElementById('run-text-dialog')?.open")
	if ask[bool](p, "probe.seen(document.querySelector('.run-text-head .link'))") {
		p.click(".run-text-head .link")
	}
	p.until("no hash is shown", "document.getElementById('run-text-hash').textContent")
}

// leave closes a dialog.
func (p *page) leave(dialog string) {
	p.t.Helper()
	p.press(kb.Escape)
	p.until(dialog+" does not close", fmt.Sprintf("!document.getElementById('%s-dialog').open", dialog))
}

// openText replaces the run by one that a text begins.
func (p *page) openText(text string) {
	p.t.Helper()
	p.runText(text)
	p.leave("run-text")
}

// runText does the same and leaves the text open.
func (p *page) runText(text string) {
	p.t.Helper()
	p.paste(text)
	p.click("#run-text-dialog .primary")
	p.until("the text is not run", "document.getElementById('run-text-dialog').dataset.showing === 'ran'")
}

// paste opens the run's text, and puts another in its place.
func (p *page) paste(text string) {
	p.t.Helper()
	p.openRunText()
	p.fill("#run-text-area", text)
}

// replayed is a run that was played again without a page.
type replayed struct {
	t   testing.TB
	run *play.Run
	end raft.Time
}

// replay begins to play a text.
func replay(t testing.TB, text string) *replayed {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	run, err := play.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return &replayed{t, run, s.End}
}

// to plays up to an instant and returns the state there.
func (r *replayed) to(at raft.Time) sim.State {
	r.t.Helper()
	if err := r.run.RunUntil(at); err != nil {
		r.t.Fatal(err)
	}
	return r.run.World().State()
}

// hash plays to the end and returns the run's hash.
func (r *replayed) hash() string {
	r.t.Helper()
	r.to(r.end)
	return r.run.World().HashString()
}

// shown is a state as a page shows it.
func shown(state sim.State) []server {
	var servers []server
	for _, s := range state.Servers {
		role := s.Role.String()
		if s.Down {
			role = "crashed"
		}
		servers = append(servers, server{fmt.Sprint(s.ID), role, int(s.Term), int(s.CommitIndex), len(s.Log)})
	}
	return servers
}

// asShown is an instant as the page shows it: in ms, cut off after the tenths; or, once
// it is late, as a clock does, without them.
func asShown(at raft.Time) float64 {
	if at >= 10*raft.Time(raft.Second) {
		return float64(at / raft.Time(raft.Millisecond))
	}
	return float64(at/tenth) / 10
}

const tenth = raft.Millisecond / 10

// around plays on, and returns all states that there are from half a millisecond
// before an instant to half a millisecond after it.
func (r *replayed) around(ms int) []string {
	r.t.Helper()
	middle, half := raft.Time(ms)*raft.Millisecond, raft.Millisecond/2
	states := []string{r.shown(max(0, middle-half))}
	for r.run.Next() <= min(middle+half, r.end) {
		states = append(states, r.shown(r.run.Next()))
	}
	return states
}

// shown plays up to an instant, and returns the servers there as the page's probe
// puts them.
func (r *replayed) shown(at raft.Time) string {
	r.t.Helper()
	text, err := json.Marshal(shown(r.to(at)))
	if err != nil {
		r.t.Fatal(err)
	}
	return string(text)
}

// wander goes through a paused run from its beginning to its edge, and fails
// where the page shows anything else than a replay of the run's text does.
func (p *page) wander(text string) {
	p.t.Helper()
	const places = 24
	r := replay(p.t, text)
	edge := float64(r.end) / float64(raft.Millisecond)
	track := await[box](p, "there is no track", "probe.box('track')")
	span := p.wholeRun(track, edge)
	for i := range places {
		at := edge * float64(i) / places
		x := track.Left + track.Width*at/span
		p.do("touch the track", chromedp.MouseClickXY(x, track.Top+track.Height/2))
		p.until(fmt.Sprintf("%.0f ms of %.0f is not reached", at, edge), fmt.Sprintf("Math.abs(probe.at() - %v) < %v", at, 2+3*span/track.Width))
		ms := ask[int](p, "probe.at()")
		acceptable := r.around(ms)
		p.until(fmt.Sprintf("at %d ms of %.0f the page shows something else than a replay", ms, edge), list(acceptable)+".includes(JSON.stringify(probe.servers()))")
	}
	p.click("#live")
	p.until("the edge shows something else than a replay", fmt.Sprintf("probe.live() && JSON.stringify(probe.servers()) === %q", r.shown(r.end)))
}

// box is where an element is.
type box struct {
	Left   float64 `json:"left"`
	Top    float64 `json:"top"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// wholeRun brings a whole run onto the track, and returns how many ms that shows.
func (p *page) wholeRun(track box, edge float64) float64 {
	p.t.Helper()
	const part = 0.04
	for range 12 {
		ask[bool](p, "document.getElementById('track').focus() ?? true")
		p.press(kb.Home)
		p.until("Home does not lead to the beginning", "probe.at() === 0 && !probe.live()")
		p.do("touch the track", chromedp.MouseClickXY(track.Left+track.Width*part, track.Top+track.Height/2))
		at := await[float64](p, "a touch leads nowhere", "probe.at()")
		if span := at / part; span >= edge {
			return span
		}
		p.press(kb.Home)
		p.until("Home does not lead to the beginning", "probe.at() === 0 && !probe.live()")
		p.press("]")
	}
	p.t.Fatalf("%.0f ms do not get onto the track", edge)
	return 0
}
