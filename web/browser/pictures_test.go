package browser

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/link"
	"raft-playground/web"
)

var (
	before   = flag.String("before", "", "`commit` whose page is to look like this one: see TestThePageLooksAsBefore")
	pictures = flag.String("pictures", "", "`folder` for the pictures in which something differs")
)

// view is something to look at: an address, and what is clicked there.
type view struct {
	name    string
	address string
	run     string // a scenario, instead of an address: it stands where it ends
	clicks  []string
	ready   string // what is then true
}

// views stand still: lessons at a step, and runs at their end.
var views = []view{
	{name: "run", run: eventful},
	{name: "server", run: eventful, clicks: []string{"[data-pick='S2']"}},
	{name: "entry", run: eventful, clicks: []string{"[data-log='S2'] [data-entry='2']"}},
	{name: "Figure 2", run: eventful, clicks: []string{"[data-pick='S2']", "#code-tab"}, ready: "document.querySelector('.code-part')"},
	{name: "new run", run: eventful, clicks: []string{"#new-run"}, ready: opened("new-run")},
	{name: "help", run: eventful, clicks: []string{"#help"}, ready: opened("help")},
	{name: "partition", run: eventful, clicks: []string{"#do-partition"}, ready: opened("partition")},
	{name: "cut", run: eventful, clicks: []string{"#do-cut"}, ready: opened("cut")},
	{name: "rules", run: eventful, clicks: []string{"#do-rules"}, ready: opened("rules")},
	{name: "comparison", run: eventful, clicks: []string{"#compare"}, ready: opened("compare")},
	{name: "text", run: eventful, clicks: []string{"#run-text"}, ready: opened("run-text") + " && document.getElementById('run-text-hash').textContent"},
	{name: "breakpoints", run: eventful, clicks: []string{"#breaks"}, ready: "document.getElementById('breakpoints')?.checkVisibility()"},
	{name: "legend", run: eventful, clicks: []string{"#legend-button"}, ready: "document.getElementById('legend-button').getAttribute('aria-expanded') === 'true'"},
	{name: "properties", run: eventful, clicks: []string{"#properties .badge"}, ready: "document.getElementById('properties-list').checkVisibility()"},
	{name: "past", run: eventful, clicks: []string{"#jump-back"}, ready: "!probe.live()"},
	{name: "two clusters", run: eventful + "\ncompare two with: seed 8\n", ready: "probe.clusters().length === 2"},
	{name: "four clusters", run: eventful + "\ncompare two with: seed 8\n\ncompare three with: pre-vote on\n\ncompare four with: heartbeat 40ms\n", ready: "probe.clusters().length === 4"},
	{name: "broken rule", run: "raft 1\nservers 4\nseed 3\nwithout election-majority\n\nat 900ms: partition S1 S2 | S3 S4\nend at 3s\n"},
	{name: "long run", run: "raft 1\nservers 5\nclients 2\nseed 7\n\nat 400ms: c1 writes and reads every 100ms\nat 3s: crash S2\nat 8s: restart S2\nend at 20s\n"},
	{name: "question", address: "/lesson/dies-alone/alone"},
	{name: "lesson", address: "/lesson/figure-8"},
	{name: "embedded", address: "/lesson/dies-alone/alone?embed=1"},
	{name: "lessons", address: "/lessons", ready: "document.getElementById('lessons')"},
	{name: "language", address: "/language", ready: "document.querySelector('main')"},
}

const eventful = `raft 1
servers 5
seed 7

at 400ms: c1 write x=1
at 600ms: crash S2
at 1200ms: c1 write y=2
at 1300ms: cut S1 <-> S2
at 1900ms: restart S2
at 2s: c1 write z=3
end at 2005ms
`

func opened(dialog string) string { return "document.getElementById('" + dialog + "-dialog')?.open" }

// The page looks as that of another commit did, in every size, theme and language: what
// differs is told, with a picture in which it is marked. Each difference is to be
// explained, or mended. It is made with
//
//	make pictures BEFORE=COMMIT
func TestThePageLooksAsBefore(t *testing.T) {
	if *before == "" {
		t.Skip("no commit to compare with")
	}
	former, now := former(t, *before), build(t, web.Options{})
	for _, v := range views {
		for _, lang := range []string{"en", "zh"} {
			t.Run(v.name+" "+lang, func(t *testing.T) {
				t.Parallel()
				was, is := v.pictures(t, former, lang), v.pictures(t, now.url(""), lang)
				for look, picture := range is {
					name := strings.ReplaceAll(v.name+" "+lang+" "+look, " ", "-")
					if count, where, marked := differing(t, was[look], picture); count > 0 {
						t.Errorf("%s: %d pixels differ in %v", look, count, where)
						keep(t, name+"-before", was[look])
						keep(t, name+"-after", picture)
						keep(t, name+"-marked", marked)
					}
				}
			})
		}
	}
}

// former starts the playground as it was at a commit, and returns its address.
func former(t *testing.T, commit string) string {
	t.Helper()
	tree := filepath.Join(t.TempDir(), "former")
	run := func(dir, name string, args ...string) {
		t.Helper()
		command := exec.Command(name, args...)
		command.Dir = dir
		if said, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, said)
		}
	}
	run(".", "git", "worktree", "add", "--detach", tree, commit)
	t.Cleanup(func() { run(".", "git", "worktree", "remove", "--force", tree) })
	run(tree, "go", "build", "-o", "former", "./cmd/playground")
	server := exec.CommandContext(t.Context(), filepath.Join(tree, "former"), "-addr", "127.0.0.1:0")
	out, err := server.StdoutPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Wait() }) // the context has ended it
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if port, found := strings.CutPrefix(strings.TrimSpace(lines.Text()), "http://localhost:"); found {
			return "http://127.0.0.1:" + port
		}
	}
	t.Fatalf("%s does not say where it is", commit)
	return ""
}

