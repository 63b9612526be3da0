package browser

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp/kb"

	"raft-playground/web"
)

// axe is the script of axe-core, which npm has brought.
var axe = sync.OnceValues(func() (string, error) {
	script, err := os.ReadFile("../../node_modules/axe-core/axe.min.js")
	if err != nil {
		return "", fmt.Errorf("npm ci brings axe-core: %w", err)
	}
	return string(script), nil
})

// barrier is something that keeps somebody out, as axe-core tells it.
type barrier struct {
	Rule   string   `json:"rule"`
	Impact string   `json:"impact"`
	Help   string   `json:"help"`
	Where  []string `json:"where"`
}

// accessible finds nothing, of any severity, in the page as it is, in both themes.
// Elements, names and roles do not depend on the theme: in the dark only colours are
// looked at again.
func (p *page) accessible(state string) {
	p.t.Helper()
	p.accessibleIn("html", state)
}

// accessibleIn finds nothing in a part of the page that has come to what was looked at already.
func (p *page) accessibleIn(part, state string) {
	p.t.Helper()
	script, err := axe()
	if err != nil {
		p.t.Fatal(err)
	}
	ask[bool](p, "Boolean(window.axe) || (() => {"+script+"\n; return true; })()")
	p.barriers(part, state, "{ resultTypes: ['violations'] }")
	p.paint("dark")
	p.barriers(part, state+", dark", "{ resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] }")
	p.paint("light")
}

// barriers tells what axe-core finds once no colour changes any more.
func (p *page) barriers(part, state, options string) {
	p.t.Helper()
	found := ask[[]barrier](p, `probe.still().then(() => axe.run(document.querySelector(`+fmt.Sprintf("%q", part)+`), `+options+`)).then(({ violations }) => violations.map(({ id, impact, help, nodes }) => ({
		rule: id, impact, help, where: nodes.slice(0, 5).map(({ target, html, any, all, none }) => target.join(' ') + ' ' + html.slice(0, 160) + ' ' + ([...any, ...all, ...none][0]?.message ?? '')),
	})))`)
	for _, b := range found {
		p.t.Errorf("%s: %s: %s (%s)\n\t%s", state, b.Impact, b.Help, b.Rule, strings.Join(b.Where, "\n\t"))
	}
}

