package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/chromedp/kb"

	"raft-playground/raft/scenario/link"
	"raft-playground/web"
)

// marks are the marked lines of the run's text, each with how it is marked.
func (p *page) marks() map[string]string {
	p.t.Helper()
	return ask[map[string]string](p, "Object.fromEntries([...document.querySelectorAll('.gutter [data-line]')].map(({ dataset, className }) => [dataset.line, className]))")
}

func TestClaimsTurnGreenOrRedAtTheirLines(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.speed(brisk)
	p.runText("raft 1\nservers 3\nseed 7\n\nwhen leader elected: c1 write x=1\nwhen x=1 acknowledged: expect x=1 committed\nafter 0ms: expect no leader\nexpect no violation\nend at 900ms\n")
	p.until("the claims are not judged", "document.querySelectorAll('.gutter [data-line]').length === 3")
	if marks := p.marks(); marks["6"] != "is-held" || marks["7"] != "is-broken" || marks["8"] != "is-held" {
		t.Errorf("the lines are marked %v", marks)
	}
	if text := ask[string](p, "document.getElementById('run-text-area').value"); !strings.Contains(text, "when leader elected") {
		t.Errorf("the text that was run became\n%s", text)
	}

	// A claim leads to where it was judged.
	p.click(".outcome[data-line='7']")
	p.until("the claim leads nowhere", "!probe.live() && probe.now() > 0 && probe.now() < 890")

	// What is wrong with a text is said at its line, in both languages.
	for _, lang := range []string{"en", "zh"} {
		p.fill("#run-text-area", "raft 1\nservers 3\nseed 7\n\nat 5ms: crsh S1\n")
		p.click("#run-text-dialog .primary")
		p.until("the line is not marked", "document.querySelector('.gutter .is-wrong[data-line=\"5\"]')")
		problem := pattern(words(t, lang)["scenario.unknown-action"])
		p.until("it is not said in "+lang, fmt.Sprintf("new RegExp(%q).test(document.querySelector('#run-text-dialog [role=alert]').textContent)", problem))
		if lang == "en" {
			p.setLang("zh")
		}
	}
	if len(p.marks()) != 1 {
		t.Errorf("a text that was never run has the marks %v", p.marks())
	}
}

func TestTheTextIsAlwaysCurrent(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.pick(leader.ID)
	p.openRunText()
	p.click("#do-crash")
	p.until("what is done does not appear in the text", fmt.Sprintf("document.getElementById('run-text-area').value.includes('crash %s')", leader.ID))
	// Whoever writes is not disturbed.
	p.fill("#run-text-area", "raft 1\n")
	p.click("#do-restart")
	p.awaitRole(leader.ID, "follower")
	if text := ask[string](p, "document.getElementById('run-text-area').value"); text != "raft 1\n" {
		t.Errorf("what was being written became %q", text)
	}
}

func TestALinkIsCopiedAndItsLengthShown(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	p.speed(brisk)
	leader := p.leads(0)
	// Of the clipboard only what is put on it matters here.
	ask[bool](p, "(navigator.clipboard.writeText = async (text) => void (window.copied = text), true)")
	p.pick(leader.ID)
	p.click("#do-crash")
	p.awaitRole(leader.ID, "crashed")
	p.pause()
	text, hash := p.export()

	p.click("#share")
	code := await[string](p, "there is no link", "document.getElementById('share-link')?.value")
	if said := p.text("#share-length"); !strings.HasPrefix(said, strconv.Itoa(len(code))+" ") {
		t.Errorf("the link %s has %d characters, the page says %s", code, len(code), said)
	}
	address, shared, _ := strings.Cut(code, "#")
	told, err := link.Decode(shared)
	if err != nil || address != h.url("/") {
		t.Fatalf("%s: %v", code, err)
	}
	if told.Text != text || replay(t, told.Text).hash() != hash {
		t.Errorf("the link tells\n%s\nnot\n%s", told.Text, text)
	}
	if embed := ask[string](p, "document.getElementById('share-embed').value"); !strings.Contains(embed, `src="`+address+"?embed=1#"+shared+`"`) {
		t.Errorf("the piece of another page is %s", embed)
	}
	p.click("#share-dialog .primary")
	p.until("it is not said that it was copied", fmt.Sprintf("[...document.querySelectorAll('.toast')].some(({textContent}) => textContent === %q)", words(t, "en")["copy.copied"]))
	if copied := ask[string](p, "window.copied"); copied != code {
		t.Errorf("%q was copied", copied)
	}
	// Where there is no clipboard, the text is selected.
	ask[bool](p, "Object.defineProperty(navigator, 'clipboard', { value: undefined }) && (document.execCommand = () => false, true)")
	p.click("#share-dialog .primary")
	p.until("it is not said that it was not copied", fmt.Sprintf("[...document.querySelectorAll('.toast')].some(({textContent}) => textContent === %q)", words(t, "en")["copy.failed"]))
	if selected := ask[string](p, "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.getElementById('share-link'))"); selected != code {
		t.Errorf("%q is selected", selected)
	}
	p.press(kb.Escape)

	// Nothing of this was fetched before it was asked for.
	other := h.begin()
	other.leads(0)
	for _, r := range other.fetched() {
		if strings.Contains(r.url, "i18n/text.") || strings.Contains(r.url, "css/share.css") {
			t.Errorf("%s is fetched before it is needed", r.url)
		}
	}
}

