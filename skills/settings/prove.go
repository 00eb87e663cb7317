package settings

import (
	"context"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// What wrong proofs are counted under, and that others were asked about somebody.
const (
	triedProof = "proof"
	askedOther = "vouch"
)

// askAgain is how long the others are left in peace about somebody.
const askAgain = 24 * time.Hour

// prove has somebody who was silent for long prove that he is himself: by his PIN, else by
// what only who keeps the book knows. Meanwhile another of the shop can vouch for him. The
// engine begins it.
type prove struct{ skill }

// Name is the errand's public name.
func (prove) Name() string { return "settings.prove" }

// Version changes with the slots.
func (prove) Version() string { return "1" }

// Slots are what he can be asked.
func (prove) Slots() []bot.Slot {
	return []bot.Slot{
		{Name: "pin", Kind: bot.Text, Optional: true, Secret: true},
		{Name: "name", Kind: bot.Text, Optional: true},
		{Name: "customer", Kind: bot.Text, Optional: true},
		{Name: "fresh", Kind: bot.Text, Optional: true},
	}
}

// Inner says that nobody asks for it.
func (prove) Inner() bool { return true }

// Advance looks at what was said and asks on.
func (p prove) Advance(ctx context.Context, t *bot.Turn, f *bot.Frame) (bool, error) {
	if _, fresh := f.Value("fresh"); fresh {
		t.Do(shop.OpenShop{})
		t.Say("prove.fresh", nil)
		return true, nil
	}
	tries, err := p.book.People().Tries(ctx, t.Person, triedProof)
	if err != nil {
		return false, err
	}
	if tries.Barred(t.Now()) {
		t.Say("prove.wait", bot.Args{"Minutes": minutes(tries, t)})
		return true, nil
	}
	questions, err := p.questions(ctx, t)
	if err != nil {
		return false, err
	}
	if f.State == "" {
		f.State = "0"
		if err := p.asksOthers(ctx, t); err != nil {
			return false, err
		}
	}
	return p.goOn(t, f, questions, tries)
}

// goOn takes the answer to the open question, and asks the next.
func (p prove) goOn(t *bot.Turn, f *bot.Frame, questions []question, tries bot.Tries) (bool, error) {
	at := int(f.State[0] - '0')
	if at < len(questions) {
		q := questions[at]
		if v, said := f.Value(q.slot); said {
			f.Clear(q.slot)
			right, err := q.right(v.Text)
			if err != nil {
				return false, err
			}
			if !right {
				return p.wrong(t, f, q, tries), nil
			}
			at++
			f.State = string(rune('0' + at))
		}
	}
	if at < len(questions) {
		p.ask(t, f, questions[at], "prove.ask."+questions[at].slot)
		return false, nil
	}
	t.Prove()
	if tries.Wrong > 0 {
		t.Do(bot.Tried{What: triedProof})
	}
	t.Say("prove.done", nil)
	return true, nil
}

// ask asks one thing. Whose number it is by now, and wants nothing of this shop, begins one
// of his own.
func (p prove) ask(t *bot.Turn, f *bot.Frame, q question, key string) {
	f.Asked = q.slot
	t.Question(key, nil, dialogs.Pick("prove.choice.fresh", nil, "fresh", "yes"))
}

// wrong counts a wrong answer. It is not said which of the answers was wrong before.
func (p prove) wrong(t *bot.Turn, f *bot.Frame, q question, tries bot.Tries) (done bool) {
	tries = tries.Again(t.Now())
	t.Do(bot.Tried{What: triedProof, Tries: tries})
	if !tries.Barred(t.Now()) {
		p.ask(t, f, q, "prove.wrong")
		return false
	}
	notice(t, bot.Notice{Shop: t.Shop, Least: bot.Owner}, "prove.told", bot.Args{"Name": called(t), "Count": tries.Wrong})
	t.Say("prove.wait", bot.Args{"Minutes": minutes(tries, t)})
	return true
}

// question is one thing he is asked, and what is right.
type question struct {
	slot  string
	right func(said string) (bool, error)
}

// questions are what can be asked here: the PIN if he has one, else what the shop is called
// and who has an account there. A shop that knows neither has nothing to guard.
func (p prove) questions(ctx context.Context, t *bot.Turn) (out []question, err error) {
	kept, err := p.book.People().PIN(ctx, t.Person)
	if err != nil {
		return nil, err
	}
	if kept != "" {
		return []question{{"pin", func(said string) (bool, error) {
			t.Scrub()
			pin, ok := findPIN(said)
			if !ok {
				return false, nil
			}
			return p.fits(ctx, t, pin)
		}}}, nil
	}
	profile, err := p.book.In(t).Profile(ctx)
	if err != nil {
		return nil, err
	}
	if profile.Name != "" {
		out = append(out, question{"name", func(said string) (bool, error) { return mentions(said, profile.Name), nil }})
	}
	_, known, err := p.book.Keeper(ctx, t, "")
	if known {
		out = append(out, question{"customer", func(said string) (bool, error) {
			is, _, err := p.book.Keeper(ctx, t, said)
			return is, err
		}})
	}
	return out, err
}

// asksOthers has the owners asked, once a day, whether they know him.
func (p prove) asksOthers(ctx context.Context, t *bot.Turn) error {
	asked, err := p.book.People().Tries(ctx, t.Person, askedOther)
	if err != nil || asked.Barred(t.Now()) {
		return err
	}
	t.Do(bot.Tried{What: askedOther, Tries: bot.Tries{Wrong: 1, Until: t.Now().Add(askAgain)}})
	who := bot.Value{Kind: bot.Text, Text: "#" + number(t.Person)}
	do := func(key, what string) bot.Choice {
		return dialogs.BeginWith(key, nil, "settings.people", map[string]any{"do": bot.Value{Kind: bot.Choose, Text: what}, "person": who})
	}
	notice(t, bot.Notice{Shop: t.Shop, Least: bot.Owner}, "prove.ask.owner", bot.Args{"Name": called(t)},
		do("prove.choice.vouch", doVouch), do("prove.choice.remove", doRemove))
	return nil
}
