package sim

import (
	"strings"

	"raft-playground/raft"
)

// Impact is how an action shows on a timeline.
type Impact string

// What an action can be for those who look back at a run.
const (
	ImpactFault   Impact = "fault"   // something breaks
	ImpactRepair  Impact = "repair"  // something works again
	ImpactSetting Impact = "setting" // something is another from now on
	ImpactClient  Impact = "client"  // a client asks for something
)

// Spec says everything there is to say of one kind of action: parser, formatter, help
// page, the page's buttons and timelines follow from it.
type Spec struct {
	Name string // under which events, catalogues and the page know it

	// Form is how the scenario language writes it. Words in capitals stand for its
	// [Args]; what is in brackets may be left out:
	//
	//	SERVER S1     SERVERS S1 S2     GROUPS S1 S2 | S3     CLIENT c1
	//	LINKS S1 -> S2 S3, or <->       LINK S1 -> S2         KIND RequestVote
	//	TIME 5ms      SPAN 5ms to 20ms  PERCENT 10%           DRIFT +50%
	//	NUMBER 3      KEY x             VALUE 1               NAME a-step
	Form string

	Impact Impact
	Needs  []Need        // what has to hold, or it would do nothing
	Least  raft.Duration // the shortest TIME, or end of a SPAN; [MaxDuration] is the longest

	Make func(Args) Action // the action itself; Args are within their bounds
}

var (
	runs      = Need{Code: "not-running", Of: "server", Field: "down", Is: false}
	notPaused = Need{Code: "paused", Of: "server", Field: "paused", Is: false}
	others    = Need{Code: "alone", Of: "cluster", Field: "servers", AtLeast: 2}
	onItsWay  = []Need{{Code: "no-such-message", Of: "message", Field: "id"}, {Code: "client-message", Of: "message", Field: "between-servers"}}
	queueRoom = []Need{{Code: "client-queue-full", Of: "client", Field: "queued", AtMost: MaxQueue - 1}}
)

// StepName is the name of the action that marks a step of a story.
const StepName = "step"