func TestAFileIsDroppedOnThePageOrChosen(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	const text = "raft 1\ntitle From a file\nservers 3\nseed 9\n"
	p.until("a file can not be dropped", fmt.Sprintf(`(() => {
		const files = new DataTransfer();
		files.items.add(new File([%q], 'a.raft', { type: 'text/plain' }));
		const over = new DragEvent('dragover', { dataTransfer: files, bubbles: true, cancelable: true });
		document.getElementById('stage').dispatchEvent(over);
		document.getElementById('stage').dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
		return over.defaultPrevented;
	})()`, text))
	p.until("the file's text does not appear", fmt.Sprintf("document.getElementById('run-text-area')?.value === %q", text))
	p.click("#run-text-dialog .primary")
	p.until("the file is not run", "document.getElementById('run-title').textContent === 'From a file'")

	const chosen = "raft 1\ntitle Chosen\nservers 4\nseed 9\n"
	file := filepath.Join(t.TempDir(), "chosen.raft")
	if err := os.WriteFile(file, []byte(chosen), 0o600); err != nil {
		t.Fatal(err)
	}
	document := call(p, dom.GetDocument, dom.GetDocumentParams{})
	input := call(p, dom.QuerySelector, dom.QuerySelectorParams{NodeID: document.Root.NodeID, Selector: "#run-text-dialog input[type=file]"})
	call(p, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{file}, NodeID: input.NodeID})
	p.until("the file's text does not appear", fmt.Sprintf("document.getElementById('run-text-area').value === %q", chosen))
	p.click("#run-text-dialog .primary")
	p.until("the file is not run", "document.getElementById('run-title').textContent === 'Chosen'")
}

func TestOthersAreShownTheAddressToWatchAt(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	p.leads(0)
	ask[bool](p, "(document.getElementById('watching').click(), true)")
	address := await[string](p, "there is no address", "document.getElementById('watch-address')?.value")
	if address != p.address() {
		t.Errorf("others are to watch at %s, the page is at %s", address, p.address())
	}
	p.until("the code is not drawn", "probe.seen(document.getElementById('watch-code')) && document.getElementById('watch-code').naturalWidth > 0")
	other := newPage(t)
	other.visit(address)
	other.ready()
	p.until("nobody says that two look", "/2/.test(document.getElementById('watch-count').textContent) && /2/.test(document.getElementById('watching').textContent)")
}

func TestAClientAsksByItself(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.fill("#traffic-every", "50000")
	p.fill("#traffic", "both")
	p.awaitLogs("x=3")
	p.until("the control does not show it", "document.getElementById('traffic').value === 'both' && document.getElementById('traffic-every').value === '50000'")
	p.fill("#traffic", "off")
	p.pause()
	text, hash := p.export()
	for _, said := range []string{"c1 writes and reads every 50ms", "c1 stops"} {
		if !strings.Contains(text, said) {
			t.Errorf("the text does not say %q:\n%s", said, text)
		}
	}
	if played := replay(t, text).hash(); played != hash {
		t.Errorf("the page has the hash %s, a replay %s", hash, played)
	}
}

func TestAnExampleOfTheLanguageIsOpened(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := newPage(t)
	p.visit(h.url("/language"))
	p.click("[data-form] .open")
	p.ready()
	p.until("the example does not stand at its beginning", "probe.now() === 0 && !probe.live()")
	if said := p.console.of("error", logError); len(said) > 0 {
		t.Errorf("the console complains: %v", said)
	}
}
