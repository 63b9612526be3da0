package browser

import (
	"fmt"
	"slices"
	"strings"
)

// server is a server as the stage shows it.
type server struct {
	ID          string `json:"id"`
	Role        string `json:"role"`
	Term        int    `json:"term"`
	CommitIndex int    `json:"commitIndex"`
	LastIndex   int    `json:"lastIndex"`
}

// ready waits until the run is on the stage and the page is connected.
func (p *page) ready() {
	p.t.Helper()
	p.until("the run does not appear on the stage", "document.querySelectorAll('[data-server][data-role]').length > 0 && document.getElementById('speed').options.length > 1")
}

// leads waits until a server leads in a term after one, and returns it.
func (p *page) leads(after int) server {
	p.t.Helper()
	return await[server](p, fmt.Sprintf("nobody leads in a term after %d", after), fmt.Sprintf("probe.leader()?.term > %d && probe.leader()", after))
}

func (p *page) servers() []server {
	p.t.Helper()
	return ask[[]server](p, "probe.servers()")
}

// neighbour is the server that stands next to another one on the ring, on the side
// where there is more room between them.
func (p *page) neighbour(id string) string {
	p.t.Helper()
	return ask[string](p, fmt.Sprintf("probe.neighbour(%q)", id))
}

// awaitRole waits until a server is what it should be.
func (p *page) awaitRole(id, role string) {
	p.t.Helper()
	p.until(fmt.Sprintf("%s does not become a %s", id, role), fmt.Sprintf("probe.role(%q) === %q", id, role))
}

// awaitLogs waits until all servers have applied a command, at the same index.
func (p *page) awaitLogs(command string) {
	p.t.Helper()
	p.until(command+" is not applied by everyone", fmt.Sprintf(`(() => {
		const places = probe.servers().map(({id}) => probe.log(id).find((e) => e.command === %q && e.state === 'applied')?.index);
		return places[0] && places.every((at) => at === places[0]);
	})()`, command))
}

// now is the instant that the page shows, in ms.
func (p *page) now() float64 {
	p.t.Helper()
	return ask[float64](p, "probe.now()")
}

// text is what an element says.
func (p *page) text(selector string) string {
	p.t.Helper()
	return ask[string](p, fmt.Sprintf("document.querySelector(%q).textContent", selector))
}

// address is where the page is.
func (p *page) address() string {
	p.t.Helper()
	return ask[string](p, "location.href")
}

// banner waits until a banner says one of some texts of the catalogue.
func (p *page) banner(keys ...string) {
	p.t.Helper()
	var patterns []string
	for _, key := range keys {
		patterns = append(patterns, wording(p.t, key))
	}
	p.until("no banner "+strings.Join(keys, " or "), fmt.Sprintf(
		"[...document.querySelectorAll('#banners .banner span')].some(({textContent}) => new RegExp(%q).test(textContent))", strings.Join(patterns, "|")))
}

// notice waits until a notice, where no run stands, has one of the catalogue's texts
// as its title.
func (p *page) notice(key string) {
	p.t.Helper()
	p.until("no notice "+key, fmt.Sprintf("document.querySelector('#notice h2')?.textContent === %q && document.querySelectorAll('[data-server]').length === 0", words(p.t, "en")[key]))
}

// noBanner waits until there is no banner any more.
func (p *page) noBanner() {
	p.t.Helper()
	p.until("a banner stays", "document.querySelector('#banners .banner') === null")
}

// choose presses the button of a banner that a text of the catalogue names.
func (p *page) choose(key string) {
	p.t.Helper()
	p.until("no way on: "+key, fmt.Sprintf(`(() => {
		const button = [...document.querySelectorAll('#banners button')].find(({textContent}) => textContent === %q);
		button?.setAttribute('data-test', %q);
		return button;
	})()`, words(p.t, "en")[key], key))
	p.click(fmt.Sprintf("[data-test=%q]", key))
}

// reason is why a control would do nothing, empty if it would do something.
func (p *page) reason(id string) string {
	p.t.Helper()
	return ask[string](p, fmt.Sprintf("probe.reason(%q) ?? ''", id))
}

// list writes strings as JavaScript has them.
func list(all []string) string {
	quoted := slices.Clone(all)
	for i, s := range quoted {
		quoted[i] = fmt.Sprintf("%q", s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
