package browser

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long a test waits for what has to come. Only a failure takes
// that long, or a machine that is very busy.
const patience = 40 * time.Second

// chromium is the browser of all tests, as a context that new pages derive from.
var chromium = sync.OnceValues(start)

// stop closes the browser, if it was started.
var stop = func() {}

// together is how many tests run at a time. They mostly wait for a clock; more
// pages than these would make two cores late for it.
const together = "3"

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", together); err != nil {
		panic(err) // it is a flag of every test
	}
	code := m.Run()
	stop()
	os.Exit(code)
}

// start starts Debian's Chromium with a profile that has never been used: the one
// without windows, which takes little more than half the time, or else the whole.
func start() (context.Context, error) {
	path, err := exec.LookPath("chromium-headless-shell")
	if err != nil {
		path, err = exec.LookPath("chromium")
	}
	if err != nil {
		return nil, fmt.Errorf("the browser tests need Debian's chromium-headless-shell: %w", err)
	}
	profile, err := os.MkdirTemp("", "playground-browser-")
	if err != nil {
		return nil, err
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path),
		chromedp.UserDataDir(profile),
		chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck,
		chromedp.Headless,
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		// Pages side by side are to run as if each were looked at.
		chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		// As in a browser with windows, a frame of another site has a process of its own.
		chromedp.Flag("site-per-process", true),
	}
	for _, name := range []string{"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync"} {
		options = append(options, chromedp.Flag(name, true))
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	stop = func() {
		closing, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		_ = chromedp.Cancel(closing) // whatever is left of it ends with this process
		_ = os.RemoveAll(profile)
	}
	return ctx, chromedp.Do(ctx)
}
