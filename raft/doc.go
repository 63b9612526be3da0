// Package raft is the Raft consensus algorithm, in the words of the paper
// "In Search of an Understandable Consensus Algorithm (Extended Version)" by
// Diego Ongaro and John Ousterhout. Lay it beside Figure 2 and tick the lines
// off. § in a comment is a section of that paper, D a section of Ongaro's
// dissertation.
//
// # Shape
//
// A [Server] is a pure function of its inputs. It has no goroutine, no clock, no
// disk, no network, no global randomness and no logging. Somebody else has all
// of these, here called the caller: package sim in the playground, a few dozen
// lines in a test. The caller tells the server what has happened, and does what
// the server then asks for. So a whole cluster can be run step by step, stopped,
// copied ([Server.Clone]) and run again to the same end.
//
// # Inputs
//
// Nine things can happen to a server. Each is one function in input.go:
//
//	New                 the process starts, from what its disk holds
//	Receive             a message has arrived
//	Timeout             the deadline has come (an election timeout, or a leader's heartbeat)
//	Propose             a client wants a command replicated
//	Read                a client wants to know what a key holds
//	TransferLeadership  somebody wants another server to lead
//	Persisted           the disk has caught up with something handed out before
//	Applied             the state machine has come so far with what was handed out before
//	Compact             what the state machine holds may stand for the entries that led there
//
// Each but New returns an [Output]: what the caller must persist, send, apply and
// answer, and, for observers, what was decided and why. The caller may stop the
// server between any two inputs, and may lose anything that is not durable yet:
// that is what a crash is. [Server.SetElectionTimeout] turns a knob, and is no
// part of the algorithm.
//
// # Three instants of an entry
//
// An entry that a leader accepts is first appended, in memory. Then it is synced:
// the output hands it out to be persisted, and the caller reports Persisted once
// the disk holds it. Then it is sent. With [Config.ParallelWrites] it is sent while it
// is synced, and the leader counts itself late.
//
// A follower goes the same way. It appends what arrives, has it synced, and only
// then acknowledges. A vote or an acknowledgement leaves when what it promises is
// durable; the caller sees to that by holding back [Output.SendAfterPersist]
// until the disk has caught up. What promises nothing, or only what is on the disk
// already, is in [Output.Send], and leaves at once.
//
// No function decides what is to be persisted. After every input the state in
// memory is compared with what was handed out before, and the difference is
// handed out (disk.go). So no path can forget it.
//
// # What is committed, and what is applied
//
// The algorithm knows no state machine. It hands out what is committed, entry by
// entry, and the caller applies that, in its own time: so lastApplied follows
// commitIndex, as in Figure 2, and may lag. What came of an entry the caller tells
// the client that waits for it. The sessions that make a repeated request harmless
// are part of what is applied ([StateMachine]). A read is handed out likewise, once
// nothing is missing for it in the state machine.
//
// # What is gone from a log
//
// A log would grow for ever. So each server may have a [Snapshot] of its state machine
// stand for the entries that led there, up to its index, which is the log's base then; the
// log begins behind it (§7). What was committed is the same in every log that matters, so
// nothing is lost but history. A follower that still needs it gets the snapshot instead,
// and its caller resets the state machine to that ([Output.Restore]). A snapshot is part
// of what is durable: a restart begins from the snapshot and what follows it. What is in
// it, but for the index, the term and the configuration, is the caller's ([Machine]).
//
// # The way of a message
//
//  1. Receive refuses a message of a server that the cluster does not have.
//  2. termGate (term.go) compares the terms, before anything looks at the body. A
//     higher term makes the receiver a follower of that term (§5.1).
//  3. The receiver function of the body takes over. RequestVote and its reply are
//     in election.go, AppendEntries in appending.go, its reply in replication.go,
//     InstallSnapshot and its reply in installing.go, PreVote and its reply in prevote.go, TimeoutNow in election.go.
//  4. What it leads to goes down through the files: a reply that raises a
//     matchIndex may commit (commit.go), what is committed is handed out to be
//     applied, with who waits for it (clients.go); what is applied lets reads be
//     answered (reads.go).
//  5. The output is complete. The slices in it belong to the server, and are
//     written over at the next input.
//
// # Roles
//
// A server is a follower, a candidate or a leader, or a pre-candidate when PreVote
// is on. What only a candidate or only a leader needs is created when the role
// begins and gone when it ends (roles.go, and become in server.go). There is
// nothing to reset by hand, and nothing of a former role to be mistaken for the
// present one's.
//
// # Rules and decisions
//
// Each rule that Raft's safety rests on has a name ([Rule]), and a server can be
// told not to follow it ([Config.Without]), to see what it is for. The code asks
// s.cfg.follows(rule) in the condition that the rule guards:
//
//	case s.cfg.follows(ElectionRestriction) && s.lessUpToDate(theirs, ours):
//
// To find what a rule does, look for its name after follows. A test holds that
// each is asked for at one place, and lists the exceptions.
//
// Whatever a server decides leaves a [Decision]: what was decided, which says by which
// rule, and the values that it was decided by. It holds no prose; a page puts it into
// words. What a value means depends on what was decided, and so does its
// name, for whoever looks at it: [Decision.Body]. A server, which decides often and
// looks at none, fills in one struct for all. What no lawful run can bring about is no decision but a
// [Finding]: a failed assertion, such as two leaders in one term. The server then
// ignores the input and goes on.
//
// # One election
//
// Three servers start. Each has drawn an election timeout; that of S1 is the
// shortest.
//
//  1. The caller calls Timeout on S1. startElection makes it a candidate of term
//     1 that votes for itself. The output has a write of term 1 and the vote, and
//     two RequestVotes that must wait for it.
//  2. The disk has done the write. The caller reports Persisted: now S1 counts its
//     own vote. The RequestVotes leave.
//  3. S2 receives one. Term 1 is higher than its own, so termGate makes it a
//     follower of term 1 with no vote. receiveRequestVote finds no reason to
//     refuse: votedFor becomes S1, and the election timer starts anew. The reply
//     waits for S2's disk.
//  4. S1 receives the reply. countVote counts two votes of two needed. becomeLeader
//     sets nextIndex for both followers and sends them heartbeats, which tell S3
//     that the election is over.
//
// # One write
//
//  1. A client asks S1 for x=1. Propose appends the entry at index 1 of term 1,
//     and notes that the client waits for it. The output has the entry to persist.
//  2. Persisted: the entry is durable on one server. replicateToAll sends it to
//     both followers, and moves their nextIndex to 2 without waiting for answers.
//  3. S2 receives the AppendEntries. Its log holds what comes before (nothing), so
//     storeEntries appends the entry. The acknowledgement waits for S2's disk.
//  4. S1 receives it. followerMatches raises matchIndex of S2 to 1.
//     advanceCommitIndex sees that two of three servers hold index 1, an entry of
//     the current term, and commits it. handOutCommitted hands it out; the caller
//     applies it, answers the client, and reports Applied.
//  5. S2 and S3 learn from the next append or heartbeat that index 1 is committed
//     (leaderCommit), and hand it out too.
//
// # Where to find what
//
// From the ground up: a file uses those above it in this list, and none below.
//
//	types.go        servers, terms, indexes, virtual time, roles
//	quorum.go       who belongs to the cluster, and whose word counts
//	command.go      what clients want done, and the entries that carry it
//	rules.go        the rules by name
//	rand.go         a small source of random numbers, a plain value
//	vector.go       a sequence that is cheap to clone and safe to alias
//	log.go          the log, which is one, and can lose its beginning
//	snapshot.go     what stands for what a log has lost
//	message.go      the messages of Figures 2 and 13, those of PreVote, and TimeoutNow
//	electionbodies.go what a decision says, by kind, that is about an election
//	logbodies.go    and one that is about the log, or what clients ask for
//	memberbodies.go what decisions about who belongs to the cluster say
//	snapshotbodies.go what decisions about snapshots say
//	decision.go     what was decided and why; what was found to be wrong
//	decisionbody.go a decision as whoever looks at it sees it
//	disk.go         what has been handed out to be persisted, and how far the disk is
//	output.go       what the caller has to do after an input
//	config.go       what a server is told when its process starts
//	statemachine.go a small key-value store that applies a request once: the caller's
//	roles.go        what a candidate and what a leader holds
//	server.go       Figure 2's state, grouped as there, and what everything uses
//	weight.go       how much memory a server takes
//	configuration.go which configuration is in force
//	timer.go        the deadline
//	members.go      §6: what follows when another one is
//	persistence.go  what must be durable, and from when on it counts
//	clients.go      §8: answers to those who proposed
//	reads.go        §8: reads that need no entry
//	term.go         §5.1: the one term gate, and stepping down
//	change.go       §6, D4: how a change of the configuration comes into the log
//	commit.go       §5.3, §5.4.2: when an entry is committed, and handing it out
//	transfer.go     D3.10: a leader hands its leadership over
//	compacting.go   §7: a snapshot of what is applied, for the log and for followers
//	replication.go  §5.3: the leader's side of AppendEntries
//	membership.go   §6, D4: a leader is asked to change who belongs to the cluster
//	appending.go    §5.3: the receiver of AppendEntries
//	installing.go   §7: the receiver of InstallSnapshot, and its reply
//	election.go     §5.2, §5.4.1: candidates, votes, the election restriction
//	checkquorum.go  D6.2: a leader that hears no majority
//	prevote.go      D9.6: asking first whether an election could succeed
//	promise.go      D4.2.3: who hears a leader is not disturbed
//	input.go        the inputs, and the frame around each of them
//
// What a correct core does is listed in behaviours.md, line by line; the tests
// bear the numbers of the lines.
package raft
