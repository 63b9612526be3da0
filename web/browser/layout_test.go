package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
)

// finger is how large what is touched has to be at least, in px.
const finger = 32

// looks are all sizes, languages and themes in which the page is looked at.
func (p *page) looks(each func(t string, s size)) {
	p.t.Helper()
	for _, s := range []size{desktop, tablet, phone} {
		p.resize(s)
		for _, lang := range []string{"en", "zh"} {
			p.setLang(lang)
			for _, theme := range []string{"light", "dark"} {
				p.set("theme", theme)
				p.until("the theme is not taken on", fmt.Sprintf("document.documentElement.dataset.theme === %q", theme))
				p.until("the stage does not fill its room", "Math.abs(document.querySelector('#stage canvas').getBoundingClientRect().width - document.querySelector('#stage .ring').clientWidth) < 1")
				p.until("colours go on changing", "document.getAnimations().every(({ playState }) => playState !== 'running')")
				each(fmt.Sprintf("%v %s %s", s, lang, theme), s)
			}
		}
	}
}

// set chooses a language or a theme from its menu.
func (p *page) set(choice, value string) {
	p.t.Helper()
	menu := map[string]string{"lang": "language", "theme": "theme"}[choice]
	if !ask[bool](p, fmt.Sprintf("probe.seen(document.getElementById(%q))", menu)) {
		menu = "more"
	}
	p.click("#" + menu)
	p.click(fmt.Sprintf("#%s-menu [data-choice=%q][data-value=%q]", menu, choice, value))
}

// setLang chooses a language, and waits until the page speaks it.
func (p *page) setLang(lang string) {
	p.t.Helper()
	p.set("lang", lang)
	p.until("the language is not spoken", fmt.Sprintf("document.documentElement.dataset.lang === %q && document.getElementById('do-crash').textContent === %q", lang, words(p.t, lang)["do.crash"]))
}

func TestThePageFitsEveryWindow(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.click("#do-write")
	p.awaitLogs("x=1")
	p.pick(leader.ID)
	p.click("#do-crash")
	p.awaitRole(leader.ID, "crashed")
	p.leads(leader.Term)
	p.pause()
	p.looks(func(look string, s size) {
		rooms := []string{""}
		if s.width < 1200 {
			rooms = []string{"controls", "details", "feed"}
		}
		for _, room := range rooms {
			if room != "" {
				p.click("#tab-" + room)
			}
			if wide := ask[int64](p, "document.scrollingElement.scrollWidth"); wide > s.width {
				t.Errorf("%s %s: the page is %d px wide in a window of %d px", look, room, wide, s.width)
			}
			for _, text := range ask[[]string](p, "probe.clipped()") {
				t.Errorf("%s %s: %s", look, room, text)
			}
			for _, text := range ask[[]string](p, "probe.faint()") {
				t.Errorf("%s %s: %s", look, room, text)
			}
			if s.touch {
				for _, small := range ask[[]string](p, fmt.Sprintf("probe.small(%d)", finger)) {
					t.Errorf("%s %s: too small for a finger: %s", look, room, small)
				}
			}
		}
	})
}

func TestEveryControlHasAName(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.click("#legend-button")
	acts := map[string]bool{
		"button": true, "link": true, "slider": true, "combobox": true, "textbox": true, "checkbox": true, "radio": true,
		"menuitem": true, "menuitemradio": true, "tab": true, "dialog": true, "alertdialog": true, "region": true, "spinbutton": true,
	}
	look := func(where string, least int) {
		t.Helper()
		found := 0
		for _, node := range call(p, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
			if node.Ignored || node.Role == nil {
				continue
			}
			role := strings.Trim(string(node.Role.Value), `"`)
			if !acts[role] {
				continue
			}
			found++
			if node.Name == nil || strings.TrimSpace(strings.Trim(string(node.Name.Value), `"`)) == "" {
				t.Errorf("%s: a %s has no name (node %d)", where, role, node.BackendDOMNodeID)
			}
		}
		if found < least {
			t.Errorf("%s: only %d controls were found", where, found)
		}
	}
	look("the page", 40)
	p.dialogs(func(dialog string) { look(dialog, 2) })
}

func TestWhoeverWantsLessMotionGetsLess(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.speed("0.05")
	near := fmt.Sprintf("probe.drawn(probe.between(%q, %q, 16)).pixels", leader.ID, p.neighbour(leader.ID))
	p.until("a message does not fly", near+" > 10")
	p.calm()

	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	// Messages jump from where they are sent to where they arrive: for three rounds
	// of heartbeats they are seen, but never half way.
	seen := await[map[string]float64](p, "no time passes", fmt.Sprintf(`(() => {
		const all = probe.drawn(document.querySelector('#stage canvas').getBoundingClientRect()).hash;
		const now = probe.now();
		const seen = (probe.motion ??= { from: now, looks: 0, half: 0, moving: 0, last: 0 });
		if (now < seen.from + 20) return null; // what flew before has arrived
		seen.looks++;
		if (%s > 0) seen.half++;
		if (all !== seen.last) seen.moving++;
		seen.last = all;
		seen.running = Math.max(seen.running ?? 0, document.getAnimations().filter(({ playState, effect }) => playState === 'running' && effect.getComputedTiming().duration > 1).length);
		return now > seen.from + 170 && seen;
	})()`, near))
	t.Logf("%v %s", seen, near)
	if seen["half"] > 0 || seen["running"] > 0 {
		t.Errorf("in %.0f looks, a message was half way in %.0f, and up to %.0f animations ran", seen["looks"], seen["half"], seen["running"])
	}
	if seen["moving"] < 3 {
		t.Errorf("in %.0f looks the stage changed only %.0f times", seen["looks"], seen["moving"])
	}
}
