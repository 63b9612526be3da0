// Package wiretest is a page's side of the protocol, for tests: it says what a page
// says, takes note of all that it is told, and fails at the first gap between frames or
// events. It speaks over any [Line]: a WebSocket, or a queue in memory.
package wiretest
