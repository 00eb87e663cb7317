package sharing

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// reply is what is answered to a deal; the newest one unless a quick reply names it.
type reply struct {
	Deal    shop.DealID `slot:"deal,optional"`
	Verdict string      `slot:"verdict,choose"`
	Amount  *shop.Money `slot:"amount,optional"` // a giver's price for one
	Pickup  string      `slot:"pickup,optional,choose"`
}

// The verdicts.
const (
	yes = "yes"
	no  = "no"
)

// meant is the deal a reply is about.
func (s skill) meant(ctx context.Context, t *bot.Turn, r reply) (shop.Deal, error) {
	book := s.book.In(t)
	if r.Deal != "" {
		return book.Deal(ctx, string(r.Deal))
	}
	all, err := book.Deals(ctx)
	if err != nil {
		return shop.Deal{}, err
	}
	for _, d := range all {
		if d.Opened == (d.State == shop.DealYes) {
			return d, nil
		}
	}
	return shop.Deal{}, shop.ErrNotFound
}

// answer answers it, and says how it stands.
func (s skill) answer(ctx context.Context, t *bot.Turn, r reply) error {
	d, err := s.meant(ctx, t, r)
	if errors.Is(err, shop.ErrNotFound) {
		t.Say("answer.none", nil)
		return nil
	}
	if err != nil {
		return err
	}
	said := shop.Reply{Deal: d.ID, Yes: r.Verdict == yes, Pickup: moment(r.Pickup, t)}
	if r.Amount != nil {
		said.Rate = *r.Amount
	}
	out, err := s.book.In(t).AnswerDeal(ctx, said)
	switch {
	case errors.Is(err, shop.ErrOver):
		t.Say("over."+string(out.State), about(out.Deal, t))
		return nil
	case unready(t, err):
		return nil
	case errors.Is(err, shop.ErrPast):
		t.Say("over.late", about(out.Deal, t))
		return nil
	case errors.Is(err, shop.ErrUnit):
		return s.unit(ctx, t, out.Deal)
	case err != nil:
		return err
	}
	return s.said(t, out)
}

// unit says that two shops count an item in units that have nothing to do with each
// other.
func (s skill) unit(ctx context.Context, t *bot.Turn, d shop.Deal) error {
	it, err := s.book.In(t).Item(ctx, d.Item.ID)
	args := about(d, t)
	args["One"], args["Other"] = it.Measure(shop.Unit), d.Item.Measure(shop.Unit)
	t.Say("answer.unit", args)
	return err
}

// said says what an answer did.
func (s skill) said(t *bot.Turn, out shop.Replied) error {
	args := about(out.Deal, t)
	switch out.State {
	case shop.DealDone:
		args["Total"], args["Stock"] = out.Total, out.Stock
		t.Say(side("done", out.Deal), args)
	case shop.DealGone:
		t.Say(side("gone", out.Deal), args)
	case shop.DealYes:
		t.Say(side("answer.yes", out.Deal), args, dialogs.Undo())
	default:
		t.Say("answer.no", args, dialogs.Undo())
	}
	return nil
}

// checkAnswer asks for what a yes lacks: the giver's price, and when the goods are
// fetched.
func (s skill) checkAnswer(ctx context.Context, t *bot.Turn, r reply) (*dialogs.Refusal, error) {
	if r.Verdict != yes {
		return nil, nil
	}
	d, err := s.meant(ctx, t, r)
	if errors.Is(err, shop.ErrNotFound) || err == nil && (d.Opened || d.State != shop.DealAsked || d.Late(t.Now())) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if d.Rate.Price == 0 && (r.Amount == nil || *r.Amount <= 0 || *r.Amount > shop.MaxMoney) {
		choices, err := s.usual(ctx, t, d.Item)
		return &dialogs.Refusal{Slot: "amount", Key: "answer.ask.amount", Args: about(d, t), Choices: choices}, err
	}
	if !moment(r.Pickup, t).After(t.Now()) {
		return &dialogs.Refusal{Slot: "pickup", Key: side("answer.pickup", d), Args: about(d, t), Choices: moments(t)}, nil
	}
	return nil, nil
}

// side is the key for who gives or takes.
func side(key string, d shop.Deal) string {
	if d.Gives {
		return key + ".gives"
	}
	return key + ".takes"
}