// pictures shows a view in one language, and returns how it looks in every size and theme.
func (v view) pictures(t *testing.T, origin, lang string) map[string]image.Image {
	t.Helper()
	p := newPage(t)
	defer p.close()
	// No caret blinks.
	p.prepare("document.addEventListener('DOMContentLoaded', () => { const calm = new CSSStyleSheet(); calm.replaceSync('* { caret-color: transparent !important }'); document.adoptedStyleSheets.push(calm); })")
	p.prepare(countsRequests)
	address := v.address + "?lang=" + lang
	if strings.Contains(v.address, "?") {
		address = v.address + "&lang=" + lang
	}
	if v.run != "" {
		s, err := scenario.Parse(v.run)
		if err != nil {
			t.Fatal(err)
		}
		run := replay(t, v.run)
		run.hash()
		code, err := link.Encode(s.Format(), run.run.World().Hash(), "")
		if err != nil {
			t.Fatal(err)
		}
		address = "/?lang=" + lang + "#" + code
	}
	p.visit(origin + address)
	if v.ready == "" || v.run != "" {
		p.until("the run is not there", "document.querySelectorAll('[data-server][data-role]').length > 0 && probe.now() > 0 && !probe.playing()")
	}
	away := chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, 1, 1)
	if v.run != "" {
		p.do("be there", away) // what explains a run comes when somebody moves
		p.until("what explains it does not come", "document.getElementById('why').checkVisibility()")
	}
	for _, selector := range v.clicks {
		p.click(selector)
	}
	if v.ready != "" {
		p.until("it does not come", v.ready)
	}
	p.do("leave", away)
	looks := map[string]image.Image{}
	for _, s := range []size{desktop, tablet, phone} {
		p.resize(s)
		for _, theme := range []string{"light", "dark"} {
			p.paint(theme)
			looks[fmt.Sprintf("%v %s", s, theme)] = p.picture()
		}
	}
	return looks
}

// countsRequests keeps how many requests the server has not answered yet: what explains a
// run needs its older parts.
const countsRequests = `window.asked = new Set();
const { send } = WebSocket.prototype;
WebSocket.prototype.send = function (data) {
	const { id } = JSON.parse(data);
	if (asked.size === 0) this.addEventListener('message', ({ data }) => data.split('\n').forEach((message) => asked.delete(JSON.parse(message).re)));
	if (id) asked.add(id);
	return send.call(this, data);
};`

// picture takes pictures until two are the same.
func (p *page) picture() image.Image {
	p.t.Helper()
	var last []byte
	for range 50 {
		p.until("an answer does not come", "window.asked.size === 0")
		ask[bool](p, "probe.still().then(() => probe.frames(5)).then(() => true)")
		ctx := p.ctx
		next, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			p.t.Fatal(err)
		}
		if bytes.Equal(next, last) {
			picture, err := png.Decode(bytes.NewReader(next))
			if err != nil {
				p.t.Fatal(err)
			}
			return picture
		}
		last = next
	}
	p.t.Fatal("the page does not stand still")
	return nil
}

// differing counts the pixels that differ, and returns where, and the new picture faded
// with them in red.
func differing(t *testing.T, was, is image.Image) (count int, where image.Rectangle, marked image.Image) {
	t.Helper()
	if was.Bounds() != is.Bounds() {
		t.Fatalf("the pictures are of %v and %v", was.Bounds(), is.Bounds())
	}
	faint := true
	out := image.NewRGBA(is.Bounds())
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.DrawMask(out, out.Bounds(), is, image.Point{}, image.NewUniform(color.Alpha{90}), image.Point{}, draw.Over)
	for y := out.Rect.Min.Y; y < out.Rect.Max.Y; y++ {
		for x := out.Rect.Min.X; x < out.Rect.Max.X; x++ {
			if a, b := was.At(x, y), is.At(x, y); a != b {
				count++
				faint = faint && apart(a, b) <= 32
				where = where.Union(image.Rect(x, y, x+1, y+1))
				out.Set(x, y, color.RGBA{R: 255, A: 255})
			}
		}
	}
	if faint && count <= noise {
		return 0, where, out
	}
	return count, where, out
}

// noise is in how many pixels two pictures of the same page may differ faintly: the rims of
// round shapes are not always drawn alike when a theme changes.
const noise = 200

// apart is how far two colours are from each other, 0 to 255.
func apart(a, b color.Color) int {
	x, y := color.RGBAModel.Convert(a).(color.RGBA), color.RGBAModel.Convert(b).(color.RGBA)
	most := 0
	for _, d := range []int{int(x.R) - int(y.R), int(x.G) - int(y.G), int(x.B) - int(y.B)} {
		most = max(most, d, -d)
	}
	return most
}

// keep writes a picture, if pictures are wanted.
func keep(t *testing.T, name string, picture image.Image) {
	t.Helper()
	if *pictures == "" {
		return
	}
	var out bytes.Buffer
	err := png.Encode(&out, picture)
	if err == nil {
		err = os.MkdirAll(*pictures, 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(*pictures, name+".png"), out.Bytes(), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
