package sim

import (
	"fmt"

	"raft-playground/raft"
)

// What is done to a single message.

// Tampering is what can be done to a single message.
type Tampering uint8

const (
	DropMessage      Tampering = iota // it is lost
	DelayMessage                      // it arrives later
	DuplicateMessage                  // it arrives twice
)

var tamperingNames = [...]string{DropMessage: "drop", DelayMessage: "delay", DuplicateMessage: "duplicate"}

// Tamper does something to one message between servers: to the one on its way
// with the number Message, or, when that is zero, to the next of Kind that is
// sent from From to To.
type Tamper struct {
	How      Tampering
	Message  uint64
	Kind     MessageKind
	From, To raft.ServerID
	Delay    raft.Duration // of DelayMessage: how much later it arrives
}

func (a Tamper) name() string {
	if a.Message != 0 {
		return tamperingNames[a.How] + "-message"
	}
	return tamperingNames[a.How] + "-next"
}

func (a Tamper) args() Args {
	return Args{Message: a.Message, Kind: a.Kind, From: a.From, To: one(a.To), Time: a.Delay}
}

func (a Tamper) prepare(w *World) (func(), *ActionError) {
	if a.Delay < 0 || a.Delay > MaxDuration || a.How == DelayMessage && a.Delay == 0 {
		return nil, &ActionError{Code: "bad-range", Detail: "0 ms … 60000 ms"}
	}
	if a.Message != 0 {
		return func() { w.tamperInFlight(a) }, nil
	}
	if _, err := w.forLink(a.From, a.To); err != nil {
		return nil, err
	}
	if a.From == 0 {
		return nil, &ActionError{Code: "no-such-server"}
	}
	if len(w.tampers) >= maxTampers {
		return nil, &ActionError{Code: "too-many-waiting", Detail: fmt.Sprint(maxTampers)}
	}
	return func() { w.tampers = append(w.tampers[:len(w.tampers):len(w.tampers)], a) }, nil
}
