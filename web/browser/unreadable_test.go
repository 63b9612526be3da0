package browser

import (
	"fmt"
	"strings"
	"testing"

	"raft-playground/web"
)

// TestALinkOpensHoweverItIsDecorated: chats, mails and people put things around it.
func TestALinkOpensHoweverItIsDecorated(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	p.openText("raft 1\nservers 7\nseed 7\nend at 200ms\n")
	p.end()
	at, link := p.settled(), p.link()
	stands := fmt.Sprintf("document.querySelectorAll('[data-server][data-role]').length === 7 && probe.now() === %v && !probe.playing()", at)
	for _, decorated := range []string{
		link, link + ".", link + ",", link + ")", "(" + link + ")", link + "。", link + "）", "“" + link + "”", "<" + link + ">", `"` + link + `"`,
		link + "%20", link + "&utm_source=x", link + "?fbclid=1", link + "!", "**" + link + "**", link + "…", link + "%E2%80%8B",
	} {
		p.visit("about:blank")
		p.visit(h.url("/#" + decorated))
		p.until("the link with its decoration is not opened: "+decorated, stands)
	}
	// So does an address that is pasted where a text is written.
	p.visit(h.url("/"))
	p.ready()
	p.paste("<" + h.url("/#"+link) + ">.\n")
	p.click("#run-text-dialog .primary")
	p.until("a pasted address is not opened", stands)
}

func TestADamagedLinkShowsNoRun(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	p.pause()
	link := p.link()
	said := words(t, "en")
	for damaged, code := range map[string]string{
		link[:len(link)/2]: "scenario.broken-link", link[:len(link)-1] + "…": "scenario.broken-link", "1": "", "9" + link[1:]: "scenario.newer-link",
	} {
		p.visit("about:blank")
		p.visit(h.url("/#" + damaged))
		p.notice("notice.link")
		if line := p.text("#notice p"); code != "" && !strings.HasPrefix(line, strings.TrimSuffix(said[code], ".")) {
			t.Errorf("of %s it says %q", damaged, line)
		}
		p.accessible("a damaged link")
	}
	p.click("#notice button")
	p.ready()
	if now := p.address(); strings.Contains(now, "#") {
		t.Errorf("a run of one's own is at %s", now)
	}
}

// keptText is what the browser keeps of a session.
func (p *page) keptText(session string) string {
	p.t.Helper()
	return ask[string](p, fmt.Sprintf("JSON.parse(localStorage.getItem('raft-playground/session/%s')).run.text", session))
}

func TestARunThatCannotBeRestoredIsOfferedAsAFileAndNotOverwritten(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	p.eventful()
	address, session := p.address(), p.session()
	// What another version has written may be unreadable to this one.
	const lost = "raft 1\ntitle Only here\nservers 5\nat 1s: do what nobody knows\n"
	p.visit(h.url("/healthz"))
	ask[bool](p, fmt.Sprintf(`(() => {
		const key = 'raft-playground/session/%s';
		const kept = JSON.parse(localStorage.getItem(key));
		localStorage.setItem(key, JSON.stringify({ ...kept, run: { text: %q, edge: 2_000_000 } }));
		return true;
	})()`, session, lost))
	h.shut()
	h.rebuild()
	p.visit(address)
	p.notice("notice.run")
	if got := ask[string](p, "document.querySelector('#notice textarea').value"); got != lost {
		t.Errorf("the text is shown as %q", got)
	}
	p.accessible("a run that cannot be restored")

	ask[bool](p, `(URL.createObjectURL = (blob) => { blob.text().then((text) => (window.saved = text)); return '#'; }, HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; }, true)`)
	p.click("#notice button.primary")
	if saved := await[string](p, "no file is saved", "window.saved"); saved != lost {
		t.Errorf("the file has %q", saved)
	}
	if name := ask[string](p, "window.savedAs"); !strings.HasSuffix(name, ".raft") {
		t.Errorf("the file is called %q", name)
	}

	// A fresh run stands beside it.
	p.click("#notice button:not(.primary)")
	p.ready()
	if now := p.address(); now == address {
		t.Error("a fresh run has the old one's address")
	}
	p.eventful()
	if kept := p.keptText(session); kept != lost {
		t.Errorf("what is kept has become %q", kept)
	}
	p.visit(address)
	p.notice("notice.run")
	if kept := p.keptText(session); kept != lost {
		t.Errorf("what is kept has become %q", kept)
	}
}

// TestWhatIsDoneInALessonIsTheSameInEveryForm does something at a lesson's step, and
// hands that on as a text, as a file, as a link, and to a server that has forgotten. A
// text is a lesson that begins at its first step; what was done there comes next.
func TestWhatIsDoneInALessonIsTheSameInEveryForm(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.study("/lesson/figure-8")
	p.into("#lesson-try")
	p.pick("S3")
	p.until("S3 cannot be crashed", "probe.reason('do-crash') === null")
	p.click("#do-crash")
	p.until("S3 does not crash in a run beside", "document.querySelector('[data-cluster] [data-server=S3][data-role=crashed]')")
	if ask[bool](p, "probe.playing()") {
		p.pause()
	}
	shape := ask[string](p, "JSON.stringify([...document.querySelectorAll('[data-cluster]')].map((on) => [on.dataset.cluster, ...[...on.querySelectorAll('[data-server]')].map(({ dataset: d }) => [d.server, d.role, d.term, d.lastIndex])]))")
	same := fmt.Sprintf("JSON.stringify([...document.querySelectorAll('[data-cluster]')].map((on) => [on.dataset.cluster, ...[...on.querySelectorAll('[data-server]')].map(({ dataset: d }) => [d.server, d.role, d.term, d.lastIndex])])) === %q", shape)
	text, hash := p.export()
	link := p.link()

	h.shut()
	h.rebuild()
	p.noBanner()
	p.until("the restarted server shows something else", same)
	if _, again := p.export(); again != hash {
		t.Errorf("after a restart the hash is %s, not %s", again, hash)
	}
	for form, open := range map[string]func(other *page){
		"link": func(other *page) { other.visit(h.url("/#" + link)) },
		"text": func(other *page) {
			other.visit(h.url("/"))
			other.ready()
			other.openText(text)
			other.toTheEnd(same)
		},
		"file": func(other *page) {
			other.visit(h.url("/"))
			other.ready()
			other.openRunText()
			ask[bool](other, fmt.Sprintf(`(() => {
				const files = new DataTransfer();
				files.items.add(new File([%q], 'run.raft'));
				const input = document.querySelector('#run-text-dialog input[type=file]');
				input.files = files.files;
				return input.dispatchEvent(new Event('change'));
			})()`, text))
			other.until("the file is not taken up", fmt.Sprintf("document.getElementById('run-text-area').value === %q", text))
			other.click("#run-text-dialog .primary")
			other.until("the file is not run", "document.getElementById('run-text-dialog').dataset.showing === 'ran'")
			other.leave("run-text")
			other.toTheEnd(same)
		},
	} {
		other := newPage(t)
		open(other)
		other.until("as a "+form+" it ends as something else", same)
		if _, again := other.export(); again != hash {
			t.Errorf("as a %s it has the hash %s, not %s", form, again, hash)
		}
		other.close()
	}
}

// toTheEnd waits until a text's run stands still, and goes on to where it ends: that may be
// a step away, or reached by itself, and a step would lead on from there.
func (p *page) toTheEnd(there string) {
	p.t.Helper()
	p.until("the run does not stand still", "probe.live() && !probe.playing()")
	p.settled()
	if !ask[bool](p, there) {
		p.click("#step-forward")
	}
}
