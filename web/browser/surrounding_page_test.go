package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
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
