package locales

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

//go:embed spoken/*.toml
var spokenFiles embed.FS

// aloud is how a language reads figures aloud, as data in spoken/<lang>.toml. Of a pair
// the first stands alone or for one, the second before a rest or for more.
type aloud struct {
	Numbers     [100]string          `toml:"numbers"`
	One         string               `toml:"one"`          // 1 before a unit
	Hundreds    [9]string            `toml:"hundreds"`     // 100 to 900
	HundredsAnd [9]string            `toml:"hundreds_and"` // the same before a rest
	Thousand    [2]string            `toml:"thousand"`     // after their number
	OneThousand [2]string            `toml:"one_thousand"`
	Thousands   map[string][2]string `toml:"thousands"` // what is one word with its number, by the number
	Lakh        [2]string            `toml:"lakh"`
	OneLakh     [2]string            `toml:"one_lakh"`
	Crore       [2]string            `toml:"crore"`
	OneCrore    [2]string            `toml:"one_crore"`
	Rupee       [2]string            `toml:"rupee"` // for one, for more
	Paisa       [2]string            `toml:"paisa"`
	Point       string               `toml:"point"`   // between a figure and its decimals
	Minus       string               `toml:"minus"`   // before a figure below zero
	Quarter     string               `toml:"quarter"` // a quarter more than %s; empty when that is not said
	Half        string               `toml:"half"`    // a half more than %s
	Less        string               `toml:"less"`    // a quarter less than %s
	Halves      map[string]string    `toml:"halves"`  // what has words of its own: "2.5" is dhai
}

// voices are the languages that can be read aloud, by tag; see [tongues].
var voices = sync.OnceValue(func() map[string]*aloud {
	all, err := readEach[aloud](spokenFiles, "spoken")
	if err != nil {
		panic(err)
	}
	return all
})

// Fractions are the numbers that are no whole ones and have a word of their own in a
// language, in thousandths: 2500 is dhai. The map is the caller's.
func Fractions(lang string) map[string]int64 {
	out := map[string]int64{}
	if a, ok := voices()[lang]; ok {
		for figure, said := range a.Halves {
			if n, err := strconv.ParseFloat(figure, 64); err == nil {
				out[said] = int64(n * 1000)
			}
		}
	}
	return out
}

// Figures are the words that a language says figures with. Of a pair the first ends a
// figure, the second stands before a rest.
type Figures struct {
	Numbers     [100]string  // 0 to 99
	One         string       // 1 before what it counts
	Hundreds    [9][2]string // 100 to 900
	Thousand    [2]string    // after their number
	OneThousand [2]string
	Rupee       [2]string        // for one, for more
	Halves      map[int64]string // in thousandths, what has words of its own: 2500 is dhai; and 3500 to 9500 where "saadhe" is said
	HalfOf      bool             // hundreds and thousands are halved too: dhai sau, saadhe teen hazaar
}

// FiguresOf are the words a language (ISO 639-1) says figures with; false when it is not
// known how it does.
func FiguresOf(lang string) (Figures, bool) {
	a, ok := voices()[lang]
	if !ok {
		return Figures{}, false
	}
	f := Figures{Numbers: a.Numbers, One: a.One, Thousand: a.Thousand, OneThousand: a.OneThousand, Rupee: a.Rupee, Halves: map[int64]string{}, HalfOf: strings.HasSuffix(a.Half, " %s")}
	for i := range f.Hundreds {
		f.Hundreds[i] = [2]string{a.Hundreds[i], a.HundredsAnd[i]}
	}
	for said, n := range Fractions(lang) {
		f.Halves[n] = said
	}
	for n := uint64(1); n < 10; n++ {
		at := int64(n)*1000 + 500
		if said := a.quarters(n, 500); said != "" && f.Halves[at] == "" {
			f.Halves[at] = said
		}
	}
	return f, true
}

// voiceOf is the voice nearest to lang.
func voiceOf(lang string) *aloud { return nearest(voices(), lang) }

// Spoken puts a value into words for the ear: ₹1,250 is "ek hazaar do sau pachaas
// rupaye", 2.5 kg is "dhai kilo", 1.3 kg is "ek kilo teen sau gram", a day is "pandrah
// March". What is no figure or day is "".
func Spoken(lang string, v bot.Value) string {
	return voiceOf(lang).say(tongueOf(lang), v)
}

