package browser

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"raft-playground/web"
)

// brisk is a speed at which a test need not wait long: that of real servers.
const brisk = "1"

// lively opens a page at a brisk speed, and waits for a leader.
func lively(t *testing.T) (*page, server) {
	t.Helper()
	p := build(t, web.Options{}).begin()
	p.speed(brisk)
	return p, p.leads(0)
}

func TestAnotherServerLeadsAfterTheLeaderCrashed(t *testing.T) {
	t.Parallel()
	p, first := lively(t)
	for i, how := range []string{"crash", "power-off"} {
		leader := p.leads(0)
		p.pick(leader.ID)
		p.click("#do-" + how)
		p.awaitRole(leader.ID, "crashed")
		next := p.leads(leader.Term)
		if next.ID == leader.ID {
			t.Errorf("%s crashed and leads", leader.ID)
		}
		p.click("#do-restart")
		p.awaitRole(leader.ID, "follower")
		p.until("it does not learn of the new term", fmt.Sprintf("probe.servers().every(({term}) => term >= %d)", next.Term))
		if i == 0 && leader.ID != first.ID {
			t.Errorf("%s led, then %s, though nothing happened", first.ID, leader.ID)
		}
	}
}

func TestAMinorityHasNoLeader(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.click("#do-partition")
	// The leader and two more on one side, two on the other.
	var minority []string
	others := 0
	for _, s := range p.servers() {
		group := 0
		if s.ID != leader.ID {
			if others++; others <= 2 {
				group = 1
				minority = append(minority, s.ID)
			}
		}
		p.click(fmt.Sprintf("[data-of=%q][data-group=\"%d\"]", s.ID, group))
	}
	p.click("#partition-go")
	p.until("no wall is drawn", "probe.seen(document.querySelector('[data-wall]'))")

	// Two elections later still none of the two has led.
	led := await[[]string](p, "the minority does not try", fmt.Sprintf(`(() => {
		const few = probe.servers().filter(({id}) => %s.includes(id));
		probe.led ??= new Set();
		for (const {id, role} of few) if (role === 'leader') probe.led.add(id);
		return few.some(({term}) => term >= %d) && [...probe.led];
	})()`, list(minority), leader.Term+2))
	if len(led) > 0 {
		t.Errorf("of the minority %v, %v led", minority, led)
	}
	if now := p.leads(0); now.ID != leader.ID || now.Term != leader.Term {
		t.Errorf("%s leads term %d; the majority still has %s of term %d", now.ID, now.Term, leader.ID, leader.Term)
	}

	p.click("#do-heal-all")
	p.until("the wall stays", "!document.querySelector('[data-wall]')")
	p.until("they do not agree on a leader", "probe.servers().every(({term}, _, all) => term === all[0].term) && probe.servers().filter(({role}) => role === 'leader').length === 1")
}

func TestWaysAreCutAndHealed(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.pick(leader.ID)

	p.click("#do-isolate")
	p.until("no wall around the leader", fmt.Sprintf("probe.seen(document.querySelector('[data-wall=%q]'))", leader.ID))
	if reason := p.reason("do-isolate"); reason == "" {
		t.Error("the leader can be cut off once more")
	}
	p.leads(leader.Term)
	p.click("#do-heal-all")
	p.until("the wall stays", "!document.querySelector('[data-wall]')")

	to := p.neighbour(leader.ID)
	p.click("#do-cut")
	p.click("#cut-to-" + to)
	p.click("#cut-go")
	p.until("no wall one way", fmt.Sprintf("document.querySelector('[data-wall=\"%s-%s\"].one-way')", leader.ID, to))
	p.click("#do-heal-all")
	p.until("the wall stays", "!document.querySelector('[data-wall]')")
}

func TestAWriteReachesEveryLogAndIsAnswered(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.click("#do-write")
	p.until("the client's line does not come to an answer", "probe.phase('c1') === 'answered'")
	p.awaitLogs("x=1")
	p.until("the state machines do not hold it", "document.querySelectorAll('[data-machine]').length === 1 && document.querySelector('[data-machine] [data-key=x]')?.textContent === 'x=1'")
	servers := p.servers()
	for _, s := range servers {
		if s.LastIndex != servers[0].LastIndex || s.CommitIndex != s.LastIndex {
			t.Errorf("%s has %d entries, %d of them committed, %s has %d", s.ID, s.LastIndex, s.CommitIndex, servers[0].ID, servers[0].LastIndex)
		}
	}

	p.click("#do-read")
	p.until("the read is not answered", "document.querySelector('[data-request=c1] .command')?.textContent === 'read x' && probe.phase('c1') === 'answered'")
}

