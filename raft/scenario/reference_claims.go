package scenario

var referenceClaims = []referenceEntry{
	{"expect-at", "at 1s: expect S1 is leader", "servers 3\nat 0ms: time out S1\nat 1s: expect S1 is leader\n"},
	{"expect-end", "expect S1 is leader", "servers 3\nat 0ms: time out S1\nend at 1s\nexpect S1 is leader\n"},
	{"is", "expect S1 is crashed", "servers 3\nat 0ms: time out S1\nwhen S1 leads: crash S1\nend at 200ms\nexpect S1 is crashed\nexpect S2 is follower\n"},
	{"in-term", "expect S1 in term 3", "servers 3\nend at 500ms\nexpect S1 in term 1\n"},
	{"log-terms", "expect S1 log has terms 1 1 2", "servers 3\nwhen leader elected: c1 write x=1\nend at 1s\nexpect S1 log has terms 1 1\n"},
	{"has-voters", "expect S1 has voters S1 S2 S4", "servers 4\nvoters S1 S2 S3\nend at 500ms\nexpect S4 has voters S1 S2 S3\n"},
	{"log-begins", "expect S1 log begins at 9", "servers 3\nsnapshot every 2\nat 0ms: time out S1\nwhen S1 leads: c1 write x=1\nend at 1s\nexpect S1 log begins at 3\nexpect S1 holds x=1\n"},
	{"holds", "expect S1 holds x=1", "servers 3\nwhen leader elected: c1 write x=1\nend at 1s\nexpect S1 holds x=1\n"},
	{"lacks", "expect S1 lacks x=1", "servers 3\nat 0ms: crash S1\nwhen leader elected: c1 write x=1\nend at 1s\nexpect S1 lacks x=1\n"},
	{"was-committed", "expect x=1 committed", "servers 3\nwhen leader elected: c1 write x=1\nend at 1s\nexpect x=1 committed\nexpect x=1 applied\n"},
	{"never-committed", "expect x=1 never committed", "servers 3\nat 0ms: time out S1\nwhen S1 leads: isolate S1\nafter 0ms: c1 write x=1 to S1\nend at 400ms\nexpect x=1 never committed\nexpect x=1 never applied\n"},
	{"everywhere", "expect x=1 applied everywhere", "servers 3\nwhen leader elected: c1 write x=1\nend at 1s\nexpect x=1 applied everywhere\n"},
	{"was-overwritten", "expect x=1 overwritten", "servers 3\nat 0ms: time out S1\nwhen S1 leads: isolate S1\nafter 0ms: c1 write x=1 to S1\nwhen S1 stored x=1: time out S2\nwhen S2 leads: heal all\nend at 1s\nexpect x=1 overwritten\n"},
	{"was-acknowledged", "expect x=1 acknowledged once", "servers 3\nwhen leader elected: c1 write x=1\nend at 1s\nexpect x=1 acknowledged once\n"},
	{"took-effect", "expect add x 1 took effect once", "servers 3\nclient patience 50ms\ndisk sync 30ms\nwhen leader elected: c1 add x 1\nend at 2s\nexpect add x 1 took effect once\n"},
	{"answered", "expect c1 answered 5", "servers 3\nwhen leader elected: c1 write x=5\nafter 0ms: c1 read x\nafter 0ms: c2 read y\nend at 1s\nexpect c1 answered 5\nexpect c2 answered nothing\n"},
	{"logs-equal", "expect logs equal", "servers 3\nwhen leader elected: c1 write x=1\nend at 1s\nexpect logs equal\n"},
	{"no-leader", "expect no leader", "servers 3\nwhen leader elected: crash leader\nafter 50ms: expect no leader\n"},
	{"no-violation", "expect no violation", "servers 3\nwhen leader elected: c1 writes and reads every 50ms\nafter 1s: crash leader\nend at 3s\nexpect no violation\nexpect no violation linearizability\n"},
	{"violation", "expect violation one-vote", "servers 3\nwithout persist-vote\nend at 500ms\nexpect violation\nexpect violation persist-before-reply\n"},
	{"never-comes", "expect never S1 leads", "servers 3\nat 0ms: cut S1 <-> S2 S3\nwhen S1 leads: wait\nend at 2s\nexpect never S1 leads\n"},
}

var referenceVariants = []referenceEntry{
	{"fork-at", "fork NAME at 350ms", "servers 3\nwhen leader elected: c1 write x=1\nend at 1s\nexpect x=1 committed\n\nfork crashed at 150ms\nafter 50ms: crash S1\n"},
	{"fork-step", "fork NAME at step STEP", "servers 3\nwhen leader elected: step elected\nafter 0ms: c1 write x=1\nend at 1s\nexpect x=1 committed\n\nfork crashed at step elected\nafter 0ms: crash leader\nexpect x=1 never committed\n"},
	{"fork-of", "fork NAME of OTHER at 350ms", "servers 3\nwhen leader elected: c1 write x=1\nend at 1s\n\nfork crashed at 250ms\nafter 50ms: crash leader\n\nfork back of crashed at 500ms\nafter 50ms: restart S1\n\ncompare small of crashed with: pre-vote on\n"},
	{"compare", "compare NAME with: pre-vote on", "servers 3\nat 400ms: isolate S1\nat 2s: heal all\nend at 3s\n\ncompare asking with: pre-vote on\nexpect no violation\n"},
	{"compare-several", "compare NAME with: servers 3, seed 8", "servers 5\nend at 1s\n\ncompare smaller with: servers 3, seed 8\n"},
	{"compare-rule", "compare NAME with: without persist-vote", "servers 3\nend at 500ms\nexpect no violation\n\ncompare careless with: without persist-vote\nexpect violation\n"},
	{"compare-rule-on", "compare NAME with: with persist-vote", "servers 3\nwithout persist-vote\nend at 500ms\nexpect violation\n\ncompare careful with: with persist-vote\nexpect no violation\n"},
	{"compare-back", "compare NAME with: start S1 empty", "servers 3\nelection timeout S1 150ms to 150ms\nstart S1 term 3 log 1 3\nend at 1s\nexpect S1 holds no-op\n\ncompare fresh with: election timeout S1 default, start S1 empty\n"},
	{"compare-until", "compare NAME until 3s with: pre-vote on", "servers 3\nat 400ms: isolate S1\nat 900ms: heal all\nend at 2s\n\ncompare cut-off until 500ms with: pre-vote on\nexpect S1 in term 1\n"},
	{"compare-alone", "compare NAME alone with: seed 8", "servers 3\nat 400ms: crash S1\nend at 1s\n\ncompare quiet alone with: seed 8\nexpect S1 in term 1\n"},
	{"own-statements", "fork NAME at 1s … at 2s: heal all … expect logs equal", "servers 3\nwhen leader elected: isolate leader\nend at 3s\n\nfork healed at 1s\nat 2s: heal all\nexpect logs equal\nexpect no violation\n"},
}
