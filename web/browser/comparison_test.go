package browser

import (
	"fmt"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/web"
)

// What is said of clusters that are compared: how they differ and since when, in which of
// them something was done, what the rules say; and that it is found in every window.

// reads waits until an element is seen, and says something.
func (p *page) reads(selector, words string) {
	p.t.Helper()
	p.until(fmt.Sprintf("%s does not say %q", selector, words), fmt.Sprintf("((on) => probe.seen(on) && on.textContent === %q)(document.querySelector(%q))", words, selector))
}

// inWords is an instant in ms, as sentences have it.
func inWords(at raft.Time) string {
	whole, rest, _ := strings.Cut(strings.TrimSuffix(fmt.Sprintf("%.1f", asShown(at)), ".0"), ".")
	if len(whole) > 3 {
		whole = whole[:len(whole)-3] + "\u202f" + whole[len(whole)-3:]
	}
	if rest != "" {
		return whole + "." + rest
	}
	return whole
}

func TestHowClustersDifferIsSaidInWords(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.until("nothing is committed", "probe.servers().every(({ commitIndex }) => commitIndex > 0)")
	p.pause()
	p.compare("noop-off")
	parted := p.marked("A")
	at := inWords(parted)
	p.until("what was changed is not said", "document.querySelector('.overview-what').textContent === \"B is like A, but without a leader's no-op.\"")
	p.reads(".overview-since span:last-child", fmt.Sprintf("The same until %s ms, different since.", at))
	p.until("that one commits and the other does not is not said", "document.querySelector('.overview-now').textContent.includes('known to be committed: 1 entry in A, 0 entries in B')")

	// It is true at the instant that is shown, whichever that is.
	p.scrub(asShown(parted) / 2)
	p.reads(".overview-since span:last-child", fmt.Sprintf("The same until %s ms.", at))
	p.reads(".overview-now", "Up to this moment all went the same way.")
	p.click("#live")

	// What is done to one of them alone is said.
	p.click("#target [data-to=one]")
	p.pick(leader.ID)
	p.click("#do-crash")
	p.until("that nobody leads one of them is not said", fmt.Sprintf("document.querySelector('.overview-now').textContent.includes('%[1]s leads A (term %[2]d), nobody leads B') && document.querySelector('.overview-now').textContent.includes('%[1]s is down in B')", leader.ID, leader.Term))

	// Who asks is told what happened first, and can go there.
	p.click(".overview > button")
	p.until("what happened first in one and not in the other is not told", "probe.seen(document.querySelector('[data-parts=B]')) && /B: .+A: /.test(document.querySelector('[data-parts=B]').textContent)")
	p.click("[data-first=B]")
	p.until("it does not lead there", fmt.Sprintf("!probe.live() && Math.abs(probe.now() - %v) < 0.11", asShown(parted)))

	// With the last of the others it goes.
	p.click("[data-cluster=B] .close")
	p.awaitClusters(1)
	p.until("it stays behind", "!probe.seen(document.querySelector('.overview'))")
}