// say puts a figure or a day into words; see [Spoken].
func (a *aloud) say(t *tongue, v bot.Value) string {
	size, negative := magnitude(v.N)
	var said string
	switch v.Kind {
	case bot.Money:
		said = a.money(size)
	case bot.Quantity:
		said = a.quantity(t, size, v.Unit)
	case bot.Number:
		said = a.decimal(size)
	case bot.Date:
		return a.day(t, v.From)
	default:
		return ""
	}
	if negative {
		return a.Minus + " " + said
	}
	return said
}

// whole reads a whole number.
func (a *aloud) whole(n uint64) string {
	if n < uint64(len(a.Numbers)) {
		return a.Numbers[n]
	}
	var out []string
	group := func(size uint64, one, many [2]string, joined map[string][2]string) {
		count, rest := n/size, n%size
		if n = rest; count == 0 {
			return
		}
		follows := 0
		if rest > 0 {
			follows = 1
		}
		if together, ok := joined[strconv.FormatUint(count, 10)]; ok {
			out = append(out, together[follows])
		} else if count == 1 {
			out = append(out, one[follows])
		} else {
			out = append(out, a.whole(count), many[follows])
		}
	}
	group(1_00_00_000, a.OneCrore, a.Crore, nil)
	group(1_00_000, a.OneLakh, a.Lakh, nil)
	group(1_000, a.OneThousand, a.Thousand, a.Thousands)
	if hundreds := n / 100; hundreds > 0 {
		words := &a.Hundreds
		if n %= 100; n > 0 {
			words = &a.HundredsAnd
		}
		out = append(out, words[hundreds-1])
	}
	if n > 0 {
		out = append(out, a.Numbers[n])
	}
	return strings.Join(out, " ")
}

// counted reads a whole number before what it counts.
func (a *aloud) counted(n uint64) string {
	if n == 1 {
		return a.One
	}
	return a.whole(n)
}

// decimal reads thousandths, the decimals figure by figure.
func (a *aloud) decimal(thousandths uint64) string {
	out := []string{a.whole(thousandths / 1000)}
	if rest := thousandths % 1000; rest > 0 {
		out = append(out, a.Point)
		for _, digit := range strings.TrimRight(fmt.Sprintf("%03d", rest), "0") {
			out = append(out, a.Numbers[digit-'0'])
		}
	}
	return strings.Join(out, " ")
}

// money reads paise.
func (a *aloud) money(paise uint64) string {
	rupees, rest := paise/100, paise%100
	var out []string
	if rupees > 0 || rest == 0 {
		out = append(out, a.counted(rupees), among(a.Rupee, rupees))
	}
	if rest > 0 {
		out = append(out, a.counted(rest), among(a.Paisa, rest))
	}
	return strings.Join(out, " ")
}

// among is the word for one or that for more.
func among(words [2]string, n uint64) string {
	if n == 1 {
		return words[0]
	}
	return words[1]
}

// smaller are the units that a thousandth of a unit is.
var smaller = map[string]string{"kg": "g", "l": "ml"}

// quantity reads thousandths of a unit.
func (a *aloud) quantity(t *tongue, thousandths uint64, unit string) string {
	word := func(n uint64, unit string) string {
		if unit == "" {
			return ""
		}
		return " " + t.unit(unit).counted(int64(min(n, 1<<62)))
	}
	n, rest := thousandths/1000, thousandths%1000
	if rest == 0 {
		return a.counted(n) + word(thousandths, unit)
	}
	if said := a.quarters(n, rest); said != "" {
		return said + word(max(thousandths, 1000), unit) // half of one is counted as one
	}
	small, ok := smaller[unit]
	switch {
	case !ok:
		return a.decimal(thousandths) + word(thousandths, unit)
	case n == 0:
		return a.counted(rest) + word(rest*1000, small)
	}
	return a.counted(n) + word(n*1000, unit) + " " + a.counted(rest) + word(rest*1000, small)
}

// quarters reads a number with a quarter, a half or three of them; "" when the language
// has no words for it.
func (a *aloud) quarters(n, rest uint64) string {
	if rest%250 != 0 {
		return ""
	}
	decimals := strings.TrimRight(fmt.Sprintf("%03d", rest), "0")
	if said, ok := a.Halves[strconv.FormatUint(n, 10)+"."+decimals]; ok {
		return said
	}
	pattern, of := a.Half, n
	switch rest {
	case 250:
		pattern = a.Quarter
	case 750:
		pattern, of = a.Less, n+1
	}
	if pattern == "" || n == 0 {
		return ""
	}
	return fmt.Sprintf(pattern, a.whole(of))
}

// day reads a day of the calendar.
func (a *aloud) day(t *tongue, day string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return a.Numbers[d.Day()] + " " + t.monthName(int(d.Month()))
}
