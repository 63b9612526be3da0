// Package etcd lays package raft beside go.etcd.io/raft, which is another reading
// of the same paper and has been in production for a decade. It is a module of its
// own, so that nothing else depends on that one, and it consists of tests:
//
//	differential_test.go  many seeds, each a sequence of rounds
//	round_test.go         a round: one action, some messages that are lost, heartbeats
//	duel_test.go          a round played by both
//	compare_test.go       what must be equal after each
//	rules_test.go         a rule that is broken on our side shows
//	ours_test.go          a cluster of package raft, on wires
//	theirs_test.go        a cluster of go.etcd.io/raft, on wires
//	wires_test.go         the wires: everything arrives in the order in which it was sent
//	bench_test.go         what a commit costs, ours and theirs
//
// # What is made equal
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
//     depose it.
//   - What a leader commits that is about to be deposed: that depends on round trips
//     again. So two elections at once are of the same term, and no vote is lost while a
//     server can be reached that is further than the new term.
//   - When followers learn of a commit. etcd's leader tells them at once, ours with
//     the next append or heartbeat. So followers' commit indexes are compared after
//     heartbeats; leaders' always.
//   - Candidates that cannot win any more. etcd makes them followers at once, ours
//     wait for the next election. Only who leads is compared.
package etcd