func TestInUpToEightClustersTheLeaderAndTheDifferenceAreFound(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	changes := []string{"without commit-majority", "seed 8", "servers 3", "pre-vote on", "heartbeat 20ms", "batch 1", "noop off"}
	for _, count := range []int{2, 3, 4, 8} {
		text := "raft 1\nservers 5\nseed 7\n\nend at 900ms\n"
		for i, change := range changes[:count-1] {
			text += fmt.Sprintf("\ncompare %c with: %s\n", 'b'+i, change)
		}
		p.resize(desktop)
		p.openText(text)
		p.awaitClusters(count)
		p.until("not all have a leader", "probe.clusters().every(({ servers }) => servers.some((s) => s.includes('leader')))")
		for _, s := range []size{desktop, {1280, 720, false}, {1024, 860, false}, tablet, phone} {
			p.resize(s)
			what := fmt.Sprintf("%d clusters at %v", count, s)
			p.until(what+" do not stand beside each other as they should; probe.beside() says how", "probe.beside().length === 0")
			p.until(what+": the leader is not found in each", `probe.clusters().filter(({ seen }) => seen).every(({ id }) => {
				const crown = document.querySelector('[data-cluster=' + id + '] [data-role=leader] .crown');
				return probe.seen(crown) && crown.getBoundingClientRect().width > 8;
			}) && (probe.clusters().every(({ seen }) => seen) || [...document.querySelectorAll('[data-shows]')].every((name) => /^S[1-5]$/.test(name.querySelector('.chip-leader').textContent) && probe.seen(name.querySelector('.chip-leader'))))`)
			p.until(what+": something is written too small", `[...document.querySelectorAll('.server text, .cell-head *, .cluster-names *, .overview *')].filter((on) => probe.seen(on) && on.textContent && !on.closest('.disk')).every((on) => parseFloat(getComputedStyle(on).fontSize) >= 11)`)
			p.until(what+": how they differ is not said", "probe.seen(document.querySelector('.overview-since')) && /A/.test(document.querySelector('.overview').textContent)")
			if s == desktop {
				p.until(what+": a title is cut", "[...document.querySelectorAll('.cell-title')].filter(probe.seen).every((on) => on.textContent.includes(' ') && on.scrollWidth <= on.clientWidth + 1 && on.scrollHeight <= on.clientHeight + 1)")
			}
		}
	}
}

func TestARequestIsCountedToWhatCommitsItInItsOwnCluster(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText("raft 1\nservers 5\nseed 7\n\nat 600ms: c1 write x=1\nend at 900ms\n\ncompare b with: without commit-majority\n\ncompare c with: servers 3\n")
	for id, want := range map[string]string{"A": "stored 3/3", "B": "stored 2/2", "C": "stored 2/2"} {
		p.until(fmt.Sprintf("%s does not say %q", id, want), fmt.Sprintf("document.querySelector('[data-cluster=%s] [data-request=c1] [data-step=stored]')?.textContent.includes(%q)", id, want))
	}
}

// TestHowRequestsGoIsSeenInThreePanes on a laptop, in each language: all steps of each
// client's request, and of the state machines those that most servers agree on.
func TestHowRequestsGoIsSeenInThreePanes(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	for _, lesson := range []string{"figure-8/d", "odd-number/halves"} {
		for _, lang := range []string{"en", "zh"} {
			p := newPage(t)
			p.visit(h.url("/lesson/" + lesson + "?lang=" + lang))
			p.awaitLesson()
			for _, s := range []size{{1366, 768, false}, desktop} {
				p.resize(s)
				p.until(fmt.Sprintf("%s %s %v: there are no three panes with requests", lesson, lang, s), "[...document.querySelectorAll('.requests')].filter(probe.seen).length === 3")
				p.settle()
				for _, cut := range ask[[]string](p, `[...document.querySelectorAll('.requests li, .machines')].filter(probe.seen).flatMap((line) => {
					const last = line.querySelector('.steps, .machine-list li').lastElementChild;
					const room = parseFloat(getComputedStyle(line).paddingRight);
					return last.getBoundingClientRect().right > line.getBoundingClientRect().right - room + 0.5 ? [line.textContent] : [];
				})`) {
					t.Errorf("%s %s %v: %q is cut", lesson, lang, s, cut)
				}
			}
		}
	}
}

func TestTheRuleThatIsToBeOffIsExplained(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	p.click("#compare")
	p.until("the dialog does not open", "document.getElementById('compare-dialog')?.open")
	p.fill("#compare-rule", "commit-majority")
	p.until("what the rule demands, and what breaks without it, is not said", "(({ textContent }) => textContent.includes('more than half of the servers') && textContent.includes('Without it'))(document.getElementById('compare-rule-about'))")
	p.click("#compare-go")
	p.awaitClusters(2)
	p.until("the rule is not said to be off where it is", "probe.cluster('B').title.includes('without commit-majority') && !probe.seen(document.getElementById('stage-without'))")
	p.click(".overview > button")
	p.until("what the rule says is not told over the stages", "(({ textContent }) => textContent.startsWith('commit-majority is off in B:') && textContent.includes('more than half'))(document.querySelector('[data-explains=commit-majority]'))")
}
