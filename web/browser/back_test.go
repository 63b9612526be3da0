package browser

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

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
	p.until("it does not come back to the edge, paused", fmt.Sprintf("!probe.playing() && probe.live() && probe.now() === %v", tenths(replay(t, text).end)))
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

func TestAnEndedRunIsOpenedAgainByItsOwner(t *testing.T) {
	t.Parallel()
	time := &clock{}
	h := build(t, web.Options{Clock: time, SessionIdle: oneMinute})
	p := h.begin()
	p.eventful()
	p.pause()
	address := p.address()
	text, hash := p.export()
	p.visit("about:blank")
	time.awaitSleep(t, oneMinute/2)
	time.forward(2 * oneMinute)

	// To anyone else it has ended.
	stranger := newPage(t)
	stranger.visit(address)
	stranger.banner("banner.gone")
	stranger.choose("banner.fresh")
	stranger.ready()
	if stranger.address() == address {
		t.Error("a fresh run has the old one's address")
	}
	stranger.close()

	p.visit(address)
	p.ready()
	if again, same := p.export(); again != text || same != hash {
		t.Errorf("the run was\n%s%s\nand is\n%s%s", text, hash, again, same)
	}
	p.wander(text)
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
	time.awaitSleep(t, oneMinute)
	time.forward(oneMinute)
	ask[bool](p, "(history.back(), true)")
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

func TestAFullServerSaysSo(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{MaxSessions: 1})
	first := h.begin()
	second := h.open("/")
	second.banner("banner.full")

	first.close()
	second.until("another attempt does not succeed", `(() => {
		document.querySelector('#banners button')?.click();
		return probe.servers().length === 5;
	})()`)
	second.noBanner()
}

func TestAFailedRunApologisesAndIsKept(t *testing.T) {
	t.Parallel()
	clock := &faultyClock{}
	h := build(t, web.Options{Clock: clock})
	p := h.begin()
	p.eventful()
	failed := p.address()
	clock.breakDown()
	p.banner("banner.fault")
	p.choose("banner.restore")
	p.until("the run is not opened again", fmt.Sprintf("location.href !== %q && location.pathname.startsWith('/s/')", failed))
	p.ready()
	p.speed(brisk)
	// It begins anew, and what was done is done again at its time.
	p.awaitLogs("x=1")
	p.until("nobody crashes this time", "probe.servers().some(({role}) => role === 'crashed')")
}

const oneMinute = time.Minute

// session is the name of the page's session.
func (p *page) session() string {
	p.t.Helper()
	return strings.TrimPrefix(ask[string](p, "location.pathname"), "/s/")
}

// watcher is someone who watches a session without a page.
type watcher struct {
	t    testing.TB
	conn *websocket.Conn
}

func watch(t testing.TB, h *house, session string) *watcher {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	conn, _, err := websocket.Dial(ctx, "ws://"+h.address+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.CloseNow() })
	conn.SetReadLimit(-1)
	if err := conn.Write(ctx, websocket.MessageText, fmt.Appendf(nil, `{"t":"hello","session":%q}`, session)); err != nil {
		t.Fatal(err)
	}
	w := &watcher{t, conn}
	w.frames(1)
	return w
}

// frames waits until so many frames have come.
func (w *watcher) frames(most int) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	for most > 0 {
		_, message, err := w.conn.Read(ctx)
		if err != nil {
			w.t.Fatal(err)
		}
		if strings.HasPrefix(string(message), `{"t":"frame"`) {
			most--
		}
	}
}
