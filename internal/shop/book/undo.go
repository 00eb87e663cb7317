package book

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// What is said of an undo: "book.undone.<what>", or "book.redone.<what>" when
// something that had been taken back counts again. What had to stay as it is,
// because it was changed since or is in use, is "book.undone.kept".
const (
	undone = "book.undone."
	redone = "book.redone."
	kept   = "book.undone.kept"
)

// Undo adds to t what takes a turn of its shop back, and says what it was, one
// reply for each line of it. With own set, what that turn had itself taken back
// stays taken back. [bot.ErrNothing] when there is nothing left of the turn
// that could be taken back.
func (b *Book) Undo(ctx context.Context, t *bot.Turn, turn bot.TurnID, own bool) error {
	deal, final, err := b.source(t.Shop).isFinal(ctx, turn)
	if err != nil {
		return wrap("undo", err)
	}
	if final {
		t.Say(undone+"final", bot.Args{"Name": deal.Name, "Item": deal.Item, "Qty": deal.Qty, "Gives": gives(deal)})
		return bot.ErrFinal
	}
	all, err := b.In(t).Reverse(ctx, int64(turn), own)
	if errors.Is(err, shop.ErrNothing) {
		return b.undoDemo(ctx, t, turn)
	}
	if err != nil {
		return wrap("undo", err)
	}
	all = slices.DeleteFunc(all, beside(all))
	said := mentioned(all)
	last := ""
	for _, r := range all {
		key := key(r, said)
		if key != "" && (key != last || r.Change.What != shop.ChangeDeal) { // a plea is one to all neighbours
			t.Say(key, args(r))
		}
		last = key
	}
	return nil
}

// mentioned are the items and customers that entries tell about.
func mentioned(all []shop.Reversed) map[string]bool {
	said := map[string]bool{}
	for _, r := range all {
		if r.Entry.Kind != "" && r.Entry.Kind != shop.Worth {
			said[r.Entry.Item], said[r.Entry.Customer] = true, true
		}
		switch r.Change.Field {
		case shop.FieldName:
			said[namesAlong], said[aliasesAlong] = true, true
		case shop.FieldNames:
			said[aliasesAlong] = true
		case shop.FieldInto:
			said[aliasesAlong], said[shop.IntoOf(r.Change)] = true, true // what it was joined to got its prices
		}
	}
	return said
}

// These mark that further names changed along with something that is said.
const (
	namesAlong   = "names along"
	aliasesAlong = "aliases along"
)

// key is what to say of one thing, or "" when something else says it.
func key(r shop.Reversed, said map[string]bool) string {
	prefix := undone
	if r.Redone {
		prefix = redone
	}
	if r.Entry.Kind == shop.Worth {
		return "" // told with the cost
	}
	if r.Entry.Customer != "" && r.Customer.None() {
		return prefix + "gone" // whom it was about is hidden
	}
	if r.Entry.Kind != "" {
		return prefix + ofEntry(r.Entry)
	}
	what := ofChange(r.Change)
	if what == shop.FieldAliases && said[aliasesAlong] || r.Change.Field == shop.FieldNames && said[namesAlong] {
		return ""
	}
	if r.Change.What == shop.ChangeLeaving && r.Kept && orNull(r.Change.Before) != "null" {
		return undone + "restored"
	}
	whole := r.Change.Creates() || r.Change.Removes()
	if what == "" || said[r.Change.ID] && (!whole || r.Redone) {
		return "" // a price learned with a sale, or an item that comes back with it
	}
	if r.Kept && whole {
		return "" // a name that stays because it is used: nothing anybody would miss
	}
	if r.Kept {
		return kept
	}
	return prefix + what
}

