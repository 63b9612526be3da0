package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"

	"raft-playground/web"
)

func TestAViewerFollowsThePresenterLooksAroundAndComesBack(t *testing.T) {
	t.Parallel()
	presenter, leader := lively(t)
	presenter.until("nothing is committed", "probe.servers().every(({ commitIndex }) => commitIndex > 0)")
	presenter.pause()
	viewer := newPage(t)
	viewer.visit(presenter.address())
	viewer.ready()
	viewer.leads(0)

	with := func(what string) {
		t.Helper()
		now := presenter.settled()
		viewer.until(fmt.Sprintf("%s: the viewer is not at %v ms", what, now), fmt.Sprintf("Math.abs(probe.now() - %v) < 0.2", now))
	}
	presenter.scrub(presenter.now() - 40)
	viewer.until("the viewer stays behind", "!probe.live()")
	with("after the presenter has dragged the playhead")
	presenter.click("#step-back")
	with("after the presenter has stepped back")

	// The viewer looks elsewhere, and is left alone there.
	viewer.press("L")
	viewer.until("it does not go to the edge", "probe.live()")
	viewer.click("#step-back")
	viewer.until("it does not step back", "!probe.live()")
	viewer.banner("watch.detached")
	elsewhere := viewer.settled()
	presenter.click("#live")
	presenter.until("the presenter is not live", "probe.live()")
	presenter.scrub(presenter.now() - 20)
	if now := viewer.now(); now != elsewhere {
		t.Errorf("a viewer who looks around is taken from %v ms to %v ms", elsewhere, now)
	}

	// It comes back when it likes.
	viewer.choose("watch.attach")
	with("after the viewer has come back")
	viewer.banner("banner.watching")

	// And takes a copy, in which it may act; the presenter's run stays as it is.
	at, watched := viewer.now(), viewer.address()
	viewer.choose("watch.copy")
	viewer.until("the copy is no session of its own", fmt.Sprintf("location.href.includes('/s/') && location.href !== %q", watched))
	viewer.ready()
	viewer.until("the copy does not stand where the viewer was", fmt.Sprintf("Math.abs(probe.now() - %v) < 0.2 && !probe.live()", at))
	viewer.press("l")
	viewer.until("the copy does not know the edge", "probe.live()")
	viewer.pick(leader.ID)
	viewer.click("#do-crash")
	viewer.awaitRole(leader.ID, "crashed")
	if role := ask[string](presenter, fmt.Sprintf("probe.role(%q)", leader.ID)); role == "crashed" {
		t.Error("what is done to the copy is done to the presenter's run")
	}
}

func TestALinkPlaysToTheSameInstantForWhoeverOpensIt(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	p.speed(brisk)
	leader := p.leads(0)
	p.fill("#client-value", "3")
	p.click("#do-write")
	p.awaitLogs("x=3")
	p.pause()
	p.compare("pre-vote-on")
	p.click("[data-cluster=A] .letter")
	p.pick(leader.ID)
	p.click("#do-crash")
	p.awaitRole(leader.ID, "crashed")
	text, hash := p.export()
	now := p.settled()
	link := p.link()
	if len(link) > 600 || link[0] < '1' || link[0] > '9' {
		t.Errorf("the link is %q", link)
	}

	// A page of its own has a profile that has never been used.
	other := h.open("/#" + link)
	other.ready()
	other.awaitClusters(2)
	other.until("the link leads to another instant", fmt.Sprintf("probe.now() === %v && !probe.playing()", now))
	if got, gotHash := other.export(); got != text || gotHash != hash {
		t.Errorf("the link plays\n%s\n(%s), want\n%s\n(%s)", got, gotHash, text, hash)
	}
	if address := other.address(); address == p.address() || strings.Contains(address, "#") {
		t.Errorf("whoever opens a link is at %s", address)
	}
	other.click("#play")
	other.until("the run does not go on from there", fmt.Sprintf("probe.now() > %v", now+5))

	// In the address of a page that is open, a link is opened, too.
	before := p.address()
	ask[bool](p, fmt.Sprintf("setTimeout(() => (location.hash = %q)) > 0", "#"+link))
	p.until("a link in an open page's address is not opened", fmt.Sprintf("location.pathname.startsWith('/s/') && !location.hash && location.href !== %q", before))
}

