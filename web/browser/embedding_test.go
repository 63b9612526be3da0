package browser

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"raft-playground/web"
)

// around returns the address of a page of another site, in which one of the
// playground's stands in a frame, so far below that only its upper edge is seen.
func around(t testing.TB, address string, s size) string {
	t.Helper()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><title>a course</title><div style="height: 870px"></div><iframe width="%d" height="%d" src=%q></iframe>`, s.width, s.height, address)
	}))
	t.Cleanup(elsewhere.Close)
	return strings.Replace(elsewhere.URL, "127.0.0.1", "localhost", 1)
}

// within waits until a frame of another site than the page's has an address that
// begins so, and returns it as a page. The mouse belongs to the page around it.
func (p *page) within(address string) *page {
	p.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		targets, err := chromedp.Targets(p.ctx)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, info := range targets {
			if info.Type != "iframe" || !strings.HasPrefix(info.URL, address) {
				continue
			}
			inner := &page{t: p.t, console: &console{}, traffic: newTraffic()}
			ctx, cancel := chromedp.NewContext(p.ctx, chromedp.WithTargetID(info.TargetID), chromedp.WithListener(inner.console.listen))
			inner.ctx, inner.close = ctx, sync.OnceFunc(cancel)
			p.t.Cleanup(inner.close)
			if err := chromedp.Do(ctx); err != nil {
				p.t.Fatalf("no frame: %v", err)
			}
			ask[bool](inner, "(() => {"+probe+probeLooks+"; return true; })()")
			// It may be loaded anew.
			inner.prepare(probe + probeLooks)
			return inner
		}
		ask[bool](p, "probe.frames(2).then(() => true)")
	}
	p.t.Fatalf("no frame of another site has an address that begins with %s", address)
	return nil
}

// touch presses an element of a frame.
func (p *page) touch(selector string) {
	p.t.Helper()
	p.until(selector+" is not there", fmt.Sprintf("probe.seen(document.querySelector(%[1]q)) && (document.querySelector(%[1]q).click(), true)", selector))
}

// strays are the links that would lead a frame away from what it shows.
func (p *page) strays() []string {
	p.t.Helper()
	return ask[[]string](p, "[...document.querySelectorAll('a[href]')].filter((a) => probe.seen(a) && !a.closest('.trail') && (a.target !== '_blank' || !a.relList.contains('noopener'))).map((a) => a.outerHTML)")
}

func TestALessonIsPlayedInAFrameOfAnotherSite(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "dies-alone")
	address := h.url("/lesson/dies-alone?embed=1&lang=zh&theme=dark")
	outer := newPage(t)
	outer.visit(around(t, address, size{800, 600, false}))
	p := outer.within(address)
	p.awaitLesson()
	p.awaitStep(c, 0, "zh")
	for id, want := range map[string]bool{
		"stage": true, "track": true, "play": true, "lesson": true, "lesson-continue": true, "lesson-back": true, "embed-open": true,
		"controls": false, "details": false, "feed": false, "run-title": false, "share": false, "hint": false, "lesson-try": false,
	} {
		if seen := ask[bool](p, fmt.Sprintf("probe.seen(document.getElementById(%q))", id)); seen != want {
			t.Errorf("%s is seen: %v, want %v", id, seen, want)
		}
	}
	if theme := ask[string](p, "document.documentElement.dataset.theme"); theme != "dark" {
		t.Errorf("the theme is %s", theme)
	}

	// It is played as it is elsewhere.
	p.speed(brisk)
	for i := range 2 {
		if c.steps()[i].Ask != nil {
			p.touch(fmt.Sprintf("#lesson-question [value='%d']", c.right(i)))
		}
		p.touch("#lesson-continue")
		p.awaitStep(c, i+1, "zh")
		p.until("it does not pause at the step", "!probe.playing()")
	}
	p.touch(".trail-steps [data-step='1']")
	p.awaitStep(c, 1, "zh")
	if out := ask[string](p, "document.getElementById('embed-open').href"); out != h.url("/lesson/dies-alone/"+c.steps()[1].Name) {
		t.Errorf("the way out leads to %s", out)
	}

	// The frame stays where it is, and the page around it, too.
	if now := ask[string](p, "location.href"); now != address {
		t.Errorf("the frame's address has become %s", now)
	}
	for _, link := range p.strays() {
		t.Errorf("the frame would be led away by %s", link)
	}
	if kept := ask[string](p, "document.cookie"); kept != "" {
		t.Errorf("it has kept %q", kept)
	}
	if at := ask[float64](outer, "scrollY"); at != 0 {
		t.Errorf("the page around it was scrolled by %v px", at)
	}
	if said := p.console.of("error", logError, runtimeException); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}

	// At the end it leads on, elsewhere.
	p.touch(fmt.Sprintf(".trail-steps [data-step='%d']", len(c.steps())-1))
	p.until("the next lesson is not offered", "probe.seen(document.getElementById('lesson-next'))")
	for _, link := range p.strays() {
		t.Errorf("at the end the frame would be led away by %s", link)
	}
}

func TestALessonFitsASmallFrame(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	for _, look := range []struct {
		size
		lang, theme string
	}{
		{size{800, 600, false}, "zh", "dark"},
		{size{680, 460, false}, "en", "light"},
		{size{390, 700, true}, "zh", "light"},
		{size{390, 700, true}, "en", "dark"},
	} {
		t.Run(fmt.Sprint(look.size, look.lang), func(t *testing.T) {
			t.Parallel()
			p := canvas(t, look.theme, look.size)
			for _, at := range []string{"dies-alone/leads-again", "challenge-two-leaders"} {
				p.visit(h.url(fmt.Sprintf("/lesson/%s?embed=1&lang=%s&theme=%s", at, look.lang, look.theme)))
				p.awaitLesson()
				p.until("colours go on changing", "document.getAnimations().every(({ playState }) => playState !== 'running')")
				p.until("something stands over something else", "probe.beside().length === 0")
				if wide := ask[int64](p, "document.scrollingElement.scrollWidth"); wide > look.width {
					t.Errorf("%s is %d px wide", at, wide)
				}
				for _, text := range ask[[]string](p, "[...probe.clipped(), ...probe.faint()]") {
					t.Errorf("%s: %s", at, text)
				}
				p.accessible(at)
			}

			// What is to be done by hand can be done.
			p.click("#lesson-try")
			p.click("#controls [data-pick='S2']")
			p.until("S2 cannot be isolated", "probe.reason('do-isolate') === null && document.querySelector(\"#controls [data-pick='S2']\").getAttribute('aria-pressed') === 'true'")
			p.click("#do-isolate")
			only := func(cluster string) string {
				return fmt.Sprintf("document.querySelectorAll('[data-cluster]').length === 1 && document.querySelector('[data-cluster=%s]') !== null", cluster)
			}
			p.until("it does not happen in a run of its own", only("B"))
			p.accessible("alone with a goal")
			p.into("#lesson-return")
			p.until("the way back does not lead back", only("A"))
			if look.touch {
				for _, small := range ask[[]string](p, fmt.Sprintf("probe.small(%d)", finger)) {
					t.Errorf("too small for a finger: %s", small)
				}
			}
		})
	}
}

func TestALessonIsHandedOnAsAPieceOfAnotherPage(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	c := courseOf(t, "dies-alone")
	p := h.study("/lesson/dies-alone")
	piece := func(want string) {
		t.Helper()
		p.click("#share")
		got := await[string](p, "there is no piece", "document.getElementById('share-dialog')?.open && document.getElementById('share-embed').value")
		if !strings.Contains(got, want) {
			t.Errorf("the piece is %s, want it to have %s", got, want)
		}
		p.shutDialogs()
	}
	piece(`src="` + h.url("/lesson/dies-alone") + `?embed=1" `)
	p.into("#lesson-skip")
	p.awaitStep(c, 1, "en")
	piece(`src="` + h.url("/lesson/dies-alone/"+c.steps()[1].Name) + `?embed=1" `)
	piece(`title="` + c.Title.In("en") + ` · Raft Playground"`)

	// What stands beside the lesson is only in the link.
	p.into("#lesson-try")
	p.pick("S2")
	p.until("S2 cannot be crashed", "probe.reason('do-crash') === null")
	p.into("#do-crash")
	p.awaitClusters(3)
	piece(`src="` + h.url("/?embed=1#2"))
}

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
