package browser

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"raft-playground/web"
)

// broken opens a text in which a property breaks, and waits until the badge says so.
func (p *page) broken(text string) {
	p.t.Helper()
	p.openText(text)
	p.speed(brisk)
	p.until("nothing breaks", "document.querySelector('#properties .is-broken')")
	p.pause()
}

func TestABreachAfterAWipedDiskIsToldApartFromABug(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	const begins = "raft 1\nservers 3\nseed 7\n"
	// S2 forgets what it had stored; with S3, which never had it, it elects a leader.
	const wiped = "\nat 10ms: time out S1\nwhen S1 leads: isolate S3\nafter 0ms: c1 write x=1\nwhen x=1 acknowledged: crash S1\nafter 0ms: wipe S2\nafter 10ms: restart S2\nafter 10ms: heal all\n"
	// S2 forgets a vote that it should have put on its disk.
	const bug = "without persist-vote\n\nat 10ms: time out S1\nwhen S2 votes for S1: crash S2\nafter 5ms: restart S2\nafter 0ms: cut S1 <-> S2\nafter 0ms: time out S3\n"

	look := func(lang string, lawless bool) {
		t.Helper()
		p.setLang(lang)
		texts := words(t, lang)
		key := "badge.broke"
		if lawless {
			key = "badge.broke-wiped"
		}
		p.until("the badge does not say what broke in "+lang, fmt.Sprintf("new RegExp('^' + %q + '$').test(document.querySelector('#properties .badge').getAttribute('aria-label'))", pattern(texts[key])))
		dashed := ask[bool](p, "document.querySelector('#properties .badge').classList.contains('is-lawless')")
		sentence := strings.TrimPrefix(texts["violation.after-wipe"], "{sentence}")
		// The badge knows what has been heard; the feed tells it when the playhead is there.
		p.settled()
		tells := fmt.Sprintf("[...document.querySelectorAll('#feed-rows li')].some(({textContent}) => new RegExp(%q).test(textContent))", pattern(strings.TrimSpace(sentence)))
		if lawless {
			p.until("the feed tells of no wiped disk in "+lang, tells)
		}
		told := ask[bool](p, tells)
		p.click("#properties .badge")
		p.until("the list does not open", "probe.seen(document.getElementById('properties-list'))")
		noted := ask[bool](p, fmt.Sprintf("document.getElementById('properties-list').textContent.includes(%q)", texts["badge.wiped"]))
		p.click("#properties .badge")
		if dashed != lawless || told != lawless || noted != lawless {
			t.Errorf("%s, after a wiped disk: %v; the badge says so: %v, a sentence: %v, the list: %v", lang, lawless, dashed, told, noted)
		}
	}
	p.broken(begins + wiped)
	look("en", true)
	look("zh", true)
	p.broken(begins + bug)
	look("zh", false)
	look("en", false)
}

func TestARuleThatIsSwitchedOffMarksTheCluster(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.click("#do-write")
	p.awaitLogs("x=1")
	before, _ := p.export()
	marked := func(rules ...string) {
		t.Helper()
		p.until(fmt.Sprintf("the cluster is not marked with %v", rules), fmt.Sprintf(
			"JSON.stringify([...document.querySelectorAll('#stage-without [data-rule]')].filter(probe.seen).map(({dataset}) => dataset.rule)) === JSON.stringify(%s)", list(rules)))
	}
	marked()

	p.click("#do-rules")
	p.click("#rule-commit-majority")
	marked("commit-majority")
	p.click("#rule-persist-vote")
	marked("commit-majority", "persist-vote")
	p.leave("rules")
	p.awaitLogs("x=1")
	p.pause()
	text, hash := p.export()
	if !strings.Contains(text, "without commit-majority persist-vote\n") || !strings.Contains(text, "c1 write x=1") || strings.Contains(before, "without") {
		t.Errorf("the run without two rules is\n%s", text)
	}
	if played := replay(t, text).hash(); played != hash {
		t.Errorf("the page has the hash %s, a replay %s", hash, played)
	}

	// The mark leads back to the rules.
	p.click("#stage-without [data-rule=persist-vote]")
	p.until("the rules do not open", "document.getElementById('rules-dialog').open && !document.getElementById('rule-persist-vote').checked")
	p.click("#rules-dialog .rules-head button")
	marked()
}

// forgetful is a run beside which the same one breaks a property, four times within 26 ms.
const forgetful = "raft 1\nservers 3\nseed 7\n\nat 10ms: time out S1\nwhen S2 votes for S1: crash S2\nafter 5ms: restart S2\nafter 0ms: cut S1 <-> S2\nafter 0ms: time out S3\n\ncompare forgets with: without persist-vote\n"

func TestAPropertyThatBreaksSeveralTimesIsToldOnce(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	p.openText(forgetful)
	p.speed(brisk)
	p.until("it does not break four times", "probe.now() > 60")
	p.pause()
	p.settled()
	other := newPage(t)
	other.visit(h.url("/#" + p.link()))
	other.until("nothing is told", "document.querySelector('#breach-alert p')")
	if told := ask[[]string](other, "[...document.querySelectorAll('#breach-alert p')].map((it) => it.textContent)"); len(told) != 1 {
		t.Errorf("told are %q", told)
	}
}

func TestABreachInAClusterThatIsNotPickedIsSeen(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.broken(forgetful)
	p.until("A is not the active cluster", "document.querySelector('.cell[data-cluster=A]').classList.contains('is-active')")
	for what, look := range map[string]string{
		"the badge does not say where":                 "/\\bB$/.test(document.querySelector('#properties .badge').getAttribute('aria-label'))",
		"the stage of B is not marked":                 "document.querySelector('.cell[data-cluster=B]').classList.contains('is-broken')",
		"the stage of A is marked":                     "!document.querySelector('.cell[data-cluster=A]').classList.contains('is-broken')",
		"the title of B does not say that a rule fell": "document.querySelector('.cell[data-cluster=B] .letter').classList.contains('is-broken')",
		"the title of B does not say when":             "/ms$/.test([...document.querySelectorAll('.cell[data-cluster=B] .cell-broke')].find(probe.seen)?.textContent)",
		"the title of A says so, too":                  "!probe.seen(document.querySelector('.cell[data-cluster=A] .cell-broke'))",
	} {
		p.until(what, look)
	}
	// Whoever listens is interrupted, once, by words that say what, when and where.
	alert := ask[[]string](p, "[...document.querySelectorAll('#breach-alert[role=alert] p')].map((it) => it.textContent)")
	if len(alert) != 1 || !regexp.MustCompile(`^Persist before reply broke at [\d.]+ ms, in B\. S1 `).MatchString(alert[0]) {
		t.Errorf("it is told as %q", alert)
	}
	if ask[bool](p, "document.getElementById('breach-alert').closest('[hidden]') !== null") {
		t.Error("what is told aloud is hidden")
	}
	p.click(".cell[data-cluster=B] .cell-broke")
	p.until("a press on the title does not lead to when it broke", "document.querySelector('.cell[data-cluster=B]').classList.contains('is-active') && !probe.live()")
	p.click(".cell[data-cluster=A] .letter")
	p.click("#properties .badge")
	p.until("a press on the badge does not lead to B", "document.querySelector('.cell[data-cluster=B]').classList.contains('is-active')")
}
