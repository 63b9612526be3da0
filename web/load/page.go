package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"

	"raft-playground/web/wire"
)

// page is one connection, as a page's.
type page struct {
	conn    *websocket.Conn
	session string
	secret  string
}

// connect opens a page: of a session, or of one of its own.
func connect(ctx context.Context, addr, session string, readBuffer int) (*page, error) {
	return connectAs(ctx, addr, "", wire.HelloRequest{Session: session}, readBuffer)
}

// connectAs opens a page from an address of this machine, with a hello of its own.
func connectAs(ctx context.Context, addr, from string, hello wire.HelloRequest, readBuffer int) (*page, error) {
	conn, err := open(ctx, addr, from, readBuffer)
	if err != nil {
		return nil, err
	}
	p := &page{conn: conn}
	if err := p.say(ctx, wire.Request{Body: hello}); err != nil {
		return nil, err
	}
	_, piece, err := conn.Read(ctx)
	if err != nil {
		_ = conn.CloseNow()
		return nil, fmt.Errorf("no welcome: %w", err)
	}
	var welcome wire.Welcome
	message, _, _ := bytes.Cut(piece, []byte{'\n'}) // the snapshot may come with it
	if err := json.Unmarshal(message, &welcome); err != nil {
		return nil, err
	}
	p.session, p.secret = welcome.Session, welcome.Secret
	return p, nil
}

// open opens a connection, and says nothing.
func open(ctx context.Context, addr, from string, readBuffer int) (*websocket.Conn, error) {
	dial := &net.Dialer{Control: choosePortLate}
	if from != "" {
		dial.LocalAddr = &net.TCPAddr{IP: net.ParseIP(from)}
	}
	client := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial.DialContext(ctx, network, address)
		if tcp, ok := conn.(*net.TCPConn); ok && readBuffer > 0 {
			err = tcp.SetReadBuffer(readBuffer)
		}
		return conn, err
	}}}
	conn, _, err := websocket.Dial(ctx, "ws://"+addr+"/ws", &websocket.DialOptions{HTTPClient: client})
	if err != nil {
		return nil, err
	}
	conn.SetReadLimit(-1)
	return conn, nil
}

func (p *page) say(ctx context.Context, request wire.Request) error {
	return p.conn.Write(ctx, websocket.MessageText, wire.Marshal(request))
}

// tally is what all pages have seen together.
type tally struct {
	frames, bytes atomic.Int64
	gaps          atomic.Int64 // frames that a page missed
	lost          atomic.Int64 // connections that ended before they should
	between       histogram    // time from one piece of frames to the next at the same page
}

var frameStart = []byte(`{"t":"frame","seq":`)

// watch reads until the connection ends, and returns why it did.
func (p *page) watch(ctx context.Context, t *tally) error {
	var seq int64
	var last time.Time
	for {
		_, message, err := p.conn.Reader(ctx)
		if err != nil {
			return err
		}
		piece := pieces.Get().(*bytes.Buffer)
		piece.Reset()
		if _, err := piece.ReadFrom(message); err != nil {
			return err
		}
		t.bytes.Add(int64(piece.Len()))
		now, frames := time.Now(), 0
		for text := range bytes.Lines(piece.Bytes()) {
			number, ok := bytes.CutPrefix(text, frameStart)
			if !ok {
				continue
			}
			frames++
			if end := bytes.IndexByte(number, ','); end > 0 {
				next, err := strconv.ParseInt(string(number[:end]), 10, 64)
				if err != nil {
					return err
				}
				if seq != 0 && next != seq+1 {
					t.gaps.Add(1)
				}
				seq = next
			}
		}
		pieces.Put(piece)
		if frames == 0 {
			continue
		}
		t.frames.Add(int64(frames))
		if !last.IsZero() {
			t.between.add(now.Sub(last))
		}
		last = now
	}
}

// pieces are for what is read together.
var pieces = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// histogram counts durations by millisecond.
type histogram struct{ counts [2000]atomic.Int64 }

func (h *histogram) add(d time.Duration) {
	h.counts[min(max(0, int(d/time.Millisecond)), len(h.counts)-1)].Add(1)
}

func (h *histogram) reset() {
	for i := range h.counts {
		h.counts[i].Store(0)
	}
}

// quantile returns the duration under which a part q of all are.
func (h *histogram) quantile(q float64) time.Duration {
	total := int64(0)
	for i := range h.counts {
		total += h.counts[i].Load()
	}
	seen := int64(0)
	for i := range h.counts {
		seen += h.counts[i].Load()
		if float64(seen) >= q*float64(total) {
			return time.Duration(i+1) * time.Millisecond
		}
	}
	return 0
}
