package browser

import (
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// console is what a page said: its own messages, what it threw, and what the
// browser had to complain of.
type console struct {
	mu    sync.Mutex
	lines []line
}

type line struct{ kind, text string }

// Kinds of what a console says, besides those of console's own functions.
const (
	runtimeException = "exception"
	logError         = "log error"
)

// listen is called in the loop that reads the browser's messages.
func (c *console) listen(event any) {
	var l line
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		var words []string
		for _, arg := range e.Args {
			words = append(words, strings.Trim(string(arg.Value), `"`)+arg.Description)
		}
		l = line{string(e.Type), strings.Join(words, " ")}
	case *runtime.EventExceptionThrown:
		l = line{runtimeException, (&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error()}
	case *log.EventEntryAdded:
		l = line{"log " + string(e.Entry.Level), e.Entry.Text + " " + e.Entry.URL}
	default:
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lines = append(c.lines, l)
}

func (c *console) all() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []string
	for _, l := range c.lines {
		all = append(all, l.kind+": "+l.text)
	}
	return all
}

// of returns what was said of some kinds.
func (c *console) of(kinds ...string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var found []string
	for _, l := range c.lines {
		for _, kind := range kinds {
			if l.kind == kind {
				found = append(found, l.text)
			}
		}
	}
	return found
}
