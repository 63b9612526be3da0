package browser

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"raft-playground/web"
)

func TestWhatWasClickedTogetherReplaysWithoutAPage(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.eventful()
	// The run goes on meanwhile: text and hash are of the same instant.
	for range 2 {
		text, hash := p.export()
		for _, said := range []string{"c1 write x=1", "crash S", "restart S", "end at "} {
			if !strings.Contains(text, said) {
				t.Errorf("the text does not say %q:\n%s", said, text)
			}
		}
		if played := replay(t, text).hash(); played != hash {
			t.Errorf("the page has the hash %s, a replay %s:\n%s", hash, played, text)
		}
	}
}

// readme is the scenario that the README shows.
func readme(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, found := strings.Cut(string(content), "```\nraft 1\n")
	text, _, ended := strings.Cut(text, "```")
	if !found || !ended {
		t.Fatal("the README shows no scenario")
	}
	return "raft 1\n" + text
}

func TestTheScenarioOfTheReadmeIsPastedAndPlayed(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText(readme(t))
	const title = "The leader dies, and comes back"
	p.until("the title does not appear", fmt.Sprintf("document.getElementById('run-title').textContent === %[1]q && document.title.startsWith(%[1]q)", title))
	p.speed("1")
	p.until("it does not come to its end", "probe.now() > 1600 && probe.servers().every(({role}) => role !== 'crashed')")
	p.awaitLogs("y=2")
	if toasts := ask[int](p, "document.querySelectorAll('.toast').length"); toasts > 1 {
		t.Errorf("besides that a run began, %q is told", p.text("#toasts"))
	}
	// What is still to come belongs to the text; at its end there is nothing more.
	p.until("it does not pause at the end that the text tells", "probe.now() >= 3000 && !probe.playing()")
	text, hash := p.export()
	for _, said := range []string{"title " + title, "c1 write y=2", "restart S"} {
		if !strings.Contains(text, said) {
			t.Errorf("the text does not say %q:\n%s", said, text)
		}
	}
	if played := replay(t, text).hash(); played != hash {
		t.Errorf("the page has the hash %s, a replay %s:\n%s", hash, played, text)
	}
}

func TestATextThatIsNoScenarioChangesNothing(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	before, hash := p.export()

	p.paste("raft 1\nservers 5\nseed 7\n\nat 5ms: crsh S1\n")
	p.click("#run-text-dialog .primary")
	problem := await[string](p, "no problem is told", "probe.seen(document.querySelector('#run-text-dialog [role=alert]')) && document.querySelector('#run-text-dialog [role=alert]').textContent")
	for _, told := range []string{"5", "crsh", "crash"} { // the line, what stands there, and what is meant
		if !strings.Contains(problem, told) {
			t.Errorf("it does not tell %q: %s", told, problem)
		}
	}
	marked := ask[string](p, "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.getElementById('run-text-area'))")
	if !strings.HasPrefix(marked, "crsh") {
		t.Errorf("the cursor is at %q", marked)
	}
	p.leave("run-text")
	if after, same := p.export(); after != before || same != hash {
		t.Errorf("a text that is none changed the run to\n%s", after)
	}
}

func TestMarkupStaysText(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	before, _ := p.export()
	const markup = "<img src=x onerror=alert(1)>"

	// As a client's key or value it is refused, by the page and by the server.
	p.fill("#client-value", "<b>1</b>")
	p.until("markup can be written", "probe.reason('do-write') !== null && document.getElementById('client-value').getAttribute('aria-invalid') === 'true'")
	p.click("#do-write")
	p.fill("#client-value", "1")
	p.fill("#client-key", "<i>")
	p.until("markup can be a key", "probe.reason('do-write') !== null && document.getElementById('client-key').getAttribute('aria-invalid') === 'true'")
	p.click("#do-write")
	p.paste("raft 1\nservers 5\nseed 7\n\nat 5ms: c1 write " + markup + "=1\n")
	p.click("#run-text-dialog .primary")
	p.until("the problem does not repeat it", "document.querySelector('#run-text-dialog [role=alert]').textContent.includes('<img')")
	p.leave("run-text")
	if after, _ := p.export(); after != before {
		t.Errorf("markup got into the run:\n%s", after)
	}

	// As a title it is what it says.
	p.openText("raft 1\ntitle " + markup + "\nservers 3\nseed 7\n")
	p.until("the title does not appear", fmt.Sprintf("document.getElementById('run-title').textContent === %q", markup))
	if ask[bool](p, "document.querySelector('img, [onerror], b[onerror], i[onerror]') !== null") {
		t.Error("markup became an element")
	}
	if stopped := ask[[]string](p, "probe.violations"); len(stopped) > 0 {
		t.Errorf("only the content security policy stopped it: %v", stopped)
	}
}

func TestATextThatPlaysItsOwnStatementsIsWhatWasRun(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.runText("raft 1\nservers 3\nseed 7\n\nat 10ms: time out S1\nat 400ms: c1 write x=1\nwhen x=1 acknowledged: crash leader\nafter 100ms: restart S1\n")
	p.speed(brisk)
	p.until("the last statement is not played", "[...document.querySelectorAll('#feed-rows li')].some(({textContent}) => /S1 is back/.test(textContent))")
	// A question about the text is asked at most once a second; two of them have been.
	p.until("no second has passed", "(window.waited ??= performance.now()) < performance.now() - 2500")
	if showing := ask[string](p, "document.getElementById('run-text-dialog').dataset.showing"); showing != "ran" {
		t.Errorf("nobody did anything, and the text is told as %s", showing)
	}
	p.click("#do-write")
	p.until("what was done is not told", "document.getElementById('run-text-dialog').dataset.showing === 'since'")
}

func TestASecondRequestOfABusyClientIsSeenToWait(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	p.click("#do-write")
	p.click("#do-write")
	p.until("what waits is not in the client's row", "document.querySelector('[data-request=c1] [data-queued=\"1\"]')?.getBoundingClientRect().width > 0")
}
