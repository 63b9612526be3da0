package browser

import (
	"fmt"
	"testing"

	"raft-playground/web"
)

// TestASnapshotStandsInTheLogTableForWhatIsGone: one box in place of the entries, on whom
// took it and on whom it was sent to; the feed tells of both, and the inspector of the log
// that is left.
func TestASnapshotStandsInTheLogTableForWhatIsGone(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText("raft 1\nservers 3\nseed 7\n\nat 10ms: time out S1\nwhen S1 leads: crash S3\nafter 0ms: c1 write x=1\nwhen S1 applied x=1: c1 write y=2\nwhen S1 applied y=2: snapshot S1\nafter 10ms: restart S3\nwhen S3 installed snapshot: c1 write z=3\nend at 900ms\n")
	p.speed(brisk)
	for _, told := range []string{"snapshot-taken", "snapshot-sent", "snapshot-replaced-log"} {
		p.until(told+" is not told", fmt.Sprintf("document.querySelector('#feed-rows li[data-told=\"decision.%s\"]')", told))
	}
	for _, id := range []string{"S1", "S3"} {
		p.until(id+" has no box for what is gone", fmt.Sprintf("document.querySelector('[data-log=%q] .log-base:not([hidden])')?.textContent.includes('1–3')", id))
	}
	p.until("S2 has one", "document.querySelector('[data-log=\"S2\"] .log-base').hidden")
	p.until("what follows does not stand behind it", "document.querySelector('[data-log=\"S3\"] .log-cell[data-entry=\"4\"]') && !document.querySelector('[data-log=\"S3\"] .log-cell[data-entry=\"3\"]')")
	p.pick("S3")
	p.until("the inspector does not tell it", "document.getElementById('inspector').textContent.includes('1–3')")
}

// TestAServerTakesASnapshotWhenItIsAsked, by its menu, and not twice where nothing is new.
func TestAServerTakesASnapshotWhenItIsAsked(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.pause()
	p.settled()
	p.menu(fmt.Sprintf("[data-server=%q]", leader.ID))
	p.until("the menu does not offer it", fmt.Sprintf(`(() => {
		const item = [...document.querySelectorAll('.floating [role=menuitem]')].find(({ textContent }) => new RegExp('^' + %q + '$').test(textContent));
		item?.setAttribute('data-test', 'snapshot');
		return item;
	})()`, wording(t, "do.snapshot")))
	p.click("[data-test=snapshot]")
	p.until("its log does not begin later", fmt.Sprintf("document.querySelector('[data-log=%q] .log-base:not([hidden])')", leader.ID))
}
