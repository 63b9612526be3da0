package browser

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

//go:embed probe.js
var probe string

//go:embed probe-looks.js
var probeLooks string

// The sizes at which the page is looked at.
var (
	desktop = size{1440, 900, false}
	tablet  = size{1024, 768, false}
	phone   = size{390, 844, true}
)

type size struct {
	width, height int64
	touch         bool
}

func (s size) String() string { return fmt.Sprintf("%d×%d", s.width, s.height) }

// page is a page in an incognito context of its own.
type page struct {
	t       testing.TB
	ctx     context.Context
	close   func()
	console *console
	traffic *traffic
}

// newPage returns an empty page, as large as a desktop.
func newPage(t testing.TB) *page {
	t.Helper()
	browser, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	p := &page{t: t, console: &console{}, traffic: newTraffic()}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.console.listen), chromedp.WithListener(p.traffic.listen))
	p.ctx = ctx
	p.close = sync.OnceFunc(func() {
		p.confess()
		cancel()
	})
	t.Cleanup(p.close)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("no page: %v", err)
	}
	// Nobody here looks at nodes; to be told of every change would cost the page time.
	call(p, css.Disable, cdp.Empty{})
	call(p, dom.Disable, cdp.Empty{})
	call(p, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: probe + probeLooks})
	p.resize(desktop)
	return p
}

// resize makes the page as large as a device is.
func (p *page) resize(s size) {
	p.t.Helper()
	call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: s.width, Height: s.height, DeviceScaleFactor: 1, Mobile: s.touch,
	})
	call(p, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: s.touch})
}

// visit goes to an address and waits until the document is there.
func (p *page) visit(address string) {
	p.t.Helper()
	p.do("to visit "+address, chromedp.Navigate(address))
}

// prepare has a script run in every document that the page opens from now on.
func (p *page) prepare(script string) {
	p.t.Helper()
	call(p, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}

// call sends a command of the DevTools protocol.
func call[P, R any](p *page, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	answer, err := chromedp.Call(ctx, command, params)
	if err != nil {
		p.t.Fatalf("%s: %v", command.Method, err)
	}
	return answer
}

// do carries steps out.
func (p *page) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// ask returns what an expression in the page comes to; a promise is waited for.
func ask[T any](p *page, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// await waits until an expression in the page comes to something true, and
// returns that. It goes on waiting when the page is loaded anew.
func await[T any](p *page, what, expression string) T {
	p.t.Helper()
	return awaitFor[T](p, patience, what, expression)
}

// awaitFor is the same with less patience, for what has to come soon.
func awaitFor[T any](p *page, most time.Duration, what, expression string) T {
	p.t.Helper()
	deadline := time.Now().Add(most)
	ctx, cancel := context.WithTimeout(p.ctx, most+10*time.Second)
	defer cancel()
	for {
		wait := fmt.Sprintf("probe.until(() => %s, %d)", expression, max(0, time.Until(deadline).Milliseconds()))
		value, err := chromedp.Run(ctx, chromedp.Evaluate[T](wait, chromedp.EvalAwaitPromise))
		if err == nil {
			return value
		}
		// The browser says so when the document in which it waited is gone; the next
		// one is as good.
		var gone *cdproto.Error
		if !errors.As(err, &gone) || time.Now().After(deadline) {
			p.t.Fatalf("%s: %v\n%s", what, err, expression)
		}
	}
}

// until waits until an expression in the page is true.
func (p *page) until(what, expression string) {
	p.t.Helper()
	await[bool](p, what, "Boolean("+expression+")")
}

// confess tells, after a failure, what the page said and how it looked. A page
// that threw has failed in any case.
func (p *page) confess() {
	p.t.Helper()
	if thrown := p.console.of(runtimeException); len(thrown) > 0 {
		p.t.Errorf("the page threw:\n%s", strings.Join(thrown, "\n"))
	}
	if !p.t.Failed() {
		return
	}
	p.t.Logf("the console:\n%s", strings.Join(p.console.all(), "\n"))
	ctx, cancel := context.WithTimeout(p.ctx, 10*time.Second)
	defer cancel()
	if address, err := chromedp.Run(ctx, chromedp.Location()); err == nil {
		p.t.Logf("the address: %s", address)
	}
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Logf("no screenshot: %v", err)
		return
	}
	name := filepath.Join(p.t.ArtifactDir(), fmt.Sprintf("page-%s.png", chromedp.FromContext(p.ctx).Target.TargetID))
	if err := os.WriteFile(name, picture, 0o644); err != nil {
		p.t.Logf("the screenshot could not be kept: %v", err)
		return
	}
	p.t.Logf("a screenshot (kept with -artifacts): %s", name)
}
