package voice

import "unicode"

// fitness is how well a text goes with the language it is to be in.
type fitness int

const (
	fits    fitness = iota
	latin           // it is in Latin letters, which may be another language or only spelling
	foreign         // it is in a script that the language is not written in
)

// scripts are what languages are written in, beside Latin letters.
var scripts = map[string]*unicode.RangeTable{
	"hi": unicode.Devanagari, "mr": unicode.Devanagari, "bn": unicode.Bengali, "gu": unicode.Gujarati, "pa": unicode.Gurmukhi,
	"ta": unicode.Tamil, "te": unicode.Telugu, "kn": unicode.Kannada, "ml": unicode.Malayalam,
}

// fit looks at the letters of a text: most of them are to be of the language's script. One
// that has none fits: figures are everybody's.
func fit(lang, text string) fitness {
	var own, roman, other int
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r):
		case scripts[lang] != nil && unicode.Is(scripts[lang], r):
			own++
		case unicode.Is(unicode.Latin, r):
			roman++
		default:
			other++
		}
	}
	switch {
	case other > own+roman:
		return foreign
	case scripts[lang] != nil && roman > own:
		return latin
	}
	return fits
}
