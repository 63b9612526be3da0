package browser

import (
	"fmt"
	"testing"

	"raft-playground/web"
)

// TestWhoComesToALongRunSeesItsLogsToTheirBeginning: a snapshot tells the tail of a
// log, and what lies before comes when somebody looks there.
func TestWhoComesToALongRunSeesItsLogsToTheirBeginning(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	text := "raft 1\nservers 3\nclients 8\nseed 7\nlatency 1ms to 2ms\n\nat 10ms: time out S1\nat 20ms: c1 writes every 1ms\n"
	for client := 2; client <= 8; client++ {
		text += fmt.Sprintf("after 0ms: c%d writes every 1ms\n", client)
	}
	// The traffic ends, so that the page is at rest however slow the machine is.
	text += "at 3000ms: c1 stops\n"
	for client := 2; client <= 8; client++ {
		text += fmt.Sprintf("after 0ms: c%d stops\n", client)
	}
	p.openText(text)
	p.speed("10")
	p.until("the log does not become long", "probe.servers().every(({ lastIndex }) => lastIndex > 1900)")
	p.until("the traffic does not end", "probe.now() > 3020")
	p.pause()
	p.settled()
	end := fmt.Sprint(ask[float64](p, "probe.servers()[0].lastIndex"))

	other := newPage(t)
	// What is asked for comes late, so that it is seen to be missing.
	other.prepare(holdBack(`data.startsWith('{"t":"entries"')`))
	other.visit(p.address())
	other.until("the end of the logs is not there", fmt.Sprintf("document.querySelectorAll('[data-log] [data-entry=\"%s\"]').length >= 1", end))
	ask[bool](other, "(document.querySelector('.logs-scroll').scrollLeft = 0, true)")
	other.until("nothing says that the beginning is being fetched", "document.querySelectorAll('[data-log=S1] [data-pending]').length > 3 && window.late?.length === 3")
	ask[bool](other, "(window.late.splice(0).forEach((hear) => hear()), true)")
	const beginning = "JSON.stringify([...document.querySelectorAll('[data-log] [data-entry]')].filter(({ dataset }) => dataset.entry < 6).map((on) => [on.dataset.entry, on.textContent, on.dataset.state]).sort())"
	other.until("the beginning does not come", "document.querySelectorAll('[data-pending]').length === 0 && document.querySelectorAll('[data-log] [data-entry=\"1\"]').length === 3")
	ask[bool](p, "(document.querySelector('.logs-scroll').scrollLeft = 0, true)")
	p.until("the logs do not scroll back", "document.querySelectorAll('[data-log] [data-entry=\"1\"]').length === 3")
	if told, known := ask[string](other, beginning), ask[string](p, beginning); told != known {
		t.Errorf("who came late sees\n%s, who was there\n%s", told, known)
	}
}
