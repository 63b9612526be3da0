// Package web is the playground as a web server: it answers requests with pages and
// their files, and hands the sockets of pages on to those who know what to do with them.
//
//	web ──▶ web/conn ──▶ web/session ──▶ raft/…
//	HTTP    a WebSocket   an actor that owns clusters
//
// Each knows those behind it alone. What a page and the server say to one another is
// package wire, refusals among it. A page is asked for here, connects to /ws, and says
// hello to a connection (package conn), which brings it to a session (package session).
// There clusters run, and everyone who is connected sees the same.
//
// Whoever is told a session's address watches: the same clusters, and where the
// presenter's playhead stands. The address for others, and for a camera, is made here.
//
// # What there is too little of
//
// File descriptors are shared by address: when there are too many connections, one of
// the address with the most is closed which says nothing (connections.go). How often an
// address may connect, or begin a session, is bounded (limits.go). What else is shared,
// packages conn and session share out: places for pages, sessions, memory, time.
//
// # Where to find what
//
//	server.go       the server, of what it is made, and its end; options.go: what it can be told
//	routes.go       which address is answered by what; redirects.go: which one was meant
//	headers.go      the headers that keep a page to itself, but for the one to be framed
//	public_url.go   the address for others; qr.go: for a camera
//	metrics.go      numbers for Prometheus, at /metrics of the same port
//	pages.go        pages; preferences.go: in which language and colours
//	lesson_page.go  the pages of lessons, and their list; lesson_pictures.go: a picture of each
//	reference.go    the page of the scenario language
//	limits.go       how often an address may do what; connections.go: how many connections there are
//
// And beneath it:
//
//	conn/           a page's connection
//	session/        sessions
//	wire/           what pages and the server say; wire/wiretest/: a page's side of it, for tests
//	clock/          the time, and time that tests move by hand
//	load/           a program that opens many pages and measures
//	browser/        tests that drive a real browser
package web
