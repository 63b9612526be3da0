package scenario

import (
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// crash is "crash S1", or "crash S1 losing unsynced writes".
type crash struct {
	server server
	losing bool
}

const losingWords = "losing unsynced writes"

func readCrash(l *line) Action {
	a := crash{server: l.server()}
	if l.more() {
		l.expectAll(losingWords)
		a.losing = true
	}
	return a
}

func (a crash) String() string {
	if a.losing {
		return "crash " + a.server.String() + " " + losingWords
	}
	return "crash " + a.server.String()
}

func (a crash) bind(sc scope) (Action, *Error) {
	s, err := a.server.bind(sc)
	return crash{s, a.losing}, err
}

func (a crash) act() sim.Action { return sim.Crash{Server: a.server.id, LoseUnsynced: a.losing} }

// oneServer is an action that consists of a verb and a server: "restart S1".
type oneServer struct {
	verb   string
	server server
}

// The verbs of one server.
const (
	restartWord = "restart"
	timeOutWord = "time out"
	pauseWord   = "pause"
	resumeWord  = "resume"
	wipeWord    = "wipe"
	isolateWord = "isolate"
)

// readOneServer returns the reader of a verb.
func readOneServer(verb string) func(*line) Action {
	return func(l *line) Action { return oneServer{verb, l.server()} }
}

func (a oneServer) String() string { return a.verb + " " + a.server.String() }

func (a oneServer) bind(sc scope) (Action, *Error) {
	s, err := a.server.bind(sc)
	return oneServer{a.verb, s}, err
}

func (a oneServer) act() sim.Action {
	switch id := a.server.id; a.verb {
	case restartWord:
		return sim.Restart{Server: id}
	case timeOutWord:
		return sim.TimeOut{Server: id}
	case pauseWord:
		return sim.Pause{Server: id}
	case resumeWord:
		return sim.Resume{Server: id}
	case wipeWord:
		return sim.Wipe{Server: id}
	default:
		return sim.Isolate{Server: id}
	}
}

// diskSync is "disk sync 2ms", or "disk sync S1 2ms".
type diskSync struct {
	every  bool
	server server
	sync   raft.Duration
}

func readDiskSync(l *line) Action {
	a := diskSync{every: l.quantityNext("2ms")}
	if !a.every {
		a.server = l.server()
	}
	a.sync = l.time(0, sim.MaxDuration)
	return a
}

func (a diskSync) String() string {
	if a.every {
		return "disk sync " + formatTime(a.sync)
	}
	return "disk sync " + a.server.String() + " " + formatTime(a.sync)
}

func (a diskSync) bind(sc scope) (Action, *Error) {
	s, err := a.server.bind(sc)
	return diskSync{a.every, s, a.sync}, err
}

func (a diskSync) act() sim.Action { return sim.SetDiskSync{Server: a.server.id, Sync: a.sync} }

// electionTimeout is "election timeout S1 150ms to 300ms".
type electionTimeout struct {
	server server
	span   sim.Span
}

func readElectionTimeout(l *line) Action {
	return electionTimeout{l.server(), l.span(raft.Millisecond, sim.MaxDuration)}
}

func (a electionTimeout) String() string {
	return "election timeout " + a.server.String() + " " + formatSpan(a.span)
}

func (a electionTimeout) bind(sc scope) (Action, *Error) {
	s, err := a.server.bind(sc)
	return electionTimeout{s, a.span}, err
}

func (a electionTimeout) act() sim.Action {
	return sim.SetTimeout{Server: a.server.id, Timeout: a.span}
}

// drift is "drift S1 +50%": a clock runs too fast, or too slowly.
type drift struct {
	server  server
	percent int
}

func readDrift(l *line) Action { return drift{l.server(), l.drift()} }

func (a drift) String() string {
	sign := ""
	if a.percent > 0 {
		sign = "+"
	}
	return "drift " + a.server.String() + " " + sign + strconv.Itoa(a.percent) + "%"
}

func (a drift) bind(sc scope) (Action, *Error) {
	s, err := a.server.bind(sc)
	return drift{s, a.percent}, err
}

func (a drift) act() sim.Action { return sim.Drift{Server: a.server.id, Percent: a.percent} }