// ofEntry names the kind of an entry in keys.
func ofEntry(e shop.Entry) string {
	switch e.Kind {
	case shop.Selling:
		if e.Item == "" {
			return "total"
		}
		return "sale"
	case shop.Return:
		return "return"
	case shop.Closing:
		return "close"
	case shop.Floating:
		return "float"
	case shop.Purchase:
		return "purchase"
	case shop.Counting:
		return "count"
	case shop.Damage:
		return "damage"
	case shop.OwnUse:
		return "use"
	case shop.Dating:
		return "dating"
	case shop.Repayment:
		return "payment"
	case shop.Expense:
		return "expense"
	case shop.Drawing:
		return "drawing"
	case shop.Payout:
		return "payout"
	case shop.WriteOff:
		return "writeoff"
	}
	switch {
	case e.Owed != 0:
		return "owed"
	case e.Kind == shop.Opening:
		return "opening"
	}
	return "credit"
}

// ofChange names what was changed in keys; "" for what goes without saying.
func ofChange(c shop.Change) string {
	switch {
	case c.What == shop.ChangeDeal && !c.Creates() && !c.Removes():
		return "answer"
	case c.What == shop.ChangeCustomer && c.Field != "":
		return ofFact(c.Field)
	case c.What != shop.ChangeItem || c.Field == "":
		return c.What
	}
	switch c.Field {
	case shop.FieldPrice, shop.FieldName, shop.FieldUnit, shop.FieldMRP, shop.FieldCost, shop.FieldAliases, shop.FieldInto:
		return c.Field
	case shop.FieldNames:
		return shop.FieldName
	case shop.FieldPacks, shop.FieldReorder, shop.FieldCategory:
		return "detail"
	}
	return "" // it changed along with something that is said
}

// ofFact names the fact of a customer that was changed in keys.
func ofFact(field string) string {
	switch field {
	case shop.FieldLimit, shop.FieldDispute, shop.FieldNudged, shop.FieldPromise:
		return field
	}
	return "fact"
}

// args are the arguments of what is said; what is absent is not said.
func args(r shop.Reversed) bot.Args {
	a := bot.Args{"Cash": r.Till.Cash}
	if !r.Item.None() {
		a["Item"], a["Stock"] = r.Item, r.Stock
	}
	if price := priceAfter(r); price != 0 {
		a["Price"] = price
	}
	if k := shop.RateKeyOf(r.Change.Field); r.Change.What == shop.ChangeRate && k.Unit != "" {
		a["Pack"] = shop.Measure{N: int64(shop.Unit), Unit: k.Unit}
	}
	if e := r.Entry; e.Kind != "" {
		a["Amount"], a["Day"] = abs(e.Amount()), e.Day
		a["Qty"] = r.Item.Measure(abs(e.Qty))
		if e.Head != "" {
			a["Head"] = e.Head
		}
		if e.Kind == shop.Dating {
			a["Expires"] = e.Expires
		}
		a = withOwed(a, r)
	}
	if r.Customer.None() {
		return a
	}
	a["Customer"] = r.Customer
	if r.Balance < 0 {
		a["Advance"] = -r.Balance
	} else {
		a["Balance"] = r.Balance
	}
	return a
}

// priceAfter is what a changed price is once all is taken back; 0 when it is not
// about a price, or none is known then.
func priceAfter(r shop.Reversed) shop.Money {
	item := r.Change.What == shop.ChangeItem && (r.Change.Field == shop.FieldPrice || r.Change.Field == shop.FieldMRP)
	if !item && r.Change.What != shop.ChangeRate {
		return 0
	}
	if r.Kept && r.Change.Field == shop.FieldPrice {
		return r.Item.Price
	}
	was, err := strconv.ParseInt(string(r.Change.Before), 10, 64)
	if err != nil {
		return 0 // null: no price was known
	}
	return shop.Money(was)
}

// abs is how much, whichever way it went.
func abs[N shop.Money | shop.Quantity](n N) N { return max(n, -n) }

// gives is said when this shop gave the goods away.
func gives(d shop.Deal) string {
	if d.Gives {
		return "yes"
	}
	return ""
}
