package browser

import (
	"fmt"
	"testing"

	"raft-playground/raft/scenario/link"
	"raft-playground/web"
)

// TestARunThatHasComeToItsEndSaysSo: first to where its text ends, from which it can go
// on, and then to the hour that no run outlasts.
func TestARunThatHasComeToItsEndSaysSo(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	code, err := link.Encode("raft 1\nservers 1\nseed 7\nat 20ms: c1 write x=1\nend at 3599990ms\n", 0, "")
	if err != nil {
		t.Fatal(err)
	}
	p := h.open("/#" + code)
	p.choose("banner.dismiss") // the link names no engine
	p.banner("over.text")
	if why := p.reason("play"); why != "" {
		t.Errorf("Play does nothing: %s", why)
	}
	p.speed("10")
	p.click("#play")
	p.banner("over.time")
	sentence := words(t, "en")["over.time"]
	for _, id := range []string{"play", "step-forward"} {
		if why := p.reason(id); why != sentence {
			t.Errorf("%s does nothing, and says %q", id, why)
		}
	}
	p.press(" ")
	p.until("the space bar does not say why it does nothing", fmt.Sprintf("document.getElementById('toasts').textContent.includes(%q) && !probe.playing()", sentence))
	p.setLang("zh")
	p.until("it is not said in Chinese", fmt.Sprintf("document.querySelector('#banners .is-over').textContent.includes(%[1]q) && probe.reason('play') === %[1]q", words(t, "zh")["over.time"]))
	p.setLang("en")
	p.banner("over.time")

	// One can look back, where it has not ended yet, and comes to the end again.
	p.choose("over.back")
	p.noBanner()
	if why := p.reason("play"); why != "" || ask[bool](p, "probe.live()") {
		t.Errorf("looking back, Play says %q", why)
	}
	p.click("#live")
	p.banner("over.time")
	p.choose("over.share")
	p.until("it cannot be shared", "document.getElementById('share-dialog')?.open")
	p.shutDialogs()
	p.choose("over.new")
	p.until("no other run can be begun", "document.getElementById('new-run-dialog')?.open")
	p.click("#new-run-dialog .primary")
	p.noBanner()
	p.until("the other run does not play", "probe.playing() && probe.reason('play') === null")
}
