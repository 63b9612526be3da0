package browser

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"raft-playground/web"
)

// eventful does so much to a run that losing any of it would be noticed.
func (p *page) eventful() {
	p.t.Helper()
	p.speed(brisk)
	leader := p.leads(0)
	p.click("#do-write")
	p.awaitLogs("x=1")
	p.pick(leader.ID)
	p.click("#do-crash")
	p.awaitRole(leader.ID, "crashed")
	p.leads(leader.Term)
	p.click("#do-restart")
	p.until("it is not restarted", fmt.Sprintf("probe.role(%q) !== 'crashed'", leader.ID))
}

func TestAReloadLosesNothing(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	p.eventful()
	p.pause()
	address := p.address()
	text, hash := p.export()

	p.visit(address)
	p.ready()
	if now := p.address(); now != address {
		t.Errorf("from %s it came back to %s", address, now)
	}
	p.until("it does not come back to the edge, paused", fmt.Sprintf("!probe.playing() && probe.live() && probe.now() === %v", asShown(replay(t, text).end)))
	if again, same := p.export(); again != text || same != hash {
		t.Errorf("the run was\n%s%s\nand is\n%s%s", text, hash, again, same)
	}
	if played := replay(t, text).hash(); played != hash {
		t.Errorf("the hash is %s, a replay's %s", hash, played)
	}
	p.wander(text)
	p.click("#play")
	p.until("it does not go on", "probe.playing()")
}

func TestALostConnectionComesBackWithoutAGap(t *testing.T) {
	t.Parallel()
	time := &clock{}
	h := build(t, web.Options{Clock: time})
	line := lay(t, h.address)
	p := newPage(t)
	p.visit("http://" + line.address + "/")
	p.ready()
	p.eventful()

	// Nobody else watches: no time passes, though a minute does.
	line.sever()
	p.banner("banner.reconnecting", "banner.reconnecting-now")
	p.until("commands are offered without a connection", "probe.reason('do-crash') !== null")
	before := p.now()
	time.forward(oneMinute)
	line.mend()
	p.noBanner()
	p.until("time does not go on", fmt.Sprintf("probe.now() > %v", before+20))
	if now := p.now(); now > before+oneMinute.Seconds()*1000/2 {
		t.Errorf("from %.0f ms it went on at %.0f ms: time passed while nobody watched", before, now)
	}

	// Somebody watches: time goes on, and the page gets all that it missed, be it few
	// frames or more than the server remembers.
	watcher := watch(t, h, p.session())
	for _, frames := range []int{4, 60} {
		line.sever()
		p.banner("banner.reconnecting", "banner.reconnecting-now")
		watcher.frames(frames)
		line.mend()
		p.noBanner()
	}
	p.until("commands are not offered again", "probe.reason('do-write') === null")
	p.click("#do-write")
	p.awaitLogs("x=2")

	p.pause()
	text, hash := p.export()
	if played := replay(t, text).hash(); played != hash {
		t.Errorf("the hash is %s, a replay's %s", hash, played)
	}
	p.wander(text)
}

func TestARestartedServerGetsItsRunsBack(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	p.eventful()
	p.pause()
	address := p.address()
	text, hash := p.export()

	h.shut()
	p.banner("banner.restarting")
	h.rebuild()
	p.noBanner()
	if again, same := p.export(); again != text || same != hash || p.address() != address {
		t.Errorf("the run at %s was\n%s%s\nand at %s is\n%s%s", address, text, hash, p.address(), again, same)
	}
	p.wander(text)

	// It goes on as if nothing had happened, and once more while it plays.
	p.click("#play")
	p.until("it does not go on", "probe.playing()")
	p.click("#do-write")
	p.awaitLogs("x=2")
	h.shut()
	p.banner("banner.restarting")
	h.rebuild()
	p.noBanner()
	p.click("#do-write")
	p.awaitLogs("x=3")
	p.pause()
	after, hash := p.export()
	if played := replay(t, after).hash(); played != hash {
		t.Errorf("the hash is %s, a replay's %s", hash, played)
	}
	if kept := strings.TrimSpace(strings.Split(text, "end at")[0]); !strings.HasPrefix(after, kept) {
		t.Errorf("of\n%s\nnot all is left:\n%s", text, after)
	}
	p.wander(after)
}

func TestThePageThatIsLeftDoesNotWatchAndComesBack(t *testing.T) {
	t.Parallel()
	time := &clock{}
	h := build(t, web.Options{Clock: time})
	p := h.begin()
	p.eventful()
	before := p.now()
	// The browser keeps the page as it is, for the way back.
	p.visit(h.url("/healthz"))
	time.awaitLingering(t)
	time.forward(oneMinute)
	h.awaitRest()
	// The answer comes before the page goes, which would take it along.
	ask[bool](p, "setTimeout(() => history.back()) > 0")
	p.ready()
	p.noBanner()
	p.until("time does not go on", fmt.Sprintf("probe.now() > %v", before+20))
	p.pause()
	text, hash := p.export()
	if played := replay(t, text).hash(); played != hash {
		t.Errorf("the hash is %s, a replay's %s", hash, played)
	}
	p.wander(text)
}

const oneMinute = time.Minute

// session is the name of the page's session.
func (p *page) session() string {
	p.t.Helper()
	return strings.TrimPrefix(ask[string](p, "location.pathname"), "/s/")
}
