package browser

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"raft-playground/web"
)

func TestForcedColoursHideNothing(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.pick(p.leads(0).ID)
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}})
	for what, seen := range map[string]string{
		"the playhead":        "looks('#playhead').backgroundColor !== ground",
		"the commit line":     "looks('.logs-line').backgroundColor !== ground",
		"a slider's track":    "looks('.slider input', '::-webkit-slider-runnable-track').backgroundColor !== ground",
		"the selected server": "looks('.server:has([aria-pressed=true]) .halo').stroke !== ground && looks('.server:has([aria-pressed=true]) .halo').stroke !== 'none'",
		"a pressed filter":    "looks('.filter[aria-pressed=true]').boxShadow !== 'none'",
	} {
		if !ask[bool](p, `(() => {
			const looks = (selector, part) => getComputedStyle(document.querySelector(selector), part);
			const ground = looks('html').backgroundColor;
			return `+seen+`;
		})()`) {
			t.Errorf("%s is not seen", what)
		}
	}
}

func TestOnPaperAreTheRingTheStateAndTheFeed(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.leads(0)
	p.pause()
	p.settled()
	p.calm()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	for _, s := range []size{{1000, 718, false}, {794, 1000, false}, {718, 1000, false}} {
		p.resize(s)
		ask[bool](p, "probe.frames(3).then(() => true)")
		if touching := ask[int](p, `[...document.querySelectorAll('#feed-rows li[data-seq]')].filter((row) => {
			const [at, words] = ['time', 'span'].map((part) => {
				const text = document.createRange();
				text.selectNodeContents(row.querySelector(part));
				return text.getClientRects()[0];
			});
			return words.left - at.right < 5;
		}).length`); touching > 0 {
			t.Errorf("%v: %d sentences touch their time", s, touching)
		}
	}
	for what, holds := range map[string]string{
		"the skip link is printed": "getComputedStyle(document.querySelector('.skip')).display === 'none'",
		"a server is cut": `[...document.querySelectorAll('.server')].length === 5 && [...document.querySelectorAll('.server')].every((server) => {
			const [a, b] = [server.getBoundingClientRect(), document.querySelector('.ring').getBoundingClientRect()];
			return a.width > 30 && a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1 && a.right <= innerWidth;
		})`,
		"lanes without a timeline are printed": "!probe.seen(document.getElementById('lanes'))",
		"the state is not printed":             "document.getElementById('details').getBoundingClientRect().height > 50",
		"the feed is not printed":              "document.querySelector('#feed-rows li[data-seq]').getBoundingClientRect().height > 10",
		"it takes three pages or more":         "document.documentElement.scrollHeight < 2000",
	} {
		if !ask[bool](p, holds) {
			t.Errorf("%s", what)
		}
	}
}
