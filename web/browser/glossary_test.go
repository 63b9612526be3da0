package browser

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

func TestATermIsExplainedWhereItOccurs(t *testing.T) {
	t.Parallel()
	p, leader := lively(t)
	p.pause()
	p.pick(leader.ID)
	for _, lang := range []string{"en", "zh"} {
		p.setLang(lang)
		texts := words(t, lang)
		means := func(where, term string) {
			t.Helper()
			p.click(fmt.Sprintf("%s .gloss[data-glossary=%q]", where, term))
			p.until(term+" is not explained", fmt.Sprintf("document.querySelector('.meaning')?.textContent === %q && probe.seen(document.querySelector('.meaning'))", texts["glossary."+term+".name"]+texts["glossary."+term+".text"]))
			p.press(kb.Escape)
			p.until("the explanation stays", "!document.querySelector('.meaning')")
		}
		means("#why", "term")
		p.click("#legend-button")
		means(".legend-card", "follower")
		p.click("#legend-button")
	}
}
