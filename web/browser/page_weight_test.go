package browser

import (
	"fmt"
	"net/url"
	"path"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"raft-playground/web"
)

// What the page may cost, in bytes on the wire, headers included: at first, and
// once everything that one run offers has been opened.
const (
	budget         = 80 << 10
	wholePagesCost = 120 << 10
)

func TestThePageFitsIntoItsBudget(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "zh"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			p := build(t, web.Options{}).beginIn(lang)
			leader := p.leads(0)
			first := p.cost()
			if first > budget || first < 10_000 {
				t.Errorf("the first page costs %.0f bytes, want at most %d", first, budget)
			}

			p.pick(leader.ID)
			p.click("#code-tab")
			p.until("there are no procedures", "document.querySelectorAll('#code-list > *').length > 3")
			p.until("there is no badge to press", "document.querySelector('#properties button')")
			p.click("#legend-button")
			p.until("the legend does not open", "document.getElementById('legend-button').getAttribute('aria-expanded') === 'true'")
			p.click("#properties button")
			p.press(kb.Escape)
			p.menu(fmt.Sprintf("[data-server=%q]", leader.ID))
			p.until("the menu does not open", "document.querySelector('.floating [role=menuitem]')")
			p.press(kb.Escape)
			p.openEach(ownDialogs, func(string) {})
			if whole := p.cost(); whole > wholePagesCost || whole < first+10_000 {
				t.Errorf("everything opened, the page costs %.0f bytes, want at most %d", whole, wholePagesCost)
			}
		})
	}
}

// cost is what the page has fetched so far, in bytes.
func (p *page) cost() float64 {
	p.t.Helper()
	total := 0.0
	for _, r := range p.fetched() {
		total += r.bytes
		p.t.Logf("%8.0f bytes  %s", r.bytes, path.Base(r.url))
	}
	p.t.Logf("%8.1f KB in all", total/1024)
	return total
}

func TestNothingIsFetchedFromElsewhere(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	p.leads(0)
	// What is fetched only on demand is fetched, too.
	for _, button := range []string{"#legend-button", "#help"} {
		p.click(button)
	}
	p.until("the help does not open", "document.getElementById('help-dialog')?.open")
	p.fetched()
	for _, r := range p.traffic.all() {
		address, err := url.Parse(r.url)
		if err != nil {
			t.Fatal(err)
		}
		if address.Scheme != "data" && address.Host != h.address {
			t.Errorf("the page asks %s", r.url)
		}
		if r.failed != "" || r.status >= 400 {
			t.Errorf("%s: %d %s", r.url, r.status, r.failed)
		}
	}
	if said := p.console.of("error", "warning", logError); len(said) > 0 {
		t.Errorf("the console complains:\n%s", strings.Join(said, "\n"))
	}
	if stopped := ask[[]string](p, "probe.violations"); len(stopped) > 0 {
		t.Errorf("the content security policy stopped:\n%s", strings.Join(stopped, "\n"))
	}
}

func TestFilesOfThePageAreCompressedAndKeptForEver(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	scripts, styles := 0, 0
	for _, r := range p.fetched() {
		address, err := url.Parse(r.url)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(address.Path, "/static/") {
			continue
		}
		switch path.Ext(address.Path) {
		case ".js":
			scripts++
		case ".css":
			styles++
		}
		if cache := r.headers["cache-control"]; !strings.Contains(cache, "immutable") || !strings.Contains(cache, "max-age=31536000") {
			t.Errorf("%s is kept for %q", r.url, cache)
		}
		// The smallest would only grow.
		if coding := r.headers["content-encoding"]; coding != "br" && r.bytes > 1500 {
			t.Errorf("%s comes with the coding %q", r.url, coding)
		}
	}
	if scripts == 0 || styles == 0 {
		t.Errorf("%d scripts and %d style sheets", scripts, styles)
	}

	// Whoever comes again fetches the document and nothing else.
	before := len(p.fetched())
	p.visit(h.url("/"))
	p.ready()
	for _, r := range p.fetched()[before:] {
		if strings.Contains(r.url, "/static/") && r.bytes > 0 {
			t.Errorf("%s is fetched again, %.0f bytes", r.url, r.bytes)
		}
	}
}
