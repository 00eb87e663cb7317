package settings

import (
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// stopWords say by themselves that no messages are wanted, whatever is open: in every
// language, because somebody who has enough of them should not have to be understood.
var stopWords = []string{
	"unsubscribe", "unsub", "opt out", "optout", "stop messages", "stop messaging", "stop all", "stopall",
	"no more messages", "no messages", "stop message", "stop msg", "stop sms",
	"message band", "message band karo", "message band kar do", "msg band", "msg band karo", "message mat bhejo", "msg mat bhejo",
	"mat bhejo", "mat bhejiye", "mat bhejna", "mat bhejo ab", "ab mat bhejo", "message bandh karo", "message bandh",
	"मैसेज बंद", "मैसेज बंद करो", "मैसेज बंद कर दो", "मैसेज मत भेजो", "संदेश बंद करो", "संदेश मत भेजो", "मत भेजो", "मत भेजिए", "मत भेजना",
	"अनसब्सक्राइब", "अनसब्सक्राईब",
}

// halts say so when nothing is open that they could be about: else what is open is left.
var halts = []string{
	"stop", "stop it", "stop this", "stop please", "please stop", "band", "band karo", "band kar do", "bandh karo", "bas karo",
	"बंद", "बंद करो", "बंद कर दो", "स्टॉप", "बस करो",
}

// findStop finds a message that is nothing but one of some words.
func findStop(words []string) func(text string) (string, bool) {
	return func(text string) (string, bool) {
		said := strings.Join(strings.Fields(shop.Fold(strings.Trim(text, " \t\n.!।,'\"“”🙏"))), " ")
		return nudgesOff, slices.ContainsFunc(words, func(w string) bool { return shop.Fold(w) == said })
	}
}
