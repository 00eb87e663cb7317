package intents

import "strings"

// shortestBare is the shortest word that a vowel is only added to: jio is no ji.
const shortestBare = 3

// stemsOf is what a word may be without each of the endings it has, folded, the
// likeliest first: kurtiyan are kurti, and no kurta.
func stemsOf(plain string, endings []string) [][]string {
	var out [][]string
	for _, ending := range endings {
		stem, ok := strings.CutSuffix(plain, ending)
		if !ok || len(stem) < shortestStem {
			continue
		}
		stems := []string{foldOf(stem), foldOf(stem + "a")}
		switch {
		case ending[0] == 'i':
			stems = []string{foldOf(stem + "i"), foldOf(stem + "iya"), foldOf(stem)}
		case len(stem) < shortestBare && vowel(ending[0]):
			stems = stems[1:]
		}
		out = append(out, stems)
	}
	return out
}

// counts reports whether a number or a unit stands beside token i: what is counted is
// goods, also where the word may mean a kind of them.
func (m matcher) counts(tokens []token, i int) bool {
	number := func(k int) bool {
		return k >= 0 && k < len(tokens) && (tokens[k].class == figure || m.lex.numbers.starts(tokens[k].plain))
	}
	return number(i-1) || number(i+1) || i > 1 && number(i-2) && m.lex.units.starts(tokens[i-1].plain)
}
