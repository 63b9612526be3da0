package browser

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft/lesson"
	"raft-playground/web"
)

// told is what a step of a lesson tells in one language: the answer that came true, the
// passage, and what is asked, code between backquotes.
type told struct {
	Name    string   `json:"name"`
	Verdict string   `json:"verdict"`
	Passage string   `json:"passage"`
	Text    string   `json:"text"`
	Choices []string `json:"choices"`
}

// everythingTold is what all built-in lessons tell, in both languages: at the steps at
// which something is asked, or at the others.
func everythingTold(t testing.TB, asking bool) (all []told) {
	t.Helper()
	for _, l := range lesson.Library() {
		c := courseOf(t, l.Name)
		for i, step := range c.steps() {
			if (step.Ask != nil) != asking {
				continue
			}
			for _, lang := range []string{"en", "zh"} {
				it := told{Name: fmt.Sprintf("%s/%s %s", l.Name, step.Name, lang), Passage: c.named(step.Text, lang)}
				if i > 0 && c.steps()[i-1].Ask != nil {
					it.Verdict = c.named(c.steps()[i-1].Ask.Choices[c.right(i-1)].Text, lang)
				}
				if asking {
					it.Text = c.named(step.Ask.Text, lang)
					for _, choice := range step.Ask.Choices {
						it.Choices = append(it.Choices, c.named(choice.Text, lang))
					}
				}
				all = append(all, it)
			}
		}
	}
	return all
}

// goesOn are the steps that a window has no room for: what they tell is scrolled. At
// some something is asked, too, which is always seen whole.
var goesOn = map[size]string{
	{1280, 720, false}: `followers-die/two-down/en hand-over/gap/en figure-8/d/en joint-consensus/half/en far-behind/early/en`,
	phone: `late-retry/read/en deaf-leader/healed/en switch-at-once/planned/en switch-at-once/healed/en
		one-server-at-a-time/three/en one-server-at-a-time/end/en far-behind/early/en remove-the-leader/next/en`,
	{844, 390, true}: `followers-die/two-down/en figure-8/d/en switch-at-once/planned/en switch-at-once/switched/en far-behind/early/en growing-log/growing/en`,
	{360, 640, true}: `followers-die/two-down/en dies-alone/alone/en dies-alone/answered/en newest-log/longest-loses/en
		committed-on-the-leader-only/new-leader/en majority-matters/new-leader/en odd-number/two-down/en find-the-leader/done/en
		error-is-not-no/gave-up/en deaf-leader/noticed/en deaf-leader/stuck/en hand-over/planned/en
		hand-over/gap/en figure-7/six-logs/en figure-7/elected/en possible-logs/third-log/en
		figure-8/d/en
		late-retry/read/en deaf-leader/healed/en
		switch-at-once/planned/en switch-at-once/switched/en switch-at-once/both/en switch-at-once/healed/en
		joint-consensus/in-force/en joint-consensus/half/en one-server-at-a-time/four/en one-server-at-a-time/three/en
		one-server-at-a-time/elected/en one-server-at-a-time/end/en far-behind/early/en far-behind/joins/en
		remove-the-leader/next/en removed-server/deposed/en growing-log/growing/en growing-log/long/en growing-log/restarted/en
		gone-entries/down/en gone-entries/installed/en sessions-in-snapshots/unheard/en sessions-in-snapshots/begun/en
		sessions-in-snapshots/answered/en`,
}

// TestWhatALessonTellsIsSeenWhole at every step in both languages, but at those that are
// known to be too long; and these say that they go on, and lead on to their ends. The lesson
// that is open has two runs, whose names take room from what is told.
func TestWhatALessonTellsIsSeenWhole(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	for _, s := range []size{{1280, 720, false}, {1366, 768, false}, desktop, tablet, phone, {844, 390, true}, {360, 640, true}} {
		t.Run(s.String(), func(t *testing.T) {
			p := newPage(t)
			p.resize(s)
			known := strings.Fields(goesOn[s])
			for _, asking := range []bool{true, false} {
				step, least := "/dies-alone/kept", 0.5
				if asking {
					step, least = "/dies-alone/alone", 0.33
				}
				p.visit(h.url("/lesson" + step))
				p.awaitLesson()
				p.until("it is not asked, or is", fmt.Sprintf("probe.seen(document.getElementById('lesson-continue')) && document.documentElement.hasAttribute('data-asking') === %v", asking))
				if part := ask[float64](p, stagePart); part < least-0.001 {
					t.Errorf("asking %v: the stage has %.0f %% of the height", asking, 100*part)
				}
				steps := everythingTold(t, asking)
				if len(steps) < 150 {
					t.Fatalf("only %d steps were found", len(steps))
				}
				data, err := json.Marshal(steps)
				if err != nil {
					t.Fatal(err)
				}
				for _, it := range ask[[]struct{ Name, Fault string }](p, fmt.Sprintf("(%s)(%s)", toldWhole, data)) {
					if it.Fault != "" || !slices.Contains(known, it.Name) {
						t.Errorf("asking %v: %s goes on below what is in view %s", asking, it.Name, it.Fault)
					}
				}
			}
		})
	}
}

// toldWhole puts what each step tells into the lesson's panel, and tells of those that
// go on below what is in view, with what is wrong with how they do.
const toldWhole = `async (steps) => {
	const code = (box, text) => box.replaceChildren(...text.split('` + "`" + `').map((part, i) => {
		const it = document.createElement(i % 2 ? 'code' : 'span');
		it.textContent = part;
		return it;
	}));
	const found = [];
	const by = (id) => document.getElementById(id);
	const panel = by('lesson');
	const [verdict, passage, more] = ['lesson-verdict', 'lesson-passage', 'lesson-more'].map(by);
	const answers = document.querySelector('#lesson-question .answers');
	const one = answers.firstElementChild?.cloneNode(true);
	for (const { name, verdict: came, passage: said, text, choices } of steps) {
		verdict.hidden = !came;
		verdict.className = 'verdict is-told';
		const words = document.createElement('span');
		code(words, came);
		words.prepend(Object.assign(document.createElement('b'), { textContent: 'What happened: ' }));
		verdict.replaceChildren(Object.assign(document.createElement('span'), { className: 'mark', textContent: '→' }), words);
		code(passage, said);
		if (choices) {
			code(document.querySelector('#lesson-question legend'), text);
			answers.replaceChildren(...choices.map((choice) => {
				const answer = one.cloneNode(true);
				code(answer.querySelector('span'), choice);
				return answer;
			}));
		}
		const boxes = [panel, panel.closest('.left')];
		for (const box of boxes) box.scrollTop = 0;
		// The passage leads to what is asked; otherwise the verdict stands before it.
		const below = () => passage.getBoundingClientRect().bottom - document.querySelector(choices ? '.lesson-foot' : '.lesson-go').getBoundingClientRect().top;
		if (below() <= 4) continue;
		for (let i = 0; i < 60 && !probe.seen(more); i++) await probe.frames(1);
		const faults = [];
		if (probe.point('#lesson-more') === null) faults.push('and does not say so');
		for (let i = 0; i < 9 && below() > 4; i++) more.click();
		if (below() > 4) faults.push('and its end is not reached');
		found.push({ name: name.replace(' ', '/'), fault: faults.join(', ') });
	}
	return found;
}`
