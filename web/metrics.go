package web

import (
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

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

func newMetrics(s *Server) *metrics {
	const space = "playground"
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
	gauge := func(name, help string, value func() int) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: space, Name: name, Help: help}, func() float64 { return float64(value()) })
	}
	m.registry.MustRegister(
		m.begun, m.clusters, m.events, m.frameDelay, m.goodbyes, m.refusals, m.errors,
		gauge("sessions", "Sessions that are here.", s.sessions.count),
		gauge("viewers", "Pages that are connected.", s.doors.number),
		gauge("sessions_at_rest", "Sessions that nobody watches, kept as texts.", s.sessions.asleepNumber),
		gauge("jobs_waiting", "Long jobs that wait for their turn.", s.turns.number),
		gauge("session_bytes", "What sessions hold, estimated.", func() int { return int(s.ledger.sum()) }),
		gauge("queued_bytes", "What waits to be written to pages.", func() int { return int(s.onTheWay.bytes.Load()) }),
		collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(collectors.GoRuntimeMetricsRule{Matcher: liveHeap})),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return m
}

// liveHeap is what the last garbage collection has found to be in use.
var liveHeap = regexp.MustCompile(`^/gc/heap/live:bytes$`)

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}

// written notes that a frame which was due at an instant has been written.
func (m *metrics) written(due, now time.Time) {
	if !due.IsZero() {
		m.frameDelay.Observe(now.Sub(due).Seconds())
	}
}

// refused notes a refusal.
func (m *metrics) refused(code string) {
	in, _, _ := strings.Cut(code, ".")
	m.refusals.WithLabelValues(in).Inc()
}
