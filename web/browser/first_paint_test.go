package browser

import (
	"fmt"
	"strings"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"

	"raft-playground/web"
)

// wordless remembers, whenever the page has changed, what can be pressed and has
// no name then, and what can be chosen from and has nothing to choose.
const wordless = `
	window.wordless = new Set();
	new MutationObserver(() => {
		if (document.readyState === 'loading') return; // the words are still on their way
		for (const it of document.querySelectorAll('button, a[href], select')) {
			const says = it instanceof HTMLSelectElement ? it.selectedOptions[0]?.textContent : it.ariaLabel || it.textContent.trim() || it.title;
			if (!says && probe.seen(it)) window.wordless.add(it.outerHTML.slice(0, 160));
		}
	}).observe(document, { childList: true, subtree: true, attributes: true });`

// newWatchedPage returns an empty page that remembers what it shows without words.
func newWatchedPage(t testing.TB, s size) *page {
	t.Helper()
	p := newPage(t)
	p.resize(s)
	call(p, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: wordless})
	return p
}

// hasAlwaysHadWords finds nothing that was seen without them.
func (p *page) hasAlwaysHadWords(where string) {
	p.t.Helper()
	if seen := ask[[]string](p, "[...window.wordless]"); len(seen) > 0 {
		p.t.Errorf("%s was seen without words:\n%s", where, strings.Join(seen, "\n"))
	}
}

func TestNothingIsSeenBeforeItHasItsWords(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	presenter := h.begin()
	presenter.leads(0)
	presenter.pause()
	presenter.click("#jump-back")
	presenter.until("the playhead is not in the past", "!probe.live()")
	presenter.press("i")
	presenter.awaitClusters(2)
	session := strings.TrimPrefix(presenter.address(), h.url(""))
	for _, s := range []size{desktop, tablet, phone} {
		for _, address := range []string{"/", session, "/lesson/dies-alone/alone?lang=zh"} {
			t.Run(fmt.Sprintf("%s %v", address, s), func(t *testing.T) {
				t.Parallel()
				p := newWatchedPage(t, s)
				p.visit(h.url(address))
				p.ready()
				// What explains the page comes once somebody may ask.
				p.press("Shift")
				p.until("what explains the page does not come", "document.querySelector('#properties button')")
				if strings.HasPrefix(address, "/lesson/") {
					p.awaitLesson()
				}
				p.hasAlwaysHadWords(address)
			})
		}
	}
}
