package intents

import (
	"cmp"
	"context"
	"fmt"
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
	langs []string // the ears there are
	ears  map[string]func() (*ear, error)
	told  *teller
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
	whole, err := readCorpus(skills)
	if err != nil {
		return nil, err
	}
	data, err := readLanguages(dataFiles)
	if err != nil {
		return nil, err
	}
	u := &Understander{told: newTeller(whole.phrases, data), langs: heardIn(whole, data), ears: map[string]func() (*ear, error){}}
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

// Understand reads an utterance: in the language it is clearly in, or else in that of
// the conversation, if that makes certain sense of it. Names and goods are called alike
// in many languages, and nobody changes his for one word. It fails when a vocabulary, or
// a saved model, cannot be read.
func (u *Understander) Understand(ctx context.Context, said bot.Utterance) (bot.Understanding, error) {
	order := u.order(said)
	var first bot.Understanding
	for i, lang := range order {
		got, err := u.hear(ctx, lang, said)
		if err != nil || len(got.Commands) > 0 && !got.Unsure {
			return got, err
		}
		if i == 0 {
			first = got
		}
	}
	return first, nil
}

// hear reads an utterance in one language.
func (u *Understander) hear(ctx context.Context, lang string, said bot.Utterance) (bot.Understanding, error) {
	e, err := u.ears[lang]()
	if err != nil {
		return bot.Understanding{}, err
	}
	return e.Understand(ctx, said)
}

// order lists the languages to read an utterance in, of those there are ears for: the
// one it seems to be in and that of the conversation. English has no ear of its own:
// every ear hears it.
func (u *Understander) order(said bot.Utterance) []string {
	own := locales.Base(cmp.Or(said.Lang, said.Home))
	if own != "" && u.ears[own] == nil {
		own = common // who writes English is as likely to mix it with this
	}
	seems, clearly := u.told.of(tokenise(normalise(said.Text)), own)
	order := []string{seems, own}
	if !clearly {
		order = []string{own, seems}
	}
	order = slices.DeleteFunc(order, func(lang string) bool { return u.ears[lang] == nil })
	if len(order) == 0 {
		order = append(order, u.langs[0])
		if u.ears[common] != nil {
			order[0] = common
		}
	}
	return slices.Compact(order)
}
