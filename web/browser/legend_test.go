package browser

import (
	"testing"

	"raft-playground/web"
)

// refusals has two candidates at a time who refuse one another, and too few others for either to win.
const refusals = "raft 1\nservers 5\nseed 7\n\nat 5ms: crash S4\nafter 0ms: crash S5\nat 10ms: time out S1\nafter 0ms: time out S2\nend at 60ms\n"

// TestTheLegendDrawsAsTheStageDoes: votes in their circles, and the badges on a rim.
func TestTheLegendDrawsAsTheStageDoes(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText(refusals)
	const looks = `(it) => JSON.stringify([...it.children].map((part) => {
		const { fill, stroke } = getComputedStyle(part);
		return part.tagName === 'text' ? [] : [part.tagName, part.tagName === 'path' && part.getAttribute('d'), fill, stroke];
	}).filter((part) => part.length))`
	p.until("no vote is refused", "document.querySelector('#stage .votes.is-shown .pip[data-vote=refused]')")
	p.end()
	p.click("#legend-button")
	p.until("the legend does not open", "document.querySelector('.legend-card .pip')")
	for _, vote := range []string{"granted", "refused", "silent"} {
		p.until("on the stage a vote that is "+vote+" looks otherwise", `(() => {
			const looks = `+looks+`;
			const [here, there] = ['.legend-card', '#stage .votes.is-shown'].map((at) => document.querySelector(at + ' .pip[data-vote=`+vote+`]'));
			return here && there && looks(here) === looks(there);
		})()`)
	}
	// The next press would be beside the legend.
	p.pick("S3")
	p.until("S3 is not picked", "document.querySelector('[data-pick=S3]').getAttribute('aria-pressed') === 'true' && !probe.reason('do-pause')")
	p.click("#do-pause")
	p.until("S3 is not paused", "document.querySelector('#stage .rim-badge.is-shown[data-badge=paused]')")
	p.until("the legend is gone", "document.querySelector('.legend-card .rim-badge.is-shown[data-badge=paused]')")
	p.until("a paused server has another badge", `(() => {
		const looks = `+looks+`;
		const [here, there] = ['.legend-card', '#stage'].map((at) => document.querySelector(at + ' .rim-badge.is-shown[data-badge=paused]'));
		return here && there && looks(here) === looks(there);
	})()`)
}
