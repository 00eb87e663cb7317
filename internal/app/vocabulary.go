package app

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice/sphinx"
	"github.com/sahayak-dev/sahayak/intents"
	"github.com/sahayak-dev/sahayak/locales"
	"github.com/sahayak-dev/sahayak/skills"
)

// aloud are the errands that a shopkeeper says with his hands full, and that a recogniser
// of commands is given: their phrases are what it hears.
var aloud = []string{
	"sales.record", "sales.report", "stock.add", "stock.check", "stock.low", "profit.report",
	"pricing.check", "udhaar.give", "udhaar.repay", "udhaar.balance", "udhaar.list",
}

// How many sentences of an errand, and words of a kind, a vocabulary has at most, the
// commonest first: the more there are, the less surely is one told from another.
const (
	mostSentences = 28
	mostUnits     = 16
	mostRupees    = 6
	mostPeriods   = 24
	mostNames     = 120 // of customers, and of items
)

// The slots of a vocabulary besides the numbers.
const (
	unitSlot   = "unit"
	rupeesSlot = "rupees"
	periodSlot = "period"
)

// templates are the sentences of a language, and what stands in the slots that are not
// names.
var templates = sync.OnceValues(allTemplates)

// allTemplates reads what is said aloud in every language.
func allTemplates() (map[string]sphinx.Vocabulary, error) {
	found := map[string][]intents.Phrase{}
	for _, s := range skills.All(nil) {
		phrases, err := intents.ParsePhrases(s.Files)
		if err != nil {
			return nil, fmt.Errorf("app: phrases said aloud: %w", err)
		}
		for _, p := range phrases {
			if slices.Contains(aloud, s.Name+"."+p.Errand) {
				found[p.Lang] = append(found[p.Lang], p)
			}
		}
	}
	out := map[string]sphinx.Vocabulary{}
	for lang, phrases := range found {
		if _, ok := locales.FiguresOf(lang); ok && lang == locales.Base(lang) {
			out[lang] = template(lang, phrases)
		}
	}
	return out, nil
}

// template makes sentences of the phrases of a language.
func template(lang string, phrases []intents.Phrase) sphinx.Vocabulary {
	t := &templater{count: map[string]map[string]int{}}
	figures, _ := locales.FiguresOf(lang)
	t.note(rupeesSlot, figures.Rupee[1])
	of := map[string][]string{}
	for _, p := range phrases {
		if s := t.sentence(p); s != "" && !slices.Contains(of[p.Errand], s) {
			of[p.Errand] = append(of[p.Errand], s)
		}
	}
	v := sphinx.Vocabulary{Slots: map[string][]string{
		unitSlot: t.most(unitSlot, mostUnits), rupeesSlot: t.most(rupeesSlot, mostRupees), periodSlot: t.most(periodSlot, mostPeriods),
	}}
	for _, errand := range slices.Sorted(maps.Keys(of)) {
		k := mostSentences
		if e, err := strconv.Atoi(os.Getenv("K")); err == nil {
			k = e
		}
		for _, s := range commonest(of[errand], k) {
			v.Sentences = append(v.Sentences, s)
			if with := strings.ReplaceAll(s, "{amount}", "{amount} {rupees}"); with != s {
				v.Sentences = append(v.Sentences, with)
			}
		}
	}
	return v
}

// commonest are the sentences of an errand that are put as most others are: of words that
// many of them have.
func commonest(sentences []string, n int) []string {
	have := map[string]int{}
	for _, s := range sentences {
		words := strings.Fields(s)
		slices.Sort(words)
		for _, w := range slices.Compact(words) {
			have[w]++
		}
	}
	share := func(s string) float64 {
		words := strings.Fields(s)
		sum := 0.0
		for _, w := range words {
			sum += math.Log(float64(have[w]))
		}
		return sum / float64(len(words))
	}
	out := slices.Clone(sentences)
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(share(b), share(a)) })
	return out[:min(n, len(out))]
}

// templater gathers the words that slots were seen with.
type templater struct {
	count map[string]map[string]int
}

// note counts a word of a slot.
func (t *templater) note(slot, word string) {
	if t.count[slot] == nil {
		t.count[slot] = map[string]int{}
	}
	t.count[slot][word]++
}

