package sphinx

import "strings"

// sounds are the American sounds that come nearest to the sounds eSpeak NG names, the
// longest first where one begins another. What is not in here is not said.
var sounds = map[string]string{
	// Vowels.
	"a": "AH", "aː": "AA", "ɑ": "AA", "ɑː": "AA", "ɐ": "AH", "ʌ": "AH", "ə": "AH", "æ": "AE",
	"e": "EH", "eː": "EY", "ɛ": "EH", "ɛː": "EH", "ɜ": "ER", "ɜː": "ER",
	"i": "IY", "iː": "IY", "ɪ": "IH", "ɨ": "IH", "u": "UH", "uː": "UW", "ʊ": "UH", "ʉ": "UW",
	"o": "OW", "oː": "OW", "ɔ": "AO", "ɔː": "AO", "ɒ": "AA",
	"aɪ": "AY", "aʊ": "AW", "eɪ": "EY", "əʊ": "OW", "oʊ": "OW", "ɔɪ": "OY", "iə": "IH AH", "eə": "EH", "ʊə": "UH AH",
	"aːi": "AY", "ai": "AY", "au": "AW", "aːu": "AW", "ɔi": "OY", "oːi": "OY", "ɔu": "OW",
	// Stops.
	"p": "P", "b": "B", "t": "T", "d": "D", "ʈ": "T", "ɖ": "D", "k": "K", "ɡ": "G", "g": "G", "q": "K",
	"c": "CH", "ɟ": "JH", "tʃ": "CH", "dʒ": "JH", "ts": "T S", "dz": "D Z", "ʔ": "",
	// Nasals, liquids, glides.
	"m": "M", "n": "N", "ɳ": "N", "ɲ": "N Y", "ŋ": "NG",
	"l": "L", "ɭ": "L", "ɫ": "L", "r": "R", "ɾ": "R", "ɹ": "R", "ɻ": "R", "ɽ": "R", "j": "Y", "w": "W", "ʋ": "V",
	// Fricatives.
	"f": "F", "v": "V", "s": "S", "z": "Z", "ʃ": "SH", "ʂ": "SH", "ɕ": "SH", "ʒ": "ZH", "h": "HH", "ɦ": "HH", "x": "K", "χ": "K", "ɣ": "G",
	"θ": "TH", "ð": "DH",
}

// maxName is how many letters the longest name of a sound has.
const maxName = 3

// marks are what is said of a sound besides: stress, breath, and where it is said.
var marks = strings.NewReplacer("ˈ", "", "ˌ", "", "ʰ", "", "ʱ", "", "ʲ", "", "\u0303", "", "\u0329", "", "\u0361", "", ".", "", "+", "", "-", "", "̪", "", "̤", "")

// arpabet is a pronunciation in American sounds: "R AH M EY SH" of "ɾ ə m ˈeː ʃ". Two of the
// same are one.
func arpabet(ipa string) string {
	var out []string
	for _, name := range strings.Fields(ipa) {
		letters := []rune(marks.Replace(name))
		for len(letters) > 0 {
			sound, size := nearest(letters)
			letters = letters[size:]
			for _, s := range strings.Fields(sound) {
				if len(out) == 0 || out[len(out)-1] != s {
					out = append(out, s)
				}
			}
		}
	}
	return strings.Join(out, " ")
}

// nearest is the sound that letters begin with, and how many of them it takes.
func nearest(letters []rune) (sound string, size int) {
	for size := min(maxName, len(letters)); size > 0; size-- {
		if s, ok := sounds[string(letters[:size])]; ok {
			return s, size
		}
	}
	return "", 1
}
