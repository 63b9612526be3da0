package browser

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"raft-playground/web"
)

func TestAFrameThatMayKeepNothingBringsItsRunBack(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "roles")
	p := newPage(t)
	// A frame may keep nothing in some browsers.
	p.prepare(`Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('forbidden', 'SecurityError'); } });`)
	address := h.url("/lesson/roles?embed=1&lang=en")
	p.visit(address)
	p.awaitLesson()
	p.touch("#lesson-skip")
	p.awaitStep(c, 1, "en")
	h.shut()
	p.banner("banner.restarting")
	h.rebuild()
	p.noBanner()
	p.awaitStep(c, 1, "en")
	if now := p.address(); now != address {
		t.Errorf("it has gone to %s", now)
	}
}

func TestAFrameWhoseAddressChangesShowsTheOtherRun(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	stands := func(text string) (string, float64) {
		p := h.begin()
		p.openText(text)
		p.end()
		defer p.close()
		return p.link(), p.settled()
	}
	three, atThree := stands("raft 1\nservers 3\nseed 7\nend at 100ms\n")
	seven, atSeven := stands("raft 1\nservers 7\nseed 7\nend at 200ms\n")
	outer := newPage(t)
	outer.visit(around(t, h.url("/?embed=1#"+three), size{800, 600, false}))
	shows := func(p *page, servers int, at float64) {
		t.Helper()
		p.until(fmt.Sprintf("it does not show %d servers at %v ms", servers, at), fmt.Sprintf("document.querySelectorAll('[data-server][data-role]').length === %d && Math.abs(Number(document.getElementById('track').getAttribute('aria-valuenow')) - %v) <= 1", servers, at))
	}
	p := outer.within(h.url("/"))
	shows(p, 3, atThree)
	// The page around it gives it another link: no more than the fragment is another.
	frame := func(address string) {
		t.Helper()
		ask[bool](outer, fmt.Sprintf("(document.querySelector('iframe').src = %q, true)", address))
	}
	frame(h.url("/?embed=1#" + seven))
	shows(p, 7, atSeven)
	ask[bool](p, fmt.Sprintf("setTimeout(() => (location.hash = %q)) > 0", three))
	shows(p, 3, atThree)
	frame(h.url("/?embed=1#" + three[:len(three)/2]))
	p.until("a damaged link shows a run", "document.getElementById('notice') && document.querySelectorAll('[data-server]').length === 0")
	frame(h.url("/?embed=1#" + seven))
	shows(p, 7, atSeven)
}

func TestAFrameInASandboxPlaysOrSaysWhatItNeeds(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	in := func(sandbox, address string) *page {
		elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, `<!doctype html><title>a course</title><iframe width="800" height="600" sandbox=%q src=%q></iframe>`, sandbox, h.url(address))
		}))
		t.Cleanup(elsewhere.Close)
		outer := newPage(t)
		outer.visit(strings.Replace(elsewhere.URL, "127.0.0.1", "localhost", 1))
		return outer.within(h.url("/"))
	}
	c := courseOf(t, "dies-alone")
	p := in("allow-scripts", "/lesson/dies-alone?embed=1&lang=en")
	p.awaitStep(c, 0, "en")
	if origin := ask[string](p, "self.origin"); origin != "null" {
		t.Fatalf("the frame is of the origin %s", origin)
	}
	p.touch("#lesson-skip")
	p.awaitStep(c, 1, "en")
	if width := ask[float64](p, "document.getElementById('lesson').getBoundingClientRect().width"); width > 400 {
		t.Errorf("the lesson's room is %v px wide: it has no style", width)
	}
	h.shut()
	p.banner("banner.restarting")
	h.rebuild()
	p.noBanner()
	p.awaitStep(c, 1, "en")

	// Without scripts nothing can be asked of the frame itself; the server has said it.
	for lang, texts := range map[string]map[string]string{"en": words(t, "en"), "zh": words(t, "zh")} {
		response, err := http.Get(h.url("/?embed=1&lang=" + lang))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || !strings.Contains(string(body), html.EscapeString(texts["notice.frame"])) {
			t.Errorf("%s: the frame does not say what it needs: %v", lang, err)
		}
	}
}

// TestAFrameObeysTheSlideDeckAroundIt, as reveal.js speaks to its frames, and nobody else.
func TestAFrameObeysTheSlideDeckAroundIt(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	in := func(address string) (outer, p *page) {
		outer = newPage(t)
		// What is said as soon as the frame is loaded may come before the run does.
		outer.prepare("document.addEventListener('DOMContentLoaded', () => document.querySelector('iframe')?.addEventListener('load', ({ target }) => target.contentWindow.postMessage('slide:stop', '*')))")
		outer.visit(around(t, address, size{800, 600, false}))
		return outer, outer.within(h.url("/"))
	}
	deck := func(outer *page, says string) {
		t.Helper()
		ask[bool](outer, fmt.Sprintf("(document.querySelector('iframe').contentWindow.postMessage(%q, '*'), true)", says))
	}
	// still waits for what was said before to be heard: nothing comes of it.
	still := func(p *page, playing bool) {
		t.Helper()
		ask[bool](p, "probe.frames(10).then(() => true)")
		if ask[bool](p, "probe.playing()") != playing {
			t.Errorf("it plays: %v", !playing)
		}
	}

	outer, p := in(h.url("/?embed=1"))
	p.ready()
	p.until("it plays before its slide comes", "!probe.playing()")
	deck(outer, "slide:start")
	p.until("it does not play on its slide", "probe.playing()")
	for _, other := range []string{"slide:begin", "stop", "{\"slide\":\"stop\"}"} {
		deck(outer, other)
	}
	ask[bool](p, "(window.postMessage('slide:stop', '*'), true)")
	still(p, true)
	deck(outer, "slide:stop")
	p.until("it goes on when its slide has gone", "!probe.playing()")
	// In the past, which is this page's own to play.
	p.touch("#step-back")
	p.until("it does not go back", "!probe.live()")
	deck(outer, "slide:start")
	p.until("the past does not play", "probe.playing() || probe.live()")
	outer.close()

	// A lesson waits for its reader.
	c := courseOf(t, "dies-alone")
	outer, p = in(h.url("/lesson/dies-alone?embed=1&lang=en"))
	p.awaitStep(c, 0, "en")
	p.until("it plays before its slide comes", "!probe.playing()")
	deck(outer, "slide:start")
	still(p, false)
	p.speed("0.001")
	p.touch("#play")
	p.until("it does not play", "probe.playing()")
	deck(outer, "slide:stop")
	p.until("it goes on when its slide has gone", "!probe.playing()")
	deck(outer, "slide:start")
	p.until("it does not go on where it was stopped", "probe.playing()")
	outer.close()

	// What stands in no frame obeys nobody.
	p = h.begin()
	ask[bool](p, "(window.postMessage('slide:stop', '*'), true)")
	still(p, true)
}
