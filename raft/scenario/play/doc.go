// Package play plays a scenario: a [Run] is its world, the statements that are still to
// come, and a record of those that have acted.
//
//	s, err := scenario.Parse(text)
//	r, err := play.New(s)
//	err = r.Finish()
//	for _, o := range r.Outcomes() { … }
//
// A run moves from instant to instant. At each, statements with a time come first; one
// that waits for a condition acts right after the event that makes it true. All events go
// through a [check.Checker].
//
// # Runs beside one another
//
// [Runs] begins all of them. [Run.Fork] and [Run.Compare] begin others
// live, and [Together] writes what stands side by side as one text: each run as
// what it was begun as, while what it shares with the run that it comes from is still
// the same, and else by the statements it has of its own. When one of them is gone, those
// that came from it come from another, see [Without]: they say of themselves what the text
// says of them.
//
// There statements stand as they were written, those too that could not be carried
// out, so that a text that somebody works at stays what it is. They fail again at the
// same instant, and change nothing again: whoever replays such a text goes on after
// the errors of [Run.RunUntil]. What has never come by the end stays as long as
// nothing is done after that. [ExportTogether] leaves both out, and what is expected
// of them, since what it writes has to play to its end.
//
// # Records
//
// What has acted is recorded so that it plays again the same: with servers by their
// numbers, "at" the instant where it had one, "when" its condition where it waited
// for that, and "after 0ms" where it followed at once. What was done live is "at"
// its instant. A statement that was refused is left out; where conditions follow
// it, which are waited for from its turn on, the record keeps its place as "wait".
//
// # Where to find what
//
//	run.go        a scenario being played; due.go: what is due next;
//	              acting.go: its statements; statement.go: what is noted of one
//	coming.go     when a condition comes; holding.go: whether a claim is true
//	observer.go   what events have told, for both; tally.go: of commands; attending.go: on request
//	snapshots.go  what it makes of snapshots; voters.go: of who belongs to the cluster
//	outcome.go    what became of the claims
//	record.go     what is done live, and the run as a text
//	runs.go       the runs of a text; live.go: those that are begun live;
//	              branch.go: where a fork leaves what it follows
//	disowning.go  what speaks of a name that was not given
//	together.go   runs as one text; text_lines.go: the statements that it has of a run;
//	              sharing.go: what variants share with the others;
//	              rejoin.go: what they come from when one of the others is gone;
//	              extent.go: how long such a text can become
//	meter.go      who is told how much has been played
//	weight.go     how much memory a run takes
package play
