package browser

import (
	"fmt"
	"testing"

	"raft-playground/web"
)

// waits waits until a client's line and the inspector say for what its read waits.
func (p *page) waits(why, said string) {
	p.t.Helper()
	for _, lang := range []string{"en", "zh"} {
		p.setLang(lang)
		texts := words(p.t, lang)
		p.until("the line does not say in "+lang+" that the read waits: "+why, fmt.Sprintf(
			"[...document.querySelectorAll('[data-request=c1] [data-step=confirmed]')].some((step) => probe.seen(step) && step.getAttribute('aria-current') === 'step' && new RegExp(%q).test(step.textContent))", pattern(texts["stage.read."+why])))
		p.until("the inspector does not say it in "+lang, fmt.Sprintf(
			"probe.seen(document.getElementById('why')) && new RegExp(%q).test(document.getElementById('why').textContent)", pattern(texts[said])))
	}
	p.setLang("en")
}

func TestAReadSaysWhatItWaitsFor(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	const header = "raft 1\nservers 3\nseed 7\nclient patience 20s\nreads index\n\nat 10ms: time out S1\n"
	ask := func(text string) {
		t.Helper()
		p.openText(header + text)
		p.speed(brisk)
		p.until("nobody reads", "probe.phase('c1') === 'received' && document.querySelector('[data-request=c1] .command')?.textContent === 'read x'")
		p.pause()
		p.click("[data-request=c1]")
	}

	// Right at the start of a term the leader knows of no commit of its own.
	ask("when S1 leads: isolate S1\nafter 0ms: c1 read x to S1\n")
	p.waits("own-commit", "why.read.own-commit")

	// Later it has to hear from a majority that it still leads. It is never told.
	ask("when S1 leads: c1 write x=1\nwhen x=1 acknowledged: isolate S1\nafter 0ms: c1 read x to S1\n")
	p.waits("quorum", "why.read.quorum")
	if step := p.text("[data-request=c1] [data-step=confirmed]"); step != "confirmed 1/2" {
		t.Errorf("who leads alone has %q", step)
	}

	// Once others answer, it is.
	p.click("#do-heal-all")
	p.click("#play")
	p.until("the read is never answered", "probe.phase('c1') === 'answered'")
}