// paint sets the system's theme. Nothing flies past that is there for a moment only, as
// what falls out of a log: it would be looked at now and then.
func (p *page) paint(theme string) {
	p.t.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// canvas returns a new page in a theme.
func canvas(t testing.TB, theme string, s size) *page {
	t.Helper()
	p := newPage(t)
	p.paint(theme)
	p.resize(s)
	return p
}

func TestAxeFindsNothingOnThePage(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := canvas(t, "light", desktop)
	p.visit(h.url("/"))
	p.ready()
	p.accessible("at first")
	p.speed(brisk)
	leader := p.leads(0)
	p.pick(leader.ID)
	p.click("#do-write")
	p.awaitLogs("x=1")
	p.pause()
	p.until("what explains the page does not come", "document.getElementById('why').checkVisibility()")
	p.accessible("a server")
	p.click("#code-tab")
	p.until("Figure 2 does not appear", "document.querySelector('.code-part')")
	p.accessible("Figure 2")
	p.click("#inspector-tab")
	ask[bool](p, "(document.querySelectorAll('details').forEach((e) => (e.open = true)), true)")
	p.accessible("everything unfolded")
	ask[bool](p, "(document.querySelectorAll('details').forEach((e) => (e.open = false)), true)")
	p.click(fmt.Sprintf("[data-log=%q] [data-entry='1']", leader.ID))
	p.accessible("an entry")

	for _, dialog := range []string{"new-run", "help", "do-partition", "do-cut", "do-rules", "compare", "share", "run-text"} {
		p.click("#" + dialog)
		p.until(dialog+" does not open", "[...document.querySelectorAll('dialog')].some((d) => d.open && d.checkVisibility())")
		p.accessibleIn("dialog[open]", "the dialog "+dialog)
		p.shutDialogs()
	}
	for _, menu := range []string{"language", "theme"} {
		p.click("#" + menu)
		p.until("the menu does not open", fmt.Sprintf("document.getElementById('%s-menu').checkVisibility()", menu))
		p.accessibleIn("#"+menu+"-menu", "the menu "+menu)
		p.press(kb.Escape)
	}
	p.click("#breaks")
	p.until("the breakpoints do not open", "document.getElementById('breakpoints')?.checkVisibility()")
	p.accessibleIn("#breakpoints", "the breakpoints")
	p.press(kb.Escape)
	p.click("#legend-button")
	p.until("the legend does not open", "document.getElementById('legend-button').getAttribute('aria-expanded') === 'true'")
	p.accessible("the legend")
	p.press(kb.Escape)
	p.click("#properties .badge")
	p.until("the properties do not open", "document.getElementById('properties-list').checkVisibility()")
	p.accessibleIn("#properties-list", "the properties")
	p.press(kb.Escape)
	p.menu(fmt.Sprintf("[data-server=%q]", leader.ID))
	p.until("the menu does not open", "document.querySelector('.floating [role=menuitem]')")
	p.accessibleIn(".floating", "the menu of a server")
	p.press(kb.Escape)
}

// shutDialogs closes whatever dialog is open.
func (p *page) shutDialogs() {
	p.t.Helper()
	ask[bool](p, "(document.querySelectorAll('dialog[open]').forEach((d) => d.querySelector('.dialog-head button')?.click()), true)")
	p.until("a dialog stays", "!document.querySelector('dialog[open]')")
}

func TestAxeFindsNothingWithSeveralClustersAndInBrokenRuns(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := canvas(t, "light", desktop)
	p.visit(h.url("/"))
	p.ready()
	p.speed(brisk)
	leader := p.leads(0)
	p.pause()
	p.press("1c")
	p.awaitRole("S1", "crashed")
	p.accessible("a crashed server")
	p.click("#jump-back")
	p.until("the playhead is not in the past", "!probe.live()")
	p.accessible("in the past")
	p.pick(leader.ID)
	p.press("i")
	p.until("no cluster opens beside", "document.querySelectorAll('[data-cluster]').length === 2 && document.querySelector('#stage.has-titles')")
	p.accessible("two clusters")
	p.click("[data-cluster='B'] .cell-head [aria-haspopup=menu]")
	p.until("the menu does not open", "document.querySelector('.floating [role=menuitem]')")
	p.accessibleIn(".floating", "the menu of a cluster")
	p.press(kb.Escape)

	viewer := canvas(t, "light", desktop)
	viewer.visit(p.address())
	viewer.ready()
	viewer.banner("banner.watching")
	viewer.accessible("who watches")
	p.click("#watching")
	p.until("the way to watch does not open", "document.getElementById('watch-dialog')?.open")
	p.accessibleIn("dialog[open]", "the dialog watch")
	p.shutDialogs()

	small := canvas(t, "light", phone)
	small.visit(p.address())
	small.ready()
	for _, tab := range []string{"controls", "details", "feed"} {
		small.click("#tab-" + tab)
		small.accessible("on a phone, " + tab)
	}
	small.click("#more")
	small.until("the menu does not open", "document.getElementById('more-menu').checkVisibility()")
	small.accessibleIn("#more-menu", "on a phone, the menu")

	frame := canvas(t, "light", desktop)
	frame.visit(h.url("/?embed=1"))
	frame.until("the run does not appear", "document.querySelectorAll('[data-server][data-role]').length > 0")
	frame.accessible("embedded")
	frame.visit(h.url("/nothing-here"))
	frame.accessible("the page that is not there")
	frame.visit(h.url("/language"))
	frame.accessible("the reference of the language")
	frame.visit(h.url("/s/aaaaaaaaaaaaaaaa"))
	frame.notice("notice.waiting")
	frame.accessible("a session that is waited for")
	frame.visit(h.url("/?size=large"))
	frame.ready()
	frame.accessible("for a projector")
}

func TestAxeFindsNothingInLessons(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := canvas(t, "light", desktop)
	p.visit(h.url("/lessons"))
	p.accessible("the list")
	c := courseOf(t, "dies-alone")
	p.visit(h.url("/lesson/dies-alone"))
	p.awaitLesson()
	for i, step := range c.steps() {
		p.awaitStep(c, i, "en")
		if step.Ask != nil {
			p.predict(0)
		}
		p.accessible(fmt.Sprintf("step %d", i+1))
		if i < len(c.steps())-1 {
			p.into("#lesson-skip")
		}
	}
	p.into(".trail-steps [data-step='2']")
	p.awaitStep(c, 2, "en")
	p.accessible("a question that is decided")
	p.into("#lesson-try")
	p.into("#do-heal-all, #do-crash")
	p.accessible("the control panel under the lesson")
	p.visit(h.url("/lessons"))
	p.accessible("the list, with progress")
	p.visit(h.url("/lesson/challenge-two-leaders"))
	p.awaitLesson()
	p.accessible("a challenge")

	broken := courseOf(t, "majority-matters")
	p.visit(h.url("/lesson/majority-matters/" + broken.steps()[len(broken.steps())-1].Name))
	p.awaitLesson()
	p.until("no property breaks", "document.querySelector('#properties .badge.is-broken, #properties .badge[class*=bad]')")
	p.click("#properties .badge")
	p.until("the properties do not open", "document.getElementById('properties-list').checkVisibility()")
	p.accessible("a property that is broken")

	small := canvas(t, "light", phone)
	small.visit(h.url("/lesson/dies-alone/" + c.steps()[2].Name + "?lang=zh"))
	small.awaitLesson()
	small.accessible("a lesson on a phone")
}
