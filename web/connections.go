package web

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// Connections bounds how many connections a server has, so that it never runs out of
// file descriptors, and keeps a place for who wants to say something: when all are
// taken, one of the address that has the most of them is closed which says nothing.
type Connections struct {
	most int
	near func(open, most int) // told, now and then, that there are nearly too many

	mu     sync.Mutex
	of     map[string]map[net.Conn]*wireState
	open   int
	warned time.Time
}

// wireState is what a connection is doing.
type wireState struct {
	since time.Time
	quiet bool // it has said nothing yet, or waits for its next request
}

// NewConnections returns a bound of so many connections. Near is told of it, not
// oftener than once a minute, when there are nearly as many.
func NewConnections(most int, near func(open, most int)) *Connections {
	return &Connections{most: most, near: near, of: make(map[string]map[net.Conn]*wireState)}
}

// Bind returns a listener that accepts connections within the bound, and has a server
// tell what they do.
func (c *Connections) Bind(server *http.Server, l net.Listener) net.Listener {
	server.ConnState = c.became
	return &boundListener{l, c}
}

type boundListener struct {
	net.Listener
	connections *Connections
}

// Accept waits for the next connection. It never fails for want of a file descriptor.
func (l *boundListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return l.connections.enter(conn), nil
}

// enter notes a connection. When there are too many, a quiet one is closed, or else
// this one.
func (c *Connections) enter(conn net.Conn) net.Conn {
	address := addressOf(conn)
	counted := &countedConn{Conn: conn, connections: c, address: address}
	c.mu.Lock()
	var victim net.Conn
	if c.open >= c.most {
		if victim = c.quietest(address); victim == nil {
			victim = counted
		}
	}
	if c.of[address] == nil {
		c.of[address] = make(map[net.Conn]*wireState)
	}
	now := time.Now()
	c.of[address][counted] = &wireState{since: now, quiet: true}
	c.open++
	open, warn := c.open, c.open > c.most*9/10 && now.Sub(c.warned) > time.Minute
	if warn {
		c.warned = now
	}
	c.mu.Unlock()
	if victim != nil {
		_ = victim.Close() // whoever it was has to come again
	}
	if warn && c.near != nil {
		c.near(open, c.most)
	}
	return counted
}

// quietest returns the connection that has been quiet for longest, of the address
// that has the most connections; nil when that has none. c.mu is held.
func (c *Connections) quietest(newcomer string) (victim net.Conn) {
	greedy, most := newcomer, len(c.of[newcomer])
	for address, conns := range c.of {
		if len(conns) > most {
			greedy, most = address, len(conns)
		}
	}
	var since time.Time
	for conn, state := range c.of[greedy] {
		if state.quiet && (victim == nil || state.since.Before(since)) {
			victim, since = conn, state.since
		}
	}
	return victim
}

// became notes what a connection does now.
func (c *Connections) became(conn net.Conn, now http.ConnState) {
	counted, ok := conn.(*countedConn)
	if !ok {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if state := c.of[counted.address][counted]; state != nil {
		state.quiet = now == http.StateNew || now == http.StateIdle
		state.since = time.Now()
	}
}

// countedConn leaves the count when it is closed.
type countedConn struct {
	net.Conn
	connections *Connections
	address     string
	once        sync.Once
}

// Close closes the connection.
func (c *countedConn) Close() error {
	c.once.Do(func() {
		all := c.connections
		all.mu.Lock()
		defer all.mu.Unlock()
		all.open--
		if delete(all.of[c.address], c); len(all.of[c.address]) == 0 {
			delete(all.of, c.address)
		}
	})
	return c.Conn.Close()
}

// addressOf returns from where a connection comes, as limits count.
func addressOf(conn net.Conn) string {
	host, _, err := net.SplitHostPort(conn.RemoteAddr().String())
	if err != nil {
		return ""
	}
	return limitKey(host)
}
