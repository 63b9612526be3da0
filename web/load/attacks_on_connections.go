package main

import (
	"context"
	"net"
	"time"

	"github.com/coder/websocket"

	"raft-playground/web/wire"
)

// sessions begins one session after the other.
func (h *hostile) sessions(ctx context.Context) error {
	p, err := h.connect(ctx, wire.HelloRequest{})
	if err != nil {
		return err
	}
	return p.conn.CloseNow()
}

// mute opens sockets, says nothing, and holds them.
func (h *hostile) mute(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	var held []*websocket.Conn
	defer func() {
		for _, conn := range held {
			_ = conn.CloseNow()
		}
	}()
	for range 60 {
		conn, err := open(ctx, h.addr, h.from, 0)
		if err != nil {
			break
		}
		held = append(held, conn)
	}
	return wait(ctx, 8*time.Second)
}

// plain opens connections that are not even HTTP.
func (h *hostile) plain(ctx context.Context) error {
	dial := net.Dialer{Control: choosePortLate, LocalAddr: &net.TCPAddr{IP: net.ParseIP(h.from)}, Timeout: 5 * time.Second}
	for range 60 {
		conn, err := dial.DialContext(ctx, "tcp", h.addr)
		if err != nil {
			break
		}
		defer conn.Close()
		if h.rand.IntN(2) == 0 {
			_, _ = conn.Write([]byte("GET / HTTP/1.1\r\nHost: x\r\nX-Half: "))
		}
	}
	return wait(ctx, 4*time.Second)
}

// nonsense says what is no command, and pings.
func (h *hostile) nonsense(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	p, err := h.connect(ctx, wire.HelloRequest{})
	if err != nil {
		return err
	}
	go func() {
		for id := uint64(1); ctx.Err() == nil; id++ {
			text := make([]byte, h.rand.IntN(60_000))
			for i := range text {
				text[i] = "abS1: c->x=\n%"[h.rand.IntN(13)]
			}
			kinds := []string{"do", "open", "fork", "compare", "link", "text", "go", "lesson", "breaks", "entries"}
			kind, action, change := kinds[h.rand.IntN(len(kinds))], string(text[:len(text)/8]), string(text[:len(text)/9])
			message := wire.Marshal(map[string]any{"t": kind, "id": id, "cluster": "A", "action": action, "text": string(text), "change": change})
			if p.conn.Write(ctx, websocket.MessageText, message) != nil {
				return
			}
			for range 50 {
				short, done := context.WithTimeout(ctx, time.Millisecond)
				_ = p.conn.Ping(short)
				done()
			}
		}
	}()
	return p.stay(ctx, 8*time.Second)
}
