package door

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Greeting is what is left of a message that was nothing but its code: so he is greeted.
const Greeting = "namaste"

// codeSize is how many signs a code has.
const codeSize = 6

// candidate is what looks like a code, and where in a text it stands.
type candidate struct {
	code     string
	from, to int
}

// word is a stretch of what codes can be made of.
var word = regexp.MustCompile(`[0-9A-Za-z]+`)

// split are the numbers of words that a code is written in: as it was made, in two halves,
// sign by sign. Other splits are found in what people say about goods.
var split = []int{1, 2, codeSize}

// candidates are what looks like codes in a text: six signs of theirs, a figure and a letter
// among them, in one word or in equal ones that a space or a dash parts. Those of one word
// come first.
func candidates(text string) []candidate {
	words := word.FindAllStringIndex(text, -1)
	var out []candidate
	for _, parts := range split {
		for i := range max(0, len(words)-parts+1) {
			c, ok := coded(text, words[i:i+parts])
			if ok && !slices.ContainsFunc(out, func(o candidate) bool { return o.code == c.code }) {
				out = append(out, c)
			}
			if len(out) == maxCodes {
				return out
			}
		}
	}
	return out
}

// coded is the code that words make up together.
func coded(text string, words [][]int) (c candidate, ok bool) {
	c.from, c.to = words[0][0], words[len(words)-1][1]
	for i, w := range words {
		if i > 0 && strings.Trim(text[words[i-1][1]:w[0]], " -") != "" || w[1]-w[0] != codeSize/len(words) {
			return c, false
		}
		c.code += text[w[0]:w[1]]
	}
	c.code = strings.ToUpper(c.code)
	return c, strings.Trim(c.code, figures+letters) == "" && strings.ContainsAny(c.code, figures) && strings.ContainsAny(c.code, letters)
}

// What codes are made of: nothing that looks like something else.
const (
	figures = "23456789"
	letters = "ABCDEFGHJKMNPQRSTVWXYZ"
)

// around are words that belong to a code, and say nothing without it.
var around = map[string]bool{
	"join": true, "joining": true, "code": true, "invite": true, "my": true, "is": true, "the": true,
	"mera": true, "hai": true, "he": true, "ye": true, "yeh": true, "ka": true,
	"जॉइन": true, "कोड": true, "मेरा": true, "है": true, "यह": true,
}

// without is a text without a code and the words that belong to it; [Greeting] when nothing
// else was said.
func without(text string, c candidate) string {
	before, after := strings.TrimSpace(text[:c.from]), strings.TrimSpace(text[c.to:])
	for before != "" {
		i := strings.LastIndexFunc(before, unicode.IsSpace)
		if !belongs(strings.TrimSpace(before[max(i, 0):])) {
			break
		}
		before = strings.TrimSpace(before[:max(i, 0)])
	}
	for after != "" {
		i := strings.IndexFunc(after+" ", unicode.IsSpace)
		if !belongs(after[:i]) {
			break
		}
		after = strings.TrimSpace(after[i:])
	}
	if rest := strings.TrimSpace(before + " " + after); rest != "" {
		return rest
	}
	return Greeting
}

// belongs reports whether a word, or what is none, belongs to a code.
func belongs(w string) bool {
	w = strings.ToLower(strings.Trim(w, ".,:;!?#*_-–()\"'।"))
	return w == "" || around[w]
}
