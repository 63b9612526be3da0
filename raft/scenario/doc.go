// Package scenario is the language in which a run is written down: what it
// starts from, what is done to it, and when. One text serves everywhere: it is
// what a person writes, what a click is recorded as, what a link carries and
// what a test replays. The same text always plays the same way, and each has
// exactly one canonical form: [Scenario.Format] of a [Parse].
//
// # A first scenario
//
//	raft 1
//	title The leader dies
//	servers 3
//	seed 7
//
//	at 400ms: c1 write x=1
//	after 100ms: crash leader
//	after 1s: restart S2
//	end at 3s
//
// Line by line: the version of the language; settings, in any order; then
// statements, in the order in which they happen. The rest of a line after # is a
// comment, except in a title, which is the whole rest of its line.
//
// # Settings
//
// What is not set has the value of [sim.DefaultConfig]. The canonical form leaves
// out what equals it, but for servers and seed, and has this order:
//
//	raft 1                              the version; always the first line
//	title The leader dies               at most 120 characters
//	servers 5                           1 to 9, named S1 to S9
//	clients 1                           0 to 8, named c1 to c8; others appear when they are used
//	seed 7                              of every random number
//	latency 8ms to 12ms                 one way, of every link
//	loss 0.5%                           of messages between servers
//	election timeout 150ms to 300ms
//	heartbeat 50ms
//	disk sync 2ms
//	client patience 400ms               until a client tries again
//	client retries 10                   until it gives up
//	noop off                            a new leader appends no no-op
//	batch 16                            the most entries in one AppendEntries
//
// # Statements
//
//	at 300ms: ACTION       at that instant, before anything else of it
//	after 200ms: ACTION    that long after the statement before it
//	end at 2s              the last line; without it a run ends 2 s after its last statement
//
// A time that is already past is an error. Statements of the same instant act in
// the order of their lines.
//
// # Actions
//
//	crash S1                            restart S1
//	crash S1 losing unsynced writes     time out S1
//	cut S1 -> S3 S4                     from S1 to each of the others
//	cut S1 <-> S3 S4                    and back
//	heal S1 -> S3 S4                    heal S1 <-> S3 S4
//	heal all                            every cut between servers
//	partition S1 S2 | S3 S4 S5          servers in no group form one more
//	isolate S1                          clients still reach it
//	latency 5ms to 20ms                 latency S1 -> S2 5ms to 20ms
//	loss 10%                            loss S1 -> S2 10%
//	disk sync 2ms                       disk sync S1 200ms
//	c1 write x=1                        c1 add x 1            c1 read x
//	c1 write x=1 to S2                  likewise for the others
//
// Wherever a server may stand, so may leader: whoever leads in the highest term
// at the instant of the action. A recorded run names the server it was.
//
// # Times and other values
//
// Times are written in us (or µs), ms or s, with a decimal point, down to 1 µs;
// the canonical unit is the millisecond: 103.25ms. Percentages go down to
// 0.0001%. Servers of a list and groups of a partition stand in order of their
// numbers, and the smaller end of a two-way cut first.
//
// # Comments
//
// None gets lost. A comment on a line of its own stays above the statement that
// follows it, one beside a statement stays beside it. Those of the header, whose
// lines may move or vanish, are gathered above it.
//
// # Bounds
//
// [MaxText] bytes, as written and in canonical form, [MaxStatements] statements,
// [MaxTime] of virtual time, [MaxEvents] events.
//
// # Where to find what
//
//	scenario.go   Scenario and Parse
//	lexer.go      a line as tokens
//	line.go       taking tokens off a line: words and numbers
//	quantity.go   times and percentages, read and written
//	header.go     the settings
//	statements.go at, after, end at
//	actions.go    the table of actions, ParseAction
//	servers.go    servers as a text names them; what is done to one
//	network.go    cutting and healing links
//	latency.go    how long messages take, and whether they arrive
//	clients.go    what clients ask for
//	format.go     the canonical form
//	errors.go     what can be wrong with a text, and how it is said
//	suggest.go    the nearest known word
//	run.go        a scenario being played
//	record.go     what is done live, and the run as a text
package scenario
