package sales

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// oddDrawer is the share of what should be in the till, in percent, that may be
// missing or too much before the count is read back.
const oddDrawer = 20

// closing is the end of a day, as said.
type closing struct {
	Amount *shop.Money `slot:"amount,optional"` // counted; nothing is an amount too
	Float  *shop.Money `slot:"float,leave"`     // in the till as the day began
	Day    shop.Day    `slot:"date,optional"`
}

// counted asks for the count.
func counted(closing) []string { return []string{"amount"} }

func (c closing) close() shop.Close {
	out := shop.Close{Day: c.Day}
	if c.Amount != nil {
		out.Counted = *c.Amount
	}
	if c.Float != nil && *c.Float != 0 {
		out.Float = c.Float
	}
	return out
}

// close counts the till and says what should be in it, and why.
func (s skill) close(ctx context.Context, t *bot.Turn, c closing) error {
	out, err := s.book.In(t).CloseDay(ctx, c.close())
	if err != nil {
		return err
	}
	t.Say("close.head", bot.Args{"Day": out.Day, "Was": wasCounted(out)})
	s.sides(t, out)
	args := bot.Args{"Counted": out.Counted, "Expected": out.Expected, "Upi": orNone(out.UPI)}
	switch {
	case out.Diff < 0:
		args["Missing"] = -out.Diff
	case out.Diff > 0:
		args["More"] = out.Diff
	}
	t.Say("close.done", args, dialogs.Undo())
	return nil
}

// wasCounted is what the day was closed with before; nothing when it was not.
func wasCounted(out shop.Drawer) any {
	if !out.Closed {
		return bot.Value{}
	}
	return out.Was
}

// sides says where the money in the till came from and went to; what is nothing is
// not said.
func (s skill) sides(t *bot.Turn, out shop.Drawer) {
	for _, side := range []struct {
		key string
		m   shop.Money
	}{
		{"close.float", out.Float},
		{"close.sold", out.Sold},
		{"close.repaid", out.Repaid},
		{"close.expenses", -out.Expenses},
		{"close.goods", -out.Goods},
		{"close.home", -out.Home},
	} {
		if side.m != 0 {
			t.Say(side.key, bot.Args{"Amount": side.m})
		}
	}
}

// checkClose asks what the first day that is closed began with, and says what should
// be in the till when it asks for the count. A day before one that is closed stays as it is.
func (s skill) checkClose(ctx context.Context, t *bot.Turn, c closing) (*dialogs.Refusal, error) {
	book := s.book.In(t)
	if c.Amount != nil && (*c.Amount < 0 || *c.Amount > shop.MaxMoney) {
		return &dialogs.Refusal{Slot: "amount", Key: "close.amount"}, nil
	}
	if f := c.Float; f != nil && (*f < 0 || *f > shop.MaxMoney) {
		return &dialogs.Refusal{Slot: "float", Key: "close.amount"}, nil
	}
	out, err := book.Trial().Drawer(ctx, c.close())
	switch {
	case errors.Is(err, shop.ErrClosed):
		return &dialogs.Refusal{Slot: "date", Key: "close.later", Args: bot.Args{"Day": out.Day}}, nil
	case errors.Is(err, shop.ErrFuture):
		return &dialogs.Refusal{Slot: "date", Key: "close.future"}, nil
	case err != nil:
		return nil, err
	case out.First && c.Float == nil:
		return &dialogs.Refusal{Slot: "float", Key: "close.ask.float"}, nil
	case c.Amount == nil:
		args := bot.Args{"Expected": out.Expected, "Day": t.Day(string(out.Day))}
		return &dialogs.Refusal{Slot: "amount", Key: "close.ask.amount", Args: args}, nil
	}
	return nil, nil
}

// riskyClose reads back a count far from what should be there.
func (s skill) riskyClose(ctx context.Context, t *bot.Turn, c closing) (*dialogs.Confirmation, error) {
	out, err := s.book.In(t).Trial().CloseDay(ctx, c.close())
	if err != nil {
		return nil, err
	}
	limits, err := s.book.In(t).Limits(ctx)
	off := max(out.Diff, -out.Diff)
	if err != nil || off <= limits.RiskyUdhaar || off*100 <= oddDrawer*max(out.Expected, -out.Expected) {
		return nil, err
	}
	return &dialogs.Confirmation{Key: "close.sure", Args: bot.Args{"Counted": out.Counted, "Expected": out.Expected}}, nil
}
