package browser

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"raft-playground/web"
)

func TestWhoeverOpensThePageSeesAClusterAlive(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	// How soon is a claim about the page, not about what else this machine does:
	// the fastest of three counts.
	const soon = 8 * time.Second
	fastest := time.Hour
	for range 3 {
		p := newPage(t)
		opened := time.Now()
		p.visit(h.url("/"))
		p.until("five servers do not appear", "probe.servers().length === 5")
		p.until("no time passes", "probe.now() > 0 && probe.playing() && probe.live()")
		p.until("the timers do not run down", `(() => {
			// A message that passes over the arc hides some of it, but never a quarter.
			const arc = probe.arc('S1');
			probe.most = Math.max(probe.most ?? 0, arc);
			return probe.most - arc > 0.25;
		})()`)
		p.leads(0)
		fastest = min(fastest, time.Since(opened))
		p.close()
		if fastest <= soon {
			break
		}
	}
	t.Logf("a leader after %.1f s", fastest.Seconds())
	if fastest > soon {
		t.Errorf("a leader only after %.1f s, want one within %v", fastest.Seconds(), soon)
	}
}

func TestMessagesAreSeenBetweenTheServers(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.begin()
	leader := p.leads(0)
	neighbour := p.neighbour(leader.ID)
	// Between two neighbours on the ring there is nothing on the canvas but what
	// they send to one another.
	way := fmt.Sprintf("probe.drawn(probe.between(%q, %q, 30)).pixels", leader.ID, neighbour)
	p.until("no message is drawn", way+" > 20")
	p.until("a message is drawn that does not move on", way+" === 0")
}

func TestTheAddressNamesTheRunAndHoldsNoSecret(t *testing.T) {
	t.Parallel()
	h := build(t, web.Options{})
	p := h.open("/")
	p.until("the address does not become the run's", "location.pathname.startsWith('/s/')")
	address := strings.TrimPrefix(p.address(), h.url(""))
	if !regexp.MustCompile(`^/s/[a-z2-7]{16}$`).MatchString(address) {
		t.Errorf("the address is %s", address)
	}
	secret := ask[string](p, "JSON.parse(localStorage.getItem(Object.keys(localStorage).find(k => k.endsWith(location.pathname.slice(3))))).secret")
	if len(secret) < 16 || strings.Contains(address, secret) {
		t.Errorf("the secret is %q, the address %s", secret, address)
	}
	if said := ask[string](p, "document.documentElement.outerHTML"); strings.Contains(said, secret) {
		t.Error("the secret stands in the page")
	}
}
