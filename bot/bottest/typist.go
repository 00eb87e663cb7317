package bottest

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/transcript"
)

// typist takes choices where there are no buttons, in every way people do, one after the
// other. The same transcript is always typed alike.
type typist struct {
	lang string // of who has not shown his
	next uint32 // the way of the next choice
}

// newTypist begins somewhere among the ways, so that transcripts of one choice have all.
func newTypist(file, lang string) *typist {
	h := fnv.New32a()
	_, _ = h.Write([]byte(file)) // it never fails
	return &typist{lang: lang, next: h.Sum32()}
}

// option is one choice as it is read.
type option struct {
	n     int    // its number, from 1
	words string // what it is called
	digit rune   // the zero of the reader's script
	lang  string // of the reader
}

// The ways in which a choice is said by its number, and by its words.
var (
	byNumber = []func(option) string{
		func(o option) string { return fmt.Sprint(o.n) },
		option.ownDigits,
		func(o option) string { return fmt.Sprintf("%d.", o.n) },
		func(o option) string { return fmt.Sprintf("%d)", o.n) },
		option.keycap,
		option.spoken,
	}
	byWords = []func(option) string{
		func(o option) string { return o.words },
		func(o option) string { return misspelt(o.words) },
		func(o option) string { return o.words }, // aloud
	}
)

// takes is what is said to take the n-th choice of a bubble, from 1, and whether it is
// said aloud.
func (y *typist) takes(s Sent, n int) (text string, aloud bool) {
	o := option{n: n, words: s.Choices[n-1].Text, digit: '0', lang: y.lang}
	o.read(s.Text + " " + o.words)
	ways := slices.Concat(byNumber, byWords)
	if s.Worded {
		ways = byWords
	}
	way := int(y.next % uint32(len(ways)))
	y.next++
	return ways[way](o), way == len(ways)-1 || !s.Worded && way == len(byNumber)-1
}

// scripts are the languages written in each script, by the first letter of its block.
var scripts = map[rune]string{
	0x0900: "hi", 0x0980: "bn", 0x0A00: "pa", 0x0A80: "gu", 0x0B80: "ta", 0x0C00: "te", 0x0C80: "kn", 0x0D00: "ml",
}

// The layout of the blocks of Indian scripts.
const (
	blockSize  = 0x80
	zeroOffset = 0x66 // of a block's digit nought
)

// read finds out how the reader writes.
func (o *option) read(text string) {
	for _, r := range text {
		block := r - r%blockSize
		if lang, known := scripts[block]; known && unicode.IsLetter(r) {
			o.digit = block + zeroOffset
			if !strings.HasPrefix(o.lang, "mr") || lang != "hi" {
				o.lang = lang
			}
			return
		}
	}
	if o.lang == "" {
		o.lang = "hi-Latn"
	}
}

// ownDigits is the number as the reader's script writes it.
func (o option) ownDigits() string {
	return strings.Map(func(r rune) rune { return r - '0' + o.digit }, fmt.Sprint(o.n))
}

// keycap is the number as an emoji.
func (o option) keycap() string {
	if o.n == 10 {
		return "🔟"
	}
	return fmt.Sprintf("%d\uFE0F\u20E3", o.n)
}

// places are what the first choices are called aloud.
var places = map[string][]string{
	"hi": {"पहला", "दूसरा", "तीसरा"}, "hi-Latn": {"ek", "do", "teen"},
	"mr": {"पहिला", "दुसरा", "तिसरा"}, "mr-Latn": {"pahila", "dusra", "tisra"},
	"bn": {"প্রথম", "দ্বিতীয়", "তৃতীয়"}, "bn-Latn": {"prothom", "ditiyo", "tritiyo"},
	"gu": {"પહેલું", "બીજું", "ત્રીજું"}, "gu-Latn": {"pahelu", "biju", "triju"},
	"pa": {"ਪਹਿਲਾ", "ਦੂਜਾ", "ਤੀਜਾ"}, "pa-Latn": {"pehla", "duja", "tija"},
	"ta": {"முதலாவது", "ரெண்டாவது", "மூணாவது"}, "ta-Latn": {"muthal", "rendavathu", "moonavathu"},
	"te": {"మొదటిది", "రెండోది", "మూడోది"}, "te-Latn": {"modatidi", "rendodi", "mudodi"},
	"kn": {"ಮೊದಲನೇದು", "ಎರಡನೇದು", "ಮೂರನೇದು"}, "kn-Latn": {"modalanedu", "eradanedu", "mooranedu"},
	"ml": {"ഒന്നാമത്തെ", "രണ്ടാമത്തെ", "മൂന്നാമത്തെ"}, "ml-Latn": {"onnamathe", "randamathe", "moonnamathe"},
	"en": {"first", "the second one", "three"},
}

// spoken is the number aloud.
func (o option) spoken() string {
	if said := places[o.lang]; o.n <= len(said) {
		return said[o.n-1]
	}
	return fmt.Sprint(o.n)
}

// leastMisspelt is how many letters a word has that is misspelt, and leastSigned how many
// letters and signs where vowels are signs: with one other, a shorter word is often another.
const (
	leastMisspelt = 5
	leastSigned   = 6
)

// misspelt is some words with a letter too few, or one too many, in the middle of the
// first word that is long.
func misspelt(words string) string {
	list := strings.Split(words, " ")
	for i, w := range list {
		runes := []rune(w)
		least := leastMisspelt
		if strings.ContainsFunc(w, unicode.IsMark) {
			least = leastSigned
		}
		if len(runes) < least || strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
			continue
		}
		at := len(runes) / 2
		if rest := runes[at:]; len(runes)%2 == 0 {
			list[i] = string(runes[:at]) + string(rest[1:])
		} else {
			list[i] = string(runes[:at+1]) + string(rest)
		}
		break
	}
	return strings.Join(list, " ")
}

// types has a choice taken by words or number, in answer to its bubble when that is not
// the last thing he was told.
func (p *player) types(s *Said, of Sent, n int) {
	var aloud bool
	if s.Text, aloud = p.typist.takes(of, n); aloud {
		s.Attach = p.file("audio", "choice.ogg")
	}
	p.t.Logf("%q is taken as %q", of.Choices[n-1].Text, s.Text)
	shown := to(of.Address, p.far.Shown())
	if shown[len(shown)-1].Turn != of.Turn {
		s.ReplyTo = of.ID
	}
}

// listed fails unless a bubble can be read, and its choices taken, where there are no
// buttons.
func (p *player) listed(b bot.Bubble) {
	text, choices, _ := unlisted(b.Listed())
	same := text == b.Text && len(choices) == len(b.Choices)
	for i := 0; same && i < len(choices); i++ {
		same = choices[i].Text == strings.Join(strings.Fields(b.Choices[i].Text), " ")
	}
	if !same {
		p.t.Errorf("cannot be read as a menu:\n%s", transcript.Answer(b.Listed(), nil))
	}
}
