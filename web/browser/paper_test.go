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
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	p.resize(size{718, 1000, false})
	ask[bool](p, "probe.frames(3).then(() => true)")
	for what, holds := range map[string]string{
		"the skip link is printed": "getComputedStyle(document.querySelector('.skip')).display === 'none'",
		"a server is cut": `[...document.querySelectorAll('.server')].length === 5 && [...document.querySelectorAll('.server')].every((server) => {
			const [a, b] = [server.getBoundingClientRect(), document.querySelector('.ring').getBoundingClientRect()];
			return a.width > 30 && a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1 && a.right <= innerWidth;
		})`,
		"the state is not printed":     "document.getElementById('details').getBoundingClientRect().height > 50",
		"the feed is not printed":      "document.querySelector('#feed-rows li[data-seq]').getBoundingClientRect().height > 10",
		"it takes three pages or more": "document.documentElement.scrollHeight < 2000",
	} {
		if !ask[bool](p, holds) {
			t.Errorf("%s", what)
		}
	}
}
