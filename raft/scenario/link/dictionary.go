package link

// dictionary is what a deflated link may refer to: what texts say, the most frequent
// at the end, since what is near is referred to in fewer bits. It belongs to
// links of both versions and never changes.
const dictionary = `fork compare until with: alone start S1 term vote log look at step 
duplication 10%
reordering 10%
latency 8ms to 12ms
latency S1 -> S2 5ms to 20ms
drop next RequestVote S
delay next AppendEntries S1 -> S2 by 50ms
duplicate next PreVoteReply AppendEntriesReply RequestVoteReply S
drift S1 +50% -20%
election timeout S1 150ms to 300ms
disk sync S1 200ms
losing unsynced writes
client patience 400ms
client retries 0
clients 2
heartbeat 50ms
loss 10%
loss 0%
reads index
pre-vote on
without election-majority one-vote-per-term commit-majority election-restriction compare-last-term-first persist-vote persist-term ignore-stale-vote-reply count-each-voter-once follower-syncs-before-ack leader-syncs-before-counting truncate-only-on-conflict prev-log-check conflict-removes-tail refuse-stale-append match-what-was-sent commit-up-to-last-new-entry commit-only-current-term quorum-reads read-after-own-commit dedup-requests
expect no leader
expect logs equal
expect x=1 acknowledged once
expect x=1 took effect once
expect x=1 applied everywhere
expect x=1 never committed
expect x=1 overwritten
expect c1 answered 1
expect S1 is leader follower candidate crashed paused in term 2
expect S1 holds x=1 lacks log has terms 1 1 2
expect violation election-safety
expect violation log-matching
expect violation state-machine-safety
expect violation linearizability
expect violation leader-completeness
expect no violation
c1 writes and reads every 100ms
c1 stops
wipe S
pause S
resume S
partition S1 S2 | S3 S4 S5
heal S1 <-> S
cut S1 <-> S
cut S1 -> S3 S4 S5
c1 add x 5
c1 read x
c2 write y=2 to S5
when votes split: wait
when term 2: wait
when c1 acknowledged: wait
when S2 becomes candidate: 
when S2 steps down: crash leader as old
when S2 votes for S3: isolate S
when S2 appended x=1: pause S
when leader synced x=1: crash leader as old
when x=1 acknowledged: c1 write x=2
when x=1 committed: restart old
when x=1 stored on 2: crash S
when S2 applied x=1: crash S
when S2 sent x=1 to S3: crash S
when leader elected: c1 write x=1
when S2 stored x=1: crash S
when S2 leads: isolate S
after 0ms: time out S2
after 0ms: step a
after 0ms: c1 write x=1 to S1
after 0ms: crash S
after 0ms: isolate S
after 0ms: heal all
after 0ms: restart S
after 0ms: time out S
when S1 leads: cut S1 -> S
when S5 stored y=2: crash S
after 30ms: crash S1
after 200ms: wait
noop off
batch 1
end at 1000ms
look at 0ms
500ms: isolate S
250ms: partition S
000ms: pause leader
750ms: heal all
ms: crash leader
ms: time out S
ms: c2 write y=
ms: c1 read x
ms: c1 write x=
ms: restart S
ms: crash S
raft 1
title Figure 8
servers 3
seed 7

raft 1
servers 5
seed 1

at 0ms: time out S1
at 1`
