package settings

import (
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// plainWords are those of which a sentence that agrees to messages is made. With any other
// in it, it may be about something else: who wants news of the weather has not agreed to
// be told of his sales.
var plainWords = strings.Fields(`
	message messages msg notification notifications khabar khabren khabrein alert alerts summary news update updates
	mujhe mujhko hame hamein humko roz rozana har din subah savere apne aap khud khud-se se ki ka ke ko bhi fir phir wapas dobara
	sab sare saare sari haan ha ji bhai bhaiya please kar karo karna karke do dena dijiye diya dijiyega chahiye rakho rakhna hai hain
	chalu chaalu shuru on start bhejo bhejna bhejiye bheja bhejte raho batao bataya batana bataiye batate rehna rahna aaj ab kal
	turn turned send sending me my the a an on your own own again every day daily morning each resume enable subscribe tell telling i
	want to get start please yes keep all unasked by yourself giving give
	मैसेज मेसेज संदेश नोटिफिकेशन खबर ख़बर खबरें अलर्ट समरी मुझे मुझको हमें रोज रोज़ रोजाना हर दिन सुबह सवेरे अपने आप खुद ख़ुद से की का के को भी
	फिर वापस दोबारा सब सारे सारी हां हाँ जी भाई भैया प्लीज कर करो करना करके दो देना दीजिए दिया चाहिए रखो है हैं
	चालू शुरू ऑन भेजो भेजना भेजिए भेजा भेजते रहो बताओ बताया बताना बताइए बताते रहना आज अब
`)

// plain reports whether a text says that messages are wanted, and nothing else.
func plain(text string) bool {
	for _, w := range strings.Fields(strings.NewReplacer(",", " ", ".", " ", "!", " ", "।", " ", "?", " ").Replace(shop.Fold(text))) {
		if !slices.ContainsFunc(plainWords, func(p string) bool { return shop.Fold(p) == w }) {
			return false
		}
	}
	return true
}
