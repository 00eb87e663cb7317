package load

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Kind is what a message is about.
type Kind int

// The kinds of message, as they are told apart in a report.
const (
	Sale Kind = iota
	Question
	Udhaar
	Nonsense
	Voice // a voice note; in no mix, but beside it
	kinds
)

// String is the name in a report.
func (k Kind) String() string {
	return [kinds]string{"sales", "questions", "udhaar", "nonsense", "voice"}[k]
}

// Part is one kind of message in a mix.
type Part struct {
	Kind    Kind
	Percent int
	Says    []string // each as likely; # stands for a number from 1 to 9
}

// Mix is what people say, the parts adding up to 100 percent.
type Mix []Part

// Day is a shop's day: in Hindi, in Hindi written in Latin letters, and in
// English, a third each.
var Day = Mix{
	{Sale, 60, []string{
		"# kilo chini becha 90", "# packet maggi becha 42", "chini # kilo 90 me bechi", "maggi ke # packet bik gaye 42 ke",
		"# किलो चीनी बेची 90 में", "# पैकेट मैगी बेची 42 में", "दो किलो चीनी बेची 90 रुपये की", "# पैकेट मैगी बिकी 42 की",
		"sold # kg sugar for 45", "sold # packets of maggi for 28", "sold # kg sugar for 90", "sold # packets maggi 42",
	}},
	{Question, 20, []string{
		"chini kitni bachi hai", "aaj kitni bikri hui", "ramesh ka kitna baaki hai",
		"चीनी कितनी बची है", "आज कितनी बिक्री हुई", "रमेश का कितना बाकी है",
		"how much sugar is left", "today's sales", "how much does ramesh owe",
	}},
	{Udhaar, 15, []string{
		"ramesh ko #00 udhaar diya", "ramesh ne #0 wapas diye",
		"रमेश को #00 उधार दिया", "रमेश ने #0 वापस दिए",
		"gave ramesh #00 on credit", "ramesh paid #0",
	}},
	{Nonsense, 5, []string{"kal mausam kaisa rahega bhai", "ग ब ग ब #", "xyzzy plugh #"}},
}

// Opening is what a new shop says before it is measured: what is on its shelf, no
// answer to the questions a newcomer is asked, and a first customer.
var Opening = []string{
	"5000 kilo chini aayi 200000 ki", "chhodo", "chhodo", "4000 packet maggi aaya 40000 ka", "ramesh ko 300 udhaar diya",
}

// Spoken is what is said in voice notes.
const Spoken = "# kilo chini becha 90"

// Draw is one message of the mix.
func (m Mix) Draw(r *rand.Rand) (Kind, string) {
	at := r.IntN(100)
	for _, p := range m {
		if at -= p.Percent; at < 0 {
			says := p.Says[r.IntN(len(p.Says))]
			return p.Kind, numbered(says, r)
		}
	}
	return m.Draw(r) // the percents do not add up: the rest is shared out
}

// numbered fills in the numbers of a sentence.
func numbered(says string, r *rand.Rand) string {
	return strings.ReplaceAll(says, "#", fmt.Sprint(1+r.IntN(9)))
}

// String says the shares.
func (m Mix) String() string {
	parts := make([]string, len(m))
	for i, p := range m {
		parts[i] = fmt.Sprintf("%d %% %s", p.Percent, p.Kind)
	}
	return strings.Join(parts, ", ")
}
