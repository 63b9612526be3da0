package browser

import (
	"fmt"
	"strings"
	"testing"

	"raft-playground/web"
)

// TestALeaderThatIsSelectedSaysFirstWhyItLeads, without a scroll, in both languages.
func TestALeaderThatIsSelectedSaysFirstWhyItLeads(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "zh"} {
		p := build(t, web.Options{}).beginIn(lang)
		leader := p.leads(0)
		p.pick(leader.ID)
		p.until(lang+": the reason is not told", `(() => {
			const card = document.querySelector('#why-cards .why-card:first-child');
			const room = document.getElementById('details').getBoundingClientRect();
			const numbers = document.getElementById('figure2').getBoundingClientRect();
			if (!card?.textContent || document.getElementById('details').scrollTop > 0) return false;
			const { top, bottom } = card.getBoundingClientRect();
			return top >= room.top && bottom <= room.bottom && bottom <= numbers.top;
		})()`)
	}
}

// TestWhatHasChangedTakesNoMoreRoom, so that nothing in the inspector wraps or moves for it.
func TestWhatHasChangedTakesNoMoreRoom(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.pick(p.leads(0).ID)
	p.until("a value that has changed is wider", `(() => {
		const rows = [...document.querySelectorAll('#figure2 dd')].filter(({ textContent }) => textContent.trim());
		const probed = rows.map((row) => {
			const [plain, marked] = [row.cloneNode(), row.cloneNode()];
			const mark = document.createElement('mark');
			plain.textContent = mark.textContent = 'S5 1';
			marked.append(mark);
			for (const copy of [plain, marked]) copy.style.justifySelf = 'start';
			row.after(plain, marked);
			const widths = [plain, marked].map((copy) => copy.getBoundingClientRect().width);
			plain.remove();
			marked.remove();
			return widths;
		});
		return probed.length > 5 && probed.every(([plain, marked]) => plain > 10 && Math.abs(marked - plain) < 0.1);
	})()`)
}

// manyTerms has entries of terms of two digits.
func manyTerms() string {
	var text strings.Builder
	text.WriteString("raft 1\nservers 3\nseed 7\n\nat 10ms: time out S1\n")
	for i := range 11 {
		fmt.Fprintf(&text, "after 60ms: time out S%d\n", 1+(i+1)%3)
	}
	for i := range 8 {
		fmt.Fprintf(&text, "after 60ms: c1 write x=%d\n", 9575+i)
	}
	text.WriteString("end at 1800ms\n")
	return text.String()
}

func TestAnEntryOfALongLogIsGoneTo(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText(manyTerms())
	p.speed(brisk)
	p.awaitLogs("x=9582")
	p.end()
	p.pick("S2")
	at := func(index int) string {
		return fmt.Sprintf(`(() => {
			const cell = document.querySelector('[data-log=S2] [data-entry="%d"]')?.getBoundingClientRect();
			const row = document.querySelector('[data-log=S2]');
			const [label, progress] = ['.log-label', '.log-progress'].map((part) => row.querySelector(part).getBoundingClientRect());
			return cell && cell.left >= label.right - 4 && cell.right <= progress.left + 4;
		})()`, index)
	}
	for _, index := range []int{2, 15} {
		p.until("there is no way to go to an entry", "probe.seen(document.getElementById('go-to-entry'))")
		p.fill("#go-to-entry", fmt.Sprint(index))
		p.click(".go-to button")
		p.until(fmt.Sprintf("entry %d is not told", index), fmt.Sprintf("new RegExp('^' + %q).test(document.getElementById('why-title').textContent)", fmt.Sprintf("Entry %d ", index)))
		p.until(fmt.Sprintf("entry %d is not in view", index), at(index))
		p.until("where it comes from is not told", fmt.Sprintf("[...document.querySelectorAll('#why-cards .why-card')].some(({ textContent }) => textContent.startsWith(%q))", words(t, "en")["why.entry.origin"]))
	}
	// From there one goes to when its leader took it.
	before := p.settled()
	p.click("#why-cards .why-card:last-child [data-at]")
	p.until("one cannot go to where it comes from", fmt.Sprintf("probe.now() < %v && !probe.live()", before))
}

// TestNoTermTouchesItsCommand, however long both are, nor do a leader's indexes their neighbours.
func TestNoTermTouchesItsCommand(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText(manyTerms())
	p.speed(brisk)
	p.awaitLogs("x=9582")
	for _, s := range []size{desktop, {1280, 720, false}, tablet, phone} {
		p.resize(s)
		p.settle()
		for _, touching := range ask[[]string](p, `[...document.querySelectorAll('.log-cell[data-entry]')].flatMap((cell) => {
			const [command, term] = ['b', 'sup'].map((part) => {
				const text = document.createRange();
				text.selectNodeContents(cell.querySelector(part));
				return text.getBoundingClientRect();
			});
			return term.left - command.right >= 2 ? [] : [cell.textContent + ': ' + (term.left - command.right) + ' px'];
		})`) {
			t.Errorf("%v: %s", s, touching)
		}
	}
}

func TestABusyClientHasAnotherBesideIt(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	offered := "probe.seen(document.getElementById('other-client'))"
	p.click("#do-write")
	p.until("the client does not ask", "probe.phase('c1') === 'sent'")
	if ask[bool](p, offered) {
		t.Error("another client is offered though nothing waits")
	}
	p.click("#do-write")
	p.until("no other client is offered", offered)
	p.click("#other-client")
	p.until("it is not chosen", "document.getElementById('client').value === 'c2'")
	p.click("#do-write")
	p.until("the other client does not ask", "probe.phase('c2') === 'sent'")
	// Who is busy is said with the readings, which come later than what the stage shows.
	p.until("it is offered still", "!("+offered+")")
}
