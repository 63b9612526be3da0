package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/performance"

	"raft-playground/web"
)

// watched is for how long the page is measured, in ms.
const watched = 10_000

// variants are the clusters that are played beside the first one.
var variants = []string{"pre-vote on", "seed 8", "heartbeat 40ms"}

// BenchmarkPage plays five servers at smart speed, with two clients that write and
// read all the time, alone and beside three other clusters, and reports what that
// costs the visitor's machine:
//
//	script-ms/s    ms that scripts run in a second
//	task-ms/s      the same with layout, painting and all else of the page's thread
//	fps            frames a second
//	fps-throttled  frames a second where everything takes four times as long
//	long-tasks     tasks of more than 50 ms in all the ten seconds, not throttled
//
// Run it with -benchtime 1x, on a machine that has nothing else to do.
func BenchmarkPage(b *testing.B) {
	for _, clusters := range []int{1, 1 + len(variants)} {
		b.Run(fmt.Sprintf("clusters=%d", clusters), func(b *testing.B) { benchmarkPage(b, clusters) })
	}
}

func benchmarkPage(b *testing.B, clusters int) {
	var steady strings.Builder
	steady.WriteString("raft 1\nservers 5\nclients 2\nseed 7\n\nat 400ms: c1 writes and reads every 20ms\nat 410ms: c2 writes and reads every 20ms\n")
	for i, change := range variants[:clusters-1] {
		fmt.Fprintf(&steady, "\ncompare v%d with: %s\n", i, change)
	}
	p := build(b, web.Options{}).begin()
	p.openText(steady.String())
	p.awaitClusters(clusters)
	p.speed(brisk)
	p.until("the writes do not begin", "document.querySelector('[data-request=c1]')?.dataset.phase === 'answered'")
	p.speed("0")
	call(p, performance.Enable, performance.EnableParams{})
	var total cost
	for b.Loop() {
		c := p.measure()
		call(p, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4})
		throttled := p.measure()
		call(p, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 1})
		total = cost{total.script + c.script, total.task + c.task, total.fps + c.fps, total.throttled + throttled.fps, total.long + c.long}
	}
	n := float64(b.N)
	b.ReportMetric(total.script/n, "script-ms/s")
	b.ReportMetric(total.task/n, "task-ms/s")
	b.ReportMetric(total.fps/n, "fps")
	b.ReportMetric(total.throttled/n, "fps-throttled")
	b.ReportMetric(total.long/n, "long-tasks")
	b.ReportMetric(0, "ns/op") // how long it is watched says nothing
}

// cost is what playing costs.
type cost struct{ script, task, fps, throttled, long float64 }

// measure watches the page for a while.
func (p *page) measure() cost {
	p.t.Helper()
	before := p.metrics()
	seen := ask[struct {
		Frames int     `json:"frames"`
		Long   int     `json:"long"`
		Ms     float64 `json:"ms"`
	}](p, fmt.Sprintf(`new Promise((done) => {
		let frames = 0;
		let long = 0;
		const observer = new PerformanceObserver((list) => (long += list.getEntries().length));
		observer.observe({ type: 'longtask' });
		const from = performance.now();
		const frame = (now) => {
			frames++;
			if (now < from + %d) requestAnimationFrame(frame);
			else {
				observer.disconnect();
				done({ frames, long, ms: performance.now() - from });
			}
		};
		requestAnimationFrame(frame);
	})`, watched))
	after := p.metrics()
	seconds := after["Timestamp"] - before["Timestamp"]
	return cost{
		script: 1000 * (after["ScriptDuration"] - before["ScriptDuration"]) / seconds,
		task:   1000 * (after["TaskDuration"] - before["TaskDuration"]) / seconds,
		fps:    1000 * float64(seen.Frames) / seen.Ms,
		long:   float64(seen.Long),
	}
}

// metrics are the browser's own, by their names.
func (p *page) metrics() map[string]float64 {
	p.t.Helper()
	metrics := make(map[string]float64)
	for _, m := range call(p, performance.GetMetrics, cdp.Empty{}).Metrics {
		metrics[m.Name] = m.Value
	}
	return metrics
}
