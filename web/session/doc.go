// Package session is the playground's sessions: each owns clusters, lets time pass in
// them, does what pages command, and tells all who watch what happens.
//
// # One session
//
// A session is an actor: one goroutine owns its clusters and does what it is told
// through its inbox, one thing after the other. No lock guards a cluster, because
// nobody else touches it.
//
//	Viewer ──requests──▶ session ──frames──▶ Subscriber of every Viewer
//	                       ├ clusters   a play.Run each, with checkpoints
//	                       ├ playback   how fast the edge moves
//	                       └ frameLog   the newest frames
//
// The newest instant of a run is the edge. While a session plays and someone watches,
// it ticks 25 times a second, or less often when very many do: [playback] turns the
// time that has passed into virtual time, the clusters move, and what happened goes
// into one frame, which is marshalled once and sent to all as the same bytes; a crowd is
// told part by part (crowd.go). A session that nobody watches does nothing, and soon it
// lies down. Nothing is lost by that: a run is a text, which the server keeps for a
// while, and the page for longer.
//
// # How a request travels
//
// A page comes in by [Registry.Enter], which finds its session, begins it, or has the
// page wait. What it asks for, [Viewer.Ask] posts to the session's inbox; the actor
// answers in commands.go. What would take longer than a moment (playing a run that a
// page brought, a fork, an older stretch) is handed on to a worker, in turns, and comes
// back through the inbox. What a command has changed goes into a frame, which is sent
// before the answer. What is refused has changed nothing, and says why by a code with
// values (wire.Refusal).
//
// A page is known as a [Subscriber], which never makes anybody wait: who is too slow
// is let go. Frames are numbered, and a page that comes back says which one it had
// last. A panic in a session ends that session alone.
//
// # Several clusters
//
// A session can hold up to eight clusters, side by side in lock step: one edge, one
// speed, and what somebody does is done in one of them or in all. They come from a
// text that tells of several runs, from a fork (another future from some instant on),
// or from a comparison (the same run with something changed). A worker plays the new
// one up to the edge while the session goes on, and with it the one that it comes from,
// to find the first instant at which the two differ. As long as they do not, the hashes
// of their traces are equal, so looking costs next to nothing.
//
// The whole session is one text again, whatever was opened, done and closed in it, and
// how far a learner has got with its lesson. As a link it travels in an address. What
// comes back from the text is the same, and goes on in the same way. When a cluster is
// closed, those that came from it come from another that is there.
//
// # What there is too little of
//
// Sessions, memory, and the processor's time are shared by address, and there by page.
// As long as there is enough, anyone may have all of it; behind one address may be a
// whole class. When there is not, who has the most makes room, so that whoever has
// little is let in and served at once.
//
//   - Sessions: one that nobody watches lies down, or one of the address with the most
//     (registry.go). What is left of it is its text and where it stood; whoever comes
//     back wakes it (rest.go).
//   - Memory: what sessions hold is estimated; one that is too heavy pauses, and while
//     there is not enough for all the greediest lie down (ledger.go).
//   - Time: long work is done in turns of a few milliseconds, which go to the address and
//     the page that have had the least lately (turns.go). It is given up when its page
//     leaves. Sessions that play share one budget of events a second (tempo.go).
//
// # Where to find what
//
//	registry.go      the sessions, and which one makes room; rest.go: one at rest; resting.go: all of them
//	options.go       what a registry can be told, and what counts for it
//	subscriber.go    what a session knows of a page; allowance.go: how much of something it may have
//	viewer.go        a page and its session; viewers.go: who watches
//	session.go       the actor; ticking.go: what it does by itself, and when; tickers.go: who does its ticks;
//	                 scene.go: what it begins with; first_run.go: a run of its own
//	commands.go      what a page can ask for, and who may; opening.go: other runs in place of all
//	crowd.go         a session that very many watch
//	frames.go        frames and snapshots; frame_json.go: a frame as JSON; frame_log.go: the newest;
//	                 state_bounds.go: how much of a state is told at once
//	presenter.go     where the presenter's playhead stands
//	over.go          why no more time can pass
//	cluster.go       a run in a session; clusters.go: which there are
//	checkpoint.go    a run as it was; replay.go: playing it again; stretch.go: an older part of it
//	branch.go        a cluster that comes from another; divergence.go: where they differ
//	export.go        the session as a text, and as a link; extent.go: that it fits into one
//	lesson.go        what is done with a lesson; lesson_plan.go: a lesson as a session plays it;
//	                 lesson_progress.go: how far the learner has got; lesson_speed.go: that no part is over in a moment
//	playback.go      how fast time passes; stepping.go: from one notable instant to the next
//	breakpoints.go   what a session pauses for
//	background.go    what takes longer than a moment; job.go: one such work; turns.go: whose is the next turn
//	ledger.go        who holds how much memory; tempo.go: how much may happen in a second
package session
