package stock

import (
	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// owing says what of a delivery was paid and what is owed for it; what the shop
// owes in all is not for staff.
func owing(t *bot.Turn, out shop.Stocked) {
	args := bot.Args{"Supplier": out.Supplier}
	if out.Paid > 0 {
		args["Paid"] = out.Paid
	}
	if t.Role >= bot.Manager {
		if out.Owed < 0 {
			args["Ahead"] = -out.Owed
		} else {
			args["Owed"] = out.Owed
		}
	}
	switch {
	case out.Unpaid > 0:
		args["Unpaid"] = out.Unpaid
		t.Say("add.owing", args, dialogs.Undo())
	case out.Unpaid < 0:
		t.Say("add.more", args, dialogs.Undo())
	case out.Paid > 0:
		t.Say("add.paidup", args, dialogs.Undo())
	}
}
