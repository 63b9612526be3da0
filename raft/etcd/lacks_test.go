package etcd

// lacks says of what etcd's scripts ask for and has no meaning here, why it has
// none: a command, or a command and the name of an argument, or that it comes again.
var lacks = map[string]string{
	"propose-conf-change":                      "a configuration counts here when appended, there when applied, and the scripts print what happens in between",
	"add-nodes again":                          "a server that is started later joins by a change of the configuration, or gets a snapshot",
	"add-nodes learners":                       "asked for only beside changes of the configuration, or forget-leader",
	"add-nodes step-down-on-removal":           "a leader always steps down when it is removed here (D4.2.2), and not when it applies that but when it commits it",
	"add-nodes disable-conf-change-validation": "a change is refused here before it has an entry; rules that are not followed let it through",
	"add-nodes max-committed-size-per-ready":   "what is committed is handed out at once, however much; the caller may take its time to apply it",
	"compact":                                  "the adapter has no snapshots (§7)",
	"send-snapshot":                            "the adapter has no snapshots (§7)",
	"deliver-msgs type":                        "kinds of messages differ, a heartbeat is an append here; asked for only beside snapshots",
	"add-nodes read-only":                      "there are no leases to read by yet (D6.4.1)",
	"forget-leader":                            "no follower is told to forget its leader; neither the paper nor the dissertation has that",
	"add-nodes async-storage-writes":           "the adapter writes and applies at once, as etcd's simple loop does",
	"process-append-thread":                    "the adapter writes and applies at once, as etcd's simple loop does",
	"process-apply-thread":                     "asked for only beside writes that take time",
}

// notReplayed are the scripts of etcd's that are not replayed, each with all that
// it lacks, in the order of the alphabet.
var notReplayed = map[string][]string{
	"async_storage_writes.txt":                  {"add-nodes async-storage-writes", "process-append-thread", "process-apply-thread"},
	"async_storage_writes_append_aba_race.txt":  {"add-nodes async-storage-writes", "process-append-thread"},
	"campaign_learner_must_vote.txt":            {"add-nodes learners", "propose-conf-change"},
	"confchange_disable_validation.txt":         {"add-nodes disable-conf-change-validation", "add-nodes max-committed-size-per-ready", "propose-conf-change"},
	"confchange_v1_add_single.txt":              {"add-nodes again", "propose-conf-change"},
	"confchange_v1_remove_leader.txt":           {"propose-conf-change"},
	"confchange_v1_remove_leader_stepdown.txt":  {"add-nodes step-down-on-removal", "propose-conf-change"},
	"confchange_v2_add_double_auto.txt":         {"add-nodes again", "propose-conf-change"},
	"confchange_v2_add_double_implicit.txt":     {"add-nodes again", "propose-conf-change"},
	"confchange_v2_add_single_auto.txt":         {"add-nodes again", "propose-conf-change"},
	"confchange_v2_add_single_explicit.txt":     {"add-nodes again", "propose-conf-change"},
	"confchange_v2_replace_leader.txt":          {"add-nodes again", "propose-conf-change"},
	"confchange_v2_replace_leader_stepdown.txt": {"add-nodes again", "add-nodes step-down-on-removal", "propose-conf-change"},
	"forget_leader.txt":                         {"add-nodes learners", "forget-leader"},
	"forget_leader_prevote_checkquorum.txt":     {"forget-leader"},
	"forget_leader_read_only_lease_based.txt":   {"add-nodes read-only", "forget-leader"},
	"slow_follower_after_compaction.txt":        {"compact"},
	"snapshot_succeed_via_app_resp.txt":         {"add-nodes again", "compact"},
	"snapshot_succeed_via_app_resp_behind.txt":  {"add-nodes again", "deliver-msgs type", "send-snapshot"},
}