func TestWhatWouldDoNothingSaysWhy(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.pick(leader.ID)
	p.pause()

	offers := func(when string, want map[string]bool) {
		t.Helper()
		for id, can := range want {
			reason := p.reason(id)
			described := ask[bool](p, fmt.Sprintf("document.getElementById(document.getElementById(%q).getAttribute('aria-describedby'))?.textContent === document.getElementById(%q).dataset.reason", id, id))
			disabled := ask[bool](p, fmt.Sprintf("document.getElementById(%q).getAttribute('aria-disabled') === 'true'", id))
			if can != (reason == "") || disabled == can {
				t.Errorf("%s: %s gives the reason %q, disabled: %v", when, id, reason, disabled)
			}
			if !can && !described {
				t.Errorf("%s: %s does not tell its reason to who cannot see", when, id)
			}
		}
	}
	offers("with a leader", map[string]bool{
		"do-crash": true, "do-power-off": true, "do-restart": false, "do-time-out": false,
		"do-isolate": true, "do-partition": true, "do-heal-all": false, "do-write": true,
	})

	before, _ := p.export()
	for _, id := range []string{"do-restart", "do-time-out", "do-heal-all"} {
		p.click("#" + id)
		p.until(id+" does not say why", fmt.Sprintf("[...document.querySelectorAll('.toast')].some(({textContent}) => textContent === probe.reason(%q))", id))
	}
	p.fill("#client-value", "much")
	offers("with no number", map[string]bool{"do-write": false, "do-add": false, "do-read": true})
	p.click("#do-write")
	if after, _ := p.export(); after != before {
		t.Errorf("what would do nothing did something:\n%s", after)
	}

	p.click("#do-crash")
	p.awaitRole(leader.ID, "crashed")
	offers("with a crashed server", map[string]bool{"do-crash": false, "do-power-off": false, "do-restart": true, "do-time-out": false})
}

func TestAServerHasAMenu(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	on := fmt.Sprintf("[data-server=%q]", leader.ID)
	item := func(id string) string {
		return fmt.Sprintf("[...document.querySelectorAll('.floating [role=menuitem]')].find(({firstChild}) => firstChild.textContent === document.getElementById(%q).textContent)", id)
	}

	p.menu(on)
	p.until("the menu does not open", "document.querySelector('.floating[role=menu]')")
	if !ask[bool](p, item("do-restart")+".getAttribute('aria-disabled') === 'true'") {
		t.Error("a running server can be restarted")
	}
	p.press(kb.Escape)
	p.until("the menu does not close", "!document.querySelector('.floating')")
	p.until("the focus does not go back", fmt.Sprintf("document.activeElement === document.querySelector('%s [role=button]')", on))

	// Whoever has no mouse opens it, too; the first item is to crash it.
	p.press(kb.F10, chromedp.ModifierShift)
	p.until("the menu does not open by a key", fmt.Sprintf("document.activeElement === %s", item("do-crash")))
	p.press(kb.Enter)
	p.awaitRole(leader.ID, "crashed")

	p.menu(on)
	p.until("the menu does not open", item("do-restart"))
	ask[bool](p, item("do-restart")+".setAttribute('data-test', 'restart') ?? true")
	p.click("[data-test=restart]")
	p.until("it is not restarted", fmt.Sprintf("probe.role(%q) !== 'crashed'", leader.ID))
}

func TestAMenusReasonStandsApartFromItsName(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.pause()
	p.menu(fmt.Sprintf("[data-server=%q]", leader.ID))
	p.until("the menu does not open", "document.querySelector('.floating [aria-disabled=true] small')")
	for _, close := range ask[[]string](p, `[...document.querySelectorAll('.floating [aria-disabled=true]:has(small)')].filter((item) => {
		const name = document.createRange();
		name.selectNodeContents(item.firstChild);
		return item.querySelector('small').getBoundingClientRect().top < name.getBoundingClientRect().bottom - 2 || !/\s/.test(item.textContent.slice(item.firstChild.length)[0]);
	}).map((item) => item.textContent)`) {
		t.Errorf("they touch: %s", close)
	}
}

func TestOnAPhoneWhatIsToldForAMomentLiesOnTheTopBar(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	for _, s := range []size{phone, {360, 640, true}, {844, 390, true}} {
		p.resize(s)
		p.click("#step-back")
		p.until("it does not go back", "!probe.live()")
		ask[bool](p, "(document.getElementById('tab-controls').click(), true)")
		p.click("#do-crash")
		p.until("nothing is told", "document.querySelector('.toast')")
		for _, hidden := range ask[[]string](p, `['.ring', '.logs', '#controls', '#tabs', '#track', '.transport'].filter((at) => {
			const [toast, room] = [document.querySelector('.toast'), [...document.querySelectorAll(at)].find(probe.seen)].map((it) => it?.getBoundingClientRect());
			return toast && room && toast.bottom > room.top + 1 && toast.top < room.bottom - 1 && toast.right > room.left && toast.left < room.right;
		})`) {
			t.Errorf("%v: it lies on %s", s, hidden)
		}
		p.click("#live")
	}
}

func TestWhatIsToldForAMomentDoesNotLieOnHowRequestsGo(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	for _, s := range []size{{1440, 900, false}, {1280, 720, false}, {1024, 768, false}} {
		p.resize(s)
		p.click("#step-back")
		p.until("it does not go back", "!probe.live()")
		p.click("#do-crash")
		p.until("nothing is told", "document.querySelector('.toast')")
		if lies := ask[bool](p, `(() => {
			const [toast, ...rooms] = ['.toast', '.machines', '.requests'].map((at) => document.querySelector(at)?.getBoundingClientRect());
			return rooms.some((room) => room && toast.bottom > room.top && toast.top < room.bottom);
		})()`); lies {
			t.Errorf("%v: it lies on state machines or requests", s)
		}
		p.click("#live")
	}
}
