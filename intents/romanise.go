package intents

import (
	"strings"
	"unicode"
)

// letters is what each place of an Indic block sounds like, in Latin letters.
// ISCII put the same sound at the same offset in every block, so one table
// serves nine scripts. Consonants come without their inherent vowel.
var letters = [blockSize]string{
	0x01: "n", 0x02: "n", 0x03: "h", 0x04: "a",
	0x05: "a", 0x06: "a", 0x07: "i", 0x08: "i", 0x09: "u", 0x0A: "u", 0x0B: "ri", 0x0C: "lri",
	0x0D: "e", 0x0E: "e", 0x0F: "e", 0x10: "ai", 0x11: "o", 0x12: "o", 0x13: "o", 0x14: "au",
	0x15: "k", 0x16: "kh", 0x17: "g", 0x18: "gh", 0x19: "n",
	0x1A: "ch", 0x1B: "chh", 0x1C: "j", 0x1D: "jh", 0x1E: "n",
	0x1F: "t", 0x20: "th", 0x21: "d", 0x22: "dh", 0x23: "n",
	0x24: "t", 0x25: "th", 0x26: "d", 0x27: "dh", 0x28: "n", 0x29: "n",
	0x2A: "p", 0x2B: "ph", 0x2C: "b", 0x2D: "bh", 0x2E: "m",
	0x2F: "y", 0x30: "r", 0x31: "r", 0x32: "l", 0x33: "l", 0x34: "zh", 0x35: "v",
	0x36: "sh", 0x37: "sh", 0x38: "s", 0x39: "h",
	0x3E: "a", 0x3F: "i", 0x40: "i", 0x41: "u", 0x42: "u", 0x43: "ri", 0x44: "ri",
	0x45: "e", 0x46: "e", 0x47: "e", 0x48: "ai", 0x49: "o", 0x4A: "o", 0x4B: "o", 0x4C: "au",
	0x58: "k", 0x59: "kh", 0x5A: "g", 0x5B: "z", 0x5C: "r", 0x5D: "rh", 0x5E: "f", 0x5F: "y",
	0x60: "ri", 0x61: "lri", 0x70: "n", 0x71: "",
}

// Offsets in a block that are not letters of their own.
const (
	firstOwn       = 0x05 // independent vowels
	firstConsonant = 0x15
	lastConsonant  = 0x39
	nukta          = 0x3C
	firstSign      = 0x3E // vowel signs
	lastSign       = 0x4C
	virama         = 0x4D
	firstDotted    = 0x58 // consonants with a nukta, precomposed
	lastDotted     = 0x5F
)

// dotted is what a nukta makes of a consonant.
var dotted = map[string]string{"j": "z", "ph": "f", "d": "r", "dh": "rh", "g": "g", "k": "k", "kh": "kh", "s": "sh", "l": "l"}

// syllable is a consonant cluster's last letter with its vowel, or a vowel alone.
type syllable struct {
	onset    string
	vowel    string
	coda     string // anusvara and the like
	inherent bool   // the vowel is the unwritten a
}

// romanise writes a word in plain Latin letters, lower case. Indic scripts are
// spelled by sound, letters without one (é) lose their marks, anything else
// stays.
func romanise(word string) string {
	if isPlain(word) {
		return word
	}
	var b strings.Builder
	runes := []rune(word)
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && indic(runes[j]) {
			j++
		}
		if j > i {
			spellIndic(&b, runes[i:j])
			i = j
			continue
		}
		b.WriteRune(unaccented(unicode.ToLower(runes[i])))
		i++
	}
	return b.String()
}

// isPlain reports whether word is lower-case ASCII already.
func isPlain(word string) bool {
	for i := range len(word) {
		if c := word[i]; c >= 0x80 || (c >= 'A' && c <= 'Z') {
			return false
		}
	}
	return true
}

// spellIndic writes a run of one or more Indic letters.
func spellIndic(b *strings.Builder, run []rune) {
	syllables := syllables(run)
	if scriptOf(run[0]).dropsSchwa() {
		dropSchwas(syllables)
	}
	for _, s := range syllables {
		b.WriteString(s.onset)
		b.WriteString(s.vowel)
		b.WriteString(s.coda)
	}
}

// chilluSounds are those of the Malayalam letters without a vowel, from ൺ on.
var chilluSounds = [...]string{"n", "n", "r", "l", "l", "k"}

// syllables reads letters into syllables.
func syllables(run []rune) []syllable {
	out := make([]syllable, 0, len(run))
	for _, r := range run {
		offset := int(r-firstIndic) % blockSize
		last := len(out) - 1
		switch {
		case vowelless(r):
			out = append(out, syllable{onset: chilluSounds[r-'ൺ']})
		case consonant(offset):
			out = append(out, syllable{onset: onset(r, offset), vowel: "a", inherent: true})
		case offset == nukta && last >= 0:
			if d, ok := dotted[out[last].onset]; ok {
				out[last].onset = d
			}
		case offset == virama && last >= 0:
			out[last].vowel, out[last].inherent = "", false
		case offset >= firstSign && offset <= lastSign && last >= 0:
			out[last].vowel, out[last].inherent = letters[offset], false
		case offset < firstOwn && last >= 0, offset >= 0x70 && last >= 0:
			out[last].coda += letters[offset]
		default:
			out = append(out, syllable{vowel: letters[offset]})
		}
	}
	return out
}

// onset is what a consonant sounds like. Tamil writes s and ch alike.
func onset(r rune, offset int) string {
	if r == 'ச' {
		return "s"
	}
	return letters[offset]
}

// consonant reports whether a block's offset is a consonant.
func consonant(offset int) bool {
	return offset >= firstConsonant && offset <= lastConsonant || offset >= firstDotted && offset <= lastDotted
}

// dropSchwas leaves out the inherent vowels Hindi does not speak: at the end of
// a word, and between a spoken vowel and a single consonant with a vowel
// (kar-a-na is karna), from the right.
func dropSchwas(s []syllable) {
	last := len(s) - 1
	if last < 1 {
		return
	}
	if s[last].inherent && s[last].coda == "" {
		s[last].vowel = ""
	}
	for i := last - 1; i > 0; i-- {
		before, after := s[i-1], s[i+1]
		if s[i].inherent && s[i].coda == "" && before.vowel != "" && before.coda == "" &&
			after.onset != "" && after.vowel != "" {
			s[i].vowel = ""
		}
	}
}

// unaccented drops the marks Latin letters of careful spellings carry.
func unaccented(r rune) rune {
	switch r {
	case 'á', 'à', 'â', 'ā', 'ã', 'ä':
		return 'a'
	case 'é', 'è', 'ê', 'ē', 'ë':
		return 'e'
	case 'í', 'ì', 'î', 'ī', 'ï':
		return 'i'
	case 'ó', 'ò', 'ô', 'ō', 'ö', 'õ':
		return 'o'
	case 'ú', 'ù', 'û', 'ū', 'ü':
		return 'u'
	case 'ñ', 'ṇ', 'ṅ', 'ṃ':
		return 'n'
	case 'ś', 'ṣ':
		return 's'
	case 'ṭ':
		return 't'
	case 'ḍ':
		return 'd'
	case 'ç':
		return 'c'
	}
	return r
}