// specs is the table of all actions, in the order of a help page.
var specs = []Spec{
	// A server's process, its disk and its clock.
	{
		Name: "crash", Form: "crash SERVER", Impact: ImpactFault,
		Needs: []Need{{Code: "already-crashed", Of: "server", Field: "down", Is: false}},
		Make:  func(a Args) Action { return Crash{Server: a.Server} },
	},
	{
		Name: "power-off", Form: "crash SERVER losing unsynced writes", Impact: ImpactFault,
		Needs: []Need{{Code: "already-crashed", Of: "server", Field: "down", Is: false}},
		Make:  func(a Args) Action { return Crash{Server: a.Server, LoseUnsynced: true} },
	},
	{
		Name: "restart", Form: "restart SERVER", Impact: ImpactRepair,
		Needs: []Need{{Code: "already-running", Of: "server", Field: "down", Is: true}},
		Make:  func(a Args) Action { return Restart{a.Server} },
	},
	{
		Name: "time-out", Form: "time out SERVER", Impact: ImpactFault,
		Needs: []Need{runs, notPaused, {Code: "leader-no-timeout", Of: "server", Field: "role", Not: raft.Leader.String()}},
		Make:  func(a Args) Action { return TimeOut{a.Server} },
	},
	{
		Name: "transfer", Form: "transfer to SERVER", Impact: ImpactSetting,
		Needs: []Need{{Code: "nobody-leads", Of: "cluster", Field: "led"}, {Code: "leads-already", Of: "server", Field: "role", Not: raft.Leader.String()}, {Code: "no-voter", Of: "server", Field: "votes"}},
		Make:  func(a Args) Action { return Transfer{To: a.Server} },
	},
	{
		Name: "pause", Form: "pause SERVER", Impact: ImpactFault,
		Needs: []Need{runs, {Code: "already-paused", Of: "server", Field: "paused", Is: false}},
		Make:  func(a Args) Action { return Pause{a.Server} },
	},
	{
		Name: "resume", Form: "resume SERVER", Impact: ImpactRepair,
		Needs: []Need{{Code: "not-paused", Of: "server", Field: "paused", Is: true}},
		Make:  func(a Args) Action { return Resume{a.Server} },
	},
	{
		Name: "wipe", Form: "wipe SERVER", Impact: ImpactFault,
		Needs: []Need{{Code: "empty-disk", Of: "server", Field: "blank", Is: false}},
		Make:  func(a Args) Action { return Wipe{a.Server} },
	},
	{
		Name: "snapshot", Form: "snapshot SERVER", Impact: ImpactSetting,
		Needs: []Need{runs, notPaused, {Code: "nothing-to-snapshot", Of: "server", Field: "unsaved"}},
		Make:  func(a Args) Action { return TakeSnapshot{a.Server} },
	},
	{
		Name: "disk-sync", Form: "disk sync [SERVER] TIME", Impact: ImpactSetting,
		Make: func(a Args) Action { return SetDiskSync{Server: a.Server, Sync: a.Time} },
	},
	{
		Name: "election-timeout", Form: "election timeout SERVER SPAN", Impact: ImpactSetting, Least: raft.Millisecond,
		Make: func(a Args) Action { return SetTimeout{Server: a.Server, Timeout: a.Span} },
	},
	{
		Name: "drift", Form: "drift SERVER DRIFT", Impact: ImpactFault,
		Make: func(a Args) Action { return Drift{Server: a.Server, Percent: a.Percent} },
	},

	// The network.
	{
		Name: "cut", Form: "cut LINKS", Impact: ImpactFault,
		Make: func(a Args) Action { return Cut{From: a.From, To: a.To, BothWays: a.BothWays} },
	},
	{
		Name: "heal", Form: "heal LINKS", Impact: ImpactRepair,
		Make: func(a Args) Action { return Heal{From: a.From, To: a.To, BothWays: a.BothWays} },
	},
	{
		Name: "heal-all", Form: "heal all", Impact: ImpactRepair,
		Needs: []Need{others, {Code: "nothing-to-heal", Of: "cluster", Field: "some-cut"}},
		Make:  func(Args) Action { return HealAll{} },
	},
	{
		Name: "partition", Form: "partition GROUPS", Impact: ImpactFault,
		Needs: []Need{others},
		Make:  func(a Args) Action { return Partition{a.Groups} },
	},
	{
		Name: "isolate", Form: "isolate SERVER", Impact: ImpactFault,
		Needs: []Need{others, {Code: "isolated", Of: "server", Field: "isolated", Is: false}},
		Make:  func(a Args) Action { return Isolate{a.Server} },
	},
	{
		Name: "cut-client", Form: "cut CLIENT <-> SERVERS", Impact: ImpactFault,
		Make: func(a Args) Action { return CutClient{Client: a.Client, From: a.To} },
	},
	{
		Name: "heal-client", Form: "heal CLIENT <-> SERVERS", Impact: ImpactRepair,
		Make: func(a Args) Action { return HealClient{Client: a.Client, From: a.To} },
	},
	{
		Name: "latency", Form: "latency [LINK] SPAN", Impact: ImpactSetting,
		Make: func(a Args) Action { return SetLatency{From: a.From, To: first(a.To), Latency: a.Span} },
	},
	{
		Name: "loss", Form: "loss [LINK] PERCENT", Impact: ImpactSetting,
		Make: func(a Args) Action { return SetLoss{From: a.From, To: first(a.To), Loss: a.Chance} },
	},
	{
		Name: "duplication", Form: "duplication [LINK] PERCENT", Impact: ImpactSetting,
		Make: func(a Args) Action { return SetDuplication{From: a.From, To: first(a.To), Chance: a.Chance} },
	},
	{
		Name: "reordering", Form: "reordering [LINK] PERCENT", Impact: ImpactSetting,
		Make: func(a Args) Action { return SetReordering{From: a.From, To: first(a.To), Chance: a.Chance} },
	},

	// Single messages.
	{Name: "drop-message", Form: "drop message NUMBER", Impact: ImpactFault, Needs: onItsWay, Make: tampers(DropMessage)},
	{Name: "drop-next", Form: "drop next KIND LINK", Impact: ImpactFault, Make: tampers(DropMessage)},
	{Name: "delay-message", Form: "delay message NUMBER by TIME", Impact: ImpactFault, Least: raft.Microsecond, Needs: onItsWay, Make: tampers(DelayMessage)},
	{Name: "delay-next", Form: "delay next KIND LINK by TIME", Impact: ImpactFault, Least: raft.Microsecond, Make: tampers(DelayMessage)},
	{Name: "duplicate-message", Form: "duplicate message NUMBER", Impact: ImpactFault, Needs: onItsWay, Make: tampers(DuplicateMessage)},
	{Name: "duplicate-next", Form: "duplicate next KIND LINK", Impact: ImpactFault, Make: tampers(DuplicateMessage)},

	// Clients.
	{Name: "write", Form: "CLIENT write KEY = VALUE [to SERVER]", Impact: ImpactClient, Needs: queueRoom, Make: requests(raft.Set)},
	{Name: "add", Form: "CLIENT add KEY VALUE [to SERVER]", Impact: ImpactClient, Needs: queueRoom, Make: requests(raft.Add)},
	{Name: "read", Form: "CLIENT read KEY [to SERVER]", Impact: ImpactClient, Needs: queueRoom, Make: requests(raft.Get)},
	{Name: "add-voter", Form: "CLIENT add SERVER", Impact: ImpactSetting, Needs: append([]Need{{Code: "votes-already", Of: "server", Field: "votes", Is: false}}, queueRoom...), Make: changes(raft.AddVoter)},
	{Name: "add-learner", Form: "CLIENT add SERVER as learner", Impact: ImpactSetting, Needs: append([]Need{{Code: "learns-already", Of: "server", Field: "learns", Is: false}}, queueRoom...), Make: changes(raft.AddLearner)},
	{Name: "remove-server", Form: "CLIENT remove SERVER", Impact: ImpactSetting, Needs: append([]Need{{Code: "no-member", Of: "server", Field: "member"}}, queueRoom...), Make: changes(raft.RemoveServer)},
	{Name: "change-voters", Form: "CLIENT change to SERVERS", Impact: ImpactSetting, Needs: queueRoom, Make: changes(raft.ChangeServers)},
	{Name: "writes", Form: "CLIENT writes every TIME", Impact: ImpactClient, Least: raft.Millisecond, Make: asksEvery(true, false)},
	{Name: "reads", Form: "CLIENT reads every TIME", Impact: ImpactClient, Least: raft.Millisecond, Make: asksEvery(false, true)},
	{Name: "writes-and-reads", Form: "CLIENT writes and reads every TIME", Impact: ImpactClient, Least: raft.Millisecond, Make: asksEvery(true, true)},
	{Name: "stops", Form: "CLIENT stops", Impact: ImpactClient, Make: asksEvery(false, false)},

	// Stories.
	{Name: StepName, Form: "step NAME", Impact: ImpactSetting, Make: func(a Args) Action { return ReachStep{Name: a.Name} }},
}

