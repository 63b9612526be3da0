package browser

import (
	"io"
	"net"
	"sync"
	"testing"
)

// cable leads from a browser to a server, and can be cut: what is connected
// breaks, and nothing gets through until it is mended. It can go mute, too: then
// nothing breaks, and nothing gets through either.
type cable struct {
	address string // where the browser connects
	to      string

	mu     sync.Mutex
	cut    bool
	muted  bool
	speaks *sync.Cond // it is not muted any more, or cut
	conns  map[net.Conn]struct{}
}

// lay lays a cable to a server.
func lay(t testing.TB, to string) *cable {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cable{address: listener.Addr().String(), to: to, conns: make(map[net.Conn]struct{})}
	c.speaks = sync.NewCond(&c.mu)
	var ended sync.WaitGroup
	ended.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			ended.Go(func() { c.carry(conn) })
		}
	})
	t.Cleanup(func() {
		listener.Close()
		c.sever()
		ended.Wait()
	})
	return c
}

// carry carries a connection until it ends, or the cable is cut.
func (c *cable) carry(near net.Conn) {
	if !c.hold(near) {
		return
	}
	defer c.release(near)
	far, err := net.Dial("tcp", c.to)
	if err != nil || !c.hold(far) {
		return
	}
	defer c.release(far)
	var both sync.WaitGroup
	for _, way := range [][2]net.Conn{{near, far}, {far, near}} {
		both.Go(func() {
			_, _ = io.Copy(mouth{c, way[0]}, way[1]) // an error means that it has ended
			way[0].Close()
			way[1].Close()
		})
	}
	both.Wait()
}

// hold takes note of a connection, unless the cable is cut.
func (c *cable) hold(conn net.Conn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cut {
		reset(conn)
		return false
	}
	c.conns[conn] = struct{}{}
	return true
}

func (c *cable) release(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.conns, conn)
	conn.Close()
}

func (c *cable) sever() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut, c.muted = true, false
	c.speaks.Broadcast()
	for conn := range c.conns {
		reset(conn)
	}
}

func (c *cable) mend() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut = false
}

// mute holds back whatever is said, until the cable speaks again.
func (c *cable) mute() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.muted = true
}

func (c *cable) speak() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.muted = false
	c.speaks.Broadcast()
}

// mouth is one end of a cable.
type mouth struct {
	cable *cable
	net.Conn
}

func (m mouth) Write(said []byte) (int, error) {
	m.cable.mu.Lock()
	for m.cable.muted {
		m.cable.speaks.Wait()
	}
	m.cable.mu.Unlock()
	return m.Conn.Write(said)
}

// reset ends a connection without the courtesy of a goodbye.
func reset(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	conn.Close()
}
