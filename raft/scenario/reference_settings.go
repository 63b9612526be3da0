package scenario

var referenceSettings = []referenceEntry{
	{"title", "title Figure 8", "title An election\nservers 3\nend at 500ms\n"},
	{"servers", "servers 5", "servers 5\nend at 500ms\n"},
	{"clients", "clients 2", "servers 3\nclients 2\nend at 500ms\n"},
	{"seed", "seed 7", "servers 3\nseed 7\nend at 500ms\n"},
	{"latency", "latency 8ms to 12ms", "servers 3\nlatency 30ms to 60ms\nend at 800ms\n"},
	{"loss", "loss 0.5%", "servers 3\nloss 20%\nend at 800ms\n"},
	{"election-timeout", "election timeout 150ms to 300ms", "servers 3\nelection timeout 150ms to 150ms\nwhen votes split: wait\nend at 800ms\n"},
	{"election-timeout-one", "election timeout S1 150ms to 150ms", "servers 3\nelection timeout 500ms to 600ms\nelection timeout S2 150ms to 150ms\nend at 500ms\nexpect S2 is leader\n"},
	{"heartbeat", "heartbeat 50ms", "servers 3\nheartbeat 20ms\nend at 500ms\n"},
	{"disk-sync", "disk sync 2ms", "servers 3\ndisk sync 30ms\nend at 800ms\n"},
	{"apply", "apply 0ms", "servers 3\nreads index\napply 100ms\nwhen leader elected: wait\nafter 200ms: c1 write x=1\nwhen x=1 committed: c2 read x to leader\nwhen c2 acknowledged: wait\nend at 1s\nexpect c2 answered 1\n"},
	{"client-patience", "client patience 400ms", "servers 3\nclient patience 50ms\nat 0ms: crash S1\nat 0ms: c1 write x=1 to S1\nwhen c1 times out: wait\nend at 1s\n"},
	{"client-retries", "client retries 10", "servers 3\nclient retries 0\nat 0ms: isolate S1\nat 0ms: c1 write x=1 to S1\nwhen c1 gives up: wait\nend at 1s\n"},
	{"noop", "noop off", "servers 3\nnoop off\nend at 500ms\nexpect leader lacks no-op\n"},
	{"batch", "batch 16", "servers 3\nbatch 1\nend at 500ms\n"},
	{"pre-vote", "pre-vote on", "servers 3\npre-vote on\nat 400ms: isolate S1\nend at 2s\nexpect S1 in term 1\n"},
	{"parallel-writes", "parallel-writes on", "servers 3\nparallel-writes on\nwhen leader elected: disk sync leader 100ms\nafter 200ms: c1 write x=1\nafter 60ms: expect x=1 committed\n"},
	{"tell-commits", "tell-commits on", "servers 3\nheartbeat 100ms\ntell-commits on\nwhen leader elected: c1 write x=1\nwhen x=1 committed: wait\nafter 20ms: expect x=1 applied everywhere\n"},
	{"check-quorum", "check-quorum on", "servers 3\ncheck-quorum on\nat 0ms: time out S1\nwhen S1 leads: isolate S1\nwhen S1 becomes candidate: expect S1 in term 2\n"},
	{"reads", "reads index", "servers 3\nreads index\nwhen leader elected: c1 write x=5\nafter 0ms: c1 read x\nend at 1s\nexpect c1 answered 5\n"},
	{"without", "without persist-vote", "servers 3\nwithout persist-vote\nend at 500ms\nexpect violation\n"},
	{"start", "start S1 term 8 vote S2 log 1 1 4 4:x=1", "servers 3\nstart S1 term 4 log 1 1 4:x=1\nstart S2 term 4 log 1 1\nat 0ms: time out S3\nat 40ms: expect no leader\n"},
	{"comment", "# a remark", "# an election,\n# and nothing else\nservers 3\nwhen leader elected: wait  # this takes a while\nend at 500ms\n"},
}

var referenceTiming = []referenceEntry{
	{"at", "at 300ms: crash S1", "servers 3\nat 300ms: crash S1\n"},
	{"after", "after 200ms: restart S1", "servers 3\nat 300ms: crash S1\nafter 200ms: restart S1\n"},
	{"when", "when leader elected: crash leader", "servers 3\nwhen leader elected: crash leader\n"},
	{"leader", "leader", "servers 3\nwhen leader elected: isolate leader\n"},
	{"as", "crash leader as old", "servers 3\nwhen leader elected: crash leader as old\nafter 1s: restart old\nafter 200ms: expect old is follower\n"},
	{"wait", "when S1 leads: wait", "servers 3\nwhen leader elected: wait\nafter 100ms: crash leader\n"},
	{"step", "when S1 leads: step elected", "servers 3\nwhen leader elected: step elected\n"},
	{"end", "end at 2s", "servers 3\nend at 2s\n"},
	{"look", "look at 1s", "servers 3\nend at 2s\nlook at 1s\n"},
}
