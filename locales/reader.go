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

//go:embed readers/*.toml
var readerFiles embed.FS

// reader is how a language reads a whole text aloud, beside its figures: as data in
// readers/<lang>.toml. Only languages in their own letters have one, because that is what
// a synthesiser can pronounce. A pattern says with %[1]s and %[2]s what stands where.
type reader struct {
	Stop      string            `toml:"stop"`    // ends a sentence
	Rate      string            `toml:"rate"`    // a sum, and the unit it is the price of
	Percent   string            `toml:"percent"` // a number
	Times     string            `toml:"times"`   // a number: how often
	Once      string            `toml:"once"`    // how often one is, when that is a word of its own
	Range     string            `toml:"range"`   // from, to
	Date      string            `toml:"date"`    // the day's number, the month
	Dated     string            `toml:"dated"`   // a day, its year
	Hour      string            `toml:"hour"`    // the word after a full hour; empty when the minutes alone are said
	Minutes   string            `toml:"minutes"` // hours, minutes
	Halved    bool              `toml:"halved"`  // hours have halves and quarters as other numbers do
	Morning   string            `toml:"morning"` // a time of day that could be another half of the day
	Noon      string            `toml:"noon"`
	Evening   string            `toml:"evening"`
	Night     string            `toml:"night"`     //
	Hangs     []string          `toml:"hangs"`     // what follows a number without a space
	Ordinals  []string          `toml:"ordinals"`  // the days of a month, when they are not read as numbers
	Shortened map[string]string `toml:"shortened"` // what is written short: "upi", in small letters
	Singular  map[string]string `toml:"singular"`  // the same after 1
	Units     map[string]unit   `toml:"units"`     // where it is another word than the one that is written

	*aloud `toml:"-"`
	tongue *tongue
}

// readers are the languages in which whole texts can be read aloud, by tag; see [tongues].
var readers = sync.OnceValue(func() map[string]*reader {
	all, err := readEach[reader](readerFiles, "readers")
	if err != nil {
		panic(err)
	}
	for lang, r := range all {
		r.aloud = voices()[lang]
		r.tongue = tongueOf(lang).with(r.Units)
	}
	return all
})

// value is an argument for the ear; false for one that is no different from what is written.
// A plain number stays a figure: how it is read depends on what follows it in the text.
func (r *reader) value(v bot.Value) (string, bool) {
	switch v.Kind {
	case bot.Money:
		return r.sum(v), true
	case bot.Quantity:
		if v.Text == "all" {
			return r.tongue.Lot, true
		}
		return r.say(r.tongue, v), true
	case bot.Date:
		if d, err := time.Parse(time.DateOnly, v.From); err == nil {
			return r.on(d, v.Text == "year"), true
		}
	case bot.Period:
		return r.period(v)
	case bot.Phone:
		return r.digits(figuresOf(v.Text)), true
	case bot.Letter:
		return "", true // it is for somebody else to read
	}
	return "", false
}

// sum reads an amount, or a price per unit.
func (r *reader) sum(v bot.Value) string {
	said := r.say(r.tongue, v)
	if v.Unit == "" {
		return said
	}
	return fmt.Sprintf(r.Rate, said, r.tongue.unit(v.Unit).each)
}

// on reads a day of the calendar.
func (r *reader) on(d time.Time, year bool) string {
	said := fmt.Sprintf(r.Date, r.nth(d.Day()), r.tongue.monthName(int(d.Month())))
	if !year {
		return said
	}
	return fmt.Sprintf(r.Dated, said, r.whole(uint64(d.Year())))
}

// nth reads the number of a day in its month.
func (r *reader) nth(day int) string {
	if len(r.Ordinals) >= day {
		return r.Ordinals[day-1]
	}
	return r.Numbers[day]
}

