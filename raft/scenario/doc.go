// Package scenario is the language in which a run is written down: what it
// starts from, what is done to it, and when. One text serves everywhere: it is
// what a person writes, what a click is recorded as, what a link carries and
// what a test replays. The same text always plays the same way, and each has
// exactly one canonical form: [Scenario.Format] of a [Parse].
//
// # A first scenario
//
//	raft 1
//	title The leader dies before it replicates
//	servers 3
//	seed 7
//
//	when leader elected: c1 write x=1
//	when leader synced x=1: crash leader as old
//	when leader elected: c1 write y=2
//	when y=2 committed: restart old
//	after 2s: expect logs equal
//	expect x=1 acknowledged once
//	expect no violation
//
// Line by line: the version of the language; settings, in any order; then
// statements, in the order in which they happen, and claims. The rest of a line
// after # is a comment, except in a title, which is the whole rest of its line.
//
// # Settings
//
// What is not set has the value of [sim.DefaultConfig]. The canonical form leaves
// out what equals it, but for servers and seed, and has this order:
//
//	raft 1                              the version; always the first line
//	title The leader dies               at most 120 characters
//	servers 5                           1 to 9, named S1 to S9
//	voters S1 S2 S3                     who belongs to the cluster in the beginning; the others wait outside
//	clients 1                           0 to 8, named c1 to c8; others appear when they are used
//	seed 7                              of every random number
//	latency 8ms to 12ms                 one way, of every link
//	loss 0.5%                           of messages between servers
//	election timeout 150ms to 300ms
//	heartbeat 50ms
//	disk sync 2ms
//	apply 0ms
//	client patience 400ms               until a client tries again
//	client retries 10                   until it gives up
//	noop off                            a new leader appends no no-op
//	batch 16                            the most entries in one AppendEntries
//	snapshot every 8                    a server takes a snapshot when it has applied so many entries
//	                                    since the last; 0: never by itself
//	pre-vote on                         servers ask before they stand for election
//	parallel-writes on                  a leader sends what its own disk still writes
//	tell-commits on                     a leader tells of a commit at once
//	check-quorum on                     a leader that hears no majority steps down
//	leader-promise on                   who hears a leader heeds nobody who stands for election
//	changes joint                       one voter more or less goes through a joint configuration, too
//	reads index                         the leader answers reads itself; log: they are entries
//	without quorum-reads persist-vote   rules that nobody follows, see [raft.Rules]; may be repeated
//	election timeout S1 150ms to 150ms  of one server
//	start S1 term 8 vote S2 log 1 4:x=1 what is on one server's disk: its log by terms, no-ops but
//	                                    where there is a command. The rest is empty
//
// # Statements
//
//	at 300ms: ACTION            at that instant, before anything else of it
//	after 200ms: ACTION         that long after the statement before it
//	when CONDITION: ACTION      right after the event that makes it true
//	end at 2s                   without it a run ends 2 s after its last statement
//	look at 1s                  where a playhead is to stand when the text is opened; nothing else
//
// Each statement waits for the one before it; those of the same instant act in the
// order of their lines. A time that is already past is an error.
//
// A condition waits for the first new event after the statement before it that
// makes it true; what that statement itself brings about counts. The action then
// comes before anything else is delivered, and, since a server first changes and
// then sends, before what follows from the change has left: "when leader synced
// x=1: crash leader" leaves x=1 on the leader's disk and nowhere else. So does
// what follows with "after 0ms".
//
// A condition that has not come when the run ends fails it, with the line and what
// was true instead. In a run that does not say when it ends, that is [MaxWait]
// after the statement before.
//
// # Conditions
//
//	leader elected                  S1 leads                 S1 steps down
//	S1 becomes candidate            S1 votes for S2          votes split
//	S1 appended x=1                 in memory
//	S1 stored x=1                   on its disk; leader synced x=1 says the same of the leader
//	S1 sent x=1                     S1 sent x=1 to S3
//	S1 committed x=1                S1 applied x=1
//	S1 took snapshot                of its state machine     S3 installed snapshot: its leader's
//	x=1 stored on 2                 on that many disks
//	x=1 committed                   a first server knows it
//	x=1 overwritten                 a server loses it to another entry
//	x=1 acknowledged                its client is told
//	c1 acknowledged                 c1 times out             c1 retries       c1 gives up
//	term 3                          a first server gets there
//	S4 has voters S1 S2 S3 S4       that configuration is in force there from now on
//	voters S1 S2 S4 committed       a first server knows it; voters S1 S2 S3 -> S1 S4 S5 is a joint one
//	violation one-vote              violation; see [check.Properties]
//	RequestVote S1 -> S2 sent       delivered, or lost; likewise for every kind of message
//
// An entry is spoken of by its command: x=1, add x 1, read x, no-op, add S4. Votes are
// split when nobody can win the term's election any more.
//
// # Actions
//
//	crash S1                            restart S1
//	crash S1 losing unsynced writes     time out S1
//	pause S1                            resume S1
//	transfer to S3                      the leader hands its leadership over
//	snapshot S1                         of its state machine; the entries that led there are gone
//	wipe S1                             its disk; Raft does not survive this
//	cut S1 -> S3 S4                     from S1 to each of the others
//	cut S1 <-> S3 S4                    and back
//	heal S1 -> S3 S4                    heal S1 <-> S3 S4
//	heal all                            every cut between servers
//	cut c1 <-> S1 S2                    heal c1 <-> S1 S2
//	partition S1 S2 | S3 S4 S5          servers in no group form one more
//	isolate S1                          clients still reach it
//	latency 5ms to 20ms                 latency S1 -> S2 5ms to 20ms
//	loss 10%                            loss S1 -> S2 10%
//	duplication 10%                     duplication S1 -> S2 10%
//	reordering 10%                      reordering S1 -> S2 10%
//	drop next AppendEntries S1 -> S2    drop message 123
//	duplicate next RequestVote S1 -> S2 duplicate message 123
//	delay next PreVote S1 -> S2 by 50ms delay message 123 by 50ms
//	disk sync 2ms                       disk sync S1 200ms
//	election timeout S1 150ms to 300ms  drift S1 +50%; drift S1 -20%
//	c1 write x=1                        c1 add x 1            c1 read x
//	c1 write x=1 to S2                  likewise for the others
//	c1 writes and reads every 100ms     by itself, in turns: x=1, x=2, … which it has not written yet;
//	c1 writes every 100ms               a request is left out while another is outstanding
//	c1 reads every 100ms                c1 stops
//	c1 add S4                           from now on it belongs to the cluster, and votes
//	c1 add S4 as learner                it has the log, and no vote
//	c1 remove S2                        it belongs to the cluster no more
//	c1 change to S1 S2 S4               these vote, and nobody else
//	wait                                nothing; for a condition that only has to come
//	step elected                        nothing either, but it can be seen in the trace: where
//	                                    prose belongs, or a fork begins
//
// Wherever a server may stand, so may leader: whoever leads in the highest term
// at the instant of the action. A statement about one server can give it a name,
// "crash leader as old", which stands for that server from then on. A recorded run
// says which servers these were.
//
// # Claims
//
// "at 1s: expect CLAIM", and likewise after and when, is judged at that instant;
// "expect CLAIM" on a line of its own at the end of the run. Claims have no effect
// on the run.
//
//	no violation                    no violation one-vote
//	violation one-vote              of any property: violation
//	logs equal                      no leader
//	two leaders                     no leader for 10s with every server up
//	S1 is leader                    follower, candidate, pre-candidate, crashed, paused
//	S1 in term 3                    S1 log has terms 1 1 2
//	S1 holds x=1                    S1 lacks x=1
//	S1 has voters S1 S2 S4          S1 has voters S1 S2 S3 -> S1 S4 S5, while a change is under way
//	S1 log begins at 9              the entries before are gone, and a snapshot stands for them
//	x=1 committed                   x=1 never committed; likewise applied, overwritten
//	x=1 applied everywhere
//	x=1 acknowledged once           twice, 3 times, never; or at all
//	add x 1 took effect once        likewise
//	c1 answered 5                   c1 answered nothing
//	never S1 leads                  what a statement of the run waits for has not come, and that
//	                                is then no failure
//
// A snapshot stands for the entries that led to it. So a server holds these too, and logs
// are equal though one begins later; but "log has terms" is about what is there.
//
// "violation linearizability" is shown by a single read that is not fresh, or, at
// the end of a run, by the clients' whole history. To search that has its bounds: see
// [check.MaxVisits]. A claim that would need more is not decided, and has not held.
//
// # Variants
//
// Behind the main run a text can tell of others beside it, seven at most. What
// follows such a line is the variant's, up to the next: its own statements, claims
// and end.
//
// A variant comes from the main run, or, with "of" and a name, from a variant above:
// what is said here of the main run is then true of that one.
//
//	fork crashed at 350ms                 the main run's history up to and including that instant;
//	                                      its own statements are later, and "after" counts from there
//	fork crashed at step elected          likewise, right behind that step: "after 0ms" acts at once
//	compare small with: servers 3         the main run once more from the start, all its statements
//	                                      and then its own, with other settings
//	compare small until 3s with: seed 8   only those of the main run's statements that have their turn
//	                                      in the main run up to and including 3 s, and then its own
//	compare small alone with: seed 8      none of them; here "with" can be left out
//	fork later of crashed at 500ms        a fork of the variant crashed: its history, which is the
//	                                      main run's up to where crashed leaves that
//	compare small of crashed with: seed 8 likewise; "at step", "until" and "alone" too
//
// Changes are lines of the header, with commas between them: "servers 3, pre-vote
// on". "with persist-vote" switches a rule on again; "election timeout S1 default"
// and "start S1 empty" take back what one server has of its own. Servers that are
// not there any more lose it too.
//
// A variant that does not say when it ends does so with the main run, unless it has
// a statement that is known to come later. The main run's claims are not the
// variant's. What the main run does and a variant cannot, or what never comes in
// it, is no failure there.
//
// Package play begins all of them, and begins others live.
//
// # Times and other values
//
// Spaces may be of any width, as input methods write them. What another keyboard, a
// phone or a word processor makes of a line is refused, and told with the line as it
// was meant.
//
// Times are written in us (or µs), ms or s, with a decimal point, down to 1 µs;
// the canonical unit is the millisecond: 103.25ms. Percentages go down to
// 0.0001%, those of a drift to 1%. Servers of a list and groups of a partition
// stand in order of their numbers, and the smaller end of a two-way cut first.
//
// # Comments
//
// None gets lost. A comment on a line of its own stays above the statement that
// follows it, one beside a statement stays beside it. Those of the header, whose
// lines may move or vanish, are gathered above it. Claims about the end stand
// behind all statements, with their comments.
//
// # Bounds
//
// [MaxText] bytes, as written and in canonical form, [MaxStatements] statements and
// claims, [MaxRuns] runs, [MaxTime] of virtual time and [MaxEvents] events in each.
//
// # Where to find what
//
//	scenario.go   Scenario and Parse
//	lexer.go      a line as tokens
//	line.go       taking tokens off a line: words and numbers
//	quantity.go   times and percentages, read and written
//	header.go     the lines of the header; settings.go: the settings; start.go: what single servers start from
//	statements.go at, after, when, expect, end at
//	action.go     what a statement does; forms.go: how the table in package sim is written;
//	              arguments.go: the kinds of arguments; groups.go and links.go: two of them
//	servers.go    servers as a text speaks of them; names.go: names for them; voters.go: who belongs to the
//	              cluster
//	entry.go      entries by their commands
//	conditions.go what a statement can wait for; message_condition.go: for a message
//	claims.go     what can be expected; entry_claims.go: of an entry; leaders.go: of who leads; never.go: never to come
//	steps.go      named points of a story
//	variants.go   the first lines of variants; change.go: what a comparison changes;
//	              variant_end.go: when a variant ends
//	format.go     the canonical form
//	errors.go     what can be wrong with a text
//	suggest.go    the nearest known word; repair.go: the line as it was most likely meant
//	reference.go  every form with an example, for a help page: reference_settings.go, reference_actions.go,
//	              reference_conditions.go, reference_claims.go
//	rules.go      a scenario for each rule
package scenario
