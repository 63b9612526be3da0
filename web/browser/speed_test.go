package browser

import (
	"fmt"
	"testing"
	"time"

	"raft-playground/web"
	webclock "raft-playground/web/clock"
)

// slowClock goes half as fast as the machine's, as if a server had no more time than that.
type slowClock struct{ began time.Time }

func (c slowClock) Now() time.Time { return c.began.Add(time.Since(c.began) / 2) }

func (c slowClock) NewTimer() webclock.Timer {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	return slowTimer{c, timer}
}

type slowTimer struct {
	clock slowClock
	timer *time.Timer
}

func (t slowTimer) C() <-chan time.Time { return t.timer.C }
func (t slowTimer) Set(at time.Time)    { t.timer.Reset(2 * at.Sub(t.clock.Now())) }
func (t slowTimer) Stop()               { t.timer.Stop() }

func TestASpeedThatIsNotReachedSaysWhichOneIs(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{Clock: slowClock{time.Now()}}).begin()
	p.openText("raft 1\nservers 3\nseed 7\n")
	said := func(lang, speed string, most float64) {
		t.Helper()
		const at = "document.getElementById('speed').selectedOptions[0].textContent"
		p.until("the speed that is reached is not said in "+lang, fmt.Sprintf("(([speed, reached]) => speed === %q && reached > 0 && reached <= %v)(%s.split(/×.*?(?=\\d)|×.*/))", speed, most, at))
	}
	p.speed("10")
	said("en", "10", 5.6)
	p.setLang("zh")
	said("zh", "10", 5.6)
	p.speed("1")
	said("zh", "1", 0.56)
	p.pause()
	p.until("while it stands, it is said how fast it goes", "document.getElementById('speed').selectedOptions[0].textContent === '1×'")
}

// TestReadingsSpeakOfTheSameInstant: at the highest speed, whatever tells the state in
// words is written anew with the same picture as the time.
func TestReadingsSpeakOfTheSameInstant(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText("raft 1\nservers 3\nseed 7\n\nat 10ms: time out S1\nat 100ms: c1 writes every 50ms\n")
	p.speed("10")
	p.until("no traffic flows", "probe.servers().some(({ lastIndex }) => lastIndex > 10)")
	p.pick("S1")
	p.until("the inspector is not there", "probe.seen(document.getElementById('why'))")
	ask[bool](p, `(() => {
		window.written = [];
		const places = ['now', 'feed-rows', 'figure2', 'why'];
		new MutationObserver((changes) => {
			const at = places.filter((id) => changes.some(({ target }) => document.getElementById(id).contains(target)));
			if (at.length > 0) written.push(at);
		}).observe(document.body, { subtree: true, childList: true, characterData: true });
		return true;
	})()`)
	p.until("little is written", "written.filter((at) => at.includes('feed-rows')).length >= 15 && written.filter((at) => at.includes('figure2')).length >= 5")
	if apart := ask[[][]string](p, "written.filter((at) => !at.includes('now'))"); len(apart) > 0 {
		t.Errorf("of %d times these were written without the time: %v", ask[int](p, "written.length"), apart)
	}
}
