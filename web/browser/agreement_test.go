package browser

import (
	_ "embed"
	"fmt"
	"testing"

	"raft-playground/raft/lesson"
	"raft-playground/web"
)

//go:embed agreement.js
var sources string

// claim is what one part of the page says about something.
type claim struct {
	About  string `json:"about"`
	Source string `json:"source"`
	Value  string `json:"value"`
}

// agree holds that no two parts of the page tell the same thing differently, whichever
// server is selected.
func (p *page) agree(where string) (looked int) {
	p.t.Helper()
	for server, claims := range ask[map[string][]claim](p, `(async () => {
		const all = {};
		for (const pick of document.querySelectorAll('[data-pick]')) {
			pick.click();
			await probe.frames(2);
			all[pick.dataset.pick] = `+sources+`;
		}
		return all;
	})()`) {
		first := map[string]claim{}
		for _, c := range claims {
			before, told := first[c.About]
			if !told {
				first[c.About] = c
				continue
			}
			looked++
			if before.Value != c.Value {
				p.t.Errorf("%s, %s selected: %s is %s (%s) and %s (%s)", where, server, c.About, before.Value, before.Source, c.Value, c.Source)
			}
		}
	}
	return looked
}

// What the stage, the logs, the inspector, the transport and what is read out say of the
// instant that is shown is one thing told in several ways: at every step of every lesson.
func TestNoTwoPartsOfThePageTellTheStateDifferently(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := newPage(t)
	looked := 0
	for _, l := range lesson.Library() {
		p.visit(h.url("/lesson/" + l.Name))
		p.awaitLesson()
		c := courseOf(t, l.Name)
		for i := range c.steps() {
			p.until("there is no such step", fmt.Sprintf("(document.querySelector('.trail-steps [data-step=\"%d\"]')?.click(), true)", i))
			p.awaitStep(c, i, "en")
			p.settled()
			looked += p.agree(fmt.Sprintf("%s, step %d", l.Name, i+1))
		}
	}
	t.Logf("%d times something was said again", looked)
	if looked < 10_000 {
		t.Error("that is too little to have looked at every step")
	}
}
