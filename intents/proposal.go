package intents

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// Proposal is what somebody else, such as a language model, takes a text to be about. It
// is weighed, not believed; see [Understander.Weigh].
type Proposal struct {
	Errand string
	Quotes map[string]string // by slot: the words of the text that say it
}

// Errand is something that can be asked for in words, and how people say it.
type Errand struct {
	Name  string
	Slots []bot.Slot
	Says  string // in English, slots in braces: "sold {qty: 2 kilo} {item: sugar}"
}

// Errands lists what can be asked for, by name. It is not to be changed.
func (u *Understander) Errands() []Errand { return u.says }

// Weigh makes commands of proposals for an utterance, in their order. An errand that
// nobody can ask for is dropped, and so is a slot whose quote is not in the text: as it
// stands there, or as the same number, day or known name said otherwise. What a slot holds
// is read from the text itself, never taken from the quote. A single proposal that quotes
// nothing of use leaves the numbers, days and known names to the grammar.
func (u *Understander) Weigh(ctx context.Context, said bot.Utterance, proposals []Proposal) ([]bot.Command, error) {
	r, err := u.likeliest(ctx, said)
	if err != nil {
		return nil, err
	}
	w := weighing{hearing: r, used: map[int]bool{}}
	var out []bot.Command
	for _, p := range proposals[:min(len(proposals), bot.MaxCommands)] {
		if !u.asked(p.Errand) {
			continue
		}
		slots := w.slots(p)
		if len(slots) == 0 && len(proposals) == 1 {
			slots = w.read(p.Errand)
		}
		out = append(out, bot.Command{Kind: bot.Start, Errand: p.Errand, Slots: slots})
	}
	return out, nil
}

// hearing is a message as one ear hears it.
type hearing struct {
	*ear
	indexes []*index
	heard   *sentence
}

// likeliest hears a message in the language it is likeliest in, alone.
func (u *Understander) likeliest(ctx context.Context, said bot.Utterance) (hearing, error) {
	e, err := u.ears[u.order(said)[0].lang]()
	if err != nil {
		return hearing{}, err
	}
	indexes, err := e.indexes.all(ctx, e.lex, said.Words)
	if err != nil {
		return hearing{}, err
	}
	return hearing{e, indexes, e.hear(said, indexes)}, nil
}

// asked reports whether an errand is one that can be asked for.
func (u *Understander) asked(errand string) bool {
	return slices.ContainsFunc(u.says, func(e Errand) bool { return e.Name == errand })
}

// weighing is one message against what is proposed for it.
type weighing struct {
	hearing
	used map[int]bool // tokens at which a number begins that fills a slot already
}

// slots are those of a proposal that the message bears out.
func (w weighing) slots(p Proposal) slotValues {
	e, out := w.errands[p.Errand], slotValues{}
	for _, s := range e.slots {
		quote := strings.TrimSpace(p.Quotes[s.Name])
		if quote == "" || s.Secret {
			continue
		}
		if from, to := w.cited(quote); to > from {
			if v, ok := w.value(e, s, from, to); ok {
				out[s.Name] = v
			}
		}
	}
	return out
}

// read is what the grammar makes of the slots of an errand, without unknown names: where
// the errand itself was in doubt, those are any word. A secret is nobody's to propose.
func (w weighing) read(errand string) slotValues {
	e := w.errands[errand]
	out := w.fill(e, w.heard.clause)
	for _, s := range e.slots {
		v := out[s.Name]
		unknown := v.ID == "" && !v.Ambiguous() && (s.Kind == bot.Item || s.Kind == bot.Customer || s.Kind == bot.Text)
		if s.Secret || unknown {
			delete(out, s.Name)
		}
	}
	return out
}

// cited is where a quote stands in the message, or what means the same; nothing when it
// does not stand there.
func (w weighing) cited(quote string) (from, to int) {
	q := w.hear(bot.Utterance{Text: quote, Now: w.heard.Now, Zone: w.heard.Zone}, w.indexes)
	for at := 0; at+len(q.tokens) <= len(w.heard.tokens); at++ {
		if slices.EqualFunc(w.heard.tokens[at:at+len(q.tokens)], q.tokens, func(a, b token) bool { return a.plain == b.plain }) {
			return at, at + len(q.tokens)
		}
	}
	for _, m := range q.marks {
		for _, other := range w.heard.marks {
			if m.shape == other.shape && m.shape != aStranger && sameValue(m.value, other.value) {
				return other.from, other.to
			}
		}
	}
	return 0, 0
}

