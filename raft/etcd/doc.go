// Package etcd lays package raft beside go.etcd.io/raft, which is another reading
// of the same paper and has been in production for a decade. It is a module of its
// own, so that nothing else depends on that one, and it consists of tests:
//
//	differential_test.go  many seeds, each a sequence of rounds
//	round_test.go         a round: one action, some messages that are lost, heartbeats
//	duel_test.go          a round played by both
//	change_test.go        a round in which who belongs to the cluster changes, played by both
//	compare_test.go       what must be equal after each
//	rules_test.go         a rule that is broken on our side shows
//	ours_test.go          a cluster of package raft, on wires
//	theirs_test.go        a cluster of go.etcd.io/raft, on wires
//	wires_test.go         the wires: everything arrives in the order in which it was sent
//	bench_test.go         what a commit costs, ours and theirs
//
// and, of etcd's own interaction scripts, which its module has in testdata:
//
//	interaction_test.go   each is replayed with our servers, or listed
//	lacks_test.go         those that are listed, and what each lacks
//	verbs_test.go         what each command of theirs means here
//	stage_test.go         our servers, moved by such commands
//	script_test.go        the text of a script
//	told_test.go          what a script says about the state of its servers
//	agree_test.go         that state compared with ours
//	replay_test.go        a script from its first line to its last
//
// # What is made equal in the rounds
//
// The two may differ where the paper leaves a choice. So that the rest can be
// compared exactly, these choices are taken away, and no others:
//
//   - Timers. Nobody's election timer runs; elections and heartbeats are actions of a
//     round. PreVote and CheckQuorum are off, and with CheckQuorum etcd's leases.
//   - The no-op at the start of a term. etcd always has it, so ours is on.
//   - Refusals of an old term. Figure 2 answers a request of an old term with the
//     receiver's term. etcd answers appends so only with CheckQuorum on, and votes
//     never; else it drops the request. The wires send the answer in its place.
//   - The commit index after a restart. etcd keeps it on the disk, the paper does
//     not. Here it is forgotten.
//   - Forwarding. An etcd follower forwards a proposal to the leader; that is off, so
//     that both refuse.
//   - Followers that are not heard. A leader of ours sends them up to raft.Window
//     entries; etcd sends one append and waits. So links are cut both ways, and
//     whenever a link has healed leaders send heartbeats before anything else.
//   - What a leader still replicates that has been deposed and does not know it: that
//     depends on how many round trips it takes to find where a log matches, and an
//     etcd heartbeat checks no log. So its appends and heartbeats reach only those who
//     depose it; who hands over speaks to its target alone.
//   - A lost TimeoutNow. Ours is sent again with the next heartbeat, etcd's is not. So a
//     leader is asked to hand over only to a server that it reaches.
//   - What a leader commits that is about to be deposed: that depends on round trips
//     again. So two elections at once are of the same term, and no vote is lost while a
//     server can be reached that is further than the new term.
//   - When followers learn of a commit. etcd's leader tells them at once, ours with
//     the next append or heartbeat. So followers' commit indexes are compared after
//     heartbeats; leaders' always.
//   - Candidates that cannot win any more. etcd makes them followers at once, ours
//     wait for the next election. Only who leads is compared.
//
// # What is made equal where who belongs to the cluster changes
//
// Voters and learners come, go, and become each other, one at a time and through joint
// configurations. The same entries lead there on both sides: one, or two where the
// configuration is joint. Compared are these, and what is in force at everybody who belongs
// to the cluster, once it is in force on both sides. Until then there are differences, each
// of which §6 and D4 explain or leave open:
//
//   - From when on a configuration counts. Ours does when its entry is appended (§6), etcd's
//     when it is applied. So a change begins when everybody has everything committed, all
//     links are up, nothing is lost, and heartbeats tell everybody before anything else.
//   - Who is to vote catches up first here (D4.2.1). etcd's leader appends at once, and leaves
//     that to who asks.
//   - A leader that is to leave does not count itself here from the entry on, and steps down
//     once that is committed (D4.2.2). etcd's counts itself until it applies the entry, and
//     leads on unless StepDownOnRemoval is set. So no leader is asked to leave.
//   - A change that is refused has no entry here. etcd's leader puts an empty one into its
//     log. So none is asked for that would be refused, nor one that changes nothing.
//   - Who is out. Ours are not sent the entry that leaves them out, etcd's are. So they are
//     cut off, and nothing is compared of them until they are back.
//   - Candidates ask learners for their vote here, who may be voters that do not know it yet.
//     etcd's ask voters alone. So learners are not asked, and their votes not compared.
//   - After a restart ours goes by its log, and does not know what of it is committed: a
//     learner that was a voter may stand until it knows. etcd's disk holds what was applied.
//     So learners do not stand.
//
// # What their scripts say of ours
//
// A script says what every server does, message by message. Compared is what it
// prints of a server that has come to rest: term, vote, role, leader, commit index,
// the entries of its log, and up to where its leader knows that it matches. Where a
// script plays in silence nothing is compared until it speaks again.
//
// Not compared are etcd's messages, for these differ, nor the rest of its Progress.
// The differences, each of which the paper allows:
//
//   - The beginning. etcd's servers begin with a snapshot of term 1, in term 0, up to
//     the same index on all; that is no state that our disk can be in. Ours begin with
//     nothing, and index 0 here is that index there.
//   - When a leader sends an entry. etcd's sends while its own disk writes, ours after.
//     So process-ready goes on here until no work is left, and where a disk takes its
//     time (async-storage-writes) nothing can be compared.
//   - When followers learn of a commit. etcd's leader tells them at once, ours with the
//     next append or heartbeat. So a heartbeat is sent here whenever a leader commits,
//     early, as its caller may.
//   - What a heartbeat tells. etcd's checks no log and holds the commit index back to
//     where the follower is known to match. Ours checks the log and tells all. So a
//     follower learns of a commit (lagging_commit), and its leader of what was lost
//     (replicate_pause), a round trip earlier here.
//   - Heartbeats of a new leader. etcd's sends its no-op only, ours a heartbeat first.
//   - Who refuses a pre-vote. Whoever hears a leader, says the dissertation (D9.6), and
//     so do we; etcd heeds that only with CheckQuorum. So without it a campaign begins here
//     when nobody has heard a leader for an election timeout. A leader still refuses here,
//     and grants there (prevote); the others suffice.
//   - CheckQuorum. etcd's comes with the promise to a leader (its leases), so both are on
//     here. Its leader looks once in an election timeout at who has answered since it
//     looked last, ours back from each heartbeat; so a leader's timeout is shorter here.
//   - Requests of an old term. Ours answers; etcd is silent without CheckQuorum or
//     PreVote. It changes no state that is compared.
//   - How many appends are under way. etcd's limit is a parameter, counted in appends;
//     ours a constant, counted in entries, raft.Window. Where etcd's leader waits, ours
//     goes on sending, is refused, and sends again (replicate_pause).
//   - A follower that is reported as unreachable. etcd's leader probes it; ours has no
//     need of the report, since what was lost shows at the next heartbeat.
package etcd
