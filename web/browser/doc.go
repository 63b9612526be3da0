// Package browser holds the tests that see the playground as its visitors do: a
// real Chromium on a real server over a real connection. It contains nothing
// else.
//
// The browser is started once for all tests; each test has an incognito context
// of its own in it, and a server of its own. Nothing sleeps: a test says what it
// waits for, and the page is looked at on every frame until it is so (probe.js).
// What a test relies on are ids of controls, the hooks that README.md lists, and
// the keys of texts; in a few places, for want of a hook, a class.
//
//	browser_test.go  the browser, and how many tests run at a time
//	page_test.go     a page in it: looking, waiting, and what becomes of a failure
//	console_test.go  what a page says; traffic_test.go: what it fetches
//	hands_test.go    what a visitor does with mouse and keyboard
//	eyes_test.go     what a visitor sees; words_test.go: in which words
//	house_test.go    the server, which can be rebuilt on the same port
//	cable_test.go    the connection, which can be cut, or go mute
//	clock_test.go    the clock of the sessions, which can be put forward, or fail
//	replay_test.go   the same run without a page, to compare with
//	pupil_test.go    someone who plays a lesson
//	watcher_test.go  someone who watches without a page
//
// The tests themselves, by subject: first_page, alive, faults, messages, reads,
// watched, keyboard, time, back, class, long, ended, unread, text, handing, beside,
// together, watch, framed, lessons, marks, glossary, looks, legible, language; accessible, what axe-core finds.
// bench_test.go measures what a page costs its visitor's machine.
//
// When a test fails it prints the page's console and keeps a screenshot; run with
// -artifacts to find it in the output directory.
package browser
