package locales

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"unicode"
)

//go:embed tongues/*.toml
var tongueFiles embed.FS

// tongue is what a language must bring to print figures, days and names: all
// that is particular to it, as data in tongues/<lang>.toml.
type tongue struct {
	Script    string            `toml:"script"`    // what its texts are written in, as Unicode calls it
	Units     map[string]unit   `toml:"units"`     // by the unit's canonical name
	Lot       string            `toml:"lot"`       // a quantity that is all there is
	Months    [12]string        `toml:"months"`    // after a day: "15 Mar"
	Long      [12]string        `toml:"long"`      // alone; empty where it is no different
	Periods   map[string]string `toml:"periods"`   // by canonical name, as said of when something was
	Spans     map[string]unit   `toml:"spans"`     // days, weeks, months, years
	Since     [2]string         `toml:"since"`     // before and after the first day of a period without a last
	Until     [2]string         `toml:"until"`     // before and after the last day of a period without a first
	Sides     map[string]string `toml:"sides"`     // last, next: what stands before "7 days"
	Languages map[string]string `toml:"languages"` // what it calls languages, by tag

	script *unicode.RangeTable
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

// UnmarshalTOML reads a word that never changes, or a list of one for one, one for more
// and, where it is another than for one, one for a price.
func (u *unit) UnmarshalTOML(raw any) error {
	if word, ok := raw.(string); ok {
		*u = same(word)
		return nil
	}
	list, _ := raw.([]any)
	words := make([]string, 0, 3)
	for _, w := range list {
		if word, ok := w.(string); ok {
			words = append(words, word)
		}
	}
	if len(words) != len(list) || len(words) < 2 || len(words) > 3 {
		return fmt.Errorf("%v is no unit: it takes a word, or two or three", raw)
	}
	*u = unit{words[0], words[1], words[len(words)-1]}
	if len(words) == 2 {
		u.each = u.one
	}
	return nil
}

// unit finds the word for a unit; one the language does not know is called what
// the domain calls it.
func (t *tongue) unit(name string) unit {
	if u, ok := t.Units[name]; ok {
		return u
	}
	return same(oneLine(name))
}

// with is the tongue with other words for some units.
func (t *tongue) with(units map[string]unit) *tongue {
	other := *t
	other.Units = maps.Clone(t.Units)
	maps.Copy(other.Units, units)
	return &other
}

// monthName is a month (1 to 12) on its own.
func (t *tongue) monthName(n int) string {
	if long := t.Long[n-1]; long != "" {
		return long
	}
	return t.Months[n-1]
}

// tongues are the languages that can be written, by tag. The table is read once and
// never changed; that the program's own files can be read is for a test to show.
var tongues = sync.OnceValue(func() map[string]*tongue {
	all, err := readTongues(tongueFiles)
	if err != nil {
		panic(err)
	}
	return all
})

// Languages lists the languages that figures and days can be written in, by BCP 47 tag,
// sorted.
func Languages() []string { return slices.Sorted(maps.Keys(tongues())) }

// readTongues reads every file of a folder of tongues.
func readTongues(files fs.FS) (map[string]*tongue, error) {
	all, err := readEach[tongue](files, "tongues")
	for lang, t := range all {
		if t.script = unicode.Scripts[t.Script]; t.script == nil {
			return nil, fmt.Errorf("locales: tongues/%s.toml: there is no script %q", lang, t.Script)
		}
	}
	return all, err
}

// tongueOf finds the tongue nearest to lang.
func tongueOf(lang string) *tongue { return nearest(tongues(), lang) }
