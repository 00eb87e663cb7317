package locales

import "unicode"

// tongue is what a language must bring to print figures, days and names: all
// that is particular to it, as data.
type tongue struct {
	script    *unicode.RangeTable // what its texts are written in
	units     map[string]unit     // by the unit's canonical name
	lot       string              // a quantity that is all there is
	months    [12]string          // after a day: "15 Mar"
	long      [12]string          // alone; empty where it is no different
	periods   map[string]string   // by canonical name, as said of when something was
	spans     map[string]unit     // days, weeks, months, years
	since     [2]string           // before and after the first day of a period without a last
	until     [2]string           // before and after the last day of a period without a first
	sides     map[string]string   // last, next: what stands before "7 days"
	languages map[string]string   // what it calls languages, by tag
}

// unit is the word for a unit.
type unit struct {
	one  string // 1 packet
	many string // 2 packets, 0.5 packets
	each string // ₹12/packet
}

// counted is the word after a figure of thousandths.
func (u unit) counted(thousandths int64) string {
	if thousandths == 1000 || thousandths == -1000 {
		return u.one
	}
	return u.many
}

// same is a unit whose word never changes.
func same(word string) unit { return unit{word, word, word} }

// plural is a unit with a word for one and a word for more.
func plural(one, many string) unit { return unit{one, many, one} }

// unit finds the word for a unit; one the language does not know is called what
// the domain calls it.
func (t *tongue) unit(name string) unit {
	if u, ok := t.units[name]; ok {
		return u
	}
	return same(oneLine(name))
}

// monthName is a month (1 to 12) on its own.
func (t *tongue) monthName(n int) string {
	if long := t.long[n-1]; long != "" {
		return long
	}
	return t.months[n-1]
}

// tongues are the languages that can be written, by tag. The table is never
// changed.
var tongues = map[string]*tongue{
	"en":      &english,
	"hi":      &hindi,
	"hi-Latn": &romanHindi,
}

// tongueOf finds the tongue nearest to lang: itself, without its country, else
// the fallback's.
func tongueOf(lang string) *tongue {
	if t, ok := tongues[lang]; ok {
		return t
	}
	if tag, err := ParseTag(lang); err == nil {
		if t, ok := tongues[tag]; ok {
			return t
		}
	}
	return tongues[fallback]
}
