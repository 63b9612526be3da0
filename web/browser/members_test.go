package browser

import (
	"fmt"
	"testing"

	"raft-playground/web"
)

// TestTheMembersOfAClusterAreChangedByADialog: a server is taken out, the others are
// surrounded, and what one may not ask for says why.
func TestTheMembersOfAClusterAreChangedByADialog(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	out := "S5"
	if leader.ID == out {
		out = "S4"
	}
	p.click("#more-servers > summary")
	p.click("#do-members")
	p.until("there is no dialog", "document.getElementById('members-go')")
	p.until("asking for what is so already is not refused", says("probe.reason('members-go')", wording(t, "members.same")))
	p.click(fmt.Sprintf("[data-of=%q][data-place=outside]", out))
	p.until("the action is not told", fmt.Sprintf("document.querySelector('.composed code')?.textContent.endsWith(' remove %s')", out))
	p.click("#members-go")
	p.until("it is not outside", fmt.Sprintf("document.querySelector('#stage [data-server=%q]').dataset.place === 'outside'", out))
	p.until("the others are not surrounded", "document.querySelector('#stage .voters').getAttribute('d').length > 20")
	p.until("its name does not say so", says(fmt.Sprintf("document.querySelector('#stage [aria-label^=\\\"%s,\\\"]')?.getAttribute('aria-label')", out), wording(t, "stage.server-outside")))
	p.until("the entry is not in the log", fmt.Sprintf("[...document.querySelectorAll('[data-log=%q] .log-cell b')].some((b) => b.textContent === 'remove %s')", leader.ID, out))
	p.pick(out)
	p.until("the inspector does not say what it is", says("document.getElementById('inspector').textContent", wording(t, "why.is-outside")+"|"+wording(t, "why.is-voter")))
}

// TestAJointConfigurationIsSeenAsTwo shapes, with what is needed of each, and in the log.
func TestAJointConfigurationIsSeenAsTwo(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText("raft 1\nservers 5\nvoters S1 S2 S3\nseed 7\nelection timeout 1s to 1s\n\nat 10ms: time out S1\nwhen S1 leads: wait\nafter 60ms: partition S1 S4 S5 | S2 S3\nafter 0ms: c1 change to S1 S4 S5\nend at 400ms\n")
	p.speed(brisk)
	p.until("S4 is a member from the beginning", "document.querySelector('#stage [data-server=S4]').dataset.place === 'outside'")
	p.until("it is not told", "document.querySelector('#feed-rows li[data-told=\"decision.configuration-appended.joint\"]')")
	p.until("there are not two shapes", "[...document.querySelectorAll('#stage .voters')].every((path) => path.getAttribute('d').length > 20)")
	p.until("it is not said what each needs", "['S1 S2 S3', 'S1 S4 S5'].every((names) => [...document.querySelectorAll('#stage .voters-words')].some((words) => words.textContent.startsWith(names)))")
	p.until("S4 is none of the next voters", "document.querySelector('#stage [data-server=S4]').dataset.place === 'voter'")
	p.until("the log does not say what it is", fmt.Sprintf("document.querySelector('[data-log=S1] .log-cell[data-entry=\"2\"] b')?.textContent === %q", words(t, "en")["stage.joint"]))
}
