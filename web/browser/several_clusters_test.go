package browser

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
	"raft-playground/web"
)

// clusterShown is a cluster as the page shows it.
type clusterShown struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Since   string   `json:"since"` // how it differs, in words
	Active  bool     `json:"active"`
	Seen    bool     `json:"seen"`
	Servers []string `json:"servers"`
}

// awaitClusters waits until so many clusters are there, with their titles.
func (p *page) awaitClusters(count int) []clusterShown {
	p.t.Helper()
	return await[[]clusterShown](p, fmt.Sprintf("there are not %d clusters", count), fmt.Sprintf(
		"(() => { const all = probe.clusters(); return all.length === %[1]d && (%[1]d === 1 || all.every(({ title }) => title)) && all; })()", count))
}

// compare opens a cluster beside the active one, with something changed.
func (p *page) compare(change string) {
	p.t.Helper()
	before := ask[int](p, "probe.clusters().length")
	p.click("#compare")
	p.until("the dialog does not open", "document.getElementById('compare-dialog')?.open")
	p.click(fmt.Sprintf("[data-change=%q] input[type=radio]", change))
	p.click("#compare-go")
	p.until("the dialog does not close", "!document.getElementById('compare-dialog').open")
	p.awaitClusters(before + 1)
}

// playedTogether plays a text with its variants up to where it ends, and returns the runs
// and what happened in each.
func playedTogether(t *testing.T, text string) (runs []*play.Run, events [][]sim.Event) {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	runs, err = play.Runs(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range runs {
		run.World().TakeEvents()
		if err := run.RunUntil(s.End); err != nil {
			t.Fatal(err)
		}
		events = append(events, run.World().TakeEvents())
	}
	return runs, events
}

// parting is the first instant at which two runs differ.
func parting(t *testing.T, a, b []sim.Event) raft.Time {
	t.Helper()
	for i := range min(len(a), len(b)) {
		x, _ := json.Marshal(a[i])
		y, _ := json.Marshal(b[i])
		if string(x) != string(y) {
			return min(a[i].At, b[i].At)
		}
	}
	t.Fatal("the two do not differ")
	return 0
}

// marked is where the timeline marks that the active cluster and another differ.
func (p *page) marked(other string) raft.Time {
	p.t.Helper()
	return await[[]raft.Time](p, "the timeline does not mark where "+other+" differs", fmt.Sprintf("(() => { const mark = document.querySelector('[data-differs=%s]'); return mark && [Number(mark.dataset.at)]; })()", other))[0]
}

func TestACommandInThePastOpensAForkBeside(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.until("nothing is committed", "probe.servers().every(({ commitIndex }) => commitIndex > 0)")
	p.pause()
	edge := p.settled()
	p.pick(leader.ID)
	p.scrub(edge - 30)
	at := p.settled()
	p.click("#do-crash")

	clusters := p.awaitClusters(2)
	p.until("the fork does not become the active cluster", "probe.cluster('B').active && !probe.cluster('A').active")
	p.until("what was done is not seen in the fork, and there alone", fmt.Sprintf(
		"probe.cluster('B').servers.some((s) => s.startsWith('%[1]s crashed')) && probe.cluster('A').servers.some((s) => s.startsWith('%[1]s leader'))", leader.ID))
	if now := p.settled(); now < at || now > at+1 {
		t.Errorf("the playhead has gone from %.1f ms to %.1f ms", at, now)
	}
	if title := clusters[1].Title; !strings.Contains(title, "A at") {
		t.Errorf("the fork's title is %q", title)
	}

	// Where they differ first is marked on both, and is where a replay finds it.
	text, _ := p.export()
	runs, events := playedTogether(t, text)
	if len(runs) != 2 {
		t.Fatalf("the text has %d runs:\n%s", len(runs), text)
	}
	want := parting(t, events[0], events[1])
	if got := p.marked("A"); got != want {
		t.Errorf("B is marked to differ from A at %d µs, a replay says %d", got, want)
	}
	words := ask[string](p, "document.querySelector('[data-differs=A]').title")
	if !strings.Contains(words, leader.ID) || !strings.Contains(words, "crash") {
		t.Errorf("how they differ is told as %q", words)
	}
	p.click("[data-cluster=A] .letter")
	if got := p.marked("B"); got != want {
		t.Errorf("A is marked to differ from B at %d µs, want %d", got, want)
	}

	// A click on the mark leads to that instant, from wherever one is.
	p.click("#live")
	p.until("live does not lead back", "probe.live()")
	p.click("[data-differs=B] span")
	p.until("the mark does not lead to where they differ", fmt.Sprintf("!probe.live() && Math.abs(probe.now() - %v) < 0.11", asShown(want)))

	// The way back closes it.
	p.click("[data-cluster=B] .close")
	p.awaitClusters(1)
	p.until("marks stay behind", "document.querySelector('[data-differs]') === null")
	if after, _ := p.export(); strings.Contains(after, "crash") {
		t.Errorf("the old cluster has changed:\n%s", after)
	}
}

func TestAComparisonPlaysTheSameRunWithOneThingChanged(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.fill("#client-value", "7")
	p.click("#do-write")
	p.awaitLogs("x=7")
	p.pause()
	p.compare("servers")
	p.click("[data-cluster=A] .letter")
	p.compare("pre-vote-on")
	clusters := p.awaitClusters(3)
	if n := len(clusters[1].Servers); n != 3 || len(clusters[0].Servers) != 5 {
		t.Errorf("A has %d servers and B has %d", len(clusters[0].Servers), n)
	}
	for i, want := range []string{"as it was", "with 3 servers", "with PreVote"} {
		if !strings.Contains(clusters[i].Title, want) {
			t.Errorf("cluster %s is called %q, want %q", clusters[i].ID, clusters[i].Title, want)
		}
	}
	text, _ := p.export()
	runs, events := playedTogether(t, text)
	if len(runs) != 3 {
		t.Fatalf("the text has %d runs:\n%s", len(runs), text)
	}
	if !strings.Contains(text, "x=7") {
		t.Errorf("the text has no write:\n%s", text)
	}
	// With other servers it is another run from the beginning; with PreVote from the
	// first election on.
	for id, want := range map[string]raft.Time{"B": 0, "C": parting(t, events[0], events[2])} {
		p.click(fmt.Sprintf("[data-cluster=%s] .letter", id))
		if got := p.marked("A"); got != want {
			t.Errorf("%s is marked to differ from A at %d µs, a replay says %d", id, got, want)
		}
	}

	// To all of them, as long as nobody chooses otherwise; or to the active one.
	p.click("[data-cluster=C] .letter")
	p.until("to act on all is not what is chosen", "document.querySelector('#target [data-to=all]').getAttribute('aria-checked') === 'true'")
	p.pick("S3")
	p.click("#do-crash")
	p.until("what is done to all is not done to all", "probe.clusters().every(({ servers }) => servers.some((s) => s.startsWith('S3 crashed')))")
	p.click("#target [data-to=one]")
	p.until("nothing is chosen", "document.querySelector('#target [data-to=one]').getAttribute('aria-checked') === 'true'")
	p.pick("S1")
	p.until("S1 cannot be crashed", "probe.reason('do-crash') === null")
	p.click("#do-crash")
	p.until("what is done to one is not done to it alone", "probe.clusters().filter(({ servers }) => servers.some((s) => s.startsWith('S1 crashed'))).map(({ id }) => id).join() === 'C'")
	p.reads(".target-done", "“crash S1”: done in C alone.")

	// What does something in one of them can be done, and is told where it does nothing.
	p.click("#target [data-to=all]")
	p.pick("S1")
	p.until("what only the active cluster cannot do cannot be done", "probe.reason('do-crash') === null")
	p.click("#do-crash")
	p.reads(".target-done", "“crash S1”: done in A and B. Not in C: S1 has crashed already.")
	p.until("where it was missed is not told over the stage", "document.getElementById('toasts').textContent.includes('Not in C: S1 has crashed already.')")
	p.until("what does nothing in any of them can be done", "probe.reason('do-crash') !== null")

	// In the past a branch is begun, whatever was chosen.
	p.scrub(p.settled() - 30)
	p.until("that a branch is begun is not said", "probe.seen(document.querySelector('#target > span')) && document.querySelector('#target > span').textContent.includes('branch of C') && !probe.seen(document.querySelector('#target [data-to]'))")
	p.click("#live")
	p.click("#play")
	before := p.now()
	p.until("they do not go on", fmt.Sprintf("probe.now() > %v", before+20))
}

func TestSeveralClustersStandSideBySide(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.pause()
	for _, more := range []string{"pre-vote-on", "seed", "timeout"} {
		p.compare(more)
		p.click("[data-cluster=A] .letter")
		count := ask[int](p, "probe.clusters().length")
		for _, s := range []size{desktop, tablet, phone} {
			p.resize(s)
			what := fmt.Sprintf("%d clusters at %v", count, s)
			seen := map[bool]int{true: 1, false: count}[s.touch]
			p.until(fmt.Sprintf("of %s not %d are seen", what, seen), fmt.Sprintf("probe.clusters().filter(({ seen }) => seen).length === %d", seen))
			p.until(what+" do not stand beside each other as they should; probe.beside() says how", "probe.beside().length === 0")
		}
		p.resize(desktop)
	}

	// On a phone a name leads to its cluster.
	p.resize(phone)
	p.until("the names of the clusters are not there", "probe.seen(document.querySelector('[data-shows=C]'))")
	p.click("[data-shows=C]")
	p.until("C is not shown", "probe.clusters().filter(({ seen }) => seen).map(({ id }) => id).join() === 'C'")
	if small := ask[[]string](p, fmt.Sprintf("probe.small(%d)", finger)); slices.ContainsFunc(small, func(s string) bool { return strings.HasPrefix(s, "letter") }) {
		t.Errorf("too small for a finger:\n%s", strings.Join(small, "\n"))
	}
}

func TestABreakpointPausesAndSaysWhy(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.speed(brisk)
	p.click("#breaks")
	p.until("the panel does not open", "probe.seen(document.getElementById('breakpoints'))")
	p.click("#break-commit")
	p.until("that it is set is not shown", "document.getElementById('breaks').dataset.count === '1'")
	p.press(kb.Escape)
	p.until("the panel does not close", "!probe.seen(document.getElementById('breakpoints'))")
	p.fill("#client-value", "5")
	p.click("#do-write")
	p.until("it does not pause", "!probe.playing() && probe.seen(document.getElementById('stop'))")
	reason := p.text("#stop span")
	if !strings.Contains(reason, "Paused") || !strings.Contains(reason, "commits entry") {
		t.Errorf("the reason is told as %q", reason)
	}
	p.until("the commit is not what is shown", "probe.servers().some(({ commitIndex }) => commitIndex > 0)")
	p.click("#stop-go")
	p.until("it does not go on", "probe.playing() && !probe.seen(document.getElementById('stop'))")

	// A reload finds it as it was.
	p.visit(p.address())
	p.ready()
	p.until("the breakpoint is forgotten", "document.getElementById('breaks').dataset.count === '1'")
}

// TestTheFeedSaysWhereAForkBegins: above are the sentences that both runs have, below
// those of this one.
func TestTheFeedSaysWhereAForkBegins(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.until("nothing is committed", "probe.servers().every(({ commitIndex }) => commitIndex > 0)")
	p.pause()
	edge := p.settled()
	p.pick(leader.ID)
	p.scrub(edge - 30)
	p.click("#do-crash")
	p.awaitClusters(2)
	begins := func(words string) {
		t.Helper()
		p.until("the feed does not say where the fork begins", fmt.Sprintf(`(() => {
			const crash = document.querySelector('#feed-rows li[data-told^="event.crashed"]');
			const note = document.querySelector('#feed-rows .fork-note');
			const ranges = note && document.querySelectorAll('#feed-rows .fork-note').length === 1;
			return ranges && note.textContent.startsWith(%q) && crash?.contains(note) && note === crash.firstElementChild && crash.previousElementSibling !== null;
		})()`, words))
	}
	begins("From here on another run: B, ")
	p.setLang("zh")
	begins("从这里起是另一次运行：B，")
	p.setLang("en")
	p.click("[data-cluster=A] .letter")
	p.until("the other run has a beginning, too", "!document.querySelector('#feed-rows .fork-note')")
}
