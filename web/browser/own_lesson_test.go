package browser

import (
	"regexp"
	"strings"
	"testing"

	"raft-playground/web"
)

func TestALessonOfATeachersOwnIsOpenedLikeABuiltInOne(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText(ownLesson)
	p.awaitLesson()
	p.until("the first step is not told", "document.getElementById('lesson-passage').textContent.includes('who writes lessons')")
	if said := p.text("#run-title"); said != "One of my own" {
		t.Errorf("the page is titled %q", said)
	}
	p.speed(brisk)
	p.predict(0)
	p.into("#lesson-continue")
	p.until("the second step is not told", "document.getElementById('lesson-passage').textContent.includes('It leads')")
	if said := p.verdict(); said != "right" {
		t.Errorf("the verdict is %q", said)
	}

	// Another run, and the lesson is over.
	p.openText("raft 1\nservers 3\nseed 7\n")
	p.until("the lesson stays", "document.getElementById('lesson') === null && document.getElementById('do-crash').checkVisibility()")

	// What is wrong with one is told with its line.
	p.paste(strings.Replace(ownLesson, "step leads\nen", "step leeds\nen", 1))
	p.click("#run-text-dialog .primary")
	problem := await[string](p, "no problem is told", "probe.seen(document.querySelector('#run-text-dialog [role=alert]')) && document.querySelector('#run-text-dialog [role=alert]').textContent")
	if !regexp.MustCompile(wording(t, "scenario.lesson-no-prose") + "|" + wording(t, "scenario.lesson-no-such-step")).MatchString(problem) {
		t.Errorf("of a step without prose it says %q", problem)
	}
}

const ownLesson = `raft 1
servers 3
seed 7

at 20ms: step begin
when leader elected: step leads
end at 400ms

lesson of-my-own
en One of my own
about
en For a test.

step begin
en This is by somebody who writes lessons.
ask
en Will somebody lead?
if leader in term 1
en Yes.
if no leader
en No.

step leads
en It leads.
`
