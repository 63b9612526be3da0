package web

import (
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"raft-playground/web/wire"
)

func TestOthersAreToldAnAddressThatTheyCanReach(t *testing.T) {
	for name, c := range map[string]struct {
		options Options
		host    string
		from    string
		proto   string
		want    string
	}{
		"what the server is known by":   {Options{PublicURL: "https://raft.example.org/", NetworkURL: "http://192.168.1.7:80"}, "10.0.0.1", "", "", "https://raft.example.org"},
		"what the page found it by":     {Options{NetworkURL: "http://192.168.1.7:80"}, "10.0.0.1:8080", "", "", "http://10.0.0.1:8080"},
		"a name":                        {Options{}, "raft.example.org", "", "", "http://raft.example.org"},
		"not a name for the machine":    {Options{NetworkURL: "http://192.168.1.7:80"}, "localhost:80", "", "", "http://192.168.1.7:80"},
		"nor its address for itself":    {Options{NetworkURL: "http://192.168.1.7:80"}, "127.0.0.1:80", "", "", "http://192.168.1.7:80"},
		"nor that in six":               {Options{NetworkURL: "http://192.168.1.7:80"}, "[::1]:80", "", "", "http://192.168.1.7:80"},
		"unless there is no other":      {Options{}, "localhost:80", "", "", "http://localhost:80"},
		"a host that is none":           {Options{NetworkURL: "http://192.168.1.7:80"}, "x\"y", "", "", "http://192.168.1.7:80"},
		"a host that is none, no other": {Options{}, "x\"y", "", "", ""},
		"a proxy that is believed":      {Options{TrustedProxies: []string{"10.0.0.0/8"}}, "raft.example.org", "10.1.1.1:5", "https", "https://raft.example.org"},
		"one that is not":               {Options{TrustedProxies: []string{"10.0.0.0/8"}}, "raft.example.org", "11.1.1.1:5", "https", "http://raft.example.org"},
	} {
		server, err := New(c.options)
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodGet, "/ws", nil)
		r.Host = c.host
		if c.from != "" {
			r.RemoteAddr = netip.MustParseAddrPort(c.from).String()
		}
		r.Header.Set("X-Forwarded-Proto", c.proto)
		if got := server.watchAddress(r, "abc"); got != c.want+"/s/abc" {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	for _, address := range []string{"raft.example.org", "ftp://raft.example.org", "https://", "https://a/b", "https://a?b", "https://a#b", "https://u@a", "https://a b"} {
		if _, err := New(Options{PublicURL: address}); err == nil {
			t.Errorf("%q is taken for an address", address)
		}
	}
}

func TestAPageIsToldWhereOthersCanWatch(t *testing.T) {
	h := open(t, Options{PublicURL: "https://raft.example.org"})
	p := h.begin(t, small, false)
	if want := "https://raft.example.org/s/" + p.Welcome.Session; p.Welcome.Watch != want {
		t.Errorf("%s, want %s", p.Welcome.Watch, want)
	}
	if p.Welcome.Assets != h.files.Base() {
		t.Errorf("its files are at %s, not at %s", p.Welcome.Assets, h.files.Base())
	}
}

func TestTheAddressToWatchIsDrawnForCameras(t *testing.T) {
	h := open(t, Options{PublicURL: "https://raft.example.org"})
	response, body := h.get(t, "GET", "/s/aaaaaaaaaaaaaaaa/qr.svg")
	if response.StatusCode != 200 || response.Header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("%s %v", response.Status, response.Header)
	}
	var picture struct {
		ViewBox string `xml:"viewBox,attr"`
		Paths   []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal([]byte(body), &picture); err != nil {
		t.Fatal(err)
	}
	// The corner that every code has: seven modules in a row, behind the margin.
	if len(picture.Paths) != 2 || !strings.HasPrefix(picture.Paths[1].D, "M4 4h7v1h-7z") || picture.ViewBox == "" {
		t.Errorf("%.300s", body)
	}
	if _, other := h.get(t, "GET", "/s/bbbbbbbbbbbbbbbb/qr.svg"); other == body {
		t.Error("another session has the same code")
	}
	h.status(t, "/s/short/qr.svg", 404)
	for n := range 2 * maxCodes {
		if _, err := h.codes.svg(strings.Repeat("x", n%100+1)); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(h.codes.kept); n > maxCodes {
		t.Errorf("%d codes are kept", n)
	}
}

func TestOnlyWhatIsMadeForFramesMayBeFramed(t *testing.T) {
	h := open(t, Options{})
	for _, path := range []string{"/", "/lesson/roles", "/lesson/dies-alone/alone"} {
		response, body := h.get(t, "GET", path+"?embed=1&lang=zh&theme=dark", "Cookie", "lang=en; theme=light")
		policy := response.Header.Get("Content-Security-Policy")
		if response.StatusCode != 200 || strings.Contains(policy, "frame-ancestors") || response.Header.Get("X-Frame-Options") != "" || !strings.Contains(policy, "script-src 'self'") {
			t.Errorf("%s: %s %v", path, response.Status, response.Header)
		}
		if !strings.Contains(body, `lang="zh-Hans"`) || !strings.Contains(body, `data-theme="dark"`) || !strings.Contains(body, "data-embed") || len(response.Cookies()) != 0 {
			t.Errorf("%s: %.200s", path, body)
		}
		if _, body := h.get(t, "GET", path+"?embed=1", "Cookie", "lang=zh; theme=dark"); !strings.Contains(body, `lang="en"`) || !strings.Contains(body, `data-theme="system"`) {
			t.Errorf("%s in a frame looks like its visitor's other pages", path)
		}
	}
	for _, path := range []string{
		"/", "/?embed=0", "/s/aaaaaaaaaaaaaaaa?embed=1", "/nowhere?embed=1", "/lessons?embed=1", "/lesson/roles", "/lesson/roles?embed=0",
		"/lesson/nobody?embed=1", "/lesson/roles/nowhere?embed=1", "/lesson/?embed=1", "/LESSON/nobody?embed=1",
	} {
		response, _ := h.get(t, "GET", path)
		if !strings.Contains(response.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") || response.Header.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s may be framed", path)
		}
	}
	// The framed page's socket comes from its own origin, whoever frames it.
	conn, _, err := websocket.Dial(t.Context(), h.address(), &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {h.http.URL}}})
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.CloseNow()
}

func TestTheNumbersTellWhatHappens(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	watcher := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	p.Run(10)
	watcher.CatchUp(p)
	p.Must(wire.ForkRequest{Cluster: "A"})
	p.Refusal(wire.DoRequest{Cluster: "A", Action: "crsh S1"})
	response, body := h.get(t, "GET", "/metrics")
	if response.StatusCode != 200 {
		t.Fatal(response.Status)
	}
	for _, line := range []string{
		"playground_sessions 1", "playground_viewers 2", "playground_clusters 2", "playground_sessions_begun_total 1",
		`playground_refusals_total{in="scenario"} 1`, `playground_goodbyes_total{reason="slow"} 0`, "playground_errors_total 0",
		"go_goroutines ", "process_cpu_seconds_total ",
	} {
		if !strings.Contains(body, "\n"+line) {
			t.Errorf("it does not say %s", line)
		}
	}
	for _, some := range []string{"playground_events_total", "playground_frame_delay_seconds_count"} {
		if strings.Contains(body, "\n"+some+" 0\n") || !strings.Contains(body, "\n"+some+" ") {
			t.Errorf("nothing is told of %s", some)
		}
	}
	none := open(t, Options{NoMetrics: true})
	none.status(t, "/metrics", 404)
}
