// Package wire is what a page and the server say to one another over the
// WebSocket: JSON objects, told apart by "t". What the server says at one time can come
// in one piece, as a text message of several lines, an object each. The types that the
// page uses (static/js/wire.d.ts) are generated from these.
//
// # A connection
//
// The page says hello first, a [HelloRequest]. The server answers [Welcome], then a
// [Snapshot] unless the page could resume where it stopped, and from then on a
// [Frame] for every tick in which something happened. A page that has lost its
// session brings its run along and goes on at the same instant; one that wants to
// watch a session which is not here is told [Waiting], and stays connected: the
// welcome comes when whoever presents is back. Where what a page brings cannot be
// played, a [Refused] says why, and [Bye] follows with [ByeUnread]: nothing else is
// begun in its place.
//
// A page that says beat now and then, and hears nothing for long, knows that the
// line is dead in one of its directions.
//
// # How large a message is
//
// No message is larger than [MaxMessage] bytes. Of a long log a state tells the
// tail: a server's First says where it begins, and what lies before can be asked
// for as [Entries]. A long stretch comes in parts.
//
// Errors travel as a code with values, never as prose, so that every language
// can word them.
//
// # The stream
//
// A session's frames are numbered without gaps. A page keeps its [Position], and
// after a lost connection gets the frames that it missed, or a snapshot when they
// are gone. The page's state is a snapshot's state with the events of all later
// frames applied ([sim.State.Apply]).
//
// # Files
//
//	request.go   what a page says, and how that is read: a number and a body of some kind
//	commands.go  what only a page may say that commands; questions.go: what any page may say
//	wire.go      what the server says
//	cluster.go   what it says of a cluster; lesson.go: of a lesson
//	refusals.go  why something was refused
//	constants.go what is generated for the page; marshal.go: how a message is written
package wire
