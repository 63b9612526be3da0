// Package lesson is scenarios with prose: something to play through step by step,
// with predictions that the run itself judges. The lessons of the playground are
// embedded in it ([Library]); a teacher's own are read in the same way.
//
// # A first lesson
//
//	raft 1
//	servers 3
//	seed 7
//
//	when leader elected: step leader
//	after 100ms: c1 write x=1
//	when leader appended x=1: step in-memory
//	when leader synced x=1: crash leader as old
//	when leader elected: step new-leader
//	expect no violation
//
//	lesson dies-alone
//	en The leader dies alone with the data
//	zh 领导者带着数据独自崩溃
//	about
//	en What becomes of a write that only the leader has.
//	zh 只有领导者持有的写入会怎样。
//
//	step leader
//	en `S1` leads. A client is about to write `x=1`.
//	zh `S1` 是领导者。一个客户端即将写入 `x=1`。
//
//	step in-memory
//	show server S1
//	en The leader has `x=1` in memory. It will crash as soon as its disk has it.
//	zh …
//	ask
//	en Will the next leader have `x=1`?
//	zh …
//	if S2 holds x=1
//	en Yes.
//	zh …
//	if S2 lacks x=1
//	en No.
//	zh …
//
//	step new-leader
//	en …
//
// The first part is a scenario, word for word. The prose begins with the line
// "lesson NAME". Each "step NAME" of the scenario has a section of that name.
//
//	lesson NAME     the title comes next, in each language
//	about           one sentence for the list
//	secret          the rules that the scenario goes without are for the learner to find out
//	step NAME       the section of a step; what is said there comes next
//	show SUBJECT    what is selected: server S1, client c1, entry S1 2 1 (on a server, index,
//	                term), vote S3 S1 2 (the candidate, the voter, the term)
//	ask             a prediction; the question comes next, and then its choices
//	if CLAIM        a choice, and its text; it is right if the claim holds at the next step
//	goal CLAIM      what the learner is to bring about by hand before going on, in a run
//	                of their own; the lesson's, which may show a way, wait meanwhile
//	hint            help with the goal
//	en …, zh …      a passage in a language, by its two letters; lines that begin with a space
//	                continue it
//
// A claim or a subject of a variant is written "in NAME: …". Words in backticks are
// set as code. Where there are several runs, `NAME` is set with the letter that a page
// shows over that run, and `A` is the main one. A line that begins with # is a comment.
//
// # Where to find what
//
//	lesson.go   what a lesson is
//	parse.go    reading one
//	complete.go what every lesson must have
//	progress.go how far a learner has got, behind the prose of a session's text
//	play.go     when its steps come, and which predictions come true
//	library.go  the built-in ones; moved.go: what they were called before
//	errors.go   what can be wrong
package lesson
