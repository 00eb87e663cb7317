package settings

import "strings"

// findStop finds a message that is nothing but a saying of some sense: [senseStop] counts
// whatever is open, in every language, because somebody who has enough of messages should
// not have to be understood; [senseHalt] when nothing is open that it could be about.
func findStop(sense string) func(text string) (string, bool) {
	return func(text string) (string, bool) {
		return nudgesOff, inEvery().means(strings.Trim(text, " \t\n.!।,'\"“”🙏"), sense)
	}
}