// sameValue reports whether two values mean the same.
func sameValue(a, b bot.Value) bool {
	return a.Kind == b.Kind && a.ID == b.ID && a.N == b.N && a.Unit == b.Unit && a.From == b.From && a.To == b.To && (a.ID != "" || a.Text == b.Text)
}

// value is what some tokens of the message say for a slot.
func (w weighing) value(e *errand, s bot.Slot, from, to int) (bot.Value, bool) {
	switch s.Kind {
	case bot.Choose, bot.Language:
		return w.listedIn(e, s, from, to)
	case bot.Item, bot.Customer:
		return w.nameIn(s, from, to)
	case bot.Text:
		return bot.Value{Kind: bot.Text, Text: trimmedText(w.heard.tokens[from:to])}, true
	}
	for _, m := range w.heard.marks {
		if m.from < to && m.to > from && !w.used[m.from] && measures(e, s, m.shape) {
			w.used[m.from] = s.Kind != bot.Date && s.Kind != bot.Period
			return dayOr(s.Kind, m.value), true
		}
	}
	return bot.Value{}, false
}

// measures reports whether a mark can fill a slot for a number, a day or a phone.
func measures(e *errand, s bot.Slot, of shape) bool {
	switch s.Kind {
	case bot.Date:
		return of == aDate
	case bot.Period:
		return of == aDate || of == aPeriod
	case bot.Phone:
		return of == aPhone
	}
	return takes(e, s, of)
}

// dayOr reads a value as the kind a slot has: a day is also a period of one.
func dayOr(kind bot.Kind, v bot.Value) bot.Value {
	if kind == bot.Date {
		v.To = ""
	}
	return as(kind, v)
}

// listedIn is the listed value, or language, that some tokens name.
func (w weighing) listedIn(e *errand, s bot.Slot, from, to int) (bot.Value, bool) {
	listed := e.kinds[s.Name]
	if s.Kind == bot.Language {
		listed = w.lex.languages
	}
	for i := from; listed != nil && i < to; i++ {
		if text, n := listed.at(w.heard.tokens[:to], i); n > 0 {
			return bot.Value{Kind: s.Kind, Text: text}, true
		}
	}
	return bot.Value{}, false
}

// nameIn is the name that some tokens are: one that the shop knows, or a new one when
// they are no number, day or word of the language.
func (w weighing) nameIn(s bot.Slot, from, to int) (bot.Value, bool) {
	want := map[bot.Kind]shape{bot.Item: anItem, bot.Customer: aCustomer}[s.Kind]
	for _, m := range w.heard.marks {
		if m.from < to && m.to > from && m.shape == want {
			return m.value, true
		}
	}
	text := said(w.heard.tokens[from:to])
	if s.Kind == bot.Customer {
		text = w.withoutHonour(w.heard.tokens[from:to])
	}
	for i := from; i < to; i++ {
		m, at := markAt(w.heard.marks, i)
		if t := w.heard.tokens[i]; t.class != word || w.lex.closed(t.plain) || at && m.shape.numeric() || at && (m.shape == aDate || m.shape == aPeriod) {
			return bot.Value{}, false
		}
	}
	return bot.Value{Kind: s.Kind, Text: text}, text != ""
}

// sayable lists the errands of a corpus that have phrases, with what is said in English
// of as many of their slots as are said at once; what is the shortest of these.
func sayable(c *corpus) []Errand {
	best := map[string]Phrase{}
	for _, p := range c.phrases {
		e := c.errands[p.Errand]
		if e == nil {
			continue
		}
		other, ok := best[p.Errand]
		if p.Lang == english && (!ok || other.Lang != english || fuller(p, other) < 0) || !ok {
			best[p.Errand] = p
		}
	}
	out := make([]Errand, 0, len(best))
	for name, p := range best {
		out = append(out, Errand{Name: strings.Clone(name), Slots: c.errands[name].slots, Says: p.braced()})
	}
	slices.SortFunc(out, func(a, b Errand) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// fuller puts the phrase that says more slots first, then the shorter.
func fuller(a, b Phrase) int {
	return cmp.Or(len(b.Slots)-len(a.Slots), len(a.Text)-len(b.Text), strings.Compare(a.Text, b.Text))
}

// braced is the text of a phrase with the names of its slots.
func (p Phrase) braced() string {
	var b strings.Builder
	at := 0
	for _, s := range p.Slots {
		b.WriteString(p.Text[at:s.From] + "{" + s.Slot + ": " + p.Text[s.From:s.To] + "}")
		at = s.To
	}
	b.WriteString(p.Text[at:])
	return b.String()
}
