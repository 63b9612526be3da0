package browser

import (
	"fmt"
	"math"
	"testing"
	"time"

	"raft-playground/web"
)

// backWithin is how soon after their server, or after whoever presents, all pages of
// a class are back.
const backWithin = 5 * time.Second

// TestAClassIsBackWithItsServer kills the server of a presenter and three who watch.
// It has the machine to itself: it is about seconds.
func TestAClassIsBackWithItsServer(t *testing.T) {
	for _, c := range []struct {
		name         string
		teacherFirst bool
	}{{"the presenter comes first", true}, {"the presenter comes last", false}} {
		t.Run(c.name, func(t *testing.T) {
			h := build(t, web.Options{})
			desk, hall := lay(t, h.address), lay(t, h.address)
			teacher := newPage(t)
			teacher.visit("http://" + desk.address + "/")
			teacher.ready()
			teacher.eventful()
			teacher.pause()
			teacher.scrub(teacher.settled() - 100)
			at := teacher.settled()
			var class []*page
			for range 3 {
				student := newPage(t)
				student.visit("http://" + hall.address + "/s/" + teacher.session())
				student.until("the student is not where the presenter is", fmt.Sprintf("Math.abs(probe.now() - %v) < 0.2", at))
				class = append(class, student)
			}

			// Nobody says goodbye, and nobody hears that another one has gone.
			hall.sever()
			desk.sever()
			h.shut()
			for _, student := range class {
				student.until("nothing says that it is not live", "document.documentElement.hasAttribute('data-away')")
				if shown := student.now(); math.Abs(shown-at) > 0.2 {
					t.Errorf("without a server a student sees %v ms, not %v", shown, at)
				}
			}
			h.rebuild()
			back := func(since time.Time, pages ...*page) {
				t.Helper()
				for _, p := range pages {
					p.until("it does not come back", fmt.Sprintf("!document.documentElement.hasAttribute('data-away') && Math.abs(probe.now() - %v) < 0.2", at))
				}
				if took := time.Since(since); took > backWithin {
					t.Errorf("they are back after %v", took)
				}
			}
			if c.teacherFirst {
				since := time.Now()
				desk.mend()
				back(since, teacher)
				since = time.Now()
				hall.mend()
				back(since, class...)
			} else {
				hall.mend()
				for _, student := range class {
					student.banner("banner.waiting")
					if shown := student.now(); math.Abs(shown-at) > 0.2 {
						t.Errorf("who waits sees %v ms, not %v", shown, at)
					}
				}
				since := time.Now()
				desk.mend()
				back(since, append(class, teacher)...)
			}
			text, hash := teacher.export()
			if played := replay(t, text).hash(); played != hash {
				t.Errorf("the hash is %s, a replay's %s", hash, played)
			}
		})
	}
}

func TestAMuteNetworkIsNoticedAndLeft(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	line := lay(t, h.address)
	p := newPage(t)
	p.visit("http://" + line.address + "/")
	p.ready()
	p.eventful()
	line.mute()
	since := time.Now()
	p.banner("banner.silent")
	if took := time.Since(since); took > 20*time.Second {
		t.Errorf("it is noticed after %v", took)
	}
	line.speak()
	p.noBanner()
	p.until("commands are not offered again", "probe.reason('do-write') === null")
	p.click("#do-write")
	p.awaitLogs("x=2")
	p.pause()
	text, hash := p.export()
	if played := replay(t, text).hash(); played != hash {
		t.Errorf("the hash is %s, a replay's %s", hash, played)
	}
}