func tampers(how Tampering) func(Args) Action {
	return func(a Args) Action {
		return Tamper{How: how, Message: a.Message, Kind: a.Kind, From: a.From, To: first(a.To), Delay: a.Time}
	}
}

func requests(op raft.Op) func(Args) Action {
	return func(a Args) Action {
		return Request{Client: a.Client, Op: op, Key: a.Key, Value: a.Value, To: a.Server}
	}
}

func changes(op raft.Op) func(Args) Action {
	return func(a Args) Action {
		return Reconfigure{Client: a.Client, Op: op, Servers: one(a.Server) | a.To}
	}
}

func asksEvery(writes, reads bool) func(Args) Action {
	return func(a Args) Action {
		return SetTraffic{Client: a.Client, Traffic: Traffic{Writes: writes, Reads: reads, Every: a.Time}}
	}
}

// Specs returns the table of all actions, for reading.
func Specs() []Spec { return specs }

// knownSpec is a spec, with what its form says of whom it is for.
type knownSpec struct {
	*Spec
	forServer, forLinks, forClient bool
}

var specsByName = func() map[string]*knownSpec {
	byName := make(map[string]*knownSpec, len(specs))
	for i := range specs {
		form := specs[i].Form + " " // what may be left out is followed by a bracket
		byName[specs[i].Name] = &knownSpec{
			Spec:      &specs[i],
			forServer: strings.Contains(form, " SERVER "),
			forLinks:  strings.Contains(form, " LINKS "),
			forClient: strings.Contains(form, "CLIENT"),
		}
	}
	return byName
}()

// NameOf returns the name under which events, catalogues and the page know an action.
func NameOf(a Action) string { return a.name() }

// one returns the set of a server, empty for none.
func one(id raft.ServerID) raft.ServerSet {
	if id == 0 {
		return 0
	}
	return raft.ServerSet(0).With(id)
}

// first returns the first server of a set, 0 when it is empty.
func first(set raft.ServerSet) raft.ServerID {
	for id := raft.ServerID(1); id < 16; id++ {
		if set.Has(id) {
			return id
		}
	}
	return 0
}
