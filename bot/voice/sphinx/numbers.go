package sphinx

import (
	"maps"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/locales"
)

// figures are how a language says numbers.
type figures struct {
	locales.Figures
	hundred string // what makes a hundred of a number: " सौ", or "শো" in one word
	and     string // between hundreds and the rest: "and"; "" where nothing is
}

// ands are what is said between hundreds and the rest.
var ands = map[string]string{"en": "and"}

func figuresOf(lang string) *figures {
	f, _ := locales.FiguresOf(lang)
	return &figures{Figures: f, hundred: hundredOf(f), and: ands[lang]}
}

// hundredOf is what most of the hundreds add to their number.
func hundredOf(f locales.Figures) string {
	votes := map[string]int{}
	for i, h := range f.Hundreds {
		if ending, ok := strings.CutPrefix(h[0], f.Numbers[i+1]); ok && i > 0 {
			votes[ending]++
		}
	}
	best := ""
	for _, ending := range slices.Sorted(maps.Keys(votes)) {
		if votes[ending] > votes[best] {
			best = ending
		}
	}
	return best
}

// How likely numbers are that are said in a shop, compared with the likeliest.
const (
	round   = 1.0
	fives   = 0.4  // 35
	few     = 0.3  // 7 rupees
	crooked = 0.08 // 37
	rare    = 0.02 // 300 and 7
)

// alone is how likely a number below 100 is by itself.
func alone(i int) float64 {
	switch {
	case i%10 == 0:
		return round
	case i%5 == 0:
		return fives
	case i < 10:
		return few
	}
	return crooked
}

// added is how likely it is after hundreds.
func added(i int) float64 {
	switch {
	case i == 50:
		return round
	case i%10 == 0:
		return few
	case i%5 == 0:
		return crooked
	}
	return rare
}

// several is how likely so many things or thousands are.
func several(i int) float64 {
	switch {
	case i <= 10 || i%10 == 0:
		return round
	case i == 12 || i%5 == 0:
		return fives
	}
	return crooked
}

// amount weaves whole numbers from 1 to 99,999, as prices and credits are said.
func (f *figures) amount(n *network, from, to int) {
	many, hundreds, rest := n.state(), n.state(), n.state()
	n.fan(from, many, f.below(2, several))
	n.fan(many, to, []said{{f.Thousand[0], 1}})
	n.fan(many, hundreds, []said{{f.Thousand[1], 1}})
	n.fan(from, to, []said{{f.OneThousand[0], 1}})
	n.fan(from, hundreds, []said{{f.OneThousand[1], 1}, {"", 1}})
	n.fan(many, rest, []said{{f.Thousand[1], rare}})
	n.fan(hundreds, to, f.hundreds(0))
	n.fan(hundreds, rest, f.hundreds(1))
	n.fan(rest, to, f.below(1, added))
	n.fan(from, to, f.below(1, alone))
	if f.and != "" {
		and := n.state()
		n.fan(hundreds, and, f.hundreds(1))
		n.fan(and, rest, []said{{f.and, 1}})
	}
	if f.hundred != "" {
		n.fan(from, to, append(f.dozens(), f.broken()...))
		n.fan(from, rest, f.dozens())
	}
}

// hundreds are 100 to 900: as they end a number, or as they stand before a rest.
func (f *figures) hundreds(before int) []said {
	var out []said
	for _, h := range f.Hundreds {
		out = append(out, said{h[before], 1})
	}
	return out
}

// below are the numbers from one to 99.
func (f *figures) below(from int, likely func(int) float64) []said {
	var out []said
	for i := from; i < len(f.Numbers); i++ {
		out = append(out, said{f.Numbers[i], likely(i)})
	}
	return out
}

// dozens are 1,100 to 1,900 as so many hundreds.
func (f *figures) dozens() []said {
	var out []said
	for i := 11; i < 20; i++ {
		out = append(out, said{f.Numbers[i] + f.hundred, 1})
	}
	return out
}

// broken are two and a half hundred or thousand, where these are said.
func (f *figures) broken() []said {
	var out []said
	for _, at := range slices.Sorted(maps.Keys(f.Halves)) {
		if f.HalfOf && at > 1000 && at != 1750 {
			out = append(out, said{f.Halves[at] + f.hundred, 1}, said{f.Halves[at] + " " + f.Thousand[0], 1})
		}
	}
	return out
}

// count weaves what is said before a unit: 1 to 99, hundreds, halves.
func (f *figures) count(n *network, from, to int) {
	ways := append(f.below(1, several), said{f.One, 1})
	ways = append(ways, f.hundreds(0)...)
	for _, at := range slices.Sorted(maps.Keys(f.Halves)) {
		ways = append(ways, said{f.Halves[at], fives})
	}
	n.fan(from, to, ways)
}