// most are the commonest words of a slot.
func (t *templater) most(slot string, n int) []string {
	words := make([]string, 0, len(t.count[slot]))
	for w := range t.count[slot] {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int {
		if d := t.count[slot][b] - t.count[slot][a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return words[:min(n, len(words))]
}

// sentence is a phrase with slots in the place of its samples; "" of one with a slot that is
// not said aloud, or with nothing but slots, which anything said might be taken for.
func (t *templater) sentence(p intents.Phrase) string {
	var b strings.Builder
	from, said := 0, false
	for _, s := range p.Slots {
		slot := t.slot(s.Slot, p.Text[s.From:s.To])
		if slot == "" {
			return ""
		}
		before := strings.TrimRight(p.Text[from:s.From], "₹")
		said = said || strings.TrimSpace(before) != ""
		b.WriteString(before + slot)
		if from = s.To; s.Slot == "amount" || s.Slot == "qty" {
			from += glued(p.Text[from:])
		}
	}
	if b.WriteString(p.Text[from:]); !said && strings.TrimSpace(p.Text[from:]) == "" {
		return ""
	}
	return plain(b.String())
}

// slot is what a recogniser is given for a sample; "" when the slot is not said aloud.
func (t *templater) slot(slot, sample string) string {
	switch slot {
	case "customer", "item":
		return "{" + slot + "}" + lent(sample)
	case periodSlot:
		if strings.ContainsFunc(sample, unicode.IsDigit) {
			return ""
		}
		t.note(periodSlot, sample)
		return "{period}"
	case "amount":
		return t.counted(sample, "{amount}", rupeesSlot)
	case "qty":
		return t.counted(sample, "{count}", unitSlot)
	}
	return ""
}

// counted is the slot for a number and for what it counts, when there is such a thing: a
// unit. Rupees may be said or not.
func (t *templater) counted(sample, number, slot string) string {
	rest, ok := after(sample)
	if !ok || rest == "" {
		return map[bool]string{true: number}[ok]
	}
	if t.note(slot, rest); slot == rupeesSlot {
		return number
	}
	return number + " {" + slot + "}"
}

// after is what follows the figures that a sample begins with: "रुपये" of "500 रुपये".
func after(sample string) (rest string, ok bool) {
	sample = strings.TrimPrefix(sample, "₹")
	rest = strings.TrimLeft(sample, "0123456789,")
	if rest == sample || strings.ContainsFunc(rest, unicode.IsDigit) {
		return "", false
	}
	return strings.Join(strings.Fields(rest), " "), true
}

// glued is how much of a text hangs on to the figure before it: ಕ್ಕೆ of "90ಕ್ಕೆ". In words
// it hangs on to the rupees.
func glued(text string) int {
	if i := strings.IndexByte(text, ' '); i >= 0 {
		return i
	}
	return len(text)
}

// lent is what a sample of a name has of the ending behind it: the ு of "ரமேஷு|க்கு", and
// the ി of "സോപ്പി|ന്".
func lent(sample string) string {
	for _, sign := range []string{"ு", "ി"} {
		if strings.HasSuffix(sample, sign) {
			return sign
		}
	}
	return ""
}

// plain is a sentence without signs that are not said.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '?', '!', '.', ',', ':', ';', '-', '।', '"':
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// Aloud is what a shop can say in a language when those are its names, the likeliest
// first. It has no sentences in a language nobody speaks here.
func Aloud(lang string, names []bot.Name) (sphinx.Vocabulary, error) {
	all, err := templates()
	if err != nil {
		return sphinx.Vocabulary{}, err
	}
	t := all[lang]
	v := sphinx.Vocabulary{Sentences: t.Sentences, Slots: map[string][]string{}}
	for slot, words := range t.Slots {
		v.Slots[slot] = words
	}
	for _, n := range names {
		slot := string(n.Kind)
		if n.Kind != bot.Customer && n.Kind != bot.Item || len(v.Slots[slot]) >= mostNames {
			continue
		}
		if said := spokenName(n, lang); !slices.Contains(v.Slots[slot], said) {
			v.Slots[slot] = append(v.Slots[slot], said)
		}
	}
	return v, nil
}

// spokenName is what something is called in a language.
func spokenName(n bot.Name, lang string) string {
	if said := n.Names[lang]; said != "" {
		return said
	}
	return n.Text
}

// Vocabulary is what can be said in a shop in a language: with the names of its customers
// and items, and with those that shops of its kind have.
func (a *App) Vocabulary(ctx context.Context, shop bot.ShopID, lang string) (sphinx.Vocabulary, error) {
	names, err := a.names(ctx, shop)
	if err != nil {
		return sphinx.Vocabulary{}, err
	}
	return Aloud(lang, names)
}

// names are those of a shop, its own first.
func (a *App) names(ctx context.Context, shop bot.ShopID) ([]bot.Name, error) {
	words, err := a.Book.Words(ctx, &bot.Turn{Shop: shop})
	if err != nil {
		return nil, fmt.Errorf("app: names said aloud: %w", err)
	}
	var out []bot.Name
	for _, v := range slices.Backward(words) {
		names, err := v.Read(ctx)
		if err != nil {
			return nil, fmt.Errorf("app: names said aloud: %w", err)
		}
		out = append(out, names...)
	}
	return out, nil
}
