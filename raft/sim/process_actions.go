package sim

import (
	"fmt"

	"raft-playground/raft"
)

// What is done to a server's process, its clock and its disk.

// Crash stops a server's process. What it had handed to its disk still becomes
// durable, as when a process is killed and the machine lives on; with
// LoseUnsynced the machine loses power, and the unsynced tail is gone.
type Crash struct {
	Server       raft.ServerID
	LoseUnsynced bool
}

func (a Crash) name() string {
	if a.LoseUnsynced {
		return "power-off"
	}
	return "crash"
}

func (a Crash) args() Args { return Args{Server: a.Server} }

func (a Crash) prepare(w *World) (func(), *ActionError) {
	p := &w.servers[a.Server-1]
	return func() { w.crash(p, a.LoseUnsynced) }, nil
}

// Restart starts a crashed server's process again, from what its disk holds.
type Restart struct{ Server raft.ServerID }

func (Restart) name() string { return "restart" }

func (a Restart) args() Args { return Args{Server: a.Server} }

func (a Restart) prepare(w *World) (func(), *ActionError) {
	p := &w.servers[a.Server-1]
	return func() {
		// The configuration was checked when the world was made, and a disk only
		// ever holds what a server wrote: starting cannot fail.
		if err := w.start(p); err != nil {
			panic(err)
		}
		w.updateRequests()
	}, nil
}

// TimeOut makes a server's election timer run out now.
type TimeOut struct{ Server raft.ServerID }

func (TimeOut) name() string { return "time-out" }

func (a TimeOut) args() Args { return Args{Server: a.Server} }

func (a TimeOut) prepare(w *World) (func(), *ActionError) {
	p := &w.servers[a.Server-1]
	return func() {
		w.speak()
		w.carryOut(p, p.server.Timeout(w.readClock(p)))
		w.speak()
	}, nil
}

// Pause stops a server's process without ending it, as a long garbage collection
// or a stopped virtual machine does. What arrives waits for it.
type Pause struct{ Server raft.ServerID }

func (Pause) name() string { return "pause" }

func (a Pause) args() Args { return Args{Server: a.Server} }

func (a Pause) prepare(w *World) (func(), *ActionError) {
	p := &w.servers[a.Server-1]
	return func() {
		p.paused = true
		if w.speech.by == p.id {
			p.unsaid, w.speech = w.speech, speech{}
		}
		w.showServer(p)
	}, nil
}

// Resume lets a paused process go on: first with what has arrived, then with
// whatever has run out meanwhile.
type Resume struct{ Server raft.ServerID }

func (Resume) name() string { return "resume" }

func (a Resume) args() Args { return Args{Server: a.Server} }

func (a Resume) prepare(w *World) (func(), *ActionError) {
	p := &w.servers[a.Server-1]
	return func() { w.resume(p) }, nil
}

// Wipe empties a server's disk, and crashes its process if it runs. Raft does not
// claim to survive this: a server that comes back empty has forgotten its vote
// and what it acknowledged.
type Wipe struct{ Server raft.ServerID }

func (Wipe) name() string { return "wipe" }

func (a Wipe) args() Args { return Args{Server: a.Server} }

func (a Wipe) prepare(w *World) (func(), *ActionError) {
	p := &w.servers[a.Server-1]
	return func() { w.wipe(p) }, nil
}

// TakeSnapshot has a server take a snapshot of its state machine now, and throw away the
// entries that led there.
type TakeSnapshot struct{ Server raft.ServerID }

func (TakeSnapshot) name() string { return "snapshot" }

func (a TakeSnapshot) args() Args { return Args{Server: a.Server} }

func (a TakeSnapshot) prepare(w *World) (func(), *ActionError) {
	p := &w.servers[a.Server-1]
	return func() { w.compact(p) }, nil
}

// SetDiskSync changes how long later writes to a disk take. Server zero means
// every disk.
type SetDiskSync struct {
	Server raft.ServerID
	Sync   raft.Duration
}

func (SetDiskSync) name() string { return "disk-sync" }

func (a SetDiskSync) args() Args { return Args{Server: a.Server, Time: a.Sync} }

func (a SetDiskSync) prepare(w *World) (func(), *ActionError) {
	if a.Sync < 0 || a.Sync > MaxDuration {
		return nil, &ActionError{Code: "bad-range", Detail: "0 ms … 60000 ms"}
	}
	if a.Server != 0 {
		if err := w.exists(a.Server); err != nil {
			return nil, err
		}
	}
	changes := false
	for i := range w.servers {
		if p := &w.servers[i]; a.Server == 0 || a.Server == p.id {
			changes = changes || p.disk.sync != a.Sync
		}
	}
	if !changes {
		return nil, &ActionError{Code: "no-change", Server: a.Server}
	}
	return func() {
		for i := range w.servers {
			if p := &w.servers[i]; a.Server == 0 || a.Server == p.id {
				p.disk.sync = a.Sync
				w.showServer(p)
			}
		}
	}, nil
}

// SetTimeout changes the range from which a server's later election timeouts are
// drawn.
type SetTimeout struct {
	Server  raft.ServerID
	Timeout Span
}

func (SetTimeout) name() string { return "election-timeout" }

func (a SetTimeout) args() Args { return Args{Server: a.Server, Span: a.Timeout} }

func (a SetTimeout) prepare(w *World) (func(), *ActionError) {
	if a.Timeout.Min < raft.Millisecond || a.Timeout.Max < a.Timeout.Min || a.Timeout.Max > MaxDuration {
		return nil, &ActionError{Code: "bad-range", Detail: "1 ms … 60000 ms"}
	}
	p := &w.servers[a.Server-1]
	if p.timeout != nil && *p.timeout == a.Timeout {
		return nil, &ActionError{Code: "no-change", Server: a.Server}
	}
	return func() {
		timeout := a.Timeout
		p.timeout = &timeout
		if !p.down {
			// The range was checked, so the server takes it.
			_ = p.server.SetElectionTimeout(timeout.Min, timeout.Max)
		}
		w.showServer(p)
	}, nil
}

// Drift makes a server's clock run too fast (positive) or too slowly (negative),
// by so many percent, from now on: what it has shown until now stays.
type Drift struct {
	Server  raft.ServerID
	Percent int
}

func (Drift) name() string { return "drift" }

func (a Drift) args() Args { return Args{Server: a.Server, Percent: a.Percent} }

func (a Drift) prepare(w *World) (func(), *ActionError) {
	if a.Percent < MinDrift || a.Percent > MaxDrift {
		return nil, &ActionError{Code: "bad-range", Detail: fmt.Sprintf("%d %% … %d %%", MinDrift, MaxDrift)}
	}
	p := &w.servers[a.Server-1]
	if p.clock.drift == a.Percent {
		return nil, &ActionError{Code: "no-change", Server: a.Server}
	}
	return func() {
		p.clock.runs(w.now, a.Percent)
		w.showServer(p)
	}, nil
}
