// Package conn is a page's connection: one WebSocket, from its hello to its end.
//
//	page ⇄ socket ──requests──▶ session.Viewer
//	          ▲                       │
//	          └─ writer ◀── queue ◀───┘ frames and answers
//
// # From a hello to a session
//
// [Server.Accept] lets a page in if there is a place for it, and upgrades the request.
// One goroutine reads what the page says. The first message is a hello, which says
// which session the page wants and proves whether that is its own; package session then
// finds the session, begins it, or has the page wait. What follows are requests, which
// the session answers in its time; a beat is answered here, at once, so that a page
// knows that the line is alive.
//
// # Whose session it is
//
// Whoever begins a session gets a secret; the session's id is a hash of it (see
// ownership.go). A page with the secret commands, all others watch. Because the proof
// needs no memory, a page that comes back after the server was restarted, or after
// its session was evicted, brings its run's text, and goes on under the same address
// at the same instant.
//
// # Who is slow, and who says too much
//
// A connection is the session's Subscriber: a bounded queue and one goroutine that
// writes. Whoever sends never waits. Who does not take its frames fast enough is closed
// with a code of its own and resumes, and no event is left out. What waits to be
// written to all pages together is bounded, too (backlog.go).
//
// What a page says is bounded in size, and in how much of it there is in a second: all
// of it, and how often its playhead moves, each by an allowance of its own. These belong
// to a connection and not to an address, behind which a whole class may be.
//
// Places for pages are shared by address: when all are taken, one page of the address
// with the most is sent away, those first that have said nothing (admission.go).
//
// # Where to find what
//
//	server.go     what all connections share, and their end
//	admission.go  how many pages there are, and who makes room
//	socket.go     one connection, from hello to its end
//	hello.go      from a hello to a session; ownership.go: whose it is
//	requests.go   what a page says, and how much of it
//	queue.go      what waits to be written; backlog.go: to all pages; writer.go: who writes it
package conn
