package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

func TestTheKeyboardAloneIsEnough(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	number := strings.TrimPrefix(leader.ID, "S")

	p.press(number + "c")
	p.awaitRole(leader.ID, "crashed")
	next := p.leads(leader.Term)
	p.press("r")
	p.until("it does not learn of the new term", fmt.Sprintf("probe.servers().every(({term}) => term === %d)", next.Term))

	p.press("t")
	p.leads(next.Term)

	p.press("w")
	p.awaitLogs("x=1")

	p.press("p")
	p.until("the dialog does not open", "document.getElementById('partition-dialog')?.open")
	p.tabTo("partition-go")
	p.press(kb.Enter)
	p.until("no wall is drawn", "document.querySelector('[data-wall]')")
	p.press("h")
	p.until("the wall stays", "!document.querySelector('[data-wall]')")

	p.press(" ")
	p.until("the run does not pause", "!probe.playing()")
}

func TestEveryControlIsReachedWithTheTabKey(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	// What can be pressed or changed, and is not inside a menu or a group that
	// is walked with the arrow keys.
	missing := ask[map[string]bool](p, `Object.fromEntries([...document.querySelectorAll('button, select, input, a[href], [role=slider], [role=button], textarea')]
		.filter((e) => probe.seen(e) && !e.disabled && e.getAttribute('tabindex') !== '-1')
		.map((e) => [probe.nameOf(e), true]))`)
	if len(missing) < 30 {
		t.Errorf("only %d controls were looked for: %v", len(missing), missing)
	}
	for range 3 * len(missing) {
		if len(missing) == 0 {
			break
		}
		p.press(kb.Tab)
		delete(missing, ask[string](p, "probe.nameOf(document.activeElement)"))
	}
	for name := range missing {
		t.Errorf("the Tab key never comes to %s", name)
	}
}

// tabTo presses the Tab key until an element has the focus.
func (p *page) tabTo(id string) {
	p.t.Helper()
	for range 100 {
		if ask[bool](p, fmt.Sprintf("document.activeElement?.id === %q", id)) {
			return
		}
		p.press(kb.Tab)
	}
	p.t.Fatalf("the Tab key never comes to %s", id)
}