// link is what the session is as a link, up to the edge.
func (p *page) link() string {
	p.t.Helper()
	return ask[string](p, `new Promise((done) => {
		const kept = JSON.parse(Object.entries(localStorage).find(([key]) => key.includes('/session/') && location.pathname.endsWith(key.split('/').pop()))[1]);
		const socket = new WebSocket(location.origin.replace('http', 'ws') + '/ws');
		socket.onopen = () => socket.send(JSON.stringify({ t: 'hello', session: location.pathname.split('/').pop(), secret: kept.secret }));
		socket.onmessage = ({ data }) => {
			for (const said of data.split('\n').map((message) => JSON.parse(message))) {
				if (said.t === 'snapshot') socket.send(JSON.stringify({ t: 'link', id: 1 }));
				if (said.t === 'link') { socket.close(); done(said.link); }
			}
		};
	})`)
}

func TestEmbeddedTheStageAndTheTimelineStandAlone(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	p.speed(brisk)
	leader := p.leads(0)
	p.pause()
	now := p.settled()
	link := p.link()

	// Another origin, in whose page the playground's stands in a frame.
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><title>a course</title><iframe id="frame" width="760" height="480" src="%s"></iframe>`, h.url("/?embed=1#"+link))
	}))
	t.Cleanup(elsewhere.Close)
	outer := newPage(t)
	outer.visit(elsewhere.URL)
	inner := outer.frame(h.url("/"))
	inner.until("the run does not appear in the frame", "document.querySelectorAll('[data-server][data-role]').length === 5")
	inner.until("it does not stand where it was shared", fmt.Sprintf("Math.abs(Number(document.getElementById('track').getAttribute('aria-valuenow')) - %v) <= 1", now))
	inner.until("it does not show what was shared", fmt.Sprintf("document.querySelector('[data-server=%s]').dataset.role === 'leader'", leader.ID))
	for id, want := range map[string]bool{"stage": true, "track": true, "play": true, "embed-open": true, "controls": false, "details": false, "feed": false, "run-title": false, "speed": false} {
		if seen := inner.ask(fmt.Sprintf("((on) => on !== null && on.getClientRects().length > 0)(document.getElementById(%q))", id)); seen != fmt.Sprint(want) {
			t.Errorf("%s is seen: %v, want %v", id, seen, want)
		}
	}
	if address := inner.ask("location.search + location.hash"); address != "?embed=1#"+link {
		t.Errorf("the frame's address has become %s", address)
	}
	if origin := inner.ask("(() => { try { return String(parent.document.title) } catch { return 'another origin' } })()"); origin != "another origin" {
		t.Errorf("the page around it is of its own origin: %s", origin)
	}
	inner.ask("(document.getElementById('play').click(), '')")
	inner.until("it does not play", "document.getElementById('play').dataset.playing === 'true'")

	// By itself, at a frame's size, everything stands where it should.
	alone := newPage(t)
	alone.resize(size{760, 480, false})
	alone.visit(h.url("/?embed=1#" + link))
	alone.ready()
	alone.until("something stands over something else", "probe.beside().length === 0")
}

// frame is a frame in a page.
type frame struct {
	page    *page
	context runtime.ExecutionContextID
}

// frame waits until a frame with an address that begins so is there.
func (p *page) frame(address string) frame {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for time.Now().Before(deadline) {
		for _, child := range call(p, cdppage.GetFrameTree, cdp.Empty{}).FrameTree.ChildFrames {
			if strings.HasPrefix(child.Frame.URL, address) {
				world := call(p, cdppage.CreateIsolatedWorld, cdppage.CreateIsolatedWorldParams{FrameID: child.Frame.ID})
				return frame{p, world.ExecutionContextID}
			}
		}
		ask[bool](p, "probe.frames(2).then(() => true)")
	}
	p.t.Fatalf("no frame has an address that begins with %s", address)
	return frame{}
}

// ask returns what an expression in the frame comes to, as text.
func (f frame) ask(expression string) string {
	f.page.t.Helper()
	answer := call(f.page, runtime.Evaluate, runtime.EvaluateParams{Expression: "String(" + expression + ")", ContextID: f.context, ReturnByValue: new(true)})
	if answer.ExceptionDetails != nil {
		f.page.t.Fatalf("%s: %v", expression, answer.ExceptionDetails)
	}
	return strings.Trim(string(answer.Result.Value), `"`)
}

// until waits until an expression in the frame is true.
func (f frame) until(what, expression string) {
	f.page.t.Helper()
	for deadline := time.Now().Add(patience); f.ask("Boolean("+expression+")") != "true"; {
		if time.Now().After(deadline) {
			f.page.t.Fatalf("%s: %s", what, expression)
		}
		ask[bool](f.page, "probe.frames(2).then(() => true)")
	}
}
