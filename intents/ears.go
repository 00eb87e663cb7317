package intents

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/locales"
)

// Understander turns what was said into commands, offline: it implements
// [bot.Understander] and is safe for concurrent use. It has an ear for each language,
// which hears that language in both its scripts and the English mixed into it: what is
// a number in one is an everyday word in another ("be" is two in Gujarati, "ten" is
// honey in Tamil).
type Understander struct {
	*whole
	ears map[string]func() (*ear, error) // by language
}

var _ bot.Understander = (*Understander)(nil)

// New reads the phrases of the skills and of the engine, in every language they are
// written in. What they teach is learnt, or read by [WithModels], when a language is
// first spoken. Errors name the file and line that cannot be used.
func New(skills []bot.Skill, opts ...Option) (*Understander, error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	data, err := readLanguages(dataFiles)
	if err != nil {
		return nil, err
	}
	w, err := wholeOf(skills, data, o)
	if err != nil {
		return nil, err
	}
	u := &Understander{whole: w, ears: map[string]func() (*ear, error){}}
	for _, lang := range u.langs {
		u.ears[lang] = sync.OnceValues(func() (*ear, error) {
			e, err := listen(lang, skills, data, o)
			if err != nil {
				return nil, fmt.Errorf("intents: %s: %w", lang, err)
			}
			return e, nil
		})
	}
	return u, nil
}

// Languages are those understood, besides English and in both their scripts.
func (u *Understander) Languages() []string { return slices.Clone(u.langs) }

// heardIn lists the languages besides English that anything is written in; the first
// there is when all is English.
func heardIn(c *corpus, data []language) []string {
	written := map[string]bool{}
	for _, p := range c.phrases {
		written[locales.Base(p.Lang)] = true
	}
	var out []string
	for _, l := range data {
		if l.Tag != english && written[l.Tag] {
			out = append(out, l.Tag)
		}
	}
	if len(out) == 0 {
		out = append(out, common)
	}
	return out
}

// common is the language of who has shown none, and says nothing that tells.
const common = "hi"

// listen makes the ear of one language.
func listen(lang string, skills []bot.Skill, data []language, o options) (*ear, error) {
	c, err := readCorpus(skills, lang, lang+"-Latn", english)
	if err != nil {
		return nil, err
	}
	return newEar(lang, c, dataOf(data, lang), o)
}

// dataOf is the data of a language and of English.
func dataOf(data []language, lang string) []language {
	return slices.DeleteFunc(slices.Clone(data), func(l language) bool { return l.Tag != lang && l.Tag != english })
}

// Understand reads an utterance in the languages it may be in, and takes what makes most
// sense. It fails when a vocabulary, or a saved model, cannot be read.
func (u *Understander) Understand(ctx context.Context, said bot.Utterance) (bot.Understanding, error) {
	var best bot.Understanding
	sense := math.Inf(-1)
	for i, l := range u.order(said) {
		if -l.behind <= sense {
			break // it could make no more
		}
		got, err := u.hear(ctx, l.lang, said)
		if err != nil {
			return got, err
		}
		own := l.lang == locales.Base(said.Lang)
		if i > 0 && !own && said.Lang != "" {
			got.Lang = "" // goods are called alike in many languages, and nobody changes his for one word
		}
		if s := makes(got) - l.behind; s > sense {
			best, sense = got, s
		}
		if i == 0 && own && len(got.Commands) > 0 && !got.Unsure {
			break
		}
	}
	return best, nil
}

// What speaks against a reading, as logarithms like those of the languages.
const (
	noSense     = 4.0 // nothing was understood
	twoSenses   = 2.0 // it may as well be something else
	newGoods    = 1.5 // that nobody has heard of: more often they are a word of another language
	newCustomer = 0.7
)

// makes is how much sense a reading makes: 0 is all, and what lacks is below.
func makes(got bot.Understanding) float64 {
	if len(got.Commands) == 0 {
		return -noSense
	}
	sense := 0.0
	if got.Unsure {
		sense = -twoSenses
	}
	for _, c := range got.Commands {
		for _, v := range c.Slots {
			switch {
			case v.ID != "" || v.Ambiguous():
			case v.Kind == bot.Item:
				sense -= newGoods
			case v.Kind == bot.Customer:
				sense -= newCustomer
			}
		}
	}
	least := slices.MinFunc(got.Commands, func(a, b bot.Command) int { return cmp.Compare(a.Score, b.Score) })
	return sense + math.Log(max(least.Score, 0.01))
}

// hear reads an utterance in one language.
func (u *Understander) hear(ctx context.Context, lang string, said bot.Utterance) (bot.Understanding, error) {
	e, err := u.ears[lang]()
	if err != nil {
		return bot.Understanding{}, err
	}
	return e.Understand(ctx, said)
}

// most is in how many languages one message is read.
const most = 4

// order lists the languages to read an utterance in, of those there are ears for, the
// likeliest first: those it may be in. English has no ear of its own: every ear hears it.
func (u *Understander) order(said bot.Utterance) []likely {
	own := locales.Base(cmp.Or(said.Lang, said.Home))
	if own != "" && u.ears[own] == nil {
		own = common // who writes English is as likely to mix it with this
	}
	var order []likely
	for _, l := range append(u.told.of(tokenise(normalise(said.Text)), own), likely{english, farBehind}) {
		if l.lang == english {
			l.lang = cmp.Or(own, common)
		}
		known := slices.ContainsFunc(order, func(o likely) bool { return o.lang == l.lang })
		if u.ears[l.lang] != nil && l.behind <= farBehind && !known {
			order = append(order, l)
		}
	}
	if len(order) == 0 {
		order = append(order, likely{lang: u.langs[0]})
	}
	return order[:min(len(order), most)]
}
