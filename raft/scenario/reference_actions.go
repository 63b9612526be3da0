package scenario

var referenceFaults = []referenceEntry{
	{"crash", "crash S1", "servers 3\nat 300ms: crash S1\n"},
	{"crash-losing", "crash S1 losing unsynced writes", "servers 3\ndisk sync 30ms\nwhen leader elected: crash leader losing unsynced writes as old\nafter 1s: expect old is crashed\n"},
	{"restart", "restart S1", "servers 3\nat 300ms: crash S1\nat 500ms: restart S1\n"},
	{"time-out", "time out S1", "servers 3\nat 0ms: time out S1\nend at 500ms\nexpect S1 is leader\n"},
	{"transfer", "transfer to S3", "servers 3\nat 0ms: time out S1\nwhen S1 leads: transfer to S3\nafter 100ms: expect S3 is leader\n"},
	{"pause", "pause S1", "servers 3\nwhen leader elected: pause leader\n"},
	{"resume", "resume S1", "servers 3\nwhen leader elected: pause leader as old\nwhen leader elected: resume old\nwhen old steps down: wait\n"},
	{"snapshot", "snapshot S1", "servers 3\nat 0ms: time out S1\nwhen S1 leads: c1 write x=1\nwhen S1 applied x=1: snapshot S1\nafter 0ms: expect S1 log begins at 3\n"},
	{"wipe", "wipe S1", "servers 3\nat 500ms: wipe S1\nafter 100ms: restart S1\n"},
	{"disk", "disk sync S1 200ms", "servers 3\nat 0ms: disk sync S1 200ms\nwhen leader elected: c1 write x=1\nwhen S1 stored x=1: wait\nend at 2s\n"},
	{"timeout", "election timeout S1 150ms to 300ms", "servers 3\nat 0ms: election timeout S1 150ms to 160ms\n"},
	{"drift", "drift S1 +50%", "servers 3\nat 0ms: drift S2 +50%\nat 0ms: drift S3 -20%\n"},
}

var referenceNetwork = []referenceEntry{
	{"cut-one-way", "cut S1 -> S3", "servers 3\nwhen leader elected: cut S1 -> S3\n"},
	{"cut", "cut S1 <-> S3 S4", "servers 5\nwhen leader elected: cut S1 <-> S3 S4\n"},
	{"heal", "heal S1 <-> S3 S4", "servers 5\nwhen leader elected: cut S1 <-> S3 S4\nafter 300ms: heal S1 <-> S3 S4\n"},
	{"heal-all", "heal all", "servers 3\nwhen leader elected: isolate leader\nafter 300ms: heal all\n"},
	{"partition", "partition S1 S2 | S3 S4 S5", "servers 5\nwhen leader elected: partition S1 S2 | S3 S4 S5\n"},
	{"isolate", "isolate S1", "servers 3\nwhen leader elected: isolate leader\n"},
	{"cut-client", "cut c1 <-> S1 S2", "servers 3\nwhen leader elected: cut c1 <-> S1 S2\nafter 0ms: c1 write x=1\n"},
	{"heal-client", "heal c1 <-> S1 S2", "servers 3\nat 0ms: cut c1 <-> S1 S2\nat 1s: heal c1 <-> S1 S2\nafter 0ms: c1 write x=1\nend at 2s\nexpect x=1 acknowledged\n"},
	{"latency-now", "latency S1 -> S2 5ms to 20ms", "servers 3\nat 300ms: latency 30ms to 60ms\nat 300ms: latency S1 -> S2 90ms to 90ms\n"},
	{"loss-now", "loss S1 -> S2 10%", "servers 3\nat 300ms: loss 20%\nat 300ms: loss S1 -> S2 100%\n"},
	{"duplication", "duplication 10%", "servers 3\nat 0ms: duplication 50%\nat 300ms: duplication S1 -> S2 100%\n"},
	{"reordering", "reordering 10%", "servers 3\nat 0ms: reordering 50%\nat 300ms: reordering S1 -> S2 100%\n"},
	{"drop-next", "drop next RequestVote S1 -> S2", "servers 3\nat 0ms: drop next RequestVote S1 -> S2\nat 0ms: time out S1\nwhen RequestVote S1 -> S2 lost: wait\n"},
	{"delay-next", "delay next AppendEntries S1 -> S2 by 50ms", "servers 3\nat 0ms: time out S1\nwhen S1 leads: delay next AppendEntries S1 -> S2 by 50ms\n"},
	{"duplicate-next", "duplicate next RequestVote S1 -> S2", "servers 3\nat 0ms: duplicate next RequestVote S1 -> S2\nat 0ms: time out S1\n"},
	{"by-number", "drop message 3", "servers 3\nat 0ms: time out S1\nat 5ms: drop message 1\nat 5ms: delay message 2 by 20ms\nend at 1s\n"},
}

var referenceRequests = []referenceEntry{
	{"write", "c1 write x=1", "servers 3\nwhen leader elected: c1 write x=1\nafter 1s: expect x=1 acknowledged\n"},
	{"add", "c1 add x 1", "servers 3\nwhen leader elected: c1 add x 1\nafter 1s: expect add x 1 took effect once\n"},
	{"read", "c1 read x", "servers 3\nwhen leader elected: c1 write x=7\nafter 0ms: c1 read x\nafter 1s: expect c1 answered 7\n"},
	{"add-voter", "c1 add S4", "servers 4\nvoters S1 S2 S3\nwhen leader elected: c1 add S4\nwhen add S4 committed: wait\nafter 100ms: expect S4 has voters S1 S2 S3 S4\n"},
	{"add-learner", "c1 add S4 as learner", "servers 4\nvoters S1 S2 S3\nwhen leader elected: c1 add S4 as learner\nwhen add S4 as learner committed: wait\nafter 100ms: expect S4 has voters S1 S2 S3\n"},
	{"remove-server", "c1 remove S2", "servers 3\nwhen leader elected: c1 remove leader as old\nwhen old steps down: wait\nwhen leader elected: wait\n"},
	{"change-voters", "c1 change to S1 S2 S4", "servers 5\nvoters S1 S2 S3\nwhen leader elected: c1 change to S3 S4 S5\nwhen voters S1 S2 S3 -> S3 S4 S5 committed: wait\nwhen voters S3 S4 S5 committed: wait\n"},
	{"to", "c1 write x=1 to S2", "servers 3\nwhen leader elected: c1 write x=1 to S2\nafter 0ms: c2 write y=1 to leader\n"},
	{"writes", "c1 writes every 100ms", "servers 3\nwhen leader elected: c1 writes every 100ms\nafter 1s: expect x=5 committed\n"},
	{"reads-every", "c1 reads every 100ms", "servers 3\nwhen leader elected: c1 writes every 100ms\nafter 0ms: c2 reads every 50ms\nafter 1s: expect no violation\n"},
	{"writes-and-reads", "c1 writes and reads every 100ms", "servers 3\nwhen leader elected: c1 writes and reads every 100ms\nafter 1s: expect no violation\n"},
	{"stops", "c1 stops", "servers 3\nwhen leader elected: c1 writes every 100ms\nwhen x=3 acknowledged: c1 stops\nafter 1s: expect x=4 never committed\n"},
}
