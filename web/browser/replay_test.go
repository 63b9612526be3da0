package browser

import (
	"fmt"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// export opens the dialog with the run's text, and returns the text and the hash
// that it shows.
func (p *page) export() (text, hash string) {
	p.t.Helper()
	p.click("#run-text")
	await[string](p, "the dialog shows no hash", "document.getElementById('run-text-dialog')?.open && document.getElementById('run-text-hash').textContent")
	text = ask[string](p, "document.getElementById('run-text-area').value")
	hash = p.text("#run-text-hash")
	p.press("\x1b")
	p.until("the dialog does not close", "!document.getElementById('run-text-dialog').open")
	ask[bool](p, "(document.getElementById('run-text-hash').textContent = '', true)") // the next one is to be a new one
	return text, hash
}

// openText replaces the run by one that a text begins, through the dialog.
func (p *page) openText(text string) {
	p.t.Helper()
	p.paste(text)
	p.click("#run-text-dialog .primary")
	p.until("the text is not opened", "!document.getElementById('run-text-dialog').open")
}

// paste opens the dialog with the run's text, and replaces the text in it.
func (p *page) paste(text string) {
	p.t.Helper()
	p.click("#run-text")
	p.until("the dialog shows no text", "document.getElementById('run-text-dialog')?.open && document.getElementById('run-text-area').value")
	p.fill("#run-text-area", text)
}

// replayed is a run that was played again without a page.
type replayed struct {
	t   testing.TB
	run *scenario.Run
	end raft.Time
}

// replay begins to play a text.
func replay(t testing.TB, text string) *replayed {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	run, err := scenario.NewRun(s)
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

// tenths is an instant as the page shows it: in ms, cut off after the tenths.
func tenths(at raft.Time) float64 { return float64(at/(raft.Millisecond/10)) / 10 }
