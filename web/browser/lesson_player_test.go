package browser

import (
	"fmt"
	"strings"
	"testing"

	"raft-playground/raft/lesson"
)

// course is a built-in lesson, and how it goes.
type course struct {
	*lesson.Lesson
	*lesson.Played
}

// course plays a built-in lesson through without a page.
func courseOf(t testing.TB, name string) course {
	t.Helper()
	l := lesson.Find(name)
	if l == nil {
		t.Fatalf("there is no lesson %s", name)
	}
	played, err := l.Play()
	if err != nil {
		t.Fatal(err)
	}
	return course{l, played}
}

// steps are the lesson's steps.
func (c course) steps() []lesson.Step { return c.Lesson.Steps }

// right is the choice of a step's question that comes true, counted from 0.
func (c course) right(step int) int { return c.Played.Steps[step].Right }

// named is a passage in which runs are named with the letter that stands over them.
func (c course) named(text lesson.Prose, lang string) string {
	said := text.In(lang)
	for i, v := range c.Lesson.Scenario.Variants {
		said = strings.ReplaceAll(said, "`"+v.Name+"`", fmt.Sprintf("`%c %s`", 'B'+i, v.Name))
	}
	return said
}

// plain is a passage as it reads, without its marks.
func (c course) plain(text lesson.Prose, lang string) string {
	return strings.ReplaceAll(c.named(text, lang), "`", "")
}

// study opens a page at a lesson's address, and waits for its first passage.
func (h *house) study(address string) *page {
	h.t.Helper()
	p := newPage(h.t)
	p.visit(h.url(address))
	p.awaitLesson()
	return p
}

func (p *page) awaitLesson() {
	p.t.Helper()
	p.ready()
	p.until("the lesson does not appear", "document.getElementById('lesson-passage')?.textContent && document.getElementById('lesson').checkVisibility()")
}

// awaitStep waits until a step's passage is told.
func (p *page) awaitStep(c course, step int, lang string) {
	p.t.Helper()
	p.until(fmt.Sprintf("step %d of %s is not told", step+1, c.Name), fmt.Sprintf(
		"document.getElementById('lesson-passage')?.textContent === %q && document.querySelector('.trail-steps [aria-current]').dataset.step === '%d'", c.plain(c.steps()[step].Text, lang), step))
}

// predict chooses an answer, counted from 0.
func (p *page) predict(choice int) {
	p.t.Helper()
	p.into(fmt.Sprintf("#lesson-question .answer:nth-of-type(%d)", choice+1))
	p.until("the choice is not taken", fmt.Sprintf("document.querySelector('#lesson-question [value=\"%d\"]').checked", choice))
}

// into brings an element into view, and presses it.
func (p *page) into(selector string) {
	p.t.Helper()
	p.until(selector+" is not there", fmt.Sprintf("(document.querySelector(%[1]q)?.scrollIntoView({block: 'center'}), document.querySelector(%[1]q))", selector))
	p.click(selector)
}

// verdict is what is said of the prediction that has just been judged: "right",
// "wrong", "told" where there was none, "" where there is nothing to judge.
func (p *page) verdict() string {
	p.t.Helper()
	return ask[string](p, "(() => { const it = document.getElementById('lesson-verdict'); return it.hidden ? '' : it.className.replace(/^verdict is-/, ''); })()")
}

// learn plays a lesson from its first step to its end, as a learner would. Every
// other prediction is a wrong one. It returns how many were right, and how many
// there were.
func (p *page) learn(c course, lang string, goOn func()) (right, asked int) {
	p.t.Helper()
	for i, step := range c.steps() {
		p.awaitStep(c, i, lang)
		if i > 0 {
			p.judged(c, i-1, lang, right, asked)
		}
		if step.Ask == nil {
			if i < len(c.steps())-1 {
				goOn()
			}
			continue
		}
		choice := c.right(i)
		if asked%2 == 1 {
			choice = (choice + 1) % len(step.Ask.Choices)
		} else {
			right++
		}
		asked++
		p.predict(choice)
		goOn()
	}
	p.until("the lesson does not end", "document.getElementById('lesson-end').checkVisibility()")
	if last := len(c.steps()) - 1; c.steps()[last].Ask != nil {
		p.judged(c, last, lang, right, asked)
	}
	return right, asked
}

// judged finds the verdict on what was predicted at a step, right and asked
// included in the counts.
func (p *page) judged(c course, step int, lang string, right, asked int) {
	p.t.Helper()
	ask := c.steps()[step].Ask
	want := ""
	if ask != nil {
		want = "right"
		if asked%2 == 0 {
			want = "wrong"
		}
	}
	if said := p.verdict(); said != want {
		p.t.Errorf("step %d of %s: the verdict is %q, want %q", step+1, c.Name, said, want)
	}
	if ask == nil {
		return
	}
	// In words as well, with the choice that came true.
	text := p.text("#lesson-verdict")
	if word := words(p.t, lang)["lesson.verdict."+want]; !contains(text, word) || !contains(text, c.plain(ask.Choices[c.right(step)].Text, lang)) {
		p.t.Errorf("step %d of %s: the verdict says %q", step+1, c.Name, text)
	}
}
