package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"

	"raft-playground/web"
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

// TestShortcutsWorkOnEveryKeyboardLayout: by the letter that is printed on a key, or where
// there is none that is Latin, by the key's place.
func TestShortcutsWorkOnEveryKeyboardLayout(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText("raft 1\nservers 3\nseed 7\n\nat 10ms: time out S1\nend at 200ms\n")
	p.end()
	p.until("S1 does not lead", "probe.role('S1') === 'leader'")
	key := func(key, code string) {
		t.Helper()
		for _, what := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
			call(p, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: what, Key: key, Code: code})
		}
	}
	chosen := func(id string) {
		t.Helper()
		p.until(id+" is not selected", fmt.Sprintf("document.querySelector('#controls [data-pick=%s]').getAttribute('aria-pressed') === 'true'", id))
	}
	key("é", "Digit2") // AZERTY
	chosen("S2")
	key("с", "KeyC") // Russian
	p.awaitRole("S2", "crashed")
	key("ρ", "KeyR") // Greek
	p.awaitRole("S2", "follower")
	key("٣", "Digit3") // Arabic
	chosen("S3")
	key("z", "KeyW") // AZERTY: where others have a w
	p.until("S3 is not paused", "document.querySelector('[data-server=S3]').classList.contains('is-paused')")
	key("？", "Slash")
	p.until("help does not open", "document.getElementById('help-dialog')?.open")
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
