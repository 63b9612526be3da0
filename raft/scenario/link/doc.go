// Package link writes texts as links.
//
// [Encode] packs a text, the engine's version and the beginning of the final hash
// into some characters that fit behind the # of an address, with a checksum. [Decode]
// takes them back from what they are passed on as: a whole address or not, with what a
// chat, a mail program or a sentence puts around it and into it. A link that is damaged
// is told as that, and never opens another run.
//
// # Where to find what
//
//	link.go       texts as links; dictionary.go: what they may refer to
//	wrapping.go   what is around a link that was passed on
package link
