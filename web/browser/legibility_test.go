package browser

import (
	"fmt"
	"strings"
	"testing"

	"raft-playground/web"
)

func TestNineServersAreLegible(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText("raft 1\nservers 9\nseed 4\n\nat 400ms: c1 write x=1\n")
	p.speed("1")
	p.until("nine servers do not appear", "probe.servers().length === 9")
	p.leads(0)
	p.awaitLogs("x=1")
	p.pause()
	p.looks(func(look string, _ size) {
		for _, problem := range ask[[]string](p, "probe.crowded(9)") {
			t.Errorf("%s: %s", look, problem)
		}
	})
}

func TestOneServerIsACluster(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText("raft 1\nservers 1\nseed 4\n")
	p.speed(brisk)
	p.until("one server does not appear", "probe.servers().length === 1")
	p.leads(0)
	p.click("#do-write")
	p.awaitLogs("x=1")
	p.until("the client is not answered", "probe.phase('c1') === 'answered'")
	for _, id := range []string{"do-partition", "do-isolate", "do-cut"} {
		if p.reason(id) == "" {
			t.Errorf("%s is offered to a server that is alone", id)
		}
	}
	p.pause()
	p.looks(func(look string, _ size) {
		for _, problem := range ask[[]string](p, "probe.crowded(9)") {
			t.Errorf("%s: %s", look, problem)
		}
	})
}

func TestALongLogScrollsAndFollowsItsTail(t *testing.T) {
	t.Parallel()
	const entries = 200
	var text strings.Builder
	text.WriteString("raft 1\nservers 5\nclients 8\nseed 4\n\n")
	for i := range entries {
		fmt.Fprintf(&text, "at %dms: c%d write k%d=%d\n", 600+8*i, 1+i%8, i%10, i)
	}
	p := build(t, web.Options{}).begin()
	p.openText(text.String())
	p.speed("1")
	last := fmt.Sprintf("probe.servers().every(({ lastIndex }) => lastIndex >= %d)", entries)
	p.until("the entries do not come", last)
	p.pause()
	tail := ask[int](p, "Math.max(...probe.servers().map(({ lastIndex }) => lastIndex))")

	for _, s := range []size{desktop, phone} {
		p.resize(s)
		p.until("the tail is not in view", fmt.Sprintf("probe.inView(%d)", tail))
		if most := ask[int](p, "document.querySelectorAll('[data-entry]').length"); most > 5*40 {
			t.Errorf("%v: %d cells are in the document", s, most)
		}
		ask[bool](p, "(document.querySelector('.logs-scroll').scrollLeft = 0, true)")
		p.until("the first entry is not in view", "probe.inView(1)")
		p.click(".logs-latest")
		p.until("there is no way back to the tail", fmt.Sprintf("probe.inView(%d)", tail))
	}

	// Whoever looks at the beginning is left alone when the tail grows.
	p.resize(desktop)
	ask[bool](p, "(document.querySelector('.logs-scroll').scrollLeft = 0, true)")
	p.until("the first entry is not in view", "probe.inView(1)")
	p.click("#play")
	p.click("#do-write")
	p.until("the tail does not grow", fmt.Sprintf("probe.servers().every(({ lastIndex }) => lastIndex > %d)", tail))
	p.until("the table runs away", "probe.inView(1)")
	p.click(".logs-latest")
	p.click("#do-write")
	p.until("the tail is not followed", fmt.Sprintf("probe.inView(%d)", tail+2))
}
