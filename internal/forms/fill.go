package forms

import (
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/locales"
)

// Answer is what somebody was to be told, and cannot be in words of our own.
type Answer struct {
	Lang    string      // the reader's, as [bot.Outgoing] has it: "hi-Latn" reads Hindi
	Replies []bot.Reply // in order; the first that has a template of its own chooses it
	Labels  []bot.Label // the choices under it, in order, with their ids
	Show    string      // the id of a tap that shows what waits
	// Args are what any template may say besides the reply's own arguments: Shop,
	// what the reader's shop is called. Nothing else of a reply goes into the
	// template that stands for all, whatever it is called there.
	Args bot.Args
}

// Usable reports whether a template may be sent in a language, and what it is
// charged as, "" when that is not known. [Registry.Usable] is one; nil takes all.
type Usable func(name, lang string) (Category, bool)

// Fill finds a template for an answer and fills it in: the reply's own, else the
// one for all; in the reader's language, else in English. It is false when none
// may be sent, or can be filled. Taps of the form are the ids of its quick replies.
func (s *Set) Fill(a Answer, usable Usable) (bot.Form, Category, bool) {
	for _, lang := range slices.Compact([]string{locales.Base(a.Lang), fallback}) {
		for _, own := range []bool{true, false} {
			t, args := s.pick(a, own)
			if t == nil {
				continue
			}
			category, may := t.Category, true
			if usable != nil {
				if category, may = usable(t.Name, lang); category == "" {
					category = t.Category
				}
			}
			if !may {
				continue
			}
			if form, ok := s.fill(t, lang, a, args); ok {
				return form, category, true
			}
		}
	}
	return bot.Form{}, "", false
}

// pick finds the template of the answer's own, or the one for all, with the
// arguments that may go into it; nil when there is none.
func (s *Set) pick(a Answer, own bool) (*Template, bot.Args) {
	if !own {
		return s.generic, a.Args
	}
	for _, r := range a.Replies {
		t, ok := s.byKey[r.Key]
		if !ok {
			continue
		}
		args := bot.Args{}
		maps.Copy(args, a.Args)
		maps.Copy(args, r.Args)
		return t, args
	}
	return nil, nil
}

// fill fills a template in; false when something that it needs is not there.
func (s *Set) fill(t *Template, lang string, a Answer, args bot.Args) (bot.Form, bool) {
	text, ok := t.Texts[lang]
	if !ok {
		return bot.Form{}, false
	}
	form := bot.Form{Name: t.Name, Lang: lang}
	values := map[string]string{}
	for _, v := range t.Vars {
		said := s.say(lang, args[v.From])
		if said == "" {
			said = clean(text.Else[v.Name])
		}
		if said == "" {
			return bot.Form{}, false
		}
		values[v.Name] = said
		form.Body = append(form.Body, bot.Param{Name: v.Name, Text: said})
	}
	if utf8.RuneCountInString(filled(text.Body, values)) > wire.MaxBody {
		return bot.Form{}, false
	}
	form.Taps, ok = taps(t, a)
	return form, ok
}

// say prints an argument for a template; "" when there is nothing of it.
func (s *Set) say(lang string, arg any) string {
	if arg == nil {
		return ""
	}
	v, err := bot.ValueOf(arg)
	if err != nil {
		return ""
	}
	if v.Kind != bot.Key {
		return clean(s.words.Value(lang, v))
	}
	said, err := s.words.Write(lang, v.Text, nil)
	if err != nil {
		return ""
	}
	return clean(said)
}

// taps finds the ids of a template's quick replies; false when one is not offered.
func taps(t *Template, a Answer) ([]string, bool) {
	offered := choices(a.Replies)
	var ids []string
	for _, b := range t.Buttons {
		id := a.Show
		if b != Show {
			i := slices.IndexFunc(offered, func(c bot.Choice) bool { return c.Key == b })
			if i < 0 || i >= len(a.Labels) {
				return nil, false
			}
			id = a.Labels[i].ID
		}
		ids = append(ids, id)
	}
	return ids, true
}

// choices are those under an answer: the last reply's that has any.
func choices(replies []bot.Reply) []bot.Choice {
	for _, r := range slices.Backward(replies) {
		if len(r.Choices) > 0 {
			return r.Choices
		}
	}
	return nil
}
