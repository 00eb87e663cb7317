package sharing

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// want is goods wanted from neighbours.
type want struct {
	Item   shop.Item    `slot:"item"`
	Qty    shop.Measure `slot:"qty"`
	Urgent string       `slot:"urgent,optional,choose"`
}

func (w want) plea() shop.Plea {
	return shop.Plea{Item: w.Item, Qty: w.Qty, Urgent: w.Urgent != ""}
}

// surplus is goods that neighbours may have.
type surplus struct {
	Item   shop.Item    `slot:"item"`
	Qty    shop.Measure `slot:"qty"`
	Amount *shop.Money  `slot:"amount"` // for one
}

func (s surplus) plea() shop.Plea {
	p := shop.Plea{Item: s.Item, Qty: s.Qty, Gives: true}
	if s.Amount != nil {
		p.Rate = *s.Amount
	}
	return p
}

// request asks the neighbours for goods.
func (s skill) request(ctx context.Context, t *bot.Turn, w want) error {
	return s.ask(ctx, t, "request", w.plea())
}

// offer offers them goods.
func (s skill) offer(ctx context.Context, t *bot.Turn, o surplus) error {
	return s.ask(ctx, t, "offer", o.plea())
}

func (s skill) ask(ctx context.Context, t *bot.Turn, errand string, p shop.Plea) error {
	out, err := s.book.In(t).Ask(ctx, p)
	switch {
	case unready(t, err):
		return nil
	case errors.Is(err, shop.ErrAlone):
		t.Say("alone", bot.Args{"Item": out.Item})
		return nil
	case errors.Is(err, shop.ErrNotFound):
		t.Say("offer.unknown", bot.Args{"Item": p.Item})
		return nil
	case err != nil:
		return err
	}
	t.Say(errand+".done", bot.Args{
		"Item": out.Item, "Qty": out.Qty, "Rate": out.Rate, "Count": out.Count, "Km": km(out.Within), "Until": hour(out.Until, t),
	}, dialogs.Undo())
	return nil
}

// unready says what a shop lacks before neighbours can know it, if that is what err is.
func unready(t *bot.Turn, err error) bool {
	switch {
	case errors.Is(err, shop.ErrNameless):
		t.Say("nameless", nil)
	case errors.Is(err, shop.ErrNoPlace):
		t.Say("placeless", nil)
	default:
		return false
	}
	return true
}

// prices offers the usual price.
func (s skill) prices(ctx context.Context, t *bot.Turn, o surplus) ([]bot.Choice, error) {
	return s.usual(ctx, t, o.Item)
}

func (s skill) usual(ctx context.Context, t *bot.Turn, i shop.Item) ([]bot.Choice, error) {
	it, err := s.book.In(t).Item(ctx, i.ID)
	if errors.Is(err, shop.ErrNotFound) {
		return nil, nil
	}
	var out []bot.Choice
	for _, price := range slices.Compact([]shop.Money{it.Cost, it.Price}) {
		if price > 0 {
			out = append(out, dialogs.Pick("choice.price", bot.Args{"Amount": price}, "amount", price))
		}
	}
	return out, err
}

func (s skill) checkRequest(ctx context.Context, t *bot.Turn, w want) (*dialogs.Refusal, error) {
	if r := refuse("request", w.Item, w.Qty, nil); r != nil || w.Qty.All {
		return cmp.Or(r, &dialogs.Refusal{Slot: "qty", Key: "request.qty"}), nil
	}
	return s.refuseUnit(ctx, t, w.Item, w.Qty)
}

func (s skill) checkOffer(ctx context.Context, t *bot.Turn, o surplus) (*dialogs.Refusal, error) {
	if r := refuse("offer", o.Item, o.Qty, o.Amount); r != nil {
		return r, nil
	}
	if o.Qty.All && !o.Item.None() {
		has, err := s.book.In(t).Stock(ctx, o.Item)
		if err == nil && has.Qty.N <= 0 {
			return &dialogs.Refusal{Slot: "qty", Key: "offer.qty"}, nil
		}
		if err != nil && !errors.Is(err, shop.ErrNotFound) {
			return nil, err
		}
	}
	return s.refuseUnit(ctx, t, o.Item, o.Qty)
}

// refuseUnit asks again for a quantity in a unit that is none of the item's.
func (s skill) refuseUnit(ctx context.Context, t *bot.Turn, i shop.Item, q shop.Measure) (*dialogs.Refusal, error) {
	if i.ID == "" || q.None() || q.All {
		return nil, nil
	}
	it, err := s.book.In(t).Item(ctx, i.ID)
	if errors.Is(err, shop.ErrNotFound) {
		return nil, nil // new: it is counted as it is said
	}
	if err != nil {
		return nil, err
	}
	if _, err = q.In(it); errors.Is(err, shop.ErrUnit) {
		return &dialogs.Refusal{Slot: "qty", Key: "unit", Args: bot.Args{"Item": it, "One": it.Measure(shop.Unit)}}, nil
	}
	return nil, nil
}

// refuse asks again for what cannot be.
func refuse(errand string, i shop.Item, q shop.Measure, m *shop.Money) *dialogs.Refusal {
	switch {
	case i.None():
		return nil
	case q.N < 0, q.N == 0 && !q.None() && !q.All, q.N > int64(shop.MaxQuantity):
		return &dialogs.Refusal{Slot: "qty", Key: errand + ".qty"}
	case m != nil && (*m <= 0 || *m > shop.MaxMoney):
		return &dialogs.Refusal{Slot: "amount", Key: errand + ".ask.amount"}
	}
	return nil
}