// period reads the days of a period that has no name; see [printRange].
func (r *reader) period(v bot.Value) (string, bool) {
	if _, named := nameOf(r.tongue, v.Text); named || v.From == "" && v.To == "" {
		return "", false
	}
	a, errA := time.Parse(time.DateOnly, v.From)
	b, errB := time.Parse(time.DateOnly, v.To)
	t := r.tongue
	switch {
	case errA != nil && errB != nil:
		return "", false
	case errA != nil:
		return t.Until[0] + r.on(b, false) + t.Until[1], true
	case errB != nil:
		return t.Since[0] + r.on(a, false) + t.Since[1], true
	case a.Equal(b):
		return r.on(a, false), true
	case a.Year() == b.Year() && a.Month() == b.Month():
		days := fmt.Sprintf(r.Range, r.nth(a.Day()), r.nth(b.Day()))
		return fmt.Sprintf(r.Date, days, t.monthName(int(a.Month()))), true
	}
	years := a.Year() != b.Year()
	return fmt.Sprintf(r.Range, r.on(a, years), r.on(b, years)), true
}

// clock reads a time of day. What follows in the text may say the hour's word itself.
func (r *reader) clock(hour, minute int, early bool, rest string) string {
	n := uint64((hour+11)%12 + 1)
	said := ""
	if r.Halved {
		said = r.quarters(n, uint64(minute)*1000/60)
	}
	follows := r.Hour != "" && strings.HasPrefix(strings.TrimSpace(rest), r.Hour)
	switch {
	case minute == 0:
		said = r.whole(n)
	case said == "" && follows:
		said = r.whole(n) + " " + r.whole(uint64(minute))
	case said == "":
		return r.half(hour, early, fmt.Sprintf(r.Minutes, r.whole(n), r.whole(uint64(minute))))
	}
	if !follows {
		said += r.space(r.Hour) + r.Hour
	}
	return r.half(hour, early, said)
}

// half says which half of the day is meant, where the figures do.
func (r *reader) half(hour int, early bool, said string) string {
	pattern := "%s"
	switch {
	case hour < 12 && early:
		pattern = r.Morning
	case hour >= 20:
		pattern = r.Night
	case hour >= 16:
		pattern = r.Evening
	case hour > 12:
		pattern = r.Noon
	}
	return fmt.Sprintf(pattern, said)
}

// group is how many digits of a long number are said in one breath.
const group = 5

// digits reads a number that is a name, such as a telephone's, digit by digit.
func (r *reader) digits(figures string) string {
	var out strings.Builder
	for i, d := range figures {
		switch {
		case i > 0 && i%group == 0 && len(figures)-i >= 2:
			out.WriteString(", ")
		case i > 0:
			out.WriteByte(' ')
		}
		out.WriteString(r.Numbers[d-'0'])
	}
	return out.String()
}

// number reads thousandths before rest: before what they count one is another word, and
// halves have their own.
func (r *reader) number(thousandths uint64, rest string) string {
	n, fraction := thousandths/1000, thousandths%1000
	if !r.counts(rest) {
		return r.decimal(thousandths)
	}
	if fraction == 0 {
		return r.counted(n)
	}
	if said := r.quarters(n, fraction); said != "" {
		return said
	}
	return r.decimal(thousandths)
}

// counts reports whether what follows a number is what it counts.
func (r *reader) counts(rest string) bool {
	if r.hangs(rest) {
		return true
	}
	word, spaced := strings.CutPrefix(rest, " ")
	return spaced && startsWithLetter(word) || strings.HasPrefix(strings.TrimSpace(rest), "%")
}

// hangs reports whether what follows a number is a part of the same word.
func (r *reader) hangs(rest string) bool {
	for _, h := range r.Hangs {
		if strings.HasPrefix(rest, h) {
			return true
		}
	}
	return false
}

// space is what stands between a number and what follows it.
func (r *reader) space(rest string) string {
	if r.hangs(rest) || rest == "" {
		return ""
	}
	return " "
}

// figuresOf are the digits of a text.
func figuresOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, digitsOf(s))
}

// atoi reads a few digits.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
