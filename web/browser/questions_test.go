package browser

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"raft-playground/raft/lesson"
	"raft-playground/web"
)

// asked is a step at which something is asked, in one language.
type asked struct {
	Name    string   `json:"name"`
	Passage string   `json:"passage"`
	Text    string   `json:"text"`
	Choices []string `json:"choices"`
}

// everythingAsked are the questions of all built-in lessons in both languages, their
// code between backquotes.
func everythingAsked(t testing.TB) (all []asked) {
	t.Helper()
	for _, l := range lesson.Library() {
		for _, step := range l.Steps {
			if step.Ask == nil {
				continue
			}
			for _, lang := range []string{"en", "zh"} {
				it := asked{Name: fmt.Sprintf("%s/%s %s", l.Name, step.Name, lang), Passage: step.Text.In(lang), Text: step.Ask.Text.In(lang)}
				for _, c := range step.Ask.Choices {
					it.Choices = append(it.Choices, c.Text.In(lang))
				}
				all = append(all, it)
			}
		}
	}
	return all
}

func TestEveryQuestionIsSeenBeforeItsAnswerCanHappen(t *testing.T) {
	t.Parallel()
	questions := everythingAsked(t)
	if len(questions) < 200 {
		t.Fatalf("only %d questions were found", len(questions))
	}
	data, err := json.Marshal(questions)
	if err != nil {
		t.Fatal(err)
	}
	h := build(t, web.Options{})
	for _, s := range []size{{1280, 720, false}, {1280, 800, false}, {1366, 768, false}, desktop, tablet, {768, 1024, true}, phone, {844, 390, true}, {360, 640, true}} {
		t.Run(s.String(), func(t *testing.T) {
			p := newPage(t)
			p.resize(s)
			p.visit(h.url("/lesson/dies-alone"))
			p.awaitLesson()
			p.until("nothing is asked", "document.documentElement.hasAttribute('data-asking') && document.querySelectorAll('#lesson-question .answer').length > 1")
			// What is put into the panel has the shape of what the page puts there.
			shape := "JSON.stringify([...document.querySelectorAll('#lesson-question .answer')].map((a) => [...a.children].map((e) => e.tagName)))"
			if got := ask[string](p, shape); strings.Count(got, `["INPUT","SPAN"]`) < 2 {
				t.Fatalf("a choice looks like %s", got)
			}
			for _, fault := range ask[[]string](p, fmt.Sprintf("(%s)(%s)", seenWhole, data)) {
				t.Error(fault)
			}
			// A third is the stage's, whatever is asked.
			if part := ask[float64](p, stagePart); part < 0.33 {
				t.Errorf("the stage has %.0f %% of the height", 100*part)
			}
		})
	}
}

// seenWhole puts each question into the lesson's panel, with its passage, and tells
// of what is not in view while the button that lets it happen is.
const seenWhole = `(questions) => {
	const code = (box, text) => box.replaceChildren(...text.split('` + "`" + `').map((part, i) => {
		const it = document.createElement(i % 2 ? 'code' : 'span');
		it.textContent = part;
		return it;
	}));
	const faults = [];
	const panel = document.getElementById('lesson');
	const answers = document.querySelector('#lesson-question .answers');
	const one = answers.firstElementChild.cloneNode(true);
	for (const { name, passage, text, choices } of questions) {
		code(document.getElementById('lesson-passage'), passage);
		code(document.querySelector('#lesson-question legend'), text);
		answers.replaceChildren(...choices.map((choice) => {
			const answer = one.cloneNode(true);
			code(answer.querySelector('span'), choice);
			return answer;
		}));
		for (const box of [panel, panel.closest('.left')]) box.scrollTop = 0;
		const tops = [...answers.children, document.querySelector('#lesson-question legend'), document.getElementById('lesson-continue')];
		for (const it of tops) {
			const { left, right, top, bottom } = it.getBoundingClientRect();
			for (const [x, y] of [[left + 3, top + 3], [right - 3, bottom - 3]]) {
				const over = document.elementFromPoint(x, y);
				if (!over || !(it.contains(over) || over.contains(it))) {
					faults.push(name + ': “' + it.textContent.slice(0, 30) + '” is not in view');
					break;
				}
			}
		}
		for (const it of document.querySelectorAll('.lesson-foot button')) {
			if (it.scrollWidth > it.clientWidth) faults.push(name + ': “' + it.textContent + '” is cut off');
		}
		const story = document.getElementById('lesson-passage').getBoundingClientRect();
		const foot = document.querySelector('.lesson-foot').getBoundingClientRect();
		const line = parseFloat(getComputedStyle(panel).lineHeight);
		if (foot.top - story.top < Math.min(story.height, 2 * line)) faults.push(name + ': ' + Math.round(foot.top - story.top) + ' px of its passage are in view');
	}
	return faults;
}`

// TestTheTimelineIsReachedWhileSomethingIsAsked, on a phone on which there is no room for both.
func TestTheTimelineIsReachedWhileSomethingIsAsked(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := newPage(t)
	p.resize(size{360, 640, true})
	p.visit(h.url("/lesson/dies-alone"))
	p.awaitLesson()
	p.until("nothing is asked", "document.documentElement.hasAttribute('data-asking')")
	for _, control := range []string{"track", "step-back", "play"} {
		p.click("#" + control) // which scrolls to it, as a finger does
	}
	if !ask[bool](p, "(scrollTo(0, 0), document.scrollingElement.scrollTop === 0) && probe.point('#lesson-continue') !== null") {
		t.Error("one does not come back to what is asked")
	}
}

func TestAGuessIsLockedOnceItBeginsToHappen(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.study("/lesson/dies-alone")
	p.speed("0.005")
	p.predict(0)
	p.click("#lesson-continue")
	p.until("the run does not go on", "probe.playing()")
	locked := "[...document.querySelectorAll('#lesson-question input')].every((it) => it.disabled)"
	p.until("a guess can be changed while it happens", locked)
	p.click("#play")
	p.until("the run does not pause", "!probe.playing()")
	if !ask[bool](p, locked+" && document.querySelector('#lesson-question [value=\"0\"]').checked") {
		t.Error("once some of it has been seen, a guess can be changed")
	}
	if ask[bool](p, "document.documentElement.hasAttribute('data-asking')") {
		t.Error("it is still asked")
	}
}
