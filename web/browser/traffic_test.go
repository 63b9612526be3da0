package browser

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/network"
)

// traffic is what a page fetched.
type traffic struct {
	mu       sync.Mutex
	requests map[network.RequestID]*request
	order    []*request
}

// request is something that a page asked for, over HTTP or as a socket.
type request struct {
	url     string
	socket  bool
	status  int64
	headers map[string]string // of the answer, by their names in small letters
	bytes   float64           // of the answer as they came over the wire, headers included
	failed  string
	done    bool
}

func newTraffic() *traffic { return &traffic{requests: make(map[network.RequestID]*request)} }

// listen is called in the loop that reads the browser's messages.
func (t *traffic) listen(event any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		t.add(e.RequestID, &request{url: e.Request.URL})
	case *network.EventWebSocketCreated:
		t.add(e.RequestID, &request{url: e.URL, socket: true})
	case *network.EventResponseReceived:
		if r := t.requests[e.RequestID]; r != nil {
			r.status = e.Response.Status
			r.headers = make(map[string]string)
			for name, value := range e.Response.Headers {
				r.headers[strings.ToLower(name)] = fmt.Sprint(value)
			}
		}
	case *network.EventLoadingFinished:
		if r := t.requests[e.RequestID]; r != nil {
			r.bytes, r.done = e.EncodedDataLength, true
		}
	case *network.EventLoadingFailed:
		if r := t.requests[e.RequestID]; r != nil {
			r.failed, r.done = e.ErrorText, true
		}
	}
}

func (t *traffic) add(id network.RequestID, r *request) {
	t.requests[id] = r
	t.order = append(t.order, r)
}

// fetched waits until nothing is under way, and returns what was fetched so far,
// in order, without the sockets.
func (p *page) fetched() []request {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		all := p.traffic.all()
		under := slices.IndexFunc(all, func(r request) bool { return !r.done && !r.socket })
		if under < 0 {
			return slices.DeleteFunc(all, func(r request) bool { return r.socket })
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("%s does not come to an end", all[under].url)
		}
		ask[bool](p, "new Promise((resolve) => requestAnimationFrame(() => resolve(true)))")
	}
}

func (t *traffic) all() []request {
	t.mu.Lock()
	defer t.mu.Unlock()
	var all []request
	for _, r := range t.order {
		all = append(all, *r)
	}
	return all
}
