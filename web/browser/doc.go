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
//	browser_test.go           the browser, and how many tests run at a time
//	page_test.go              a page in it: looking, waiting, and what becomes of a failure
//	console_test.go           what a page says; traffic_test.go: what it fetches
//	visitor_actions_test.go   what a visitor does with mouse and keyboard
//	visible_test.go           what a visitor sees; texts_test.go: in which words
//	server_test.go            the server, which can be rebuilt on the same port
//	network_failures_test.go  the connection, which can be cut, or go mute
//	clock_test.go             the clock of the sessions, which can be put forward, or fail
//	replay_test.go            the same run without a page, to compare with
//	lesson_player_test.go     someone who plays a lesson
//	socket_viewer_test.go     someone who watches without a page
//	surrounding_page_test.go  a page of another site, with one of the playground's in a frame
//
// The tests themselves, each in a file of its subject:
//
//	page_weight_test.go       what is fetched, and first_paint_test.go: what is seen first
//	live_run_test.go          a run that plays; playback_test.go: and is paused, stepped, dragged;
//	                          speed_test.go: how fast
//	faults_test.go            what is done to servers, messages_test.go: and to messages
//	inspector_test.go         why it is so, and where it comes from; legend_test.go: what the signs mean
//	reads_test.go             what a read waits for; transfer_test.go: a leader that hands over
//	snapshots_test.go         what stands for the entries that are gone from a log
//	members_test.go           who belongs to the cluster
//	violations_test.go        what is said of a run that breaks a rule
//	several_clusters_test.go  forks, comparisons and breakpoints; comparison_test.go: what is said of them
//	long_run_test.go          what is told of a long run; feed_test.go: what the feed tells, and how far back
//	timeline_marks_test.go    the marks on the timeline
//	hearing_test.go           a page that hears some of what it is told later
//	reconnect_test.go         who comes back, alone, and class_reconnect_test.go: as a class
//	session_end_test.go       how a session comes to its end, and run_end_test.go: a run
//	scenario_text_test.go     a run as a text; sharing_test.go: as a link, a file, an address
//	unreadable_test.go        what cannot be read
//	watching_test.go          who watches; following_test.go: who follows the presenter
//	embedding_test.go         the page in another page's frame; embedded_lesson_test.go: a lesson there
//	agreement_test.go         no two parts of the page tell the state differently
//	lessons_test.go           lessons; questions_test.go: what they ask; glossary_test.go: the words that they use;
//	                          passages_test.go: what they tell, in every window
//	lesson_path_test.go       who leaves a lesson's path, and comes in on it; lesson_list_test.go: where all are listed;
//	                          own_lesson_test.go: one of a teacher's own
//	keyboard_test.go          the page without a mouse; clicks_test.go: and with one
//	layout_test.go            the page in every window; sizes_test.go: and whether all is reached; legibility_test.go: the stage
//	changes_test.go           that a change is seen; paper_test.go: forced colours and print
//	language_test.go          the page in each language; further_language_test.go: and in one more
//	accessibility_test.go     what axe-core finds; screen_reader_test.go: what is read aloud
//	firefox_test.go           three things to do in Firefox, and bidi_test.go: a page in it
//
// pictures_test.go compares how the page looks with how it looked at another commit.
// bench_test.go measures what a page costs its visitor's machine.
//
// When a test fails it prints the page's console and keeps a screenshot; run with
// -artifacts to find it in the output directory.
package browser
