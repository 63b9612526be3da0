package web

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"raft-playground/web/wire/wiretest"
	"strings"
	"testing"
	"time"
)

func TestQuietConnectionsMakeRoomForWhoeverHasSomethingToSay(t *testing.T) {
	const most = 8
	warned := make(chan int, 1)
	bound := NewConnections(most, func(open, _ int) { warned <- open })
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "here") }))
	server.Listener = bound.Bind(server.Config, server.Listener)
	server.Start()
	defer server.Close()
	var quiet []net.Conn
	for range 3 * most {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		quiet = append(quiet, conn)
	}
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	response, err := client.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(response.Body)
	response.Body.Close()
	if !strings.Contains(string(body), "here") {
		t.Errorf("answered %q", body)
	}
	for _, conn := range quiet[:2*most] { // the oldest ones are closed
		_ = conn.SetReadDeadline(time.Now().Add(wiretest.Patience))
		if _, err := conn.Read(make([]byte, 1)); err != io.EOF && !strings.Contains(err.Error(), "reset") {
			t.Errorf("a quiet one: %v", err)
		}
	}
	if n := <-warned; n < most*9/10 {
		t.Errorf("told of %d connections", n)
	}
	bound.mu.Lock()
	defer bound.mu.Unlock()
	if bound.open > most {
		t.Errorf("%d are open", bound.open)
	}
}

func TestWhoeverIsAtWorkIsNotClosedForAnother(t *testing.T) {
	bound := NewConnections(1, nil)
	busy, _ := net.Pipe()
	one := bound.enter(busy)
	bound.became(one, http.StateActive)
	other, far := net.Pipe()
	two := bound.enter(other)
	if _, err := far.Write([]byte("x")); err != io.ErrClosedPipe {
		t.Errorf("the one too many: %v", err)
	}
	if err := two.Close(); err != nil || bound.open != 1 {
		t.Errorf("%v, %d are open", err, bound.open)
	}
	if err := one.Close(); err != nil || bound.open != 0 || len(bound.of) != 0 {
		t.Errorf("%v, %d are open", err, bound.open)
	}
}
