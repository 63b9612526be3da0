package browser

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"

	"raft-playground/web"
)

// TestTheSceneIsToldInASentence that is kept current, and is quiet.
func TestTheSceneIsToldInASentence(t *testing.T) {
	t.Parallel()
	p := build(t, web.Options{}).begin()
	p.openText("raft 1\nservers 5\nseed 7\n\nat 10ms: time out S1\nend at 100ms\n")
	told := func(scene string) {
		t.Helper()
		p.until("the scene is not told: "+scene, fmt.Sprintf("document.getElementById('scene').textContent === %q", scene))
	}
	told("5 servers; S1 leads term 1; all links work. The run is paused.")
	p.pick("S2")
	p.click("#do-crash")
	told("5 servers; S1 leads term 1; S2 is down; all links work. The run is paused.")
	p.pick("S3")
	p.click("#do-isolate")
	told("5 servers; S1 leads term 1; S2 is down; 4 links are cut. The run is paused.")
	p.setLang("zh")
	told("5 个服务器；S1 是任期 1 的领导者；S2（1 个）已停机；4 条链路被切断。运行已暂停。")
	if loud := ask[bool](p, "document.getElementById('scene').closest('[aria-live], [role=log], [role=status], [role=alert]') !== null"); loud {
		t.Error("it is announced whenever it changes")
	}
}

// TestSignsAreNotReadAloud: what the feed's signs say, its words say.
func TestSignsAreNotReadAloud(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.pause()
	p.pick(leader.ID)
	p.click("#do-crash")
	p.until("the crash is not told", "document.querySelector('.rows .is-bad')")
	if signs := ask[int](p, "[...document.querySelectorAll('.rows span')].filter((span) => /[●★✓✕]/.test(getComputedStyle(span, '::before').content)).length"); signs < 2 {
		t.Fatalf("only %d signs are seen", signs)
	}
	tree := call(p, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	for _, node := range tree.Nodes {
		if node.Name == nil {
			continue
		}
		var name string
		if err := json.Unmarshal(node.Name.Value, &name); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(name, "●★") || strings.Contains(name, "✕") && strings.Contains(name, "crashed") {
			t.Errorf("read aloud: %s", name)
		}
	}
}

// TestHowMuchIsAnnouncedIsChosen, and kept in the browser.
func TestHowMuchIsAnnouncedIsChosen(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.pause()
	p.click("#help")
	p.until("there is no choice", "document.getElementById('announced')?.value === 'all'")
	p.fill("#announced", "none")
	p.visit(p.address())
	p.ready()
	p.click("#help")
	p.until("the choice is not kept", "document.getElementById('announced')?.value === 'none'")
	p.shutDialogs()
	p.pick(leader.ID)
	p.click("#do-crash")
	crash := await[string](p, "the crash is not in the feed", "document.querySelector('.rows [data-told=\"event.crashed\"] span, .rows .is-bad span')?.textContent")
	p.click("#help")
	p.fill("#announced", "main")
	p.shutDialogs()
	p.click("#do-restart")
	p.until("a failure that is to be announced is not", "document.getElementById('announcer').textContent !== ''")
	if said := p.text("#announcer"); strings.Contains(said, crash) {
		t.Errorf("what was not to be announced is: %s", said)
	}
}

// TestASentencesTimeIsReadApartFromItsWords, between which there is a comma.
func TestASentencesTimeIsReadApartFromItsWords(t *testing.T) {
	t.Parallel()
	p, _ := lively(t)
	p.until("too little is told", "document.querySelectorAll('#feed-rows li[data-seq]').length > 3")
	p.pause()
	for _, s := range []size{desktop, phone} {
		p.resize(s)
		ask[bool](p, "(document.getElementById('tab-feed').click(), probe.frames(3).then(() => true))")
		apart := 0
		for _, node := range call(p, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
			var role, name string
			if node.Name == nil || node.Role == nil || json.Unmarshal(node.Role.Value, &role) != nil || json.Unmarshal(node.Name.Value, &name) != nil || role != "button" {
				continue
			}
			if at, rest, ok := strings.Cut(name, ","); ok && strings.Trim(at, "0123456789.: \u00a0\u2009\u202f\u200b") == "" && strings.HasPrefix(rest, " ") {
				apart++
			} else if regexp.MustCompile(`^[\d.]+[^\d.\s]`).MatchString(name) {
				t.Errorf("%v: read as one: %q", s, name)
			}
		}
		if apart < 3 {
			t.Errorf("%v: only %d sentences have their time apart", s, apart)
		}
	}
}
