// Package sphinx hears commands of a small vocabulary by PocketSphinx, a program of Debian's
// that has to be there: it needs nobody else and costs nothing, and it knows the names of
// one shop and the sentences it was given, and no other word.
//
//	r, err := sphinx.New(sphinx.Config{Vocabulary: of, Say: e})
//	heard, err := r.Recognise(ctx, voice.Speech{Clip: clip, Lang: "ta", Shop: shop})
//
// # How it works
//
// There is no model of Indian speech to be had freely, but one of American speech
// (pocketsphinx-en-us). So every word of the vocabulary is looked up in a dictionary that
// is made here: eSpeak NG says how it is pronounced, and a table (arpabet.go) which
// American sounds come nearest. The sentences become a network of words (graph.go), in
// which a slot is every name, and an amount every number that is said in the language's
// own words (numbers.go). What fits nothing in there is better explained by a loop of
// single sounds (garbage), and then nothing was heard.
//
// # Limits
//
// It is for commands that are known beforehand, said as they are written. Wrong amounts and
// names that sound alike are its commonest errors, so everything that it hears is read back
// before it is done ([voice.Transcript] Limited). It was measured with synthetic voices
// only: see docs/voice.md.
package sphinx
