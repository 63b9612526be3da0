// Package check watches a run's events and says when one of Raft's safety
// properties breaks: the five of Figure 3, and those that are closer to single
// rules, such as one vote a term.
//
// It knows events only, never a server's inside, so that it is independent of
// what it checks. Every check is incremental: its cost does not grow with the
// log. That works because each server's log is known by the hashes of its
// prefixes: two logs agree up to an index exactly if their hashes there do.
//
// # Two tiers
//
// A broken rule shows early (a vote given twice), its consequence convinces (two
// leaders in one term). [Property.Tier] tells them apart. A violation is reported
// once for each property and subject, at the instant it is first seen.
//
// # Where to find what
//
//	property.go      the properties, in words and sections
//	checker.go       the checker, and which event goes where
//	shadow.go        what is known of each server
//	logs.go          Log Matching, Leader Append-Only
//	elections.go     Election Safety, one vote a term, Leader Completeness
//	commits.go       the ledger of what is committed; State Machine Safety
//	snapshots.go     a snapshot equals what the log has led to, and stands for it
//	promises.go      persist before reply, and what must never fall
//	clients.go       at most once, and live linearizability
//	history.go       the history of the clients; linear.go: the search for an order of it;
//	                 linear_moves.go: what it tries next; effects.go: hints for that;
//	                 register.go: what a single machine would answer
//	weight.go        how much memory a checker takes
package check
