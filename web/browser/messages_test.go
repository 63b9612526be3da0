package browser

import (
	"fmt"
	"strings"
	"testing"
)

// untilSomethingFlies goes on step by step, paused, until servers' messages are on
// their way.
func (p *page) untilSomethingFlies() {
	p.t.Helper()
	for range 40 {
		p.until("the page does not come to the edge", "probe.live() && !probe.playing()")
		at := p.settled()
		if p.reason("do-message") == "" {
			return
		}
		p.click("#step-forward")
		p.until("a step leads nowhere", fmt.Sprintf("probe.now() > %v", at))
	}
	p.t.Fatal("no message is ever on its way")
}

func TestAMessageIsDroppedDelayedAndDuplicated(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	for _, act := range []struct{ key, recorded string }{
		{"message.drop", "drop message "},
		{"message.delay", "delay message "},
		{"message.duplicate", "duplicate message "},
	} {
		p.untilSomethingFlies()
		p.press("m")
		p.until("the messages are not listed", "document.querySelector('.floating [role=menuitem]')")
		name := p.text(".floating [role=menuitem]")
		p.click(".floating [role=menuitem]")
		p.until("the message's menu does not open", fmt.Sprintf(`(() => {
			const item = [...document.querySelectorAll('.floating [role=menuitem]')].find(({ textContent }) => new RegExp('^' + %q + '$').test(textContent));
			item?.setAttribute('data-test', 'act');
			return item && document.querySelector('.floating .menu-title').textContent === %q;
		})()`, wording(t, act.key), name))
		p.click(".floating [data-test=act]")
		text, hash := p.export()
		if !strings.Contains(text, act.recorded) {
			t.Errorf("%s of %s is not recorded as %q:\n%s", act.key, name, act.recorded, text)
		}
		if played := replay(t, text).hash(); played != hash {
			t.Errorf("after %s the page has the hash %s, a replay %s", act.key, hash, played)
		}
	}
	p.click("#play")
	p.until("nobody tells that a message was dropped", fmt.Sprintf("[...document.querySelectorAll('#feed-rows li')].some(({textContent}) => new RegExp(%q).test(textContent))", wording(t, "event.lost-by-hand")))
}
