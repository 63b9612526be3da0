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
//	config.go    what a run starts from
//	action.go    what can be done to a world; actions.go: all of it, in one table; acting.go does it;
//	             process_actions.go, link_actions.go, network_actions.go, client_actions.go,
//	             message_actions.go: the actions; need.go: what they need
//	world.go     the world, its clock, and Step
//	agenda.go    what is due when
//	process.go   a server's process: crash, restart, inputs and outputs
//	speech.go    what a server sends in the second half of a step
//	disk.go      appended, synced, sent
//	network.go   links, latency, loss, cuts
//	client.go    clients: patience, retries, leader hints
//	traffic.go   what clients ask for by themselves
//	start.go     servers that do not begin with an empty disk
//	faults.go    what else can go wrong: pauses, drift, wiped disks, single messages
//	event.go     the events; notable.go: which are notable
//	state.go     the state that events add up to
//	trace.go     the events so far, numbered; slab.go where their parts are kept
//	hash.go      the trace's hash
//	weight.go    how much memory a world takes
package sim
