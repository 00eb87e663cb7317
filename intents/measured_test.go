package intents

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/locales"
)

// allEars is the understander of all languages, made once for all tests.
var allEars = sync.OnceValues(func() (*Understander, error) { return New(skillsAt("../skills"), carried()) })

// shareOf counts what is right of what there was.
type shareOf struct{ right, all int }

func (s *shareOf) add(right bool) {
	s.all++
	if right {
		s.right++
	}
}

// String is the share in percent.
func (s shareOf) String() string {
	if s.all == 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f", 100*float64(s.right)/float64(s.all))
}

// score is how one set of lines went.
type score struct {
	lang, errand, acted, frame, refused shareOf
	item, strange, qty, amount, period  shareOf
	customer                            shareOf
	missed                              []string
}

// measuredSlots are the slots that are counted one by one.
func (s *score) slot(name string) *shareOf {
	switch name {
	case "item":
		return &s.item
	case "qty":
		return &s.qty
	case "amount", "rate":
		return &s.amount
	case "period", "date":
		return &s.period
	case "customer", "supplier":
		return &s.customer
	}
	return nil
}

// count adds one line.
func (s *score) count(l tableLine, got bot.Understanding) {
	var said []string
	for _, c := range got.Commands {
		said = append(said, short(c))
	}
	want := strings.Split(ordered(l.fields[1]), " ; ")
	if want[0] == outOfScope {
		ok := len(said) == 0 || got.Unsure
		s.refused.add(ok)
		if !ok {
			s.missed = append(s.missed, fmt.Sprintf("%s\n\toos, got %q", l.fields[0], said))
		}
		return
	}
	name := func(s string) string { first, _, _ := strings.Cut(s, " "); return first }
	right := slices.EqualFunc(want, said, func(a, b string) bool { return name(a) == name(b) })
	s.errand.add(right)
	s.acted.add(right && !got.Unsure)
	whole := right
	for i, w := range want {
		have := map[string]string{}
		if i < len(said) {
			have = slotsOf(said[i])
		}
		wanted := slotsOf(w)
		for slot, value := range wanted {
			ok := alike(value, have[slot])
			whole = whole && ok
			if share := s.slot(slot); share != nil {
				share.add(ok)
			}
		}
		for slot := range have {
			whole = whole && wanted[slot] != ""
		}
		if wanted["item"] == "" {
			s.strange.add(have["item"] == "")
		}
	}
	s.frame.add(whole)
	if !whole {
		s.missed = append(s.missed, fmt.Sprintf("%s\n\twant %q\n\tgot  %q unsure=%v near=%v", l.fields[0], want, said, got.Unsure, got.Nearest))
	}
}

// slotsOf reads "errand slot=value …".
func slotsOf(said string) map[string]string {
	out := map[string]string{}
	for _, f := range strings.Fields(said)[1:] {
		slot, value, _ := strings.Cut(f, "=")
		if f != "order=most" && f != "by=item" { // what is meant when nothing is said
			out[slot] = value
		}
	}
	return out
}

// alike compares values: unknown names by their sound, in any script.
func alike(want, got string) bool {
	if strings.HasPrefix(want, "?") && strings.HasPrefix(got, "?") {
		sound := func(s string) string { return foldOf(plainOf(normalise(strings.TrimPrefix(s, "?")))) }
		return sound(want) == sound(got)
	}
	if want == "tomorrow" {
		return got == want || got == thursday.AddDate(0, 0, 1).Format("2006-01-02") // due on that day
	}
	return want == got
}

// localNames are what a shop of one language calls its goods and people.
func localNames(t testing.TB, lang string) []bot.Name {
	t.Helper()
	names := slices.DeleteFunc(shopNames(), func(n bot.Name) bool { return n.Kind == bot.Customer })
	for _, id := range []string{"ramesh", "suresh", "sunita", "mohan", "raju"} {
		names = append(names, bot.Name{Kind: bot.Customer, ID: id, Text: id})
	}
	raw, err := os.ReadFile("testdata/dev/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if f[0] != lang {
			continue
		}
		i := slices.IndexFunc(names, func(n bot.Name) bool { return n.ID == f[1] })
		names[i].Aliases = append(slices.Clone(names[i].Aliases), strings.Split(f[2], "|")...)
	}
	return names
}

// What every set must reach, in percent: what was measured when the languages came on
// board, less the chance of a few lines. The figures stand in docs/understanding.md.
var floors = map[string]float64{"errand": 80, "whole frame": 70, "out of scope": 80, "item": 78, "no item": 92}

// check fails when a share is below its floor.
func (s *score) check(t *testing.T, set string) {
	t.Helper()
	for what, share := range map[string]shareOf{
		"errand": s.errand, "whole frame": s.frame, "out of scope": s.refused, "item": s.item, "no item": s.strange,
	} {
		if 100*float64(share.right) < floors[what]*float64(share.all) {
			t.Errorf("%s: %s %v %%, and %v were wanted", set, what, share, floors[what])
		}
	}
}

func TestMeasured(t *testing.T) {
	u, err := allEars()
	if err != nil {
		t.Fatal(err)
	}
	all := yardstick(t)
	rows := []string{"| | ear | errand | acted | frame | oos | item | no item | qty | amount | period | customer |"}
	for _, name := range sortedKeys(all) {
		base := strings.TrimSuffix(name, ".tsv")
		lang := locales.Base(base)
		words := []bot.Vocabulary{{Key: "test/" + lang, Read: func(context.Context) ([]bot.Name, error) { return localNames(t, lang), nil }}}
		var s score
		for _, l := range all[name] {
			v := bot.Utterance{Text: l.fields[0], Now: thursday, Zone: delhi, Words: words}
			if os.Getenv("TOLD") != "" {
				v.Lang = base
			}
			s.lang.add(u.order(v)[0].lang == lang)
			got, err := u.Understand(context.Background(), v)
			if err != nil {
				t.Fatal(err)
			}
			s.count(l, got)
		}
		s.check(t, base)
		rows = append(rows, fmt.Sprintf("| %s | %v | %v | %v | %v | %v | %v | %v | %v | %v | %v | %v |", base,
			s.lang, s.errand, s.acted, s.frame, s.refused, s.item, s.strange, s.qty, s.amount, s.period, s.customer))
		if dir := os.Getenv("MISSED"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, base+".txt"), []byte(strings.Join(s.missed, "\n")), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Log("\n" + strings.Join(rows, "\n"))
}

// sortedKeys are the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
