package browser

import (
	"fmt"
	"strings"
	"testing"

	"raft-playground/web"
)

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
