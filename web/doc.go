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
// watches, it ticks 25 times a second, or less often when very many do: [pace] turns the time that has passed into
// virtual time, the clusters move, and what happened goes into one frame, which is
// marshalled once and sent to all as the same bytes. A session that nobody watches
// does nothing, and soon it lies down. Nothing is lost by that: a run is a text, which
// the server keeps for a while, and the page for longer.
//
// # Several clusters
//
// A session can hold up to eight clusters, side by side in lock step: one edge, one
// pace, and what somebody does is done in one of them or in all. They come from a
// text that tells of several runs, from a fork (another future from some instant
// on), or from a comparison (the same run with something changed). A worker plays
// the new one up to the edge while the session goes on, and beside it the one that
// it comes from, to find the first instant at which the two differ. As long as they
// do not, the hashes of their traces are equal, so looking costs next to nothing.
//
// The whole session is one text again, whatever was opened, done and closed in it, and
// how far a learner has got with its lesson. As a link it travels in an address. What
// comes back from the text is the same, and goes on in the same way. When a cluster is
// closed, those that came from it come from another that is there.
//
// # Watching together
//
// Whoever is told the session's address watches: the same clusters, and where the
// presenter's playhead stands, which is told at most once in a tick. A session can
// be told to pause where something happens; all clusters then stand exactly there.
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
// What a page says is bounded in size, and in how much of it there is in a second:
// all of it, its commands, how often its playhead moves, and what it has
// regenerated, each by an allowance of its own (allowance.go). These belong to a
// connection and not to an address, behind which a whole class may be.
//
// A viewer has a bounded queue. Who does not take its frames fast enough is closed
// with a code of its own and resumes: frames are numbered, and a page says which
// one it had last. Nobody waits for a slow viewer and no event is left out. A panic
// in a session ends that session alone.
//
// # What there is too little of
//
// Places for pages, sessions, memory, and the processor's time are shared by
// address, and there by page. As long as there is enough, anyone may have all of it;
// behind one address may be a whole class. When there is not, who has the most makes
// room, so that whoever has little is let in and served at once.
//
//   - Places: of the address with the most pages one is sent away, those first that
//     have said nothing (doors.go); likewise for bare connections (connections.go).
//   - Sessions: one that nobody watches lies down, or one of the address with the most
//     (registry.go). What is left of it is its text and where it stood; whoever comes
//     back wakes it (rest.go).
//   - Memory: what sessions hold is estimated; one that is too heavy pauses, and while
//     there is not enough for all the greediest lie down (ledger.go). What waits to be
//     written is counted, too (parcel.go).
//   - Time: all that takes longer than a moment (playing a run that a page brought, a
//     fork, an older stretch) is done in turns of a few milliseconds, which go to the
//     address and the page that have had the least lately (turns.go). It is given up
//     when its page leaves. Sessions that play share one budget of events a second
//     (tempo.go).
//
// What is refused has changed nothing, and says why by a code with values, which
// pages word in their language (refusals.go).
//
// # Where to find what
//
//	routes.go      which address is answered by what; tidy.go: which one was meant
//	secure.go      the headers that keep a page to itself, but for the one to be framed
//	watch.go       the address for others; qr.go: for a camera
//	metrics.go     numbers for Prometheus, at /metrics of the same port
//	page.go        pages; language.go: in which language; reference.go: the scenario language's
//	limits.go      how often an address may do what
//	server.go      the server, and its end
//	connections.go how many connections there are; doors.go: how many pages
//	socket.go      one connection, from hello to its end
//	attach.go      from a hello to a session; secret.go: whose it is
//	registry.go    the sessions, and which one makes room; rest.go: those at rest
//	session.go     the actor; watching.go: who watches; start.go: what it begins with
//	commands.go    what a page can ask for
//	stream.go      frames and snapshots; frame.go: a frame as JSON; ring.go: the newest;
//	               fit.go: how much of a state is told at once
//	viewer.go      one page's queue and writer; parcel.go: what is on its way to all
//	telling.go     the session as a text, and as a link
//	looking.go     where the presenter's playhead stands
//	cluster.go     a run in a session; checkpoint.go: as it was
//	clusters.go    which clusters there are
//	extent.go      that all of them fit into a text
//	beside.go      a cluster beside another; difference.go: where they differ
//	course.go      a lesson as a session plays it; lesson.go: what is done with it;
//	               unhurried.go: that none of its legs is over in a moment
//	lesson_page.go the pages of lessons, and their list
//	pace.go        smart speed; step.go: from one notable instant to the next
//	breaks.go      what a session pauses for
//	replay.go      playing a run again; stretch.go: an older part of it
//	job.go         what takes longer than a moment; turns.go: who has the next turn
//	ledger.go      who holds how much memory; tempo.go: how much may happen in a second
//	refusals.go    from errors to codes and values
//	load/          a program that opens many pages and measures
package web
