package web

import (
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"raft-playground/web/conn"
	"raft-playground/web/session"
	"raft-playground/web/wire"
)

// metrics count what happens, for those who look after the server. They tell
// numbers and nothing about anyone, so they stand at the same port as the page;
// -metrics=false takes them away. Each label has a handful of values that are
// known beforehand.
type metrics struct {
	registry   *prometheus.Registry
	begun      prometheus.Counter
	clusters   prometheus.Gauge
	events     prometheus.Counter
	frameDelay prometheus.Histogram
	goodbyes   *prometheus.CounterVec // by reason, as in wire.Bye
	refusals   *prometheus.CounterVec // by what was wrong: the request, the action, the text
	errors     prometheus.Counter
}

// newMetrics returns what counts, with nothing counted yet.
func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		begun: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: space, Name: "sessions_begun_total", Help: "Sessions that have begun, or begun anew.",
		}),
		clusters: prometheus.NewGauge(prometheus.GaugeOpts{
			Namespace: space, Name: "clusters", Help: "Clusters in all sessions.",
		}),
		events: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: space, Name: "events_total", Help: "Events of clusters that were told to pages.",
		}),
		frameDelay: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: space, Name: "frame_delay_seconds",
			Help:    "From when a frame was due until it was written to a page's socket, for each page.",
			Buckets: prometheus.ExponentialBucketsRange(0.0005, 5, 24),
		}),
		goodbyes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: space, Name: "goodbyes_total", Help: "Connections that the server closed, by reason; slow: a page that did not keep up.",
		}, []string{"reason"}),
		refusals: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: space, Name: "refusals_total", Help: "Requests that were refused, by what was wrong.",
		}, []string{"in"}),
		errors: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: space, Name: "errors_total", Help: "Failures of the server itself, panics among them.",
		}),
	}
	for reason := range wire.CloseCodes {
		m.goodbyes.WithLabelValues(reason)
	}
	for _, in := range []string{"request", "action", "scenario"} {
		m.refusals.WithLabelValues(in)
	}
	m.registry.MustRegister(
		m.begun, m.clusters, m.events, m.frameDelay, m.goodbyes, m.refusals, m.errors,
		collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(collectors.GoRuntimeMetricsRule{Matcher: liveHeap})),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return m
}

// gauge has the metrics tell what there is just now, too.
func (m *metrics) gauge(sessions *session.Registry, pages *conn.Server) {
	gauge := func(name, help string, value func() int) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: space, Name: name, Help: help}, func() float64 { return float64(value()) })
	}
	m.registry.MustRegister(
		gauge("sessions", "Sessions that are here.", sessions.Count),
		gauge("viewers", "Pages that are connected.", pages.Count),
		gauge("sessions_at_rest", "Sessions that nobody watches, kept as texts.", sessions.AtRest),
		gauge("jobs_waiting", "Long jobs that wait for their turn.", sessions.JobsWaiting),
		gauge("session_bytes", "What sessions hold, estimated.", func() int { return int(sessions.Bytes()) }),
		gauge("queued_bytes", "What waits to be written to pages.", func() int { return int(pages.QueuedBytes()) }),
	)
}

// space is how the names of all numbers begin.
const space = "playground"

// liveHeap is what the last garbage collection has found to be in use.
var liveHeap = regexp.MustCompile(`^/gc/heap/live:bytes$`)

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}

// SessionBegun notes that a session has begun, or begun anew.
func (m *metrics) SessionBegun() { m.begun.Inc() }

// ClustersChanged notes that there are so many clusters more, or less.
func (m *metrics) ClustersChanged(by int) { m.clusters.Add(float64(by)) }

// EventsTold notes that so many events of clusters were told to pages.
func (m *metrics) EventsTold(n int) { m.events.Add(float64(n)) }

// FrameWritten notes that a frame which was due at an instant has been written.
func (m *metrics) FrameWritten(due, now time.Time) { m.frameDelay.Observe(now.Sub(due).Seconds()) }

// Goodbye notes that the server closes a connection, giving a reason.
func (m *metrics) Goodbye(code string) { m.goodbyes.WithLabelValues(code).Inc() }

// Refused notes a refusal.
func (m *metrics) Refused(code string) {
	in, _, _ := strings.Cut(code, ".")
	m.refusals.WithLabelValues(in).Inc()
}

// Failed notes a failure of the server itself.
func (m *metrics) Failed() { m.errors.Inc() }
