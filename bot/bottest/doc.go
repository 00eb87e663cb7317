// Package bottest has what tests of bots need: a clock that stands still,
// conversations as transcripts, and the suites every port must pass.
//
// A conversation is played between a bot and a [Far] end, the phones of those who
// talk to it. [Wire] is the simplest; a channel that has a far end of its own
// plays the same conversations:
//
//	bottest.Run(t, "testdata/*.txtar", open)
//	bottest.RunOver(t, "testdata/*.txtar", open, simtest.Far)
//
// and is tried by the same suite, [Channels].
package bottest
