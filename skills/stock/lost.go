package stock

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// lost is what may be asked of goods that left the shelf unsold; the period is this month
// unless said.
type lost struct {
	Period shop.Period `slot:"period,optional"`
	Item   shop.Item   `slot:"item,optional"`
	Lost   string      `slot:"lost,optional,choose"` // which way they went; all unless said
}

// The ways goods go, as they are asked for.
const (
	lostDamage  = "damage"
	lostUse     = "use"
	lostMissing = "missing"
)

// lost tells what was damaged and what was taken home; what counts did not find is said
// apart. What it cost is not for staff.
func (s skill) lost(ctx context.Context, t *bot.Turn, q lost) error {
	book := s.book.In(t)
	if q.Period == (shop.Period{}) {
		q.Period = book.ThisMonth()
	}
	out, err := book.Lost(ctx, q.Period, q.Item)
	if errors.Is(err, shop.ErrNotFound) {
		t.Say("check.unknown", bot.Args{"Item": q.Item})
		return nil
	}
	if err != nil {
		return err
	}
	said := 0
	for _, way := range []struct {
		name string
		sum  shop.LostSum
	}{{lostDamage, out.Damaged}, {lostUse, out.Used}, {lostMissing, out.Missing}} {
		asked := q.Lost == way.name || q.Lost == "" || way.name == lostMissing && q.Lost == lostDamage
		if !asked || len(way.sum.Lines) == 0 {
			continue
		}
		said++
		sayLost(t, "lost."+way.name, out.Period, way.sum)
	}
	if said == 0 {
		t.Say("lost.none", bot.Args{"Period": out.Period, "Item": out.Item, "Way": q.Lost})
	}
	return nil
}

// sayLost says goods that went one way, one line an item.
func sayLost(t *bot.Turn, head string, p shop.Period, sum shop.LostSum) {
	owner := t.Role >= bot.Manager
	args := bot.Args{"Period": p}
	if owner && sum.Cost > 0 {
		args["Cost"] = sum.Cost
	}
	t.Say(head, args)
	for _, l := range sum.Lines[:min(lines, len(sum.Lines))] {
		args := bot.Args{"Item": l.Item, "Qty": l.Qty}
		if owner && l.Cost > 0 {
			args["Cost"] = l.Cost
		}
		t.Say("lost.line", args)
	}
	if more := len(sum.Lines) - lines; more > 0 {
		t.Say("expiring.more", bot.Args{"Count": more})
	}
	if owner && sum.Uncosted {
		t.Say("lost.uncosted", nil)
	}
}
