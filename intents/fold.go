package intents

// Two views of a word serve two ends. Its plain form forgets only what nobody
// agrees on when typing Hindi in Latin letters: the length of vowels (chini,
// cheeni) and doubled letters. Its folded form also forgets aspiration (dudh,
// doodh, dud), v and w, z and j, ph and f, a final a or h. Words that differ
// in just that (saat 7, saath 60) are told apart by the plain form.

// plainOf writes a word without vowel length and doubled letters. A consonant
// doubled at the end stays: tell is not tel.
func plainOf(word string) string {
	roman := romanise(word)
	out := make([]byte, 0, len(roman))
	for i := 0; i < len(roman); i++ {
		c := roman[i]
		if c == '\'' || c == '-' {
			continue
		}
		if i > 0 && letter(c) && roman[i-1] == c && len(out) > 0 && (vowel(c) || i+1 < len(roman)) {
			out[len(out)-1] = shorter(c)
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

// shorter is the one letter a doubled letter stands for.
func shorter(c byte) byte {
	switch c {
	case 'e':
		return 'i'
	case 'o':
		return 'u'
	}
	return c
}

// letter reports lower-case Latin letters; digits are never collapsed.
func letter(c byte) bool { return c >= 'a' && c <= 'z' }

// foldOf writes a plain form without what spelling leaves open.
func foldOf(plain string) string {
	out := make([]byte, 0, len(plain))
	for i := 0; i < len(plain); {
		sound, width := soundAt(plain, i)
		i += width
		for k := range len(sound) {
			if n := len(out); n == 0 || out[n-1] != sound[k] {
				out = append(out, sound[k])
			}
		}
	}
	return string(trimmed(out))
}

// soundAt folds the letters at i and says how many they were.
func soundAt(s string, i int) (sound string, width int) {
	next := byte(0)
	if i+1 < len(s) {
		next = s[i+1]
	}
	if next == 'h' {
		if sound, ok := aspirate(s[i]); ok {
			if s[i] == 'c' && i+2 < len(s) && s[i+2] == 'h' {
				return sound, 3
			}
			return sound, 2
		}
	}
	switch two := [2]byte{s[i], next}; two {
	case [2]byte{'a', 'i'}, [2]byte{'a', 'y'}, [2]byte{'e', 'i'}, [2]byte{'e', 'y'}:
		return "e", 2
	case [2]byte{'a', 'u'}, [2]byte{'o', 'u'}, [2]byte{'a', 'w'}:
		return "o", 2
	case [2]byte{'x', 'c'}:
		return "ks", 2
	case [2]byte{'c', 'k'}:
		return "k", 2
	}
	return single(s[i : i+1]), 1
}

// aspirate folds a consonant written with h.
func aspirate(c byte) (string, bool) {
	switch c {
	case 'c':
		return "c", true
	case 's':
		return "s", true
	case 'p':
		return "f", true
	case 'k', 'g', 't', 'd', 'b', 'j', 'r':
		return string(rune(c)), true
	case 'z':
		return "l", true // Tamil zh
	}
	return "", false
}

// single folds one letter.
func single(c string) string {
	switch c {
	case "w":
		return "v"
	case "z":
		return "j"
	case "q", "c":
		return "k"
	case "x":
		return "ks"
	case "y":
		return "i"
	}
	return c
}

// trimmed drops a final h and, from longer words, a final a.
func trimmed(out []byte) []byte {
	n := len(out)
	if n > 2 && out[n-1] == 'h' {
		n--
	}
	if n > 5 && out[n-1] == 'a' {
		n--
	}
	return out[:n]
}
