package browser

import (
	"fmt"
	"testing"

	"raft-playground/web"
)

// windows are those in which the page is used: from a laptop's at 400 % to a wall.
var windows = []size{
	{320, 256, false}, {360, 640, true}, phone, {412, 915, true}, {480, 320, true}, {667, 375, true}, {740, 360, true}, {844, 390, true},
	{720, 450, false}, {768, 1024, true}, {820, 1180, true}, tablet, {1200, 700, false}, {1280, 720, false}, {1280, 800, false}, {1366, 768, false},
	desktop, {1920, 1080, false}, {2560, 1440, false}, {3840, 2160, false},
}

// stagePart is how much of the window's height the stage is seen in.
const stagePart = `(() => {
	const [stage, centre] = ['#stage', '.centre'].map((it) => document.querySelector(it).getBoundingClientRect());
	return (Math.min(stage.bottom, centre.bottom) - Math.max(stage.top, centre.top)) / innerHeight;
})()`

func (p *page) settle() {
	p.t.Helper()
	p.until("the stage does not fill its room", "Math.abs(document.querySelector('#stage canvas').getBoundingClientRect().width - document.querySelector('#stage .ring').clientWidth) < 1")
	ask[bool](p, "probe.frames(2).then(() => true)")
}

func TestTheStageHasHalfOfEveryWindowAndEverythingCanBeReached(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	for _, s := range windows {
		p.resize(s)
		p.settle()
		if part := ask[float64](p, stagePart); part < 0.499 {
			t.Errorf("%v: the stage has %.0f %% of the height", s, 100*part)
		}
		for _, fault := range ask[[]string](p, reachable) {
			t.Errorf("%v: %s", s, fault)
		}
		for _, small := range ask[[]string](p, "[...document.querySelectorAll('[data-server] text')].filter((it) => probe.seen(it) && parseFloat(getComputedStyle(it).fontSize) < 11).map((it) => it.textContent)") {
			t.Errorf("%v: “%s” is written too small", s, small)
		}
	}
}

// TestTheLogsAreReachedAtFourTimesTheSize, in a window of which little is left: the page
// is scrolled to them.
func TestTheLogsAreReachedAtFourTimesTheSize(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := newPage(t)
	p.resize(size{320, 256, false}) // before the page has ever had more room
	p.visit(h.url("/"))
	p.ready()
	p.leads(0)
	p.pause()
	p.settle()
	for _, part := range []string{".log-row[data-log]", ".machines", ".requests li"} {
		if !ask[bool](p, fmt.Sprintf(`(() => {
			const it = [...document.querySelectorAll('#stage %s')].at(-1);
			it?.scrollIntoView({ block: 'center' });
			const box = it?.getBoundingClientRect();
			return box && box.height > 8 && box.top >= 0 && box.bottom <= innerHeight && document.elementFromPoint(box.left + 20, (box.top + box.bottom) / 2)?.closest('#stage') !== null;
		})()`, part)) {
			t.Errorf("%s is not reached", part)
		}
	}
}

// reachable tells of controls that are neither in the window nor to be scrolled to,
// and have no place under "…" either.
const reachable = `(() => {
	const faults = [];
	const page = document.scrollingElement;
	const within = (it) => {
		const { left, right, top, bottom } = it.getBoundingClientRect();
		return left >= -1 && right <= innerWidth + 1 && top + page.scrollTop >= -1 && bottom + page.scrollTop <= Math.max(innerHeight, page.scrollHeight) + 1;
	};
	const wide = (what) => document.querySelector(what).getBoundingClientRect().width;
	if (wide('#stage') < 0.4 * innerWidth) faults.push('the stage is ' + wide('#stage') + ' px wide');
	if (wide('#track') < 0.15 * innerWidth) faults.push('the timeline is ' + wide('#track') + ' px wide');
	for (const it of document.querySelectorAll('.topbar :is(a, button):not([role^="menuitem"]), .transport :is(button, select), .tab, .timeline-foot button')) {
		if (!it.closest('[hidden]') && probe.seen(it) && !within(it)) faults.push(probe.nameOf(it) + ' is out of the window');
	}
	const menu = document.getElementById('more-menu');
	menu.hidden = false;
	const more = probe.seen(document.getElementById('more'));
	for (const id of ['new-run', 'compare', 'run-text', 'share', 'help']) {
		const item = menu.querySelector('[data-click="' + id + '"]');
		const ways = Number(probe.seen(document.getElementById(id))) + Number(more && probe.seen(item));
		if (ways !== 1) faults.push(id + ' can be reached in ' + ways + ' ways');
	}
	for (const id of ['language', 'theme']) {
		if (!probe.seen(document.getElementById(id)) && !more) faults.push(id + ' cannot be reached');
	}
	if (more && !within(menu) && menu.getBoundingClientRect().height < innerHeight - 60) faults.push('the menu is out of the window');
	menu.hidden = true;
	return faults;
})()`

func TestThePresentersSizeMakesServersAndTextLarger(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.leads(0)
	p.pause()
	for _, s := range []size{tablet, {1280, 720, false}, {1366, 768, false}, desktop, {1920, 1080, false}, {3840, 2160, false}} {
		p.resize(s)
		type looks struct{ Disc, Name, Role, Entry, Ring, Stage float64 }
		var usual, last looks
		for _, name := range []string{"normal", "large", "larger"} {
			ask[bool](p, fmt.Sprintf("(document.documentElement.dataset.size = %q, dispatchEvent(new Event('resize')), true)", name))
			ask[bool](p, "probe.frames(3).then(() => true)")
			p.settle()
			now := ask[looks](p, `(() => {
				const size = (what) => parseFloat(getComputedStyle(document.querySelector(what)).fontSize);
				const high = (what) => document.querySelector(what).getBoundingClientRect().height;
				return { Disc: high('[data-server] .disc'), Name: size('[data-server] .name'), Role: size('[data-server] .role'), Entry: size('.log-label'), Ring: high('.ring'), Stage: high('#stage') };
			})()`)
			if name == "normal" {
				usual = now
			} else if now.Disc < usual.Disc*1.02 || now.Name < usual.Name*1.02 || now.Role < usual.Role || now.Entry < last.Entry*1.1 {
				t.Errorf("%v %s: from %+v to %+v", s, name, usual, now)
			}
			if name != "normal" && now.Ring < now.Stage/2 {
				t.Errorf("%v %s: the ring has %.0f of %.0f px", s, name, now.Ring, now.Stage)
			}
			for _, fault := range ask[[]string](p, reachable) {
				t.Errorf("%v %s: %s", s, name, fault)
			}
			last = now
		}
	}
}
