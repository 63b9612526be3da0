// Package web is the playground as a web server: pages connect by WebSocket to
// sessions, in which clusters run and everyone who is connected sees the same.
//
// # One session
//
// A session is an actor: one goroutine owns its clusters and does what it is
// told through its inbox, one thing after the other. No lock guards a cluster,
// because nobody else touches it.
//
//	page ⇄ socket ──requests──▶ session ──frames──▶ viewers ──▶ every page
//	          │                    │
//	          │                    ├ clusters   a scenario.Run each, with checkpoints
//	          └─ viewer's queue    ├ pace       how fast the edge moves
//	                               └ ring       the newest frames
//
// The newest instant of a run is the edge. While a session plays and someone
// watches, it ticks 25 times a second: [pace] turns the time that has passed into
// virtual time, the clusters move, and what happened goes into one frame, which is
// marshalled once and sent to all as the same bytes. A session that nobody watches
// does nothing, and after a while it ends. Nothing is lost by that: a run is a
// text, and the page has it.
//
// # Whose session it is
//
// Whoever begins a session gets a secret; the session's id is a hash of it (see
// secret.go). A page with the secret commands, all others watch. Because the proof
// needs no memory, a page that comes back after the server was restarted, or after
// its session was evicted, brings its run's text, and goes on under the same
// address at the same instant.
//
// # Who is slow, and what fails
//
// A viewer has a bounded queue. Who does not take its frames fast enough is closed
// with a code of its own and resumes: frames are numbered, and a page says which
// one it had last. Nobody waits for a slow viewer and no event is left out. A panic
// in a session ends that session alone. All that takes longer than a moment
// (replaying a run that a page brought, regenerating an older stretch) is done by
// a bounded number of workers.
//
// What is refused has changed nothing, and says why by a code with values, which
// pages word in their language (refusals.go).
//
// # Where to find what
//
//	routes.go      which address is answered by what
//	secure.go      the headers that keep a page to itself
//	page.go        pages; language.go: in which language
//	limits.go      how often an address may do what
//	server.go      the server, its doors, and its end
//	socket.go      one connection, from hello to its end
//	attach.go      from a hello to a session; secret.go: whose it is
//	registry.go    the sessions, and which one makes room
//	session.go     the actor, and who watches; start.go: what it begins with
//	commands.go    what a page can ask for
//	stream.go      frames and snapshots; ring.go: the newest frames
//	viewer.go      one page's queue and writer
//	cluster.go     a run in a session; checkpoint.go: as it was
//	pace.go        smart speed; step.go: from one notable instant to the next
//	replay.go      playing a run again; stretch.go: an older part of it
//	refusals.go    from errors to codes and values
package web
