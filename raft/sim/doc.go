// Package sim is a world in virtual time for the servers of package raft: a
// network, disks, clocks, clients, and the faults that befall them.
//
// Actions go in ([World.Do]), events come out ([World.TakeEvents], or
// [World.DrainEvents] for those who keep none of them). A world is
// deterministic: the same [Config] and the same actions at the same instants
// give the same events, byte for byte, on every machine. Events are numbered and
// hashed as they happen ([World.Hash]).
//
// # Time
//
// Time is integer microseconds. Things due at the same instant happen in the
// order in which they were scheduled. Random numbers come from streams keyed by
// the seed and a name, one for each server and one for each directed link, so
// that changing one thing leaves the rest as it was.
//
// # What an event is
//
// An event carries resulting values, never instructions: whoever follows a run
// only assigns (see [State.Apply]). So a page needs no rule of Raft, and
// [World.State] equals the events reduced.
//
// # Where to find what
//
//	config.go            what a run starts from
//	world.go             the world, its clock, and Step
//	agenda.go            what is due when
//	process.go           a server's process: crash, restart, inputs and outputs
//	process_view.go      what is shown of a process
//	speech.go            what a server sends in the second half of a step
//	machine.go           committed, applied
//	disk.go              appended, synced, sent
//	snapshots.go         a snapshot is taken, installed, restored, and how long it takes
//	clock.go             what a server takes for the time
//	network.go           links, latency, loss, cuts
//	client.go            clients: patience, retries, leader hints
//	requests.go          what becomes of their requests at the servers
//	traffic.go           what clients ask for by themselves
//	faults.go            what else can go wrong: pauses, wiped disks, single messages
//	start.go             servers that do not begin with an empty disk
//
//	action.go            what can be done to a world, and why it is refused
//	actions.go           the table of all actions
//	need.go              what has to hold before an action
//	acting.go            how an action is done
//	process_actions.go   actions on a server's process, its disk and its clock
//	transfer_actions.go  the leader hands over
//	network_actions.go   actions that cut and heal
//	link_actions.go      actions that change latency and chances of links
//	message_actions.go   actions on single messages
//	client_actions.go    what clients are made to ask for, and whom they reach
//
//	event.go             the events
//	addr.go              the two ends of a message
//	server_state.go      what events say of a server
//	message.go           what events say of a message: its envelope, and which kinds there are
//	message_bodies.go    what it carries, by kind
//	message_parts.go     how that is told, and where it is kept
//	message_figures.go   what it carries as numbers, to be compared and hashed
//	link_state.go        what events say of links
//	client_state.go      what events say of a client
//	violation.go         what events say of a property that broke, by property
//	violation_figures.go the same as numbers
//	notable.go           which events are worth a step
//	trace.go             the events so far, numbered
//	slab.go              where the parts of events are kept
//	hash.go              the trace's hash
//	state.go             the state that events add up to
//	world_state.go       the same of a world, at once
//	weight.go            how many bytes a world takes
package sim
