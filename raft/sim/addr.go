package sim

import (
	"fmt"

	"raft-playground/raft"
)

// Addr is where a message comes from or goes to: a server or a client, written
// as its name.
type Addr uint8

const clientAddr = 0x10

// ServerAddr returns a server's address.
func ServerAddr(id raft.ServerID) Addr { return Addr(id) }

// ClientAddr returns a client's address.
func ClientAddr(id raft.ClientID) Addr { return clientAddr + Addr(id) }

// Server returns the server at this address, 0 when it is a client's.
func (a Addr) Server() raft.ServerID {
	if a > clientAddr {
		return 0
	}
	return raft.ServerID(a)
}

// Client returns the client at this address, 0 when it is a server's.
func (a Addr) Client() raft.ClientID {
	if a < clientAddr {
		return 0
	}
	return raft.ClientID(a - clientAddr)
}

// String returns "S1" or "c1".
func (a Addr) String() string {
	if a > clientAddr {
		return a.Client().String()
	}
	return a.Server().String()
}

// MarshalText writes the name.
func (a Addr) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads what [Addr.MarshalText] writes.
func (a *Addr) UnmarshalText(text []byte) error {
	var s raft.ServerID
	if s.UnmarshalText(text) == nil {
		*a = ServerAddr(s)
		return nil
	}
	var c raft.ClientID
	if c.UnmarshalText(text) == nil {
		*a = ClientAddr(c)
		return nil
	}
	return fmt.Errorf("%q is neither a server nor a client", text)
}
