// Package dialogs says how an errand goes: which slots it needs, in what order
// it asks for them, when it reads back before acting, and what its states are.
//
// Most errands are a [Form] over a struct:
//
//	type credit struct {
//		Customer shop.Customer `slot:"customer"`
//		Amount   shop.Money    `slot:"amount"`
//	}
//
//	give := dialogs.NewForm("udhaar.give", func(ctx context.Context, t *bot.Turn, c credit) error {
//		t.Say("give.done", bot.Args{"Customer": c.Customer, "Amount": c.Amount})
//		return nil
//	})
//
// The form asks for the customer, then the amount, and acts as soon as nothing
// is missing. Every errand's states are a [Machine], checked when the program
// starts and drawn into the documentation.
package dialogs
